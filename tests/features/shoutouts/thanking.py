"""How people give and receive shout-outs, for tests that are about what happens around that."""

from typing import Any

from bot.features.shoutouts.models import Shoutout
from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View

WORDS = "found out why the import broke"


def previewed(tend: Sandbox, handle: str, line: str) -> Message:
    """Type ``/shoutout`` and what stands behind it; the preview that comes back."""
    [preview] = tend.hands(handle).types(f"/shoutout {line}")
    return preview


def give(tend: Sandbox, handle: str, line: str) -> Message:
    """Give a shout-out; what its author reads afterwards."""
    preview = previewed(tend, handle, line)
    tend.hands(handle).press(preview, "Post it")
    return preview


def posts(tend: Sandbox) -> list[Message]:
    """What stands in the channel for shout-outs."""
    return tend.workspace.in_channel("#shout-outs")


def choose(tend: Sandbox, handle: str, way: str) -> None:
    """Let somebody choose how thanks reach them."""
    hands = tend.hands(handle)
    hands.types("/shoutout settings")
    form = modal_of(tend, handle)
    hands.choose(form, "When somebody thanks you, how shall it reach you?", way)
    assert hands.submit(form) is None
    hands.close(form)


def modal_of(tend: Sandbox, handle: str) -> View:
    """The form in front of somebody."""
    view = tend.workspace.modal_of(handle)
    assert view is not None
    return view


def words_of(view: View) -> str:
    """Everything that can be read in a form, a block a line."""
    return "\n".join(str(block) for block in view.blocks)


def choose_channel(tend: Sandbox, channel_id: str | None) -> None:
    """The workspace's channel for shout-outs, as its row has it."""
    with tend.database.transaction() as session:
        session.get_one(Workspace, "T0TEND0001").shoutouts_channel_id = channel_id


def sent(tend: Sandbox, method: str) -> list[dict[str, Any]]:
    """What the bot asked Slack for with this method, one after the other."""
    return [call.arguments for call in tend.workspace.calls if call.method == method]


def drafts(tend: Sandbox) -> list[str]:
    """The words of all that was written and not given yet."""
    with tend.database.reading() as session:
        return [shoutout.wording.text for shoutout in session.query(Shoutout) if shoutout.given_at is None]


def asked(tend: Sandbox, handle: str = "ana") -> Message:
    """The one message that somebody has had: how should thanks reach them?"""
    [question] = tend.workspace.in_dm(handle)
    return question

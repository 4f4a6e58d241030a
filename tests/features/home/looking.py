"""How people look at their Home tab, and what stands on it, for tests that are about what happens there."""

from typing import Any

from bot.platform.slack.check import problems_in_view
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from bot.sandbox.slack.words import words_in

WORKSPACE = "T0TEND0001"


def opened(tend: Sandbox, handle: str) -> View:
    """Open somebody's Home tab, which Slack has to like."""
    tend.hands(handle).opens_home()
    return home(tend, handle)


def home(tend: Sandbox, handle: str) -> View:
    """What stands on it now; nothing that Slack's rules forbid."""
    view = tend.workspace.home_of(handle)
    assert view is not None
    assert problems_in_view({"type": "home", "blocks": view.blocks}) == []
    return view


def read(tend: Sandbox, handle: str) -> str:
    """Everything that can be read there."""
    return words_in(home(tend, handle).blocks)


def press(
    tend: Sandbox, handle: str, label: str, *, near: str | None = None, block_id: str | None = None
) -> View:
    """Press a button on the tab as it stands; the tab afterwards."""
    tend.hands(handle).press(home(tend, handle), label, near=near, block_id=block_id)
    return home(tend, handle)


def start(tend: Sandbox, *handles: str) -> None:
    """Let people open the tab and press *Start*."""
    for handle in handles:
        opened(tend, handle)
        press(tend, handle, "Start")


def publishings(tend: Sandbox, handle: str) -> list[dict[str, Any]]:
    """Every tab that the bot has published for somebody."""
    person_id = tend.workspace.person(handle).id
    return [
        call.arguments
        for call in tend.workspace.calls
        if call.method == "views.publish" and call.arguments["user_id"] == person_id
    ]

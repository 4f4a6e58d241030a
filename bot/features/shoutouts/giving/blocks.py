"""What an author reads once a shout-out is given, taken back, or was not posted."""

from collections.abc import Sequence

from bot.features.shoutouts import blocks
from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.writing import forms
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words


def given(shoutout: Shoutout, done: Message) -> Message:
    """It is given (``done``), and can be taken back: the same, whatever the others have chosen."""
    return Message(done.text, [*done.blocks, *_undo(shoutout)])


def taken_back(shoutout: Shoutout) -> Message:
    """It is a draft again."""
    said = words("shoutouts/undo")
    button = block_kit.button(said.plain("change"), action_id=Action.CHANGE, value=str(shoutout.id))
    return Message(said["notification"], [block_kit.section(said["taken_back"]), block_kit.actions([button])])


def too_late(done: Message) -> Message:
    """The ten minutes are over: it is given (``done``), and who can still do something."""
    return Message(done.text, [*done.blocks, block_kit.context(words("shoutouts/undo")["too_late"])])


def not_taken_back(channel_id: str | None) -> Message:
    """Slack did not let the bot delete the post."""
    said = words("shoutouts/undo", channel_id=channel_id)
    return Message(said["notification"], [block_kit.section(said["not_taken_back"])])


def may_stand(channel_id: str | None) -> Message:
    """They took it back while it was on its way, and Slack did not say whether it arrived."""
    said = words("shoutouts/undo", channel_id=channel_id)
    return Message(said["notification"], [block_kit.section(said["may_stand"])])


def page_of(message: Message) -> Block:
    """``message`` in the place of a form."""
    return forms.page("-") | {"blocks": message.blocks}


def not_posted(shoutout: Shoutout, receiver_ids: Sequence[str], *, reason: str) -> Message:
    """Slack did not take the post (``reason`` is its code): what to do, a button, and other channels."""
    told = blocks.not_posted(shoutout, receiver_ids, reason=reason)
    return Message(told.text, [*told.blocks, _where(shoutout, asked="first")])


def not_there(
    shoutout: Shoutout, receiver_ids: Sequence[str], *, channel_id: str, hindrance: str, asked: str
) -> Message:
    """It cannot stand in the channel they chose; ``hindrance`` says why, as a part of the words.

    ``asked`` differs each time, so that the menu comes up empty and the same channel can be chosen again.
    """
    told = blocks.not_posted(shoutout, receiver_ids, reason="")
    said = words("shoutouts/elsewhere", channel_id=channel_id)
    return Message(
        told.text, [block_kit.section(said[hindrance]), *told.blocks[1:], _where(shoutout, asked=asked)]
    )


def shoutout_asked_about(block_id: str) -> str:
    """The id of the shout-out for which a channel was chosen."""
    return block_id.rpartition(":")[2]


def _where(shoutout: Shoutout, *, asked: str) -> Block:
    said = words("shoutouts/elsewhere")
    chooser = elements.channels_select(Action.POST_ELSEWHERE, placeholder=said.plain("where"))
    return block_kit.actions([chooser], block_id=f"shoutout_where:{asked}:{shoutout.id}")


def _undo(shoutout: Shoutout) -> list[Block]:
    said = words("shoutouts/undo")
    button = block_kit.button(
        said.plain("undo"), action_id=Action.UNDO, value=f"{shoutout.id}:{shoutout.version}"
    )
    return [block_kit.context(said["how_long"]), block_kit.actions([button])]

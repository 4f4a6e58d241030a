"""What stands in the channel by itself: the invitation on Friday, and what was said last month."""

from collections.abc import Sequence
from datetime import date

from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.channel.models import FridayThread
from bot.platform.slack import block_kit
from bot.platform.slack.message import Message
from bot.platform.templating import words


def invitation(thread: FridayThread) -> Message:
    """Whoever presses the button writes a thank-you that is said below it."""
    said = words("shoutouts/channel")
    button = block_kit.button(said.plain("say_thanks"), action_id=Action.BEGIN, value=f"thread:{thread.id}")
    return Message(said["thread"], [block_kit.section(said["thread"]), block_kit.actions([button])])


def round_up(lines: Sequence[tuple[str, str]], *, month: date) -> Message:
    """Where last month's thanks stand: an address each, and whom it thanks as plain text."""
    said = words("shoutouts/channel", month=month, lines=list(lines))
    return Message(
        said["round_up"],
        [
            block_kit.section(said["round_up"]),
            block_kit.section(said["round_up_lines"]),
            block_kit.context(said["round_up_note"]),
        ],
    )

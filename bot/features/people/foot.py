"""The three dots below every message that comes by itself: why it came, and how to hear less, or nothing.

A menu adds no words to read. Why it came is the reason that is stored with the message: its purpose.
"""

from enum import StrEnum

from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.slack.message import Message
from bot.platform.templating import words

MENU = "people.foot"
"""The menu; the value of what was chosen is a Choice, or ``why:`` and the purpose of the message."""


class Choice(StrEnum):
    """What can be chosen there besides *Why this message?*."""

    QUIETER = "quieter"
    PAUSE = "pause"
    STOP = "stop"


def menu(purpose: str) -> Block:
    """The menu for a message of that purpose. Raises KeyError where there are no words for it."""
    said = words("people/foot")
    if not said.has(_part(purpose)):
        raise KeyError(f"nobody has written down why a message of {purpose} comes")
    return elements.overflow(
        MENU,
        options=[
            option(said.plain("why"), value=f"why:{purpose}"),
            *(option(said.plain(choice), value=choice) for choice in Choice),
        ],
    )


def with_foot(message: Message, purpose: str) -> Message:
    """The message with the menu below it: a block of its own stays when what stands above it is answered."""
    return Message(message.text, [*message.blocks, alone(purpose)])


def alone(purpose: str) -> Block:
    """The menu as a block of its own."""
    return block_kit.actions([menu(purpose)], block_id="foot")


def why(purpose: str) -> Block:
    """The page that says why a message of that purpose came."""
    said = words("people/foot")
    return page(said[_part(purpose)] if said.has(_part(purpose)) else said["why_else"])


def page(text: str) -> Block:
    """One answer to what was chosen; ``text`` is mrkdwn."""
    said = words("people/foot")
    return block_kit.modal(
        said.plain("why"),
        blocks=[block_kit.section(text)],
        callback_id="people.foot",
        close=said.plain("close"),
    )


def _part(purpose: str) -> str:
    return f"why_{purpose.replace('.', '_')}"

"""How a digest looks: a few lines of counts on the card, and the whole page when it is opened."""

from collections.abc import Sequence
from enum import StrEnum

from bot.features.digest.sections import Part
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words

# Slack takes 50 blocks a message; the heading and the words below take two.
_MOST_BLOCKS = 48


class Action(StrEnum):
    """What can be pressed on a digest."""

    OPEN = "digest.open"
    WHY = "digest.why"


def on_the_card(parts: Sequence[Part]) -> list[Block]:
    """The week in counts, behind which the page stands."""
    said = words("digest/digest")
    return [
        block_kit.section("\n".join([said["on_the_card"], *(part.line for part in parts)])),
        block_kit.actions(
            [
                block_kit.button(said.plain("open"), action_id=Action.OPEN),
                block_kit.button(said.plain("why"), action_id=Action.WHY),
            ]
        ),
    ]


def on_an_older_card() -> list[Block]:
    """What is left of it once a newer card has come."""
    return [block_kit.context(words("digest/digest")["on_an_older_card"])]


def page(parts: Sequence[Part]) -> Block:
    """The whole week as a modal."""
    said = words("digest/digest")
    return block_kit.modal(
        said.plain("title"), blocks=_page(parts), callback_id="digest.page", close=said.plain("close")
    )


def answer(parts: Sequence[Part]) -> Message:
    """The whole week as the answer to ``/digest``."""
    said = words("digest/digest")
    return Message(said["notification"], [block_kit.header(said.plain("title")), *_page(parts)])


def help_message() -> Message:
    """The answer to ``/digest help``."""
    said = words("digest/digest")
    return Message(said["notification"], [block_kit.section(said["help"])])


def why() -> Block:
    """Why it came."""
    said = words("digest/digest")
    return block_kit.modal(
        said.plain("why"),
        blocks=[block_kit.section(said["why_text"])],
        callback_id="digest.why",
        close=said.plain("close"),
    )


def _page(parts: Sequence[Part]) -> list[Block]:
    said = words("digest/digest")
    if not parts:
        return [block_kit.section(said["nothing"])]
    blocks = [block for part in parts for block in part.page]
    return [*blocks[:_MOST_BLOCKS], block_kit.context(said["about_you_alone"])]

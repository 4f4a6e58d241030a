"""How a card looks: a heading, and the lines that the features gave."""

from collections.abc import Sequence
from datetime import date

from bot.features.people import foot
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line, Message
from bot.platform.templating import words

BESIDE_THE_LINES = 3
"""How many blocks of a card are its own: the heading, the word that more comes, and the menu below."""
PURPOSE = "cards.card"


def card(lines: Sequence[Line], *, today: date, is_cut: bool = False) -> Message:
    """Today's card. Its notification says nothing of what is on it. ``is_cut``: it cannot hold everything."""
    said = words("cards/card", day=today)
    shown = [block_kit.header(said.plain("heading")), *(block for line in lines for block in line.blocks)]
    if is_cut:
        shown.append(block_kit.context(said["cut"]))
    return Message(said["notification"], [*shown, foot.alone(PURPOSE)])


def older_card(quiet: Sequence[Block], *, made_on: date) -> Message:
    """What is left of a card once a newer one has come."""
    said = words("cards/card", day=made_on)
    return Message(said["notification"], [block_kit.context(said["older"]), *quiet])

"""Which features speak on a card, and in which order."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.features.digest import card as digest
from bot.features.follow_ups import card as follow_ups
from bot.features.one_on_ones import card as one_on_ones
from bot.features.one_on_ones import news_card
from bot.features.one_on_ones.agenda import card as agenda
from bot.features.people.backing_off import Pace
from bot.features.people.reader import Reader
from bot.features.reconnections import card as reconnections
from bot.features.reconnections.in_touch import card as in_touch
from bot.features.reconnections.presence import card as presence
from bot.features.shoutouts.appreciating import card as appreciating
from bot.features.shoutouts.receiving import card as shoutouts
from bot.features.workspace.switches import Feature
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line

PROMISES = "follow_ups"


@dataclass(frozen=True)
class Section:
    """One feature's part of the card.

    ``lines`` reads what is due for the reader and counts it as told, in the transaction that makes
    the card. ``afterwards`` is how those lines read, without buttons, once a newer card has come.
    """

    name: str
    lines: Callable[[Session, Reader], list[Line]]
    afterwards: Callable[[Session, Reader, Collection[int]], list[Block]]
    again: Callable[[Session, Reader, Collection[int]], None]
    """Lets those lines come on the next card, when the one that told them never arrived.

    The reader is as of that card, and what was done since then counts.
    """
    feature: Feature | None = None
    """What it belongs to, where that can be switched off; it says nothing then."""
    is_suggestion: bool = False
    comes_until: Pace = Pace.SELDOM
    """The last step at which it still speaks to whoever does not react."""


SECTIONS: tuple[Section, ...] = (
    Section(
        "digest",
        digest.lines,
        digest.afterwards,
        digest.again,
        Feature.DIGEST,
        comes_until=Pace.NO_SUGGESTIONS,
    ),
    Section("one_on_ones", one_on_ones.lines, one_on_ones.afterwards, one_on_ones.again, Feature.ONE_ON_ONES),
    Section("one_on_one_news", news_card.lines, news_card.afterwards, news_card.again, Feature.ONE_ON_ONES),
    Section(PROMISES, follow_ups.lines, follow_ups.afterwards, follow_ups.again),
    Section("agenda_items", agenda.lines, agenda.afterwards, agenda.again, Feature.ONE_ON_ONES),
    Section("shoutouts", shoutouts.lines, shoutouts.afterwards, shoutouts.again, Feature.SHOUTOUTS),
    Section(
        "long_waiting",
        reconnections.lines_of_long_waiting,
        reconnections.afterwards,
        reconnections.again_long_waiting,
        Feature.RECONNECTIONS,
        comes_until=Pace.USUAL,
    ),
    Section(
        "questions",
        reconnections.lines,
        reconnections.afterwards,
        reconnections.again,
        Feature.RECONNECTIONS,
        is_suggestion=True,
        comes_until=Pace.USUAL,
    ),
    Section(
        "in_touch",
        in_touch.lines,
        in_touch.afterwards,
        in_touch.again,
        Feature.RECONNECTIONS,
        is_suggestion=True,
        comes_until=Pace.USUAL,
    ),
    Section(
        "presence",
        presence.lines,
        presence.afterwards,
        presence.again,
        Feature.RECONNECTIONS,
        is_suggestion=True,
        comes_until=Pace.USUAL,
    ),
    Section(
        "appreciating",
        appreciating.lines,
        appreciating.afterwards,
        appreciating.again,
        Feature.SHOUTOUTS,
        is_suggestion=True,
        comes_until=Pace.USUAL,
    ),
)

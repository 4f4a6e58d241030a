"""What small acts have to say on the day's card: one line a week, for those who want it."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.presence import blocks, weekly
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line


def lines(session: Session, reader: Reader) -> list[Line]:
    """The act of this week, counted as told. A suggestion: it needs no card of its own."""
    given = weekly.give(session, reader) if weekly.is_due(session, reader) else None
    return [Line(given.id, blocks.line(given))] if given else []


def afterwards(_session: Session, _reader: Reader, _subject_ids: Collection[int]) -> list[Block]:
    """What is left of it on a card that a newer one has taken the place of."""
    return blocks.line_on_older_card()


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let the next card bring one: the card with this one never arrived."""
    weekly.never_arrived(session, reader, list(subject_ids))

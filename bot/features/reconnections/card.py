"""What the questions that were asked for have to say on the day's card: one line at most, and covered."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections import blocks, rhythms
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line

# Judgement: a question is a suggestion and can wait for company, but not for longer than two weeks.
_LONG = 14


def lines(session: Session, reader: Reader) -> list[Line]:
    """The question that has waited longest, counted as told. A suggestion: it needs no card of its own."""
    return _told(session, reader, for_days=0)


def lines_of_long_waiting(session: Session, reader: Reader) -> list[Line]:
    """The same, if it has waited for two weeks: then it is worth a card of its own."""
    return _told(session, reader, for_days=_LONG)


def afterwards(_session: Session, _reader: Reader, _subject_ids: Collection[int]) -> list[Block]:
    """What is left of it on a card that a newer one has taken the place of."""
    return blocks.line_on_older_card()


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let it wait for the next card."""
    rhythms.tell_again(session, reader, subject_ids)


def again_long_waiting(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let it wait for the next card as one that has waited for two weeks."""
    rhythms.tell_again(session, reader, subject_ids, for_days=_LONG)


def _told(session: Session, reader: Reader, *, for_days: int) -> list[Line]:
    waiting = rhythms.waiting(session, reader, for_days=for_days)
    if waiting is None:
        return []
    rhythms.tell(waiting, reader)
    return [Line(waiting.id, blocks.waiting_line(waiting))]

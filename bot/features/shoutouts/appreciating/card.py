"""What the weekly question whom one might thank has to say on the day's card: one line, with names."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.shoutouts.appreciating import blocks, service
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line


def lines(session: Session, reader: Reader) -> list[Line]:
    """The question of this week, counted as asked. A suggestion: it needs no card of its own."""
    asked = service.ask(session, reader)
    return [Line(asked.id, blocks.line(asked))] if asked else []


def afterwards(_session: Session, _reader: Reader, _subject_ids: Collection[int]) -> list[Block]:
    """What is left of it on a card that a newer one has taken the place of."""
    return blocks.line_on_older_card()


def again(session: Session, reader: Reader, _subject_ids: Collection[int]) -> None:
    """Let the next card ask: the card with this one never arrived."""
    service.never_asked(session, reader)

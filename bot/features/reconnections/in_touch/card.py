"""What the list has to say on the day's card: one line at most, and no name on it."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.in_touch.actions import Action
from bot.features.reconnections.in_touch.service import take_in_thanks
from bot.features.relationships import watching
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line
from bot.platform.templating import words


def lines(session: Session, reader: Reader) -> list[Line]:
    """Somebody it has been a while with, counted as told. A suggestion: it needs no card of its own."""
    pairs = watching.may_be_told_of(session, reader)
    if not pairs:
        return []
    take_in_thanks(session, reader)
    pair = watching.longest_drifting(session, reader, pairs)
    if pair is None:
        return []
    said = words("reconnections/in_touch")
    opening = block_kit.button(said.plain("open"), action_id=Action.OPEN, value=str(pair.id))
    return [
        Line(
            pair.id,
            [
                block_kit.section(said["line"], block_id=f"in_touch:{pair.id}"),
                block_kit.actions([opening], block_id=f"in_touch:{pair.id}:do"),
            ],
        )
    ]


def afterwards(_session: Session, _reader: Reader, _subject_ids: Collection[int]) -> list[Block]:
    """What is left of it on a card that a newer one has taken the place of."""
    return [block_kit.context(words("reconnections/in_touch")["older"])]


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let it be said again, since the card never arrived."""
    watching.tell_again(session, reader, subject_ids)

"""What still speaks on the card of somebody who has not reacted for a while."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.cards.models import Card, CardLine
from bot.features.cards.sections import PROMISES, Section
from bot.features.people import backing_off
from bot.features.people.backing_off import Pace
from bot.features.people.reader import Reader


def sections_for(session: Session, reader: Reader, sections: Sequence[Section]) -> list[Section]:
    """Those of ``sections`` that may speak to the reader today; all of them, unless they do not react.

    A promise that is passed over stays due: it comes with the others on the next card that has promises.
    """
    step = pace_of(session, reader)
    speaking = [section for section in sections if step <= section.comes_until]
    if step < Pace.SELDOM or backing_off.promises_may_come(
        last_on=_last_promises(session, reader), today=reader.today, working_time=reader.working_time
    ):
        return speaking
    return [section for section in speaking if section.name != PROMISES]


def pace_of(session: Session, reader: Reader) -> Pace:
    """How much the reader is written to today."""
    seen_on = backing_off.seen_on(session, reader)
    if seen_on is None:
        return Pace.USUAL
    return backing_off.pace(
        _cards_since(session, reader, seen_on),
        seen_on=seen_on,
        today=reader.today,
        working_time=reader.working_time,
    )


def _cards_since(session: Session, reader: Reader, day: date) -> list[date]:
    """The days of the first cards after ``day``: as many as count."""
    return list(
        session.scalars(
            sa.select(Card.made_on)
            .where(
                Card.workspace_id == reader.workspace_id,
                Card.person_id == reader.person_id,
                Card.made_on > day,
            )
            .order_by(Card.made_on)
            .limit(backing_off.SELDOM_AFTER)
        )
    )


def _last_promises(session: Session, reader: Reader) -> date | None:
    return session.scalar(
        sa.select(sa.func.max(Card.made_on))
        .join(CardLine, CardLine.card_id == Card.id)
        .where(
            Card.workspace_id == reader.workspace_id,
            Card.person_id == reader.person_id,
            CardLine.section == PROMISES,
        )
    )

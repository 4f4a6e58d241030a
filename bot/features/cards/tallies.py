"""How many cards people got in a stretch of days, for figures that name nobody."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.cards.models import Card


def cards_made(session: Session, workspace_id: str, *, first_on: date, last_on: date) -> dict[str, int]:
    """How many cards each person got, from the first to the last day, both included."""
    rows = session.execute(
        sa.select(Card.person_id, sa.func.count())
        .where(Card.workspace_id == workspace_id, Card.made_on.between(first_on, last_on))
        .group_by(Card.person_id)
    )
    return {person_id: count for person_id, count in rows}

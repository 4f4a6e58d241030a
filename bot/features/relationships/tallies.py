"""What people did in a stretch of days and how it went, for figures that name nobody."""

from collections.abc import Collection, Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.relationships.models import Act, Felt, Kind


def acts_done(
    session: Session, workspace_id: str, *, kinds: Collection[Kind], first_on: date, last_on: date
) -> Iterator[tuple[str, Felt | None]]:
    """Who noted an act of these kinds as done, and how it went if they said; once for each act.

    From the first to the last day, both included, each on the calendar of whoever did it.
    """
    rows = session.execute(
        sa.select(Act.person_id, Act.felt).where(
            Act.workspace_id == workspace_id, Act.kind.in_(kinds), Act.done_on.between(first_on, last_on)
        )
    )
    for person_id, felt in rows:
        yield person_id, Felt(felt) if felt else None

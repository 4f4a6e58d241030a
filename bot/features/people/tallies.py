"""Who is enrolled, and who stopped, for figures that name nobody."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Enrolment, Person


def enrolled(session: Session, workspace_id: str) -> frozenset[str]:
    """Everybody who uses Tend now: enrolled, not stopped, and still here. A pause does not end that."""
    return frozenset(
        session.scalars(
            sa.select(Enrolment.person_id)
            .join(
                Person,
                sa.and_(Person.workspace_id == Enrolment.workspace_id, Person.id == Enrolment.person_id),
            )
            .where(
                Enrolment.workspace_id == workspace_id,
                Enrolment.enrolled_at.is_not(None),
                Enrolment.stopped_at.is_(None),
                Person.is_gone.is_(False),
                Person.is_bot.is_(False),
            )
        )
    )


def stopped(session: Session, workspace_id: str, *, since: datetime, before: datetime) -> frozenset[str]:
    """Everybody who had used Tend and said *stop* in that time, and has not come back. Times in UTC."""
    return frozenset(
        session.scalars(
            sa.select(Enrolment.person_id).where(
                Enrolment.workspace_id == workspace_id,
                Enrolment.enrolled_at.is_not(None),
                Enrolment.stopped_at >= since,
                Enrolment.stopped_at < before,
            )
        )
    )

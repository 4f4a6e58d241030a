"""How somebody who saves something stands with Tend, in one statement: it is read before nearly every yes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import enrolments
from bot.features.people.models import DaysOff, Enrolment, Person, working_time
from bot.features.people.stretches import Stretch
from bot.platform.working_time import WorkingTime


def enrolled(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> WorkingTime:
    """Make sure the person is enrolled, as ``enrolments.enrol`` does, and tell when they work.

    Raises NobodyToTurnTo when the directory does not know them.
    """
    session.flush()  # the connection itself knows nothing of what was changed and not yet written
    asked = session.connection().execute(_STANDING, {"in_workspace": workspace_id, "person": person_id})
    found = asked.all()
    if not found or found[0].enrolled_at is None or found[0].next_card_at is None:
        enrolments.enrol(session, workspace_id, person_id, now=now)
        return enrolments.working_time_of(session, workspace_id, person_id)
    chosen = found[0]
    return working_time(
        chosen.zone,
        weekdays=chosen.weekdays,
        opens=chosen.opens,
        closes=chosen.closes,
        days_off=[Stretch(row.first_on, row.last_on) for row in found if row.first_on is not None],
        country=chosen.country,
    )


# One row for each of their days off, and one where they noted none.
_STANDING = (
    sa.select(
        Person.zone,
        Enrolment.enrolled_at,
        Enrolment.next_card_at,
        Enrolment.weekdays,
        Enrolment.opens,
        Enrolment.closes,
        Enrolment.country,
        DaysOff.first_on,
        DaysOff.last_on,
    )
    .select_from(Person)
    .join(Enrolment, sa.and_(Enrolment.workspace_id == Person.workspace_id, Enrolment.person_id == Person.id))
    .outerjoin(DaysOff, sa.and_(DaysOff.workspace_id == Person.workspace_id, DaysOff.person_id == Person.id))
    .where(Person.workspace_id == sa.bindparam("in_workspace"), Person.id == sa.bindparam("person"))
    .order_by(DaysOff.first_on)
)

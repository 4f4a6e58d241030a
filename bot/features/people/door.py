"""At the door: what is asked of everybody who wants something, before any listener has it, in one look."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.features.people.models import Enrolment, Person
from bot.features.workspace.doors import Decided
from bot.features.workspace.models import PilotPerson, Workspace


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Somebody who asks: whether the directory knows them, what they chose, and what admins decided for them.

    ``last_seen_at`` is in UTC; None while they are not enrolled.
    """

    is_known: bool
    is_enrolled: bool
    last_seen_at: datetime | None
    decided: Decided


_A_STRANGER = AtTheDoor(is_known=False, is_enrolled=False, last_seen_at=None, decided=Decided())


def look_at(connection: sa.Connection, workspace_id: str, person_id: str) -> AtTheDoor:
    """Who stands there. In a workspace that is not known yet nothing was decided."""
    found = connection.execute(_WHO, {"in_workspace": workspace_id, "person": person_id}).first()
    if found is None:
        return _A_STRANGER
    return AtTheDoor(
        is_known=found.id is not None,
        is_enrolled=found.enrolled_at is not None,
        last_seen_at=found.last_seen_at,
        decided=Decided(
            is_welcome=not found.is_pilot or found.is_listed,
            switched_off=frozenset(found.switched_off.split()),
        ),
    )


_IS_LISTED = sa.exists().where(
    PilotPerson.workspace_id == Workspace.id, PilotPerson.person_id == sa.bindparam("person")
)
_WHO = (
    sa.select(
        Workspace.is_pilot,
        Workspace.switched_off,
        _IS_LISTED.label("is_listed"),
        Person.id,
        Enrolment.enrolled_at,
        Enrolment.last_seen_at,
    )
    .select_from(Workspace)
    .outerjoin(Person, sa.and_(Person.workspace_id == Workspace.id, Person.id == sa.bindparam("person")))
    .outerjoin(
        Enrolment, sa.and_(Enrolment.workspace_id == Person.workspace_id, Enrolment.person_id == Person.id)
    )
    .where(Workspace.id == sa.bindparam("in_workspace"))
)

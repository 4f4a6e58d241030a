"""Who leads whom, as each side says."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.people.models import Person, Relation, ReportingLine
from bot.platform.database import insert_once


def say(
    session: Session, workspace_id: str, *, person_id: str, other_id: str, relation: Relation, now: datetime
) -> Person:
    """Keep that ``other_id`` is the ``relation`` of ``person_id``, in the latter's own words.

    Saying the same again changes nothing, nor when it was said. Returns the other person.
    Raises NobodyToTurnTo when it is nobody one can turn to.
    """
    other = directory.colleague(session, workspace_id, asker_id=person_id, person_id=other_id)
    enrolments.enrol(session, workspace_id, person_id, now=now)
    insert_once(
        session,
        ReportingLine,
        workspace_id=workspace_id,
        person_id=person_id,
        other_id=other_id,
        relation=relation,
        said_at=now,
    )
    line = session.get_one(ReportingLine, (workspace_id, person_id, other_id))
    if line.relation != relation:
        line.relation = relation
        line.said_at = now
    session.flush()
    return other


def relation_to(session: Session, workspace_id: str, *, person_id: str, other_id: str) -> Relation | None:
    """What the other is to the person, by the person's own word; None while that is unsaid.

    The other's word is theirs: not being asked would show that they have said something.
    """
    own = session.get(ReportingLine, (workspace_id, person_id, other_id))
    return Relation(own.relation) if own else None


def said_later(
    session: Session, workspace_id: str, person_id: str, *, after: datetime
) -> list[ReportingLine]:
    """What the person has said of anybody since ``after``, the newest first."""
    return list(
        session.scalars(
            sa.select(ReportingLine)
            .where(
                ReportingLine.workspace_id == workspace_id,
                ReportingLine.person_id == person_id,
                ReportingLine.said_at > after,
            )
            .order_by(ReportingLine.said_at.desc(), ReportingLine.other_id)
        )
    )


def reports_of(session: Session, workspace_id: str, manager_id: str) -> list[Person]:
    """The people the manager says they lead, still here, by name."""
    return _related(session, workspace_id, manager_id, Relation.REPORT)


def managers_of(session: Session, workspace_id: str, report_id: str) -> list[Person]:
    """The people the report says lead them, still here, by name."""
    return _related(session, workspace_id, report_id, Relation.MANAGER)


def _related(session: Session, workspace_id: str, person_id: str, relation: Relation) -> list[Person]:
    return list(
        session.scalars(
            sa.select(Person)
            .join(
                ReportingLine,
                sa.and_(
                    ReportingLine.workspace_id == Person.workspace_id,
                    ReportingLine.other_id == Person.id,
                ),
            )
            .where(
                ReportingLine.workspace_id == workspace_id,
                ReportingLine.person_id == person_id,
                ReportingLine.relation == relation,
                Person.is_gone.is_(False),
            )
            .order_by(Person.name, Person.id)
        )
    )

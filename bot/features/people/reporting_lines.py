"""Who leads whom, as each side says, and beneath that as the company's list or a Slack profile says.

What somebody is to a person is read for that person alone: their own word, or else what the company says
about them. The other's word is theirs: it is never looked at.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bot.features.people import directory, enrolments
from bot.features.people.models import Person, Relation, ReportingLine, Source, ToldLine
from bot.platform.database import insert_once


@dataclass(frozen=True, slots=True)
class Line:
    """What ``other`` is to a person, and where that is known from. ``said_at``: since when, in UTC.

    ``overruled_by`` is set for a manager in whose place another one stands: the person has said themselves
    who leads them, or their profile names another one than the list.
    """

    other: Person
    relation: Relation
    source: Source
    said_at: datetime
    is_second: bool = False
    """A second manager, beside the one in the line."""
    overruled_by: Source | None = None

    @property
    def holds(self) -> bool:
        return self.overruled_by is None

    @property
    def other_id(self) -> str:
        return self.other.id


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


def lines_of(session: Session, workspace_id: str, person_id: str) -> list[Line]:
    """Everybody who is something to the person, whether or not it holds, one line each, by name; one query.

    For each of them the person's own word, or else the profile, or else the list. Who has left is among
    them, and holds nobody else's place.
    """
    found: dict[str, Line] = {}
    for line in sorted(_said_and_told(session, workspace_id, person_id), key=_weight):
        found.setdefault(line.other_id, line)
    leading = {line.source for line in found.values() if _is_first(line) and not line.other.is_gone}
    resolved = (
        replace(line, overruled_by=_above(line.source, leading)) if _is_first(line) else line
        for line in found.values()
    )
    return sorted(resolved, key=lambda line: (line.other.name, line.other_id))


def relation_to(session: Session, workspace_id: str, *, person_id: str, other_id: str) -> Relation | None:
    """What the other is to the person: by the person's own word, or else as the company says; or None.

    The other's word is theirs: not being asked would show that they have said something.
    """
    line = _line_to(session, workspace_id, person_id=person_id, other_id=other_id)
    return line.relation if line else None


def source_of(session: Session, workspace_id: str, *, person_id: str, other_id: str) -> Source | None:
    """Where ``relation_to`` knows it from; None where nobody has said anything."""
    line = _line_to(session, workspace_id, person_id=person_id, other_id=other_id)
    return line.source if line else None


def reports_of(session: Session, workspace_id: str, manager_id: str) -> list[Person]:
    """The people the manager leads, by their own word or the company's, still here, by name; one query."""
    return _related(session, workspace_id, manager_id, Relation.REPORT)


def managers_of(session: Session, workspace_id: str, report_id: str) -> list[Person]:
    """The people who lead the report, by the report's own word or the company's, still here, by name."""
    return _related(session, workspace_id, report_id, Relation.MANAGER)


_RANK = {source: number for number, source in enumerate(Source)}


def _related(session: Session, workspace_id: str, person_id: str, relation: Relation) -> list[Person]:
    return [
        line.other
        for line in lines_of(session, workspace_id, person_id)
        if line.relation is relation and line.holds and not line.other.is_gone
    ]


def _line_to(session: Session, workspace_id: str, *, person_id: str, other_id: str) -> Line | None:
    lines = lines_of(session, workspace_id, person_id)
    return next((line for line in lines if line.other_id == other_id and line.holds), None)


def _weight(line: Line) -> tuple[int, bool, bool]:
    # Of two profiles that each name the other one, the person's own goes first.
    return (_RANK[line.source], not line.holds, line.relation is not Relation.MANAGER)


def _is_first(line: Line) -> bool:
    """Whether it says who leads the person, and not who else does."""
    return line.relation is Relation.MANAGER and not line.is_second


def _above(source: Source, leading: Set[Source]) -> Source | None:
    """The next source above, among those that name a manager who is still here."""
    above = [one for one in leading if _RANK[one] < _RANK[source]]
    return max(above, key=lambda one: _RANK[one], default=None)


def _said_and_told(session: Session, workspace_id: str, person_id: str) -> Iterator[Line]:
    """Every line in which the person is one of the two, but for those that somebody else said by hand."""
    nothing = sa.literal(False)
    said = sa.select(
        ReportingLine.other_id.label("other_id"),
        ReportingLine.relation.label("relation"),
        sa.literal(Source.HAND.value).label("source"),
        ReportingLine.said_at.label("said_at"),
        nothing.label("is_second"),
        nothing.label("is_overruled"),
    ).where(ReportingLine.workspace_id == workspace_id, ReportingLine.person_id == person_id)
    led_by = sa.select(
        ToldLine.manager_id,
        sa.literal(Relation.MANAGER.value),
        ToldLine.source,
        ToldLine.told_at,
        ToldLine.is_second,
        nothing,
    ).where(ToldLine.workspace_id == workspace_id, ToldLine.report_id == person_id)
    leads = sa.select(
        ToldLine.report_id,
        sa.literal(Relation.REPORT.value),
        ToldLine.source,
        ToldLine.told_at,
        ToldLine.is_second,
        _named_in_the_profile(),
    ).where(ToldLine.workspace_id == workspace_id, ToldLine.manager_id == person_id)
    lines = sa.union_all(said, led_by, leads).subquery()
    found = session.execute(
        sa.select(
            Person,
            lines.c.relation,
            lines.c.source,
            lines.c.said_at,
            lines.c.is_second,
            lines.c.is_overruled,
        ).join(lines, sa.and_(Person.workspace_id == workspace_id, Person.id == lines.c.other_id))
    )
    for other, relation, source, said_at, is_second, is_overruled in found:
        overruled_by = Source.PROFILE if is_overruled else None
        yield Line(other, Relation(relation), Source(source), said_at, bool(is_second), overruled_by)


def _named_in_the_profile() -> sa.ColumnElement[bool]:
    """Whether a line of the list is about somebody whose profile says who leads them."""
    profile, manager = aliased(ToldLine), aliased(Person)
    names_somebody = (
        sa.select(profile.report_id)
        .join(
            manager,
            sa.and_(manager.workspace_id == profile.workspace_id, manager.id == profile.manager_id),
        )
        .where(
            profile.workspace_id == ToldLine.workspace_id,
            profile.report_id == ToldLine.report_id,
            profile.source == Source.PROFILE.value,
            profile.is_second.is_(False),
            manager.is_gone.is_(False),
        )
        .exists()
    )
    return sa.and_(ToldLine.source == Source.LIST.value, ToldLine.is_second.is_(False), names_somebody)

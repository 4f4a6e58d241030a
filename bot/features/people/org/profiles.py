"""Ask Slack's profiles who leads whom: everybody once a night, one after the other, at Slack's pace."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.models import Person, Source
from bot.features.people.org import told
from bot.features.people.org.planning import Change, Leads
from bot.platform.database import rows_changed

# https://docs.slack.dev/apis/web-api/rate-limits: tier 4, a hundred a minute. Others ask there, too.
_APART = timedelta(seconds=1)
# Long enough for an answer; then somebody else may ask, should this process have been killed.
_ASKS_FOR = timedelta(minutes=10)
# Judgement: later than that, and what has piled up is spread anew.
_LATE = timedelta(minutes=1)

_TO_ASK = sa.and_(
    Person.is_gone.is_(False),
    Person.is_bot.is_(False),
    Person.is_guest.is_(False),
    Person.is_foreign.is_(False),
)


def begin_the_night(session: Session, workspace_id: str, *, field: str | None, now: datetime) -> None:
    """Let everybody's profile be asked, each at a moment of their own; who still waits keeps their turn.

    ``field`` is the id of the profile's field that names the manager. Without one nobody is asked any more,
    and what the profiles have said is forgotten.
    """
    if field is None:
        end_the_night(session, workspace_id)
        said = told.lines_in(session, workspace_id, source=Source.PROFILE)
        ended = [Change(person_id, leads, None) for person_id, leads in said.items()]
        told.keep(session, workspace_id, ended, source=Source.PROFILE, now=now)
        return
    last = session.scalar(
        sa.select(sa.func.max(Person.profile_next_at)).where(Person.workspace_id == workspace_id)
    )
    asked = sa.select(Person.id).where(
        Person.workspace_id == workspace_id, Person.profile_next_at.is_(None), _TO_ASK
    )
    begins = now if last is None else max(now, last + _APART)
    _spread(session, workspace_id, session.scalars(asked.order_by(Person.id)).all(), begins=begins)


def end_the_night(session: Session, workspace_id: str) -> None:
    """Ask nobody any more until the next night."""
    session.execute(
        sa.update(Person)
        .where(Person.workspace_id == workspace_id, Person.profile_next_at.is_not(None))
        .values(profile_next_at=None)
        .execution_options(synchronize_session=False)
    )


def whose_turn(now: datetime) -> sa.Select[str, str, datetime | None]:
    """Those whose profile is to be asked by ``now``, whoever waits longest first."""
    return (
        sa.select(Person.workspace_id, Person.id, Person.profile_next_at)
        .where(Person.profile_next_at <= now)
        .order_by(Person.profile_next_at)
    )


def take_one(session: Session, *, now: datetime) -> tuple[str, str] | None:
    """Take the next person's turn, their workspace and id; None when it is nobody's, or another took it.

    After an outage what has piled up is spread anew first: Slack is not asked everything at once.
    """
    waiting = session.execute(whose_turn(now).limit(1)).first()
    if waiting is None:
        return None
    workspace_id, person_id, at = waiting
    taken = session.execute(
        sa.update(Person)
        .where(Person.workspace_id == workspace_id, Person.id == person_id, Person.profile_next_at == at)
        .values(profile_next_at=now + _ASKS_FOR)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(taken) != 1:
        return None
    if at is not None and at < now - _LATE:
        put_off(session, workspace_id, until=now + _APART, but_for_id=person_id)
    return workspace_id, person_id


def put_off(session: Session, workspace_id: str, *, until: datetime, but_for_id: str = "") -> None:
    """Let everybody who waits wait until ``until``, and come one after the other again."""
    waiting = sa.select(Person.id).where(
        Person.workspace_id == workspace_id, Person.profile_next_at.is_not(None), Person.id != but_for_id
    )
    ids = session.scalars(waiting.order_by(Person.profile_next_at, Person.id)).all()
    _spread(session, workspace_id, ids, begins=until)


def ask_again(session: Session, workspace_id: str, person_id: str, *, at: datetime) -> None:
    """Give back a turn that was taken and came to nothing."""
    directory.person(session, workspace_id, person_id).profile_next_at = at


def finish(session: Session, workspace_id: str, person_id: str) -> None:
    """The person's turn is over until the next night; what their profile said before stands."""
    directory.person(session, workspace_id, person_id).profile_next_at = None


def keep(
    session: Session,
    workspace_id: str,
    person_id: str,
    profile: Mapping[str, Any],
    *,
    field: str,
    now: datetime,
) -> None:
    """Keep who leads the person by their profile; whom it no longer names no longer does."""
    finish(session, workspace_id, person_id)
    named = [one for one in managers_in(profile, field=field) if one != person_id]
    known = directory.people(session, workspace_id, named)
    leading = [one for one in named if one in known and _is_colleague(known[one])]
    before = told.lines_in(session, workspace_id, source=Source.PROFILE, about_id=person_id).get(person_id)
    after = Leads(*leading[:2]) if leading else None
    if before != after:
        change = Change(person_id, before, after)
        told.keep(session, workspace_id, [change], source=Source.PROFILE, now=now)


def managers_in(profile: Mapping[str, Any], *, field: str) -> list[str]:
    """The member ids in the profile's field, in their order: Slack separates several by commas.

    Slack leaves out fields in which nothing stands, and gives a list where there is none at all.
    """
    fields = profile.get("fields")
    entry = fields.get(field) if isinstance(fields, Mapping) else None
    value = entry.get("value") if isinstance(entry, Mapping) else None
    found = (part.strip() for part in str(value or "").split(","))
    return list(dict.fromkeys(one for one in found if one))


def _is_colleague(person: Person) -> bool:
    return not (person.is_gone or person.is_bot or person.is_guest or person.is_foreign)


def _spread(session: Session, workspace_id: str, ids: Sequence[str], *, begins: datetime) -> None:
    if not ids:
        return
    people = Person.__table__
    statement = (
        sa.update(people)  # type: ignore[arg-type]
        .where(people.c.workspace_id == workspace_id, people.c.id == sa.bindparam("whose"))
        .values(profile_next_at=sa.bindparam("turn"))
    )
    session.connection().execute(
        statement, [{"whose": id_, "turn": begins + _APART * number} for number, id_ in enumerate(ids)]
    )

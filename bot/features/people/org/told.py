"""Keep what the company's list or a Slack profile says of who leads whom, each source its own lines."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Person, Source, ToldLine
from bot.features.people.org import changes as noted
from bot.features.people.org.planning import Change, Leads, Lines
from bot.features.people.org.roster import Known, Roster

# Each goes to the database in one statement, and every database has a limit to what it takes in one.
_AT_ONCE = 400


def roster_of(session: Session, workspace_id: str) -> Roster:
    """Everybody in the directory, with why Tend is not for those it is not for."""
    people = session.execute(
        sa.select(
            Person.id, Person.name, Person.is_gone, Person.is_bot, Person.is_guest, Person.is_foreign
        ).where(Person.workspace_id == workspace_id)
    )
    return Roster(
        Known(
            id_,
            name,
            "has left"
            if is_gone
            else "is an app"
            if is_bot
            else "is a guest"
            if is_guest
            else "belongs to another company"
            if is_foreign
            else None,
        )
        for id_, name, is_gone, is_bot, is_guest, is_foreign in people
    )


def lines_in(session: Session, workspace_id: str, *, source: Source, about_id: str | None = None) -> Lines:
    """Who leads whom, or who leads ``about_id``, as the source said the last time."""
    asked = sa.select(ToldLine.report_id, ToldLine.manager_id).where(
        ToldLine.workspace_id == workspace_id, ToldLine.source == source.value
    )
    if about_id is not None:
        asked = asked.where(ToldLine.report_id == about_id)
    rows = session.execute(asked.order_by(ToldLine.report_id, ToldLine.is_second))
    managers: dict[str, list[str]] = {}
    for report_id, manager_id in rows:
        managers.setdefault(report_id, []).append(manager_id)
    return {report_id: Leads(*found) for report_id, found in managers.items()}


def keep(
    session: Session, workspace_id: str, changes: Sequence[Change], *, source: Source, now: datetime
) -> None:
    """Let the source say that from now on; what it says of everybody else, and what others say, stays.

    Each line that begins or ends is kept for the two whom it is about.
    """
    noted.note(session, workspace_id, changes, source=source, now=now)
    changed_lines = [(change, line) for change in changes for line in _differing(change)]
    ended = [
        (change.person_id, manager_id)
        for change, (manager_id, _, is_there) in changed_lines
        if not is_there or manager_id in _managers(change.before)
    ]
    for some in _pieces(ended):
        session.execute(
            sa.delete(ToldLine)
            .where(
                ToldLine.workspace_id == workspace_id,
                ToldLine.source == source.value,
                sa.tuple_(ToldLine.report_id, ToldLine.manager_id).in_(some),
            )
            .execution_options(synchronize_session=False)
        )
    begun = [
        {
            "workspace_id": workspace_id,
            "report_id": change.person_id,
            "manager_id": manager_id,
            "source": source.value,
            "is_second": is_second,
            "told_at": now,
        }
        for change, (manager_id, is_second, is_there) in changed_lines
        if is_there
    ]
    if begun:
        session.execute(sa.insert(ToldLine), begun)


def _differing(change: Change) -> Iterable[tuple[str, bool, bool]]:
    """Each manager for whom something changes, whether as the second, and whether they lead from now on."""
    before, after = set(change.before or ()), set(change.after or ())
    for manager_id, is_second in sorted(after - before):
        yield manager_id, is_second, True
    for manager_id, is_second in sorted(before - after):
        if manager_id not in _managers(change.after):
            yield manager_id, is_second, False


def _managers(leads: Leads | None) -> set[str]:
    return {manager_id for manager_id, _ in leads or ()}


def _pieces(found: Sequence[tuple[str, str]]) -> Iterable[Sequence[tuple[str, str]]]:
    return (found[first : first + _AT_ONCE] for first in range(0, len(found), _AT_ONCE))

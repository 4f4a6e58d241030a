"""Take over who leads whom from a company's list: look first, and write all of it or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Source
from bot.features.people.org import told
from bot.features.people.org.planning import Change, Leads, difference, plan
from bot.features.people.org.reading import Problem, read
from bot.features.people.org.roster import Roster
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.errors import BotError


class NoWorkspace(BotError):
    """It is not clear whose list it is, or nobody is known there yet; the words say what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list changes. With ``problems`` nothing was written; without ``is_written`` nobody asked for it.

    ``unchanged`` counts those who are led as before.
    """

    problems: Sequence[Problem]
    changes: Sequence[Change]
    unchanged: int
    is_written: bool
    roster: Roster

    def lines(self) -> Iterator[str]:
        """What an operator reads: every problem, or else every change, and at last the numbers."""
        if self.problems:
            yield from map(str, self.problems)
            yield f"{_counted(len(self.problems), 'problem')}. Nothing was written: mend the file first."
            return
        for change in self.changes:
            yield self._told(change)
        yield self._summary()

    def _told(self, change: Change) -> str:
        where = f"line {change.line}: " if change.line else "no longer in the file: "
        person = self.roster.name_of(change.person_id)
        if change.before is None:
            return f"added    {where}{person} is led by {self._names(change.after)}"
        if change.after is None:
            return f"ended    {where}{person} was led by {self._names(change.before)}"
        return (
            f"changed  {where}{person} is led by {self._names(change.after)}, "
            f"no longer by {self._names(change.before)}"
        )

    def _names(self, leads: Leads | None) -> str:
        if leads is None:
            return "nobody"
        first = self.roster.name_of(leads.manager)
        return f"{first}, and by {self.roster.name_of(leads.second)} as well" if leads.second else first

    def _summary(self) -> str:
        if not self.changes:
            return f"Nothing changes: {_counted(self.unchanged, 'line')} as before."
        added = sum(change.before is None for change in self.changes)
        ended = sum(change.after is None for change in self.changes)
        counted = (
            f"{added} added, {len(self.changes) - added - ended} changed, {ended} ended, "
            f"{self.unchanged} as before."
        )
        return f"{counted} Written." if self.is_written else f"{counted} Nothing is written without --apply."


def import_list(
    database: Database, content: bytes, *, workspace_id: str | None, is_applied: bool, now: datetime
) -> Imported:
    """Read a list and say what it changes; with ``is_applied`` keep it, all of it or nothing.

    It enrols nobody and sends nobody anything. ``workspace_id`` may be left out where there is only one.
    Raises NoWorkspace.
    """
    sheet = read(content)
    with database.transaction() if is_applied else database.reading() as session:
        workspace = _workspace(session, workspace_id)
        if is_applied:
            # Two lists at once come one after the other.
            session.refresh(workspace, with_for_update=True)
        roster = told.roster_of(session, workspace.id)
        planned = plan(sheet, roster)
        before = told.lines_in(session, workspace.id, source=Source.LIST)
        changes = [] if planned.problems else difference(before, planned)
        is_written = is_applied and not planned.problems
        if is_written:
            told.keep(session, workspace.id, changes, source=Source.LIST, now=now)
    changed = {change.person_id for change in changes}
    unchanged = 0 if planned.problems else len(planned.lines.keys() - changed)
    return Imported(planned.problems, changes, unchanged, is_written, roster)


def _workspace(session: Session, workspace_id: str | None) -> Workspace:
    found = session.scalars(sa.select(Workspace).order_by(Workspace.id)).all()
    if workspace_id is not None:
        found = [one for one in found if one.id == workspace_id]
        if not found:
            raise NoWorkspace(f"There is no workspace {workspace_id} in this database.")
    if not found or any(one.people_read_at is None for one in found):
        raise NoWorkspace(
            "Nobody is known here yet. Start Tend once, so that it reads who works here, and come back."
        )
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise NoWorkspace(f"There are several workspaces: {ids}. Choose one with --workspace.")
    return found[0]


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

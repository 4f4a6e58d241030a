"""Who is to see their Home tab anew: everybody whom something that was written in a transaction points at.

It hangs on the sessions of one database. Whatever a transaction writes, by objects or by statements, is
looked at for columns that point at people; before it is committed, one statement asks for the tabs of those
people to be shown anew, if they opened them within the hour. It is the same statement whoever they are,
whatever they have chosen, and whether they have a tab open.
"""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from bot.features.home.models import HomeOpening
from bot.features.home.openings import OPEN_FOR
from bot.features.home.touched import Touched, by_row, by_statement, by_values, condition
from bot.platform.clock import Clock
from bot.platform.database import Database

_FOUND = "home.freshness"


def keep_fresh(database: Database, clock: Clock) -> None:
    """From now on, let every transaction of ``database`` ask for the tabs that it changes."""

    def after_flush(session: Session, _context: UOWTransaction) -> None:
        rows = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
        for row in rows:
            _note(session, by_row(row))

    def on_statement(state: ORMExecuteState) -> None:
        statement = state.statement
        if isinstance(statement, sa.Insert) and isinstance(state.parameters, list):
            _note(state.session, by_values(statement.table, state.parameters))
        elif isinstance(statement, sa.Insert | sa.Update | sa.Delete):
            _note(state.session, by_statement(state.session, statement))

    def before_commit(session: Session) -> None:
        if session.in_nested_transaction():
            return
        session.flush()
        touched = session.info.pop(_FOUND, None)
        if touched:
            session.connection().execute(ask_for(touched, now=clock.now(), in_order=not database.is_sqlite))

    for kind in database.session_kinds:
        sa.event.listen(kind, "after_flush", after_flush)
        sa.event.listen(kind, "do_orm_execute", on_statement)
        sa.event.listen(kind, "before_commit", before_commit)


def _note(session: Session, touched: Iterable[Touched]) -> None:
    found: set[Touched] = session.info.setdefault(_FOUND, set())
    found.update(touched)


def ask_for(touched: set[Touched], *, now: datetime, in_order: bool) -> sa.Update:
    """The statement that lets the tabs of those people be shown anew, if they opened them within the hour.

    ``in_order``: the rows are locked in the order of their key, so that two transactions which touch the same
    two people do not wait for each other. Where one writes at a time, as in SQLite, that only costs.
    """
    theirs = sa.and_(HomeOpening.opened_at > now - OPEN_FOR, condition(touched))
    asked = sa.update(HomeOpening).values(show_at=now)
    if not in_order:
        return asked.where(theirs)
    own = (
        sa.select(HomeOpening.workspace_id, HomeOpening.person_id)
        .where(theirs)
        .order_by(HomeOpening.workspace_id, HomeOpening.person_id)
        .with_for_update()
    )
    return asked.where(sa.tuple_(HomeOpening.workspace_id, HomeOpening.person_id).in_(own))

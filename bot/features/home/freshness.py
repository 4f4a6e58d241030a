"""Who is to see their Home tab anew: everybody whom something that was written in a transaction points at.

It hangs on the transactions of every database that was asked for it. Whatever a transaction writes, by
objects or by statements, is looked at for columns that point at people; before it is committed, one statement
asks for the tabs of those people to be shown anew, if they opened them within the hour. It is the same
statement whoever they are, whatever they have chosen, and whether they have a tab open.
"""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from bot.features.home.models import HomeOpening
from bot.features.home.openings import OPEN_FOR
from bot.features.home.touched import Touched, by_row, by_statement, by_values, condition
from bot.platform.clock import Clock
from bot.platform.database import Database, Transaction

_CLOCK = "home.freshness.clock"
_FOUND = "home.freshness.found"


def keep_fresh(database: Database, clock: Clock) -> None:
    """From now on, let every transaction of ``database`` ask for the tabs that it changes."""
    database.session_info[_CLOCK] = clock


@sa.event.listens_for(Transaction, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    if _CLOCK not in session.info:
        return
    rows = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    for row in rows:
        _note(session, by_row(row))


@sa.event.listens_for(Transaction, "do_orm_execute")
def _on_statement(state: ORMExecuteState) -> None:
    if _CLOCK not in state.session.info:
        return
    statement = state.statement
    if isinstance(statement, sa.Insert) and isinstance(state.parameters, list):
        _note(state.session, by_values(statement.table, state.parameters))
    elif isinstance(statement, sa.Insert | sa.Update | sa.Delete):
        _note(state.session, by_statement(state.session, statement))


@sa.event.listens_for(Transaction, "before_commit")
def _before_commit(session: Session) -> None:
    clock: Clock | None = session.info.get(_CLOCK)
    if clock is None or session.in_nested_transaction():
        return
    session.flush()
    touched = session.info.pop(_FOUND, None)
    if touched:
        connection = session.connection()
        in_order = connection.dialect.name != "sqlite"
        connection.execute(ask_for(touched, now=clock.now(), in_order=in_order))


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

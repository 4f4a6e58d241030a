"""Who is to see their Home tab anew: everybody whom something that was written in a transaction points at.

It hangs on the transactions of every database that was asked for it. Whatever a transaction writes, by
objects or by statements, is looked at for columns that point at people; before it is committed, one statement
asks for the tabs of those people to be shown anew, if they opened them within the hour. It is the same
statement whoever they are, whatever they have chosen, and whether they have a tab open.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from bot.features.home.models import HomeOpening
from bot.features.home.openings import OPEN_FOR
from bot.features.home.touched import (
    Touched,
    by_row,
    by_statement,
    by_values,
    condition,
    named_in_one_workspace,
    named_people,
)
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
    if isinstance(statement, sa.Insert) and state.parameters:
        given: Any = state.parameters
        _note(state.session, by_values(statement.table, given if isinstance(given, list) else [given]))
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
        ask_for(session.connection(), touched, now=clock.now())


def _note(session: Session, touched: Iterable[Touched]) -> None:
    found: set[Touched] = session.info.setdefault(_FOUND, set())
    found.update(touched)


def ask_for(connection: sa.Connection, touched: set[Touched], *, now: datetime) -> None:
    """Let the tabs of those people be shown anew, if they opened them within the hour."""
    in_order = connection.dialect.name != "sqlite"
    given = {"shown_at": now, "since": now - OPEN_FOR}
    named = named_in_one_workspace(touched)
    if named is None:
        connection.execute(_asked(condition(touched), in_order=in_order), given)
    else:
        connection.execute(_ASK_NAMED[in_order], given | named)


def _asked(theirs: sa.ColumnElement[bool], *, in_order: bool) -> sa.Update:
    """``in_order``: the rows are locked in the order of their key, so that two transactions which touch the
    same two people do not wait for each other. Where one writes at a time, as in SQLite, that only costs.
    """
    key = (HomeOpening.workspace_id, HomeOpening.person_id)
    are_open = sa.and_(HomeOpening.opened_at > sa.bindparam("since"), theirs)
    asked = sa.update(HomeOpening).values(show_at=sa.bindparam("shown_at"))
    if not in_order:
        return asked.where(are_open)
    own = sa.select(*key).where(are_open).order_by(*key).with_for_update()
    return asked.where(sa.tuple_(*key).in_(own))


# What nearly every deed asks for, made once: to make it takes longer than to ask it.
_ASK_NAMED = {in_order: _asked(named_people(), in_order=in_order) for in_order in (False, True)}

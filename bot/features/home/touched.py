"""Whom a written row points at: by its columns that point at people, and by way of the row it belongs to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstanceState, Mapper, Session
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList

from bot.features.home.models import HomeOpening
from bot.platform.database import Base

# What no Home tab shows: writing it asks for none.
_SHOWN_NOWHERE = frozenset(
    {
        "acts",
        "appreciation_prompts",
        "blocked_people",
        "calendar_feeds",
        "cards",
        "digests",
        "expectations",
        "exports",
        "home_openings",
        "line_changes",
        "meeting_notes",
        "meeting_prompts",
        "preparations",
        "questions_shown",
        "reconnect_wishes",
        "series_sides",
        "shared_notes",
        "times_away",
    }
)
# What somebody keeps about another for themselves is no news to that other one.
_KEPT_FROM_THE_OTHER = frozenset({"about_id"})
_KEPT_IN = frozenset({("reporting_lines", "other_id")})
# Rows that are shown to people whom only another row names: the column, the other table, its column.
_BY_WAY_OF = {
    "meetings": (("series_id", "series", "id"),),
    "agenda_items": (("series_id", "series", "id"),),
    "shoutouts": (("id", "shoutout_receivers", "shoutout_id"),),
}

# A database takes so many values in one statement. Where more is written at once, as from a list of a whole
# company, everybody who has a tab open sees it anew.
_MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody named outright by ``ids``; or everybody named by the rows of a table with such a column."""

    table: str
    column: str
    value: Any
    workspace_id: str = ""


@dataclass(frozen=True, slots=True)
class _Pointers:
    people: tuple[str, ...]
    by_way_of: tuple[tuple[str, str, str], ...]


def by_row(row: object) -> Iterator[Touched]:
    """Whom an object points at that was just written."""
    state: InstanceState[Any] = sa.inspect(row)
    yield from _by_values(state.mapper.local_table.name, state.dict)  # type: ignore[attr-defined]


def by_statement(session: Session, statement: sa.Insert | sa.Update | sa.Delete) -> Iterator[Touched]:
    """Whom a statement names, by what it inserts, or by what it looks for.

    What is looked for by its key is known if the session has read it before.
    """
    table = statement.table
    if not isinstance(table, sa.Table) or not _is_shown(table.name):
        return
    if isinstance(statement, sa.Insert):
        yield from _by_values(table.name, _inserted(statement))
        return
    where = dict(_looked_for(statement.whereclause))
    yield from _by_values(table.name, where)
    row = _row_read(session, table, where)
    if row is not None:
        yield from by_row(row)


def by_values(table: sa.FromClause, rows: Iterable[Mapping[str, Any]]) -> Iterator[Touched]:
    """Whom many rows point at that are inserted at once."""
    if isinstance(table, sa.Table):
        for values in rows:
            yield from _by_values(table.name, values)


def condition(touched: set[Touched]) -> sa.ColumnElement[bool]:
    """That a tab is one of theirs."""
    if len(touched) > _MOST_NAMED:
        return sa.true()
    named: dict[str, set[str]] = {}
    rows: dict[tuple[str, str], set[Any]] = {}
    for one in touched:
        if one.workspace_id:
            named.setdefault(one.workspace_id, set()).add(one.value)
        else:
            rows.setdefault((one.table, one.column), set()).add(one.value)
    conditions: list[sa.ColumnElement[bool]] = [
        sa.and_(HomeOpening.workspace_id == workspace_id, HomeOpening.person_id.in_(sorted(ids)))
        for workspace_id, ids in named.items()
    ]
    for (name, column), values in rows.items():
        table = Base.metadata.tables[name]
        conditions += [
            sa.tuple_(HomeOpening.workspace_id, HomeOpening.person_id).in_(
                sa.select(table.c.workspace_id, table.c[person]).where(table.c[column].in_(values))
            )
            for person in _pointers(name).people
        ]
    return sa.or_(*conditions)


def _by_values(name: str, values: Mapping[str, Any]) -> Iterator[Touched]:
    if not _is_shown(name):
        return
    pointers, workspace_id = _pointers(name), values.get("workspace_id")
    if workspace_id:
        for column in pointers.people:
            if values.get(column):
                yield Touched("people", "id", values[column], workspace_id)
    for column, other, its_column in pointers.by_way_of:
        if values.get(column) is not None:
            yield Touched(other, its_column, values[column])


def _is_shown(name: str) -> bool:
    return name not in _SHOWN_NOWHERE and name in Base.metadata.tables


@lru_cache
def _pointers(name: str) -> _Pointers:
    table = Base.metadata.tables[name]
    people = {
        key.parent.name
        for constraint in table.foreign_key_constraints
        if constraint.referred_table.name == "people"
        for key in constraint.elements
    }
    people -= _KEPT_FROM_THE_OTHER | {"workspace_id"}
    people = {column for column in people if (name, column) not in _KEPT_IN}
    return _Pointers(tuple(sorted(people)), _BY_WAY_OF.get(name, ()))


def _inserted(statement: sa.Insert) -> dict[str, Any]:
    # Compiling it would tell the same, and take longer than all the rest.
    given: Mapping[Any, Any] = statement._values or {}
    return {
        getattr(column, "name", str(column)): value.value if isinstance(value, BindParameter) else value
        for column, value in given.items()
    }


def _looked_for(where: Any) -> Iterator[tuple[str, Any]]:
    """Each column that has to be equal to one value, with that value."""
    if isinstance(where, BooleanClauseList) and where.operator is operators.and_:
        for clause in where.clauses:
            yield from _looked_for(clause)
    elif isinstance(where, BinaryExpression) and where.operator is operators.eq:
        name, value = getattr(where.left, "name", None), where.right
        if name is not None and isinstance(value, BindParameter):
            yield name, value.value


def _row_read(session: Session, table: sa.Table, where: Mapping[str, Any]) -> object | None:
    key = tuple(where.get(column.name) for column in table.primary_key)
    mapper = _mappers().get(table.name)
    if mapper is None or None in key:
        return None
    return session.identity_map.get(mapper.identity_key_from_primary_key(key))


@lru_cache
def _mappers() -> dict[str, Mapper[Any]]:
    return {mapper.local_table.name: mapper for mapper in Base.registry.mappers}  # type: ignore[attr-defined]

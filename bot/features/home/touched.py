"""Whom a written row points at: by its columns that point at people, and by way of the row it belongs to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstanceState, Mapper, Session
from sqlalchemy.orm.base import LoaderCallableStatus
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList

from bot.features.home.models import HomeOpening
from bot.features.one_on_ones.models import Answer
from bot.platform.database import Base

Values = Mapping[str, Any]

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
_KEPT_IN = frozenset({("reporting_lines", "other_id"), ("agenda_items", "other_id")})
# Whoever said *not this one* or *not through Tend* sees nothing of a series any more.
_SEEN_BY_THE_OTHER = frozenset({Answer.NOT_YET, Answer.ANOTHER_TIME, Answer.YES})


def _is_its_owners(values: Values) -> bool:
    return bool(values.get("is_shared")) or values["owner_id"] == values.get("author_id", values["owner_id"])


# Where a row is known to somebody it points at only as long as this holds: to show them their tab at the
# moment of a private deed would tell of it. What is not known of a row is not taken for granted.
_KNOWN_WHILE: dict[tuple[str, str], Callable[[Values], bool]] = {
    ("follow_ups", "with_id"): lambda values: bool(values.get("is_shared")),
    ("follow_ups", "owner_id"): _is_its_owners,
    ("series", "other_id"): lambda values: values.get("answer", Answer.NOT_YET) in _SEEN_BY_THE_OTHER,
    ("shoutout_receivers", "person_id"): lambda values: values.get("way") is not None,
}


def _always(_table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.true()


def _is_joined(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.answer == Answer.YES


def _is_joined_and_runs(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.answer == Answer.YES, table.c.ended_at.is_(None))


def _is_given(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.way.is_not(None)


def _is_anybody(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.id.is_not(None)


def _is_decided_now(values: Values) -> bool:
    """Not when old decisions are forgotten: whatever looks for those names no group of settings."""
    return values.get("section") is not None


@dataclass(frozen=True, slots=True)
class _Way:
    """Rows that are shown to people whom only another row names.

    ``column`` leads to the rows of ``table`` with that value in ``its_column``; ``people``: the columns of
    theirs that name somebody, and on what condition.
    """

    column: str
    table: str
    its_column: str
    people: Mapping[str, Callable[[sa.Table], sa.ColumnElement[bool]]]
    is_open: Callable[[Values], bool] = lambda _values: True


_WAYS = {
    "meetings": _Way("series_id", "series", "id", {"organizer_id": _always, "other_id": _is_joined}),
    "agenda_items": _Way(
        "series_id",
        "series",
        "id",
        {"organizer_id": _is_joined_and_runs, "other_id": _is_joined_and_runs},
        is_open=lambda values: not values.get("is_private"),
    ),
    "shoutouts": _Way("id", "shoutout_receivers", "shoutout_id", {"person_id": _is_given}),
    # What is switched off is seen by everybody; what is left to set up, by all admins.
    "setting_changes": _Way(
        "workspace_id", "people", "workspace_id", {"id": _is_anybody}, is_open=_is_decided_now
    ),
}

# A database takes so many values in one statement. Where more is written at once, as from a list of a whole
# company, everybody in those workspaces who has a tab open sees it anew.
_MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody named outright, by their id in ``value``; or everybody whom the ``way`` of a table leads to.

    ``workspace_id`` is empty where a statement did not name it.
    """

    value: Any
    workspace_id: str
    way: str = ""


def by_row(row: object) -> Iterator[Touched]:
    """Whom an object points at that was just written, and pointed at before."""
    state: InstanceState[Any] = sa.inspect(row)
    name = state.mapper.local_table.name  # type: ignore[attr-defined]
    yield from _by_values(name, state.dict)
    before = {
        column: value
        for column, value in state.committed_state.items()
        if not isinstance(value, LoaderCallableStatus)
    }
    if before:
        yield from _by_values(name, {**state.dict, **before})


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
    if len(touched) <= _MOST_NAMED:
        return _is_among(touched)
    concerned = {one.workspace_id for one in touched if one.workspace_id}
    unknown = {one for one in touched if not one.workspace_id}
    in_them = HomeOpening.workspace_id.in_(sorted(concerned))
    return sa.or_(in_them, _is_among(unknown)) if unknown else in_them


def named_in_one_workspace(touched: set[Touched]) -> dict[str, Any] | None:
    """What ``named_people`` is to be given for them; None when not all are named outright, in one."""
    workspaces = {one.workspace_id for one in touched}
    if len(workspaces) > 1 or len(touched) > _MOST_NAMED or any(one.way for one in touched):
        return None
    return {"in_workspace": workspaces.pop(), "people": sorted(one.value for one in touched)}


def named_people() -> sa.ColumnElement[bool]:
    """That a tab belongs to one of the people given by ``named_in_one_workspace``."""
    return sa.and_(
        HomeOpening.workspace_id == sa.bindparam("in_workspace"),
        HomeOpening.person_id.in_(sa.bindparam("people", expanding=True)),
    )


def _is_among(touched: Iterable[Touched]) -> sa.ColumnElement[bool]:
    # One list of people, from wherever they are known: a database that is given several conditions to choose
    # from looks through all tabs for them.
    people = sa.union_all(*_people(touched)).subquery()
    return sa.tuple_(HomeOpening.workspace_id, HomeOpening.person_id).in_(sa.select(*people.c))


def _people(touched: Iterable[Touched]) -> Iterator[sa.Select[str, str]]:
    named: dict[str, set[str]] = {}
    led_to: dict[str, set[Any]] = {}
    for one in touched:
        if one.way:
            led_to.setdefault(one.way, set()).add(one.value)
        else:
            named.setdefault(one.workspace_id, set()).add(one.value)
    for workspace_id, ids in named.items():
        people = Base.metadata.tables["people"]
        yield sa.select(people.c.workspace_id, people.c.id).where(
            people.c.workspace_id == workspace_id, people.c.id.in_(sorted(ids))
        )
    for name, values in led_to.items():
        way = _WAYS[name]
        table = Base.metadata.tables[way.table]
        for person, is_known in way.people.items():
            yield sa.select(table.c.workspace_id, table.c[person]).where(
                table.c[way.its_column].in_(values), is_known(table)
            )


def _by_values(name: str, values: Values) -> Iterator[Touched]:
    if not _is_shown(name):
        return
    workspace_id = values.get("workspace_id") or ""
    if workspace_id:
        for column in _pointers(name):
            is_known = _KNOWN_WHILE.get((name, column))
            if values.get(column) and (is_known is None or is_known(values)):
                yield Touched(values[column], workspace_id)
    way = _WAYS.get(name)
    if way is not None and values.get(way.column) is not None and way.is_open(values):
        yield Touched(values[way.column], workspace_id, way=name)


def _is_shown(name: str) -> bool:
    return name not in _SHOWN_NOWHERE and name in Base.metadata.tables


@lru_cache
def _pointers(name: str) -> tuple[str, ...]:
    """The columns that point at people who may know of the row."""
    table = Base.metadata.tables[name]
    people = {
        key.parent.name
        for constraint in table.foreign_key_constraints
        if constraint.referred_table.name == "people"
        for key in constraint.elements
    }
    people -= _KEPT_FROM_THE_OTHER | {"workspace_id"}
    return tuple(sorted(column for column in people if (name, column) not in _KEPT_IN))


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

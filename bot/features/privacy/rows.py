"""Read the rows that are a person's, as they may see them; one that no key opens stops nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.features.privacy.as_seen import Values, as_seen, moment_of
from bot.features.privacy.holders import HOLDERS, Holder
from bot.features.privacy.shared import SHARED
from bot.platform.database import EncryptedText
from bot.platform.encryption import WrongKey
from bot.platform.templating import words

EVERY = (*HOLDERS, *SHARED)
KINDS = tuple(dict.fromkeys(holder.kind for holder in EVERY))
"""The kinds of what is held, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of somebody's. ``when``: the day or moment (UTC) it is told by; None where it has none."""

    kind: str
    table: str
    values: Values
    when: date | datetime | None

    @property
    def day(self) -> str:
        """The day, as 2026-11-03; empty where it has none."""
        return f"{self.when:%Y-%m-%d}" if self.when else ""


def counts(session: Session, reader: Reader) -> dict[str, int]:
    """How many rows of each kind are the reader's, in the order of the list; all of it in one query."""
    selects = [
        sa.select(sa.literal(number), sa.func.count())
        .select_from(holder.table)
        .where(_is_theirs(holder, reader))
        for number, holder in enumerate(EVERY)
    ]
    found = {number: count for number, count in session.execute(sa.union_all(*selects))}
    kinds = dict.fromkeys(KINDS, 0)
    for number, holder in enumerate(EVERY):
        kinds[holder.kind] += found[number]
    return kinds


def rows_of(session: Session, reader: Reader, *, kind: str | None = None) -> list[Row]:
    """The reader's rows of ``kind``, the latest first; None: of every kind, one kind after the other."""
    found = [
        row
        for holder in EVERY
        if kind is None or holder.kind == kind
        for row in _rows(session, reader, holder)
    ]
    order = {name: number for number, name in enumerate(KINDS)}
    found.sort(key=lambda row: row.day, reverse=True)
    return sorted(found, key=lambda row: order[row.kind])


def names_in(session: Session, reader: Reader, rows: Iterable[Row]) -> dict[str, str]:
    """What the people are called whom these rows name, by their ids."""
    ids = {value for row in rows for name, value in row.values.items() if _may_be_a_person(name, value)}
    found = directory.people(session, reader.workspace_id, ids | {reader.person_id})
    return {person_id: person.name for person_id, person in found.items()}


class _Lenient(dict[str, Any]):
    """What a person may not see of a row is empty to its words."""

    def __missing__(self, _name: str) -> None:
        return None


class Said:
    """How rows are told in words: in Slack's own escapes, or plain for a page."""

    def __init__(self, names: dict[str, str], *, reader: Reader) -> None:
        self._names = names
        self._you = reader.person_id

    def in_slack(self, row: Row) -> str:
        """In one line, shortened, as mrkdwn."""
        return words("privacy/rows", row=_Lenient(row.values), who=self._who)[_block(row)]

    def plain(self, row: Row) -> str:
        """The same, not escaped."""
        return words("privacy/rows", row=_Lenient(row.values), who=self._who).plain(_block(row))

    def _who(self, person_id: str | None) -> str:
        if person_id == self._you:
            return words("privacy/rows").plain("you")
        return self._names.get(person_id or "") or words("privacy/rows").plain("nobody")


def _block(row: Row) -> str:
    return f"{row.table}_shared" if row.kind == "shared" else row.table


def _is_theirs(holder: Holder, reader: Reader) -> sa.ColumnElement[bool]:
    workspace = sa.inspect(holder.table).local_table.c.workspace_id
    return sa.and_(workspace == reader.workspace_id, holder.whose(reader.person_id))


def _rows(session: Session, reader: Reader, holder: Holder) -> list[Row]:
    table: Any = sa.inspect(holder.table).local_table
    columns = [column for column in table.c if not holder.shown or column.name in holder.shown]
    # As it is stored, since one text that no key opens must not hide all the others.
    stored = [
        sa.type_coerce(column, sa.Text()).label(column.name) if _is_encrypted(column) else column
        for column in columns
    ]
    encrypted = {column.name: column.type for column in columns if _is_encrypted(column)}
    read = []
    for found in session.execute(sa.select(*stored).where(_is_theirs(holder, reader))).mappings():
        values = {
            name: _opened(session, encrypted[name], value) if name in encrypted else value
            for name, value in found.items()
        }
        left = as_seen(table.name, values, person_id=reader.person_id)
        read.append(Row(holder.kind, table.name, left, moment_of(left)))
    return read


def _opened(session: Session, type_: Any, value: str | None) -> str | None:
    try:
        opened: str | None = type_.process_result_value(value, session.get_bind().dialect)
    except WrongKey:
        return words("privacy/rows").plain("unreadable")
    return opened


def _is_encrypted(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, EncryptedText)


def _may_be_a_person(name: str, value: Any) -> bool:
    return name.endswith("_id") and isinstance(value, str)


def paged(rows: Sequence[Row], page: int, *, size: int) -> tuple[list[Row], int]:
    """The rows of that page, from 0, and how many pages there are; beyond the last, those of the last."""
    pages = max(1, -(-len(rows) // size))
    first = min(max(page, 0), pages - 1) * size
    return list(rows[first : first + size]), pages

"""What stands in a row, in one spelling for every kind of database, and sums by which tables are compared."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.keys.stored import Stored
from bot.platform.errors import BotError
from bot.schema import METADATA

# Judgement: enough to be quick, and some megabytes at most where every row is a long message.
ROWS_AT_ONCE = 500
# As long as a hash is.
_SUMS = 1 << 256


class Unspellable(BotError):
    """A value of a kind that this module has no spelling for: a column of a new type needs one here."""


@cache
def every_table() -> tuple[Stored, ...]:
    """Every table as it is stored, private text encrypted: what others point at comes before them."""
    return tuple(Stored(table) for table in METADATA.sorted_tables)


def pages(
    connection: sa.Connection, stored: Stored, *, after: Sequence[Any] | None = None
) -> Iterator[Sequence[sa.Row[Any]]]:
    """All rows of a table by their key, ``ROWS_AT_ONCE`` at a time, from behind the key ``after`` on."""
    query = sa.select(stored.table).order_by(*stored.key).limit(ROWS_AT_ONCE)
    while True:
        rows = connection.execute(query if after is None else query.where(stored.after(after))).all()
        if not rows:
            return
        yield rows
        after = key_of(stored, rows[-1])


def key_of(stored: Stored, row: sa.Row[Any]) -> tuple[Any, ...]:
    return tuple(row._mapping[column.name] for column in stored.key)


def spelt(value: Any) -> Any:
    """``value`` as JSON takes it, the same for the same value on every database."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    raise Unspellable(f"A value of the kind {type(value).__name__} has no spelling.")


def key_from(stored: Stored, written: str) -> tuple[Any, ...]:
    """The key that ``written_key`` wrote down."""
    parts = zip(stored.key, json.loads(written), strict=True)
    return tuple(
        date.fromisoformat(part) if isinstance(column.type, sa.Date) else part for column, part in parts
    )


def written_key(stored: Stored, row: sa.Row[Any]) -> str:
    return json.dumps([spelt(part) for part in key_of(stored, row)])


def sum_of(connection: sa.Connection, stored: Stored) -> tuple[int, int]:
    """How many rows a table has, and a sum over what stands in them, in whatever order they come."""
    rows = total = 0
    for page in pages(connection, stored):
        rows += len(page)
        for row in page:
            spelling = json.dumps([spelt(value) for value in row], ensure_ascii=False)
            digest = hashlib.sha256(spelling.encode()).digest()
            total = (total + int.from_bytes(digest)) % _SUMS
    return rows, total

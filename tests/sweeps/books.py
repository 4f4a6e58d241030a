"""The books: everything that is in a database, read so that two of them can be laid side by side."""

import shutil
import sqlite3
from collections.abc import Set
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.platform.database import Database
from bot.schema import METADATA

Books = dict[str, list[dict[str, Any]]]
# Which requests were carried out is how, not what.
_LEFT_OUT = {"handled_requests", "alembic_version", "slack_paces"}
_COLUMNS_LEFT_OUT = {"request_id"}


def books_of(database: Database, *, with_times: bool = True) -> Books:
    """Every row of every table, decrypted; without ``with_times`` a moment is only there or not.

    Leaves no connection behind.
    """
    with database.reading() as session:
        books: Books = {}
        for table in METADATA.sorted_tables:
            if table.name not in _LEFT_OUT:
                rows = session.execute(sa.select(table)).mappings()
                books[table.name] = sorted((_read(dict(row), with_times) for row in rows), key=str)
    database.dispose()
    return books


def differences(one: Books, other: Books, *, random: Set[tuple[str, str]] = frozenset()) -> list[str]:
    """What stands in one of them alone, a sentence a row. ``random``: columns that never agree."""
    found = []
    for table, rows in one.items():
        mine, theirs = (
            [{key: value for key, value in row.items() if (table, key) not in random} for row in each]
            for each in (rows, other[table])
        )
        found += [f"{table}: only here {row}" for row in mine if row not in theirs]
        found += [f"{table}: only there {row}" for row in theirs if row not in mine]
        if not found and len(mine) != len(theirs):
            found.append(f"{table}: {len(mine)} here, {len(theirs)} there")
    return found


def random_columns(one: Books, other: Books) -> set[tuple[str, str]]:
    """The columns in which two runs of the very same thing differ."""
    return {
        (table, key)
        for table, rows in one.items()
        for mine, theirs in zip(rows, other[table], strict=True)
        for key in mine
        if mine[key] != theirs[key]
    }


def copy_sqlite(source: Path, to: Path) -> None:
    """A copy of a database that may be in use, at the last commit."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(to)) as there:
        here.backup(there)


def put_back(snapshot: Path, to: Path) -> None:
    """Begin again from a copy, with nothing left of what came after it."""
    for journal in ("-wal", "-shm"):
        to.with_name(to.name + journal).unlink(missing_ok=True)
    shutil.copyfile(snapshot, to)


def raw(file: Path) -> list[str]:
    """Every row as it lies in an SQLite file: equal, if nothing was kept."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def _read(row: dict[str, Any], with_times: bool) -> dict[str, Any]:
    for name in _COLUMNS_LEFT_OUT & row.keys():
        del row[name]
    if with_times:
        return row
    return {key: "a time" if isinstance(value, datetime) else value for key, value in row.items()}

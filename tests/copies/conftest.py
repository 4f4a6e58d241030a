"""A database with a row in every table, settings that name it, and a look at all that is in one."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.copies.values import every_table, sum_of
from bot.keys.checking import check_keys
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.schema import METADATA
from tests.conftest import KEY
from tests.keys.rows import fill

# A row in every table, by which the key is known among them, and some more in the outbox.
IN_OUTBOX = 300
ROWS = len(METADATA.tables) - 1 + IN_OUTBOX


@pytest.fixture
def opened() -> Iterator[Callable[[str], Database]]:
    """Opens the database at an address, and closes it at the end."""
    made: list[Database] = []

    def at(url: str) -> Database:
        made.append(Database(url, Cipher((KEY,))))
        return made[-1]

    yield at
    for each in made:
        each.dispose()


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """A SQLite database with a row in every table, and a few hundred in the outbox."""
    file = tmp_path_factory.mktemp("filled") / "tend.db"
    shutil.copy(migrated_sqlite, file)
    database = Database(f"sqlite:///{file}", Cipher((KEY,)))
    fill(database, outbox_rows=IN_OUTBOX)
    check_keys(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return file


@pytest.fixture
def file(tmp_path: Path, filled_sqlite: Path) -> Path:
    """A copy of it that a test may do anything with."""
    shutil.copy(filled_sqlite, tmp_path / "tend.db")
    return tmp_path / "tend.db"


@pytest.fixture
def settings(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """What the bot that has this database is told."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-invented",
        "TEND_DATABASE_URL": f"sqlite:///{file}",
        "TEND_ENCRYPTION_KEYS": KEY,
    }.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def everything_in(database: Database) -> dict[str, tuple[int, int]]:
    """For each table how many rows it has, and a sum of what stands in them."""
    with database.engine.connect() as connection:
        return {stored.name: sum_of(connection, stored) for stored in every_table()}


def do(file: Path, statement: str) -> None:
    """Change a SQLite file from outside, as no command of ours would."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def spoil(file: Path) -> None:
    """Write over the rows in the middle of a file, as a bad disk does."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as written:
        written.seek(file.stat().st_size // 2)
        written.write(b"\xff" * 65_536)


def put_away(file: Path) -> None:
    """Delete a SQLite database and what lies beside it."""
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()


@pytest.fixture
def empty(sqlite_url: str) -> str:
    """The address of a SQLite database that has its tables and nothing in them: the quickest to fill."""
    return sqlite_url


@pytest.fixture
def each_empty(database_url: str) -> str:
    """The same, of each kind in turn, for what a kind of database decides."""
    return database_url


@pytest.fixture
def source(file: Path) -> str:
    return f"sqlite:///{file}"


def silently(_line: str) -> None:
    pass


class Stopped(Exception):
    """The copy was killed here."""


@contextmanager
def stopped_at(commit: int) -> Iterator[list[int]]:
    """Stop just before the transaction with this number is kept."""
    kept: list[int] = []

    def count(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes"):
            if len(kept) == commit:
                raise Stopped
            kept.append(1)

    sa.event.listen(sa.Engine, "commit", count)
    try:
        yield kept
    finally:
        sa.event.remove(sa.Engine, "commit", count)

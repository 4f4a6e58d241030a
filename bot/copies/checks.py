"""Whether a SQLite file is a database of Tend's that is whole, of a version we know, with a key that fits."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.copies.sqlite_files import reading
from bot.migrate import NewerDatabase, known_revisions, refuse_unfinished
from bot.platform.encryption import Cipher, WrongKey
from bot.platform.errors import BotError
from bot.platform.key_checks import KeyCheck

_BROKEN_LINES = 5
_VERSION = "alembic_version"


class NotOurs(BotError):
    """The file is not a database of Tend's."""


class Broken(BotError):
    """The file is a database, and what is in it does not hang together."""


@dataclass(frozen=True)
class Found:
    """What a look into a file gave: how many rows, and the migration it was last brought to."""

    rows: int
    revision: str


def look_into(file: Path, *, called: Path | None = None) -> Found:
    """Read all of ``file``, which is named as ``called`` where something is wrong.

    Raises NotOurs, Broken, and NewerDatabase or UnfinishedCopy as `migrate` would.
    """
    name = called or file
    try:
        with reading(file) as connection:
            revisions = _revisions(connection, name)
            _refuse_broken(connection, name)
            rows = sum(_count(connection, table) for table in _tables(connection) - {_VERSION})
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise NotOurs(f"{name} is not a SQLite database.") from error
        raise Broken(f"{name} is damaged, or cannot be read: {error}. Use another backup.") from error
    refuse_unfinished(revisions)
    if not revisions <= known_revisions().all:
        raise NewerDatabase(f"{name} belongs to a newer version of Tend. Use that version for it.")
    return Found(rows, ", ".join(sorted(revisions)))


def key_fits(file: Path, cipher: Cipher) -> bool:
    """Whether one of the keys reads the text by which they are known; yes where no such text is there yet."""
    with reading(file) as connection:
        table = KeyCheck.__tablename__
        if table not in _tables(connection):
            return True
        row = connection.execute(f"SELECT word FROM {table}").fetchone()  # noqa: S608  a name of ours
    try:
        return row is None or bool(cipher.decrypt(row[0]))
    except WrongKey:
        return False


def _revisions(connection: sqlite3.Connection, name: Path) -> set[str]:
    if _VERSION not in _tables(connection):
        raise NotOurs(f"{name} is not a database of Tend's.")
    return {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}


def _refuse_broken(connection: sqlite3.Connection, name: Path) -> None:
    said = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_BROKEN_LINES})")]
    if said != ["ok"]:
        raise Broken(f"{name} is damaged: {'; '.join(said)}. Use another backup.")
    if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Broken(f"{name} is damaged: a row of {lost[0]} belongs to one of {lost[2]} that is not there.")


def _tables(connection: sqlite3.Connection) -> set[str]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return {row[0] for row in connection.execute(named)}


def _count(connection: sqlite3.Connection, table: str) -> int:
    counted = f'SELECT count(*) FROM "{table}"'  # noqa: S608  as the file itself names it
    return int(connection.execute(counted).fetchone()[0])

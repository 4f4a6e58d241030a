"""SQLite's own ways: a file that may be deleted, what survives a power cut, and how its writers begin."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

from bot.platform.patience import BUSY_SECONDS


def sqlite_file(url: str) -> Path | None:
    """Where a SQLite database lies; None for PostgreSQL, and for what lies in no file of its own name."""
    made = sa.make_url(url)
    name = made.database or ":memory:"
    if made.get_backend_name() != "sqlite" or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def keep_to_the_owner(url: str) -> None:
    """Make a new SQLite file readable by its owner alone; its journals take after it."""
    file = sqlite_file(url)
    if file is not None:
        with suppress(
            FileExistsError, OSError
        ):  # there already, or a place where SQLite will say what is wrong
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


class File:
    """Where a SQLite database lies. Once deleted, none is made anew, and nothing goes into the deleted one.

    SQLite itself would do both: what was confirmed would be gone as soon as the process ends.
    """

    def __init__(self, url: str) -> None:
        file = sqlite_file(url)
        self._path = os.path.abspath(file) if file is not None else None

    def watch(self, engine: sa.Engine) -> None:
        if self._path is not None:
            sa.event.listen(engine, "do_connect", self._refuse_if_gone)
            sa.event.listen(engine, "checkout", self._see_that_it_is_the_same)

    def _refuse_if_gone(self, _dialect: Dialect, record: Any, _arguments: Any, _options: Any) -> None:
        there = self._inode()
        if there is None:
            raise sqlite3.OperationalError("unable to open database file")
        record.info[_INODE] = there

    def _see_that_it_is_the_same(self, _connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get(_INODE) != self._inode():
            raise sa.exc.DisconnectionError("the database file was deleted, or another put in its place")

    def _inode(self) -> int | None:
        try:
            return os.stat(self._path or "").st_ino
        except OSError:
            return None


_INODE = "tend_inode"


def prepare(connection: Any, _record: Any) -> None:
    """Let a new connection be as careful as a promise needs."""
    connection.isolation_level = None  # sqlite3 must not begin by itself: begin does
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # a confirmed command must survive a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def begin(connection: Connection) -> None:
    """Begin as the engine's ``writes`` says, and wait for other processes no longer than its ``busy_ms``."""
    # A read that turns into a write fails at once with "locked": writers say so from the start.
    options = connection.get_execution_options()
    if not options.get("writes", False):
        connection.exec_driver_sql("BEGIN")
        return
    if "busy_ms" not in options:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(options['busy_ms'])}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

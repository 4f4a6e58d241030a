"""Open the two databases of a copy, and refuse what would not go well before anything is written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from bot.copies import notes
from bot.copies.values import every_table
from bot.migrate import (
    NewerDatabase,
    NoDatabase,
    is_of_the_database,
    known_revisions,
    migrate,
    place_of,
    refuse_unfinished,
)
from bot.platform.database import Database, said_by
from bot.platform.encryption import Cipher, new_key
from bot.platform.errors import BotError
from bot.platform.key_checks import KeyCheck
from bot.platform.sqlite import sqlite_file

_ADDRESSES = "such as sqlite:///tend.db or postgresql+psycopg://user@host/database"


class NotUpToDate(BotError):
    """The database that is to be read does not have the tables of this version."""


class NotEmpty(BotError):
    """There is something in the database that was to be filled."""


class SamePlace(BotError):
    """Both addresses are of one database."""


class OtherSource(BotError):
    """The database is half filled, from somewhere else."""


def refuse_the_same(source_url: str, target_url: str) -> None:
    """Raise SamePlace if a database was to be copied into itself, NoDatabase for what is no address."""
    if _place(source_url, called="The first address") == _place(target_url, called="The second address"):
        raise SamePlace("Both addresses are of the same database. Name an empty one to be filled.")


def _place(url: str, *, called: str) -> tuple[object, ...]:
    made, file = address(url, called=called), sqlite_file(url)
    return (file.resolve(),) if file is not None else (made.host, made.port or 5432, made.database)


@contextmanager
def open_source(url: str) -> Iterator[Database]:
    """The database to be read: there, whole, and of this version. It is neither made nor migrated.

    Raises NoDatabase, also for what goes wrong with it while it is open, NewerDatabase and NotUpToDate.
    """
    with _open(url, is_there_already=True) as source:
        with source.engine.connect() as connection:
            present = notes.heads(connection)
        refuse_unfinished(present)
        if not present <= known_revisions().all:
            raise NewerDatabase(
                "The database that is to be read belongs to a newer version of Tend. Use that version."
            )
        if present != known_revisions().newest:
            raise NotUpToDate(
                "The database that is to be read is not as this version of Tend needs it. Run `tend migrate` "
                "with TEND_DATABASE_URL set to it first."
            )
        yield source


@contextmanager
def at_one_moment(source: Database) -> Iterator[sa.Connection]:
    """A connection that sees all tables as they are now, whatever is written meanwhile, and only reads."""
    options: dict[str, Any] = (
        {} if source.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    )
    with source.engine.connect().execution_options(**options) as connection:
        patiently(connection)
        yield connection


def patiently(connection: sa.Connection) -> None:
    """Let it wait: while one database is read through, the other has nothing to do."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")


@contextmanager
def open_target(url: str) -> Iterator[Database]:
    """The database to be filled: its tables of this version, empty or half filled by a copy."""
    with _open(url, is_there_already=False) as target:
        with target.engine.connect() as connection:
            is_begun = notes.is_unfinished(connection)
            if not is_begun:
                # Before it is migrated: a database in use is left as it is.
                _refuse_what_is_there(connection)
        if not is_begun:
            migrate(target)
        yield target


def refuse_rows(target: sa.Connection) -> None:
    """Raise NotEmpty if there is a row in any table but the key check that `migrate` leaves."""
    _refuse_rows_of(target, [stored.name for stored in every_table()])
    target.execute(sa.delete(sa.table(KeyCheck.__tablename__)))


def refuse_other_source(mark: str, noted: str | None) -> None:
    """Raise OtherSource unless the copy that was begun is one of the same database."""
    if mark != noted:
        raise OtherSource(
            "The database to be filled holds a part of another one. Name an empty one, or forget that part "
            "with --afresh."
        )


def _refuse_what_is_there(connection: sa.Connection) -> None:
    there = sorted(sa.inspect(connection).get_table_names())
    if there and "alembic_version" not in there:
        raise NotEmpty(
            "There are tables of something else in the database that was to be filled: "
            f"{', '.join(there)}. Nothing was changed. Name an empty one."
        )
    _refuse_rows_of(connection, [name for name in there if name != "alembic_version"])


def _refuse_rows_of(connection: sa.Connection, tables: Sequence[str]) -> None:
    for name in tables:
        if name == KeyCheck.__tablename__:
            continue
        if connection.execute(sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)).first():
            raise NotEmpty(
                f"There is something in the database that was to be filled: rows of {name}. Nothing was "
                "changed. Name an empty one."
            )


@contextmanager
def _open(url: str, *, is_there_already: bool) -> Iterator[Database]:
    file = sqlite_file(url)
    if is_there_already and file is not None and not file.is_file():
        raise NoDatabase(f"There is no database at {file}.")
    # Nothing private is read, so any key will do.
    database = Database(url, Cipher((new_key(),)))
    try:
        with database.engine.connect():
            pass
        yield database
    except sa.exc.DatabaseError as error:
        if not is_of_the_database(error):
            raise
        raise NoDatabase(
            f"The database {place_of(database.engine.url)} cannot be used: {said_by(error)}."
        ) from error
    finally:
        database.dispose()


def address(url: str, *, called: str) -> sa.URL:
    """What ``url`` says, which is named as ``called`` where it says nothing. Raises NoDatabase."""
    # What cannot be read is not said back: nobody knows where in it a password stands.
    no_address = f"{called} is none of a database, {_ADDRESSES}."
    try:
        made = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # ValueError: of a port that is no number
        raise NoDatabase(no_address) from None
    if made.drivername not in ("sqlite", "postgresql+psycopg") or not made.database:
        raise NoDatabase(no_address)
    return made

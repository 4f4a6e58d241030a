"""Checks of the database: reachable, of this version, writable, and read by the key. It is left as it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from bot.config import Settings
from bot.doctor.findings import Finding, ok, problem, unknown
from bot.migrate import UNFINISHED_COPY, known_revisions, place_of
from bot.platform.database import Database, said_by
from bot.platform.encryption import Cipher, WrongKey
from bot.platform.key_checks import KeyCheck
from bot.platform.sqlite import sqlite_file

_MIGRATE = "Run `python -m bot migrate`, or start the bot anew: it does the same before anything else."


def check_store(settings: Settings) -> tuple[Database | None, list[Finding]]:
    """The database, and what there is to say about it.

    None where it cannot be asked for more: it is not there, or not of this version. The caller disposes
    of it.
    """
    file = sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        return None, [_not_there_yet(file.absolute().parent)]
    database = Database(settings.database_url, Cipher(settings.encryption_keys))
    try:
        present = _heads(database)
    except sa.exc.DBAPIError as error:
        database.dispose()
        return None, [_unreachable(database, error)]
    findings = [ok("database", _where(database)), _migrations(present), _writable(database)]
    if present is None or not present >= known_revisions().newest:
        database.dispose()
        return None, findings
    return database, [*findings, _key(database)]


def _heads(database: Database) -> set[str] | None:
    """The migrations it was last brought to; None for a database of something else."""
    with database.engine.connect() as connection:
        heads = set(MigrationContext.configure(connection).get_current_heads())
        if heads or not sa.inspect(connection).get_table_names():
            return heads
    return None


def _migrations(present: set[str] | None) -> Finding:
    known = known_revisions()
    newest = ", ".join(sorted(known.newest))
    if present is None:
        return problem(
            "migrations",
            "this is a database of something else",
            "Check TEND_DATABASE_URL: Tend needs a database of its own.",
        )
    if UNFINISHED_COPY in present:
        return problem(
            "migrations",
            "this database is a copy that is not finished",
            "Run copy-database with the same two addresses again: it goes on from where it stopped.",
        )
    if ahead := sorted(present - known.all):
        return problem(
            "migrations",
            f"the database is ahead of this version: {', '.join(ahead)} is not among ours, up to {newest}",
            "Start the newer version of Tend that was here before, or restore a backup from before it.",
        )
    if present != known.newest:
        at = ", ".join(sorted(present)) or "empty"
        return problem("migrations", f"the database is behind this version: {at}, not {newest}", _MIGRATE)
    return ok("migrations", f"up to date ({newest})")


def _writable(database: Database) -> Finding:
    try:
        with database.engine.execution_options(writes=True).connect() as connection, _undone(connection):
            if "alembic_version" in sa.inspect(connection).get_table_names():
                connection.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
            else:
                connection.execute(sa.text("CREATE TABLE tend_doctor (id INTEGER)"))
    except sa.exc.DBAPIError as error:
        said = said_by(error)
        if "locked" in said or "lock timeout" in said:
            return problem(
                "writing",
                f"somebody else holds the database: {said}",
                "Run doctor once more. If it stays so, find the program that has it open, and end that.",
            )
        return problem("writing", f"nothing can be written: {said}", _how_to_write(database))
    return ok("writing", "possible")


@contextmanager
def _undone(connection: sa.Connection) -> Iterator[None]:
    with connection.begin() as whole:
        try:
            yield
        finally:
            whole.rollback()


def _how_to_write(database: Database) -> str:
    file = sqlite_file(database.engine.url.render_as_string(hide_password=False))
    if file is not None:
        return (
            "The bot's user needs to write the file, those beside it that begin with its name, and their "
            f"folder: ls -l {file.absolute()}*; ls -ld {file.absolute().parent}"
        )
    return "Name a database that takes writes (no standby) in TEND_DATABASE_URL, and its owner as the user."


def _key(database: Database) -> Finding:
    try:
        with database.reading() as session:
            is_known = session.scalar(sa.select(KeyCheck.word)) is not None
    except WrongKey:
        return problem(
            "key",
            "the private text was written with another key than those in TEND_ENCRYPTION_KEYS",
            "Put that key back: alone, or behind the newest one, after a comma. Nothing else reads the text.",
        )
    except sa.exc.DBAPIError as error:
        return unreadable(error)
    if not is_known:
        return unknown("key", "nothing was encrypted yet: the first start does it")
    return ok("key", "it reads the private text")


def unreadable(error: sa.exc.DBAPIError) -> Finding:
    """What there is to say of a database that answers, and does not let itself be read."""
    return problem(
        "database",
        f"it could not be read: {said_by(error)}",
        "Run doctor once more. If that stays: give the bot's user the right to read every table, or bring "
        "back the last backup.",
    )


def _not_there_yet(folder: os.PathLike[str]) -> Finding:
    if os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):
        return unknown("database", f"there is none in {folder} yet: the first start makes it")
    return problem(
        "database",
        f"there is none, and none can be made in {folder}",
        "Make that folder, and let the bot's user write to it; or name another place in TEND_DATABASE_URL.",
    )


def _unreachable(database: Database, error: sa.exc.DBAPIError) -> Finding:
    to_do = "Check TEND_DATABASE_URL: the file, and that it is a SQLite database."
    if not database.is_sqlite:
        to_do = (
            "Check that PostgreSQL runs there and takes this user: try the same address, without +psycopg, "
            "with psql. Then mend TEND_DATABASE_URL."
        )
    return problem("database", f"{_where(database)} cannot be used: {said_by(error)}", to_do)


def _where(database: Database) -> str:
    return place_of(database.engine.url)

"""Bring a database up to the newest schema, one process at a time."""

import logging
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.platform.database import BUSY_SECONDS, Database, said_by
from bot.platform.errors import BotError
from bot.platform.places import MIGRATIONS

log = logging.getLogger(__name__)

# Any number that is the same in every process: the lock that lets one of them migrate.
_LOCK = 0x7E4D
# Judgement: the one that came first has long finished by then, or hangs.
_WAITS_SECONDS = 60


class NewerDatabase(BotError):
    """The database was migrated by a newer version of Tend than this one."""


class NoDatabase(BotError):
    """The database cannot be reached or opened."""


class UnfinishedCopy(BotError):
    """The database is a copy that was not finished: not everything is in it."""


# Stands in the place of a migration while `copy-database` fills a database: no version of Tend starts on it.
UNFINISHED_COPY = "unfinished copy"


def migrate(database: Database) -> None:
    """Run the migrations that ``database`` still lacks; those that start at the same time wait.

    Raises NewerDatabase when it is ahead of this version, UnfinishedCopy when `copy-database` has not come to
    its end in it, and NoDatabase when it cannot be reached.
    """
    try:
        _migrate(database)
    except sa.exc.DatabaseError as error:
        if not is_of_the_database(error):
            raise
        where, said = place_of(database.engine.url), said_by(error)
        raise NoDatabase(f"The database {where} cannot be used: {said}. Check TEND_DATABASE_URL.") from error


def place_of(url: sa.URL) -> str:
    """Where a database is, as it can be shown: without the password, which may also stand behind a ``?``."""
    return url.set(query={}).render_as_string(hide_password=True)


def is_of_the_database(error: sa.exc.DatabaseError) -> bool:
    """Whether the database is away, locked, full, damaged or none at all, rather than a statement wrong."""
    return type(error) in (sa.exc.OperationalError, sa.exc.DatabaseError)


def _migrate(database: Database) -> None:
    writing = database.engine.execution_options(writes=True)
    with writing.connect() as connection, _patiently(database, connection), connection.begin():
        if not database.is_sqlite:
            connection.execute(sa.text("SET LOCAL lock_timeout = 0"))  # the other one may take its time
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        present = set(MigrationContext.configure(connection).get_current_heads())
        known = known_revisions()
        refuse_unfinished(present)
        if not present <= known.all:
            raise NewerDatabase(
                "This database belongs to a newer version of Tend: its migration "
                f"{', '.join(sorted(present - known.all))} is not among ours, which end with "
                f"{', '.join(sorted(known.newest))}. Start that version, or restore a backup."
            )
        if present == known.newest:
            return
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def refuse_unfinished(present: Set[str]) -> None:
    """Raise UnfinishedCopy if ``present``, what stands for a database's migrations, says so."""
    if UNFINISHED_COPY in present:
        raise UnfinishedCopy(
            "This database is a copy that is not finished. Run copy-database with the same two addresses "
            "again: it goes on from where it stopped."
        )


@dataclass(frozen=True, slots=True)
class Revisions:
    """The migrations of this version, by their ids: all of them, and those that stand last."""

    all: frozenset[str]
    newest: frozenset[str]


@cache
def known_revisions() -> Revisions:
    """The migrations that this version comes with."""
    scripts = ScriptDirectory.from_config(alembic_config())
    return Revisions(
        all=frozenset(revision.revision for revision in scripts.walk_revisions()),
        newest=frozenset(scripts.get_heads()),
    )


@contextmanager
def _patiently(database: Database, connection: sa.Connection) -> Iterator[None]:
    """Let the connection wait for whoever migrates the same file, longer than a listener may wait for it."""
    if not database.is_sqlite:
        yield
        return
    opened = connection.connection.dbapi_connection
    assert opened is not None  # noqa: S101  it has just been opened
    opened.execute(f"PRAGMA busy_timeout = {_WAITS_SECONDS * 1000}")
    try:
        yield
    finally:
        opened.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def alembic_config() -> Config:
    """Alembic's settings: where the migrations lie."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    # Whole file names as titles are long; the date in front keeps them in order.
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    config.set_main_option("version_locations", str(MIGRATIONS / "versions").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config

"""A copy of a database that lasts as long as the preview. Private text is copied as it stands, encrypted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from bot.config import Settings
from bot.copies.values import every_table
from bot.migrate import NoDatabase, known_revisions
from bot.platform.database import Database, said_by
from bot.platform.encryption import Cipher
from bot.platform.errors import BotError
from bot.schema import METADATA

_ROWS_AT_ONCE = 1000


class NotUpToDate(BotError):
    """The database does not have the tables of this version; the words say what to do."""


@contextmanager
def copy_of(settings: Settings) -> Iterator[Database]:
    """A SQLite copy of the database of these settings, of either kind, as it is at one moment.

    The original is only read, in one transaction, and is neither made nor brought up to date. Raises
    NoDatabase and NotUpToDate.
    """
    cipher = Cipher(settings.encryption_keys)
    _refuse_what_is_not_there(settings.database_url)
    original = Database(settings.database_url, cipher)
    # A folder of one's own, which nobody else can look into.
    with tempfile.TemporaryDirectory(prefix="tend-preview-") as folder:
        copy = Database(f"sqlite:///{Path(folder) / 'copy.db'}", cipher)
        sa.event.listen(copy.engine, "connect", _without_waiting_for_the_disk)
        try:
            METADATA.create_all(copy.engine)
            _copy(original, copy)
            yield copy
        except sa.exc.OperationalError as error:
            said = said_by(error)
            raise NoDatabase(f"The database cannot be read: {said}. Check TEND_DATABASE_URL.") from error
        finally:
            original.dispose()
            copy.dispose()


def _copy(original: Database, copy: Database) -> None:
    reading: dict[str, Any] = (
        {} if original.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    )
    with (
        original.engine.connect().execution_options(**reading) as here,
        copy.engine.execution_options(writes=True).connect() as there,
        there.begin(),
    ):
        _refuse_other_tables(here)
        there.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for stored in every_table():
            rows = here.execution_options(yield_per=_ROWS_AT_ONCE).execute(sa.select(stored.table))
            for some in rows.mappings().partitions():
                there.execute(sa.insert(stored.table), [dict(row) for row in some])


def _refuse_other_tables(connection: sa.Connection) -> None:
    if set(MigrationContext.configure(connection).get_current_heads()) != known_revisions().newest:
        raise NotUpToDate(
            "This database is not as this version of Tend needs it. Run `python -m bot migrate` first, or "
            "start Tend, and come back."
        )


def _refuse_what_is_not_there(url: str) -> None:
    # SQLite would make an empty one.
    file = sa.make_url(url).database if url.startswith("sqlite") else None
    if file is not None and not Path(file).is_file():
        raise NoDatabase(f"There is no database at {file}. Check TEND_DATABASE_URL.")


def _without_waiting_for_the_disk(connection: Any, _record: Any) -> None:
    # Whoever pulls the plug loses a copy.
    connection.execute("PRAGMA synchronous = OFF")

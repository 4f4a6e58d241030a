"""A copy of a database that lasts as long as the preview. Private text is copied as it stands, encrypted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.config import Settings
from bot.migrate import NoDatabase, alembic_config
from bot.platform.database import Database, EncryptedText
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
            said = str(error.orig).strip().splitlines()[0]
            raise NoDatabase(f"The database cannot be read: {said}. Check TEND_DATABASE_URL.") from error
        finally:
            original.dispose()
            copy.dispose()


def _copy(original: Database, copy: Database) -> None:
    reading: dict[str, Any] = (
        {} if original.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    )
    tables = _tables_as_stored()
    with (
        original.engine.connect().execution_options(**reading) as here,
        copy.engine.execution_options(writes=True).connect() as there,
        there.begin(),
    ):
        _refuse_other_tables(here)
        there.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            rows = here.execution_options(yield_per=_ROWS_AT_ONCE).execute(sa.select(table))
            for some in rows.mappings().partitions():
                there.execute(sa.insert(table), [dict(row) for row in some])


def _tables_as_stored() -> list[sa.Table]:
    """Every table, with its encrypted columns as the plain text that stands in them: no key is needed."""
    stored = sa.MetaData()
    for table in METADATA.sorted_tables:
        for column in table.to_metadata(stored).columns:
            if isinstance(column.type, EncryptedText):
                column.type = sa.Text()
    return [stored.tables[table.name] for table in METADATA.sorted_tables]


def _refuse_other_tables(connection: sa.Connection) -> None:
    present = set(MigrationContext.configure(connection).get_current_heads())
    if present != set(ScriptDirectory.from_config(alembic_config()).get_heads()):
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

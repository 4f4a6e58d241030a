"""A copy of a database that lasts as long as the preview. Private text is copied as it stands, encrypted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.config import Settings
from bot.copies.opening import at_one_moment, open_source
from bot.copies.values import every_table
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.schema import METADATA

_ROWS_AT_ONCE = 1000


@contextmanager
def copy_of(settings: Settings) -> Iterator[Database]:
    """A SQLite copy of the database of these settings, of either kind, as it is at one moment.

    The original is only read, in one transaction, and is neither made nor brought up to date. Raises
    NoDatabase, NewerDatabase and NotUpToDate.
    """
    # A folder of one's own, which nobody else can look into.
    with tempfile.TemporaryDirectory(prefix="tend-preview-") as folder:
        copy = Database(f"sqlite:///{Path(folder) / 'copy.db'}", Cipher(settings.encryption_keys))
        sa.event.listen(copy.engine, "connect", _without_waiting_for_the_disk)
        try:
            METADATA.create_all(copy.engine)
            with open_source(settings.database_url) as original:
                _copy(original, copy)
            yield copy
        finally:
            copy.dispose()


def _copy(original: Database, copy: Database) -> None:
    with at_one_moment(original) as here, copy.engine.execution_options(writes=True).begin() as there:
        there.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for stored in every_table():
            rows = here.execution_options(yield_per=_ROWS_AT_ONCE).execute(sa.select(stored.table))
            for some in rows.mappings().partitions():
                there.execute(sa.insert(stored.table), [dict(row) for row in some])


def _without_waiting_for_the_disk(connection: Any, _record: Any) -> None:
    # Whoever pulls the plug loses a copy.
    connection.execute("PRAGMA synchronous = OFF")

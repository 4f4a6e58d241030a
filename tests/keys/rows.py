"""Rows with words in every private column there is, for tests of the keys that they are encrypted with."""

from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from bot.platform.database import Database, EncryptedText, UtcDateTime
from bot.platform.encryption import new_key
from bot.schema import METADATA

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
NEW = new_key()
PRIVATE = [
    (table, [column for column in table.c if isinstance(column.type, EncryptedText)])
    for table in METADATA.sorted_tables
    if table.name != "key_checks"
]
VALUES: dict[type[Any], Any] = {str: "x1", int: 1, bool: False, date: NOW.date(), time: time(9)}


def value_for(column: sa.Column[Any]) -> Any:
    if isinstance(column.type, EncryptedText):
        return words_for(column)
    if isinstance(column.type, UtcDateTime):
        return NOW
    return {} if isinstance(column.type, sa.JSON) else VALUES[column.type.python_type]


def words_for(column: sa.Column[Any]) -> str:
    return f"canary {column.table.name} {column.name}"


def fill(database: Database, *, outbox_rows: int = 5) -> None:
    """A row in every table, with words in every private column, and some more in the outbox."""
    with database.transaction() as session:
        for table in METADATA.sorted_tables:
            if table.name == "key_checks":
                continue
            session.execute(sa.insert(table).values({column.name: value_for(column) for column in table.c}))
        outbox = METADATA.tables["outbox_messages"]
        for number in range(2, outbox_rows + 1):
            session.execute(sa.insert(outbox).values({**row_of(session, outbox), "id": number}))


def row_of(session: Any, table: sa.Table) -> dict[str, Any]:
    return dict(session.execute(sa.select(table).limit(1)).mappings().one())


def all_words(database: Database) -> dict[str, set[str]]:
    with database.reading() as session:
        return {
            f"{table.name}.{column.name}": set(session.scalars(sa.select(column)))
            for table, columns in PRIVATE
            for column in columns
        }


def spoil(database: Database, table: str, column: str) -> None:
    with database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(sa.text(f"UPDATE {table} SET {column} = 'unreadable'"))  # noqa: S608

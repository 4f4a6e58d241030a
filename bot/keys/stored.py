"""The tables that hold private text, as they are stored: with the encrypted text, not with the words."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.platform.database import EncryptedText
from bot.platform.key_checks import KeyCheck
from bot.schema import METADATA


class Stored:
    """One table: its name, the columns of its key, and the private ones, encrypted as they are."""

    def __init__(self, table: sa.FromClause) -> None:
        as_it_is = sa.table(
            table.name,  # type: ignore[attr-defined]
            *(sa.column(each.name, _type_of(each)) for each in table.c),
        )
        self.table = as_it_is
        self.name = as_it_is.name
        self.key = [as_it_is.c[each.name] for each in table.primary_key]
        self.private = [as_it_is.c[each.name] for each in table.c if _is_private(each)]

    def after(self, row_key: Sequence[Any]) -> sa.ColumnElement[bool]:
        return sa.tuple_(*self.key) > sa.tuple_(*self._literal(row_key))

    def among(self, row_keys: Sequence[Sequence[Any]]) -> sa.ColumnElement[bool]:
        return sa.tuple_(*self.key).in_([tuple(row_key) for row_key in row_keys])

    def exchange(self, column: sa.ColumnClause[Any]) -> sa.Update:
        """Put ``after`` where ``before`` still stands: the bot may have written it since it was read."""
        same_row = (each == sa.bindparam(f"key_{each.name}", type_=each.type) for each in self.key)
        return (
            sa.update(self.table)
            .where(*same_row, column == sa.bindparam("before", type_=sa.Text()))
            .values({column.name: sa.bindparam("after", type_=sa.Text())})
        )

    def named(self, row_key: Sequence[Any]) -> dict[str, Any]:
        """The key of a row, as ``exchange`` takes it."""
        return {f"key_{column.name}": value for column, value in zip(self.key, row_key, strict=True)}

    def _literal(self, row_key: Sequence[Any]) -> list[sa.ColumnElement[Any]]:
        return [sa.literal(value, column.type) for column, value in zip(self.key, row_key, strict=True)]


@cache
def private_tables() -> Sequence[Stored]:
    """Every table that holds private text, but for the text by which the key is known."""
    return tuple(
        Stored(table)
        for table in METADATA.sorted_tables
        if table.name != KeyCheck.__tablename__ and any(_is_private(column) for column in table.c)
    )


def _type_of(column: sa.ColumnElement[Any]) -> sa.types.TypeEngine[Any]:
    if _is_private(column):
        return sa.Text()
    # Nothing stays nothing, and does not become the word for it in JSON.
    return sa.JSON(none_as_null=True) if isinstance(column.type, sa.JSON) else column.type


def _is_private(column: sa.ColumnElement[Any]) -> bool:
    return isinstance(column.type, EncryptedText)

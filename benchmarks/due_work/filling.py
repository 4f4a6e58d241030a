"""Rows by the hundred thousand, made by the database itself."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :last)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(:first, :last - 1))",
}
_MOMENT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', :at, '+' || (i - :first) || ' seconds')",
    "postgresql": "cast(:at AS timestamptz) + (i - :first) * interval '1 second'",
}


def fill(
    engine: sa.Engine,
    table: str,
    columns: Mapping[str, str],
    *,
    first: int,
    last: int,
    at: datetime,
    **given: object,
) -> None:
    """Insert a row for each number ``i``; ``moment`` in an expression is ``at``, a second later for each."""
    dialect = engine.dialect.name
    moment = _MOMENT[dialect]
    values = ", ".join(each.replace("moment", f"({moment})") for each in columns.values())
    statement = f"{_NUMBERS[dialect]} INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM n"  # noqa: S608
    if dialect == "sqlite":
        statement = f"INSERT INTO {table} ({', '.join(columns)}) {_NUMBERS[dialect]} SELECT {values} FROM n"  # noqa: S608
    start = f"{at:%Y-%m-%d %H:%M:%S}" if dialect == "sqlite" else at
    with engine.begin() as connection:
        if last > first:
            connection.execute(sa.text(statement), {"first": first, "last": last, "at": start, **given})
    if dialect == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text(f"ANALYZE {table}"))

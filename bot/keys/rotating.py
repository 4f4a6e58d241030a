"""Let a new key take over from the old: every private text encrypted anew, while the bot goes on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from bot.keys.stored import Stored, private_tables
from bot.platform.database import Database, rows_changed
from bot.platform.encryption import WrongKey
from bot.platform.errors import BotError
from bot.platform.key_checks import KeyCheck
from bot.platform.logs import withheld

# Judgement: a few milliseconds of writing, so that nobody who talks to the bot waits for it.
_ROWS_AT_ONCE = 100
_STEPS_A_LINE = 100
# Judgement: the second finds what was being written during the first; who still writes with an old key
# after five will go on doing so.
_MOST_PASSES = 5
# Each waits for as long as the database lets it, see database.BUSY_SECONDS.
_TRIES = 10


@dataclass(frozen=True)
class Step:
    """What became of a few rows of one table, in numbers of texts."""

    table: str
    rows: int
    older: int
    """Texts that had an older key than the newest."""
    renewed: int
    """Those of them that have the newest now. The others were being written by somebody else."""
    unreadable: tuple[str, ...]
    """Table, id and column of each text that no key reads."""


@dataclass(frozen=True)
class Rotation:
    """What became of all texts. ``is_complete``: nothing readable is left that needs an older key."""

    renewed: int
    unreadable: tuple[str, ...]
    is_complete: bool


def rotate_keys(database: Database, *, tell: Callable[[str], None] = lambda _: None) -> Rotation:
    """Encrypt every private text anew that does not have the newest key, while the bot goes on.

    It may be stopped at any moment and started again: what is done is done, and no words are touched.
    ``tell`` is given a line of numbers now and then. Raises BotError when the database stays busy.
    """
    renewed = 0
    unreadable: list[str] = []
    for _ in range(_MOST_PASSES):
        older, unreadable = 0, []
        for name, steps in groupby(one_pass(database), key=lambda step: step.table):
            rows = renewed_here = 0
            for number, step in enumerate(steps, start=1):
                rows, renewed_here = rows + step.rows, renewed_here + step.renewed
                older += step.older
                unreadable += step.unreadable
                if number % _STEPS_A_LINE == 0:
                    tell(f"{name}: {rows} rows so far, {renewed_here} texts encrypted anew")
            tell(f"{name}: {rows} rows, {renewed_here} texts encrypted anew")
            renewed += renewed_here
        if not older:
            # The last of all: until then a start without the old key is refused.
            for _step in _steps(database, Stored(KeyCheck.__table__)):
                pass
            return Rotation(renewed, tuple(unreadable), is_complete=True)
    return Rotation(renewed, tuple(unreadable), is_complete=False)


def what_to_do_now(rotation: Rotation, *, keys: int) -> str:
    """A few sentences for the operator, who has ``keys`` keys in TEND_ENCRYPTION_KEYS."""
    said = [f"Texts encrypted anew: {rotation.renewed}."]
    if rotation.unreadable:
        said.append(
            f"Texts that no key in TEND_ENCRYPTION_KEYS reads: {len(rotation.unreadable)}. If you still have "
            "the key they were written with, put it behind the others and run rotate-keys again."
        )
    if not rotation.is_complete:
        said.append(
            "Something still writes with an older key. Start every process of the bot anew, so that it has "
            "the newest key too, and run rotate-keys again. Keep all keys until then."
        )
    elif keys == 1:
        said.append("Everything that can be read has the only key in TEND_ENCRYPTION_KEYS: keep it.")
    else:
        older = "The one behind it" if keys == 2 else f"The {keys - 1} behind it"
        said.append(
            f"Everything that can be read has the first key in TEND_ENCRYPTION_KEYS. {older} may be taken "
            "out now; keep a copy for as long as you keep backups from before today."
        )
    return " ".join(said)


def one_pass(database: Database) -> Iterator[Step]:
    """Go once through every table that holds private text, a few rows a step, each step kept by itself."""
    for table in private_tables():
        yield from _steps(database, table)


@dataclass(frozen=True)
class _Change:
    row_key: tuple[Any, ...]
    column: sa.ColumnClause[Any]
    before: str
    after: str


def _steps(database: Database, stored: Stored) -> Iterator[Step]:
    query = (
        sa.select(*stored.key, *stored.private)
        .where(sa.or_(*(column.is_not(None) for column in stored.private)))
        .order_by(*stored.key)
        .limit(_ROWS_AT_ONCE)
    )
    last: Sequence[Any] | None = None
    while True:
        with database.engine.connect() as connection:
            rows = connection.execute(query if last is None else query.where(stored.after(last))).all()
        if not rows:
            return
        last = rows[-1][: len(stored.key)]
        yield _step(database, stored, rows)


def _step(database: Database, stored: Stored, rows: Sequence[sa.Row[Any]]) -> Step:
    changes: list[_Change] = []
    unreadable: list[str] = []
    for row in rows:
        row_key, texts = tuple(row[: len(stored.key)]), row[len(stored.key) :]
        for column, before in zip(stored.private, texts, strict=True):
            if before is None:
                continue
            try:
                after = database.cipher.renewed(before)
            except WrongKey:
                unreadable.append(withheld(f"{stored.name} {' '.join(map(str, row_key))}: {column.name}"))
                continue
            if after is not None:
                changes.append(_Change(row_key, column, before, after))
    renewed = _write(database, stored, changes) if changes else 0
    return Step(stored.name, len(rows), len(changes), renewed, tuple(unreadable))


def _write(database: Database, stored: Stored, changes: Sequence[_Change]) -> int:
    writing = database.engine.execution_options(writes=True)
    for tries_left in reversed(range(_TRIES)):
        try:
            with writing.begin() as connection:
                return _write_in(connection, stored, changes)
        except sa.exc.OperationalError as error:
            if not tries_left:
                raise BotError(
                    "The database is too busy. Run rotate-keys again: it goes on where it stopped."
                ) from error
    raise AssertionError


def _write_in(connection: sa.Connection, stored: Stored, changes: Sequence[_Change]) -> int:
    # Whoever waits for nobody's row cannot be part of a deadlock; what is skipped is met in the next pass.
    wanted = list(dict.fromkeys(change.row_key for change in changes))
    free = sa.select(*stored.key).where(stored.among(wanted))
    held = {tuple(row) for row in connection.execute(free.with_for_update(skip_locked=True, key_share=True))}
    renewed = 0
    for column in stored.private:
        given = [
            {"before": change.before, "after": change.after, **stored.named(change.row_key)}
            for change in changes
            if change.column is column and change.row_key in held
        ]
        if given:
            renewed += rows_changed(connection.execute(stored.exchange(column), given))
    return renewed

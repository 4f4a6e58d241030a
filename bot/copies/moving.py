"""Copy everything from one database into an empty one of either kind, page by page, and compare both."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from bot.copies import notes
from bot.copies.opening import (
    at_one_moment,
    open_source,
    open_target,
    patiently,
    refuse_other_source,
    refuse_rows,
    refuse_the_same,
)
from bot.copies.values import every_table, key_from, pages, sum_of, written_key
from bot.keys.stored import Stored
from bot.migrate import NoDatabase, is_of_the_database
from bot.platform.database import Database, said_by
from bot.platform.errors import BotError

# Judgement: a line every second or so.
_PAGES_A_LINE = 20

Tell = Callable[[str], None]


class Differs(BotError):
    """What was copied is not what is in the source now."""


class DoesNotFit(BotError):
    """A row of the source is refused by the other kind of database."""


def copy_database(source_url: str, target_url: str, *, is_afresh: bool = False, tell: Tell) -> int:
    """Copy every row from one address to the other, compare both, and return how many there are.

    It may be stopped at any moment and started again: what was copied is not copied again. ``is_afresh``
    forgets an unfinished copy first. Both need to be of this version; an empty target is made so. Raises
    NoDatabase, SamePlace, NotUpToDate, NotEmpty, OtherSource, AnotherCopy, DoesNotFit and Differs; the target
    is then not usable by any version of Tend, unless there was something in it before.
    """
    refuse_the_same(source_url, target_url)
    with open_source(source_url) as source, open_target(target_url) as target:
        try:
            with at_one_moment(source) as here:
                with _writing(target) as there:
                    _begin(here, there, is_afresh=is_afresh)
                for stored in every_table():
                    _copy_table(here, target, stored, tell)
            # Seen anew: whatever the bot wrote meanwhile is noticed here.
            with at_one_moment(source) as here, _writing(target) as there:
                _set_sequences(there, is_sqlite=target.is_sqlite)
                rows = _compare(here, there, tell)
                notes.end(there)
        except sa.exc.DatabaseError as error:
            if not is_of_the_database(error):
                raise
            raise NoDatabase(
                f"A database cannot be used any more: {said_by(error)}. Once it can, run the same again: it "
                "goes on."
            ) from error
    return rows


def _begin(here: sa.Connection, there: sa.Connection, *, is_afresh: bool) -> None:
    mark = notes.mark_of(here)
    notes.wait_for_others(there)
    if notes.is_unfinished(there):
        if not is_afresh:
            refuse_other_source(mark, notes.source_noted(there))
            return
        notes.forget(there)
    refuse_rows(there)
    notes.begin(there, mark)


def _copy_table(here: sa.Connection, target: Database, stored: Stored, tell: Tell) -> None:
    with target.engine.connect() as there:
        note = notes.read(there, stored.name)
    began_at = note.rows
    after = key_from(stored, note.last_key) if note.last_key is not None else None
    for number, page in enumerate(pages(here, stored, after=after), start=1):
        moved = notes.Note(written_key(stored, page[-1]), note.rows + len(page))
        with _writing(target) as there:
            notes.move_on(there, stored.name, before=note, after=moved)
            _insert(there, stored, [dict(row._mapping) for row in page])
        note = moved
        if number % _PAGES_A_LINE == 0:
            tell(f"{stored.name}: {note.rows} rows so far")
    if note.rows:
        tell(f"{stored.name}: {note.rows} rows" + (f", {began_at} of them before" if began_at else ""))


def _insert(there: sa.Connection, stored: Stored, rows: list[dict[str, Any]]) -> None:
    try:
        there.execute(sa.insert(stored.table), rows)
    except (sa.exc.DataError, sa.exc.IntegrityError) as error:
        # Not the message itself: it may quote a row.
        raise DoesNotFit(
            f"A row of {stored.name} does not fit into the new database ({type(error.orig).__name__}). It is "
            f"one of the {len(rows)} whose key begins at {[rows[0][column.name] for column in stored.key]}. "
            "Mend it where it comes from, and run the same again: what was copied before is kept."
        ) from error


def _compare(here: sa.Connection, there: sa.Connection, tell: Tell) -> int:
    rows, differing = 0, []
    for stored in every_table():
        is_here, is_there = sum_of(here, stored), sum_of(there, stored)
        rows += is_here[0]
        if is_here != is_there:
            differing.append(f"{stored.name} ({is_here[0]} rows, copied {is_there[0]})")
    if differing:
        raise Differs(
            f"These are not the same in both: {', '.join(differing)}. Something wrote to the first database "
            "while it was copied. Stop the bot, and run the same again with --afresh."
        )
    tell(f"compared: {len(every_table())} tables, the same in both")
    return rows


def _set_sequences(there: sa.Connection, *, is_sqlite: bool) -> None:
    """Let PostgreSQL number new rows from behind those that were copied with their numbers."""
    if is_sqlite:
        return
    for stored in every_table():
        if [column.name for column in stored.key] != ["id"] or not isinstance(
            stored.key[0].type, sa.BigInteger
        ):
            continue
        number = sa.select(sa.func.max(stored.key[0])).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(stored.name, "id")
        there.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(number, 1), number.is_not(None))))


@contextmanager
def _writing(target: Database) -> Iterator[sa.Connection]:
    with target.engine.execution_options(writes=True).begin() as connection:
        patiently(connection)
        yield connection

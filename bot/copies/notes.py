"""What an unfinished copy notes in the database it fills: from where, and how far each table has come."""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from bot.copies.values import every_table
from bot.migrate import UNFINISHED_COPY, known_revisions
from bot.platform.database import rows_changed
from bot.platform.errors import BotError
from bot.platform.key_checks import KeyCheck

# Any number that is the same in every process, and not the one of the migrations.
_LOCK = 0x7E4E

# Only in a database that is being filled, so no model of ours and in no migration.
_NOTES = sa.Table(
    "unfinished_copy",
    sa.MetaData(),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("source", sa.String(64), nullable=False),
    sa.Column("last_key", sa.Text, nullable=True),
    sa.Column("rows", sa.BigInteger, nullable=False),
)
_VERSION = sa.table("alembic_version", sa.column("version_num", sa.String(32)))


_ANOTHER = "Another copy-database is filling the same database. Let one of them come to its end."


class AnotherCopy(BotError):
    """Somebody else fills the same database at this moment."""


@dataclass(frozen=True)
class Note:
    """How far one table has come: the key of its last row copied, if any, and how many rows there are."""

    last_key: str | None
    rows: int


def heads(connection: sa.Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def is_unfinished(connection: sa.Connection) -> bool:
    """Whether a copy was begun in this database that has not come to its end."""
    return UNFINISHED_COPY in heads(connection)


def mark_of(source: sa.Connection) -> str:
    """By what a database is known again: the text behind its key check was encrypted once, like no other."""
    word = source.scalar(sa.select(sa.literal_column("word")).select_from(sa.table(KeyCheck.__tablename__)))
    return hashlib.sha256((word or "").encode()).hexdigest()


def wait_for_others(target: sa.Connection) -> None:
    """Let one copy begin at a time, where the database does not see to it by itself."""
    if target.dialect.name == "postgresql":
        target.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def begin(target: sa.Connection, source_mark: str) -> None:
    """Note that ``target`` is about to be filled; from then on no version of Tend starts on it."""
    _NOTES.create(target)
    noted = [{"name": stored.name, "source": source_mark, "rows": 0} for stored in every_table()]
    target.execute(sa.insert(_NOTES), noted)
    target.execute(sa.update(_VERSION).values(version_num=UNFINISHED_COPY))


def source_noted(target: sa.Connection) -> str | None:
    return target.scalar(sa.select(_NOTES.c.source).limit(1))


def read(target: sa.Connection, table: str) -> Note:
    """How far ``table`` has come. Raises AnotherCopy if the whole copy has ended meanwhile."""
    _refuse_what_has_ended(target)
    row = target.execute(sa.select(_NOTES.c.last_key, _NOTES.c.rows).where(_NOTES.c.name == table)).one()
    return Note(row.last_key, row.rows)


def move_on(target: sa.Connection, table: str, *, before: Note, after: Note) -> None:
    """Note how far ``table`` has come. Raises AnotherCopy if it is not as far as ``before`` any more."""
    _refuse_what_has_ended(target)
    moved = target.execute(
        sa.update(_NOTES)
        .where(_NOTES.c.name == table, _NOTES.c.rows == before.rows)
        .values(last_key=after.last_key, rows=after.rows),
        execution_options={"preserve_rowcount": True},
    )
    if rows_changed(moved) != 1:
        raise AnotherCopy(_ANOTHER)


def forget(target: sa.Connection) -> None:
    """Take everything back: nothing was copied, and nothing is noted."""
    for stored in reversed(every_table()):
        target.execute(sa.delete(stored.table))
    end(target)


def end(target: sa.Connection) -> None:
    """Note that ``target`` is whole: from now on Tend can start on it."""
    _refuse_what_has_ended(target)
    _NOTES.drop(target)
    [newest] = known_revisions().newest
    target.execute(sa.update(_VERSION).values(version_num=newest))


def _refuse_what_has_ended(target: sa.Connection) -> None:
    if target.scalar(sa.select(_VERSION.c.version_num)) != UNFINISHED_COPY:
        raise AnotherCopy(_ANOTHER)

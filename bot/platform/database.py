"""The database: one engine, short transactions, times in UTC and private text encrypted."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapper, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from bot.platform import patience
from bot.platform import sqlite as sqlite_files
from bot.platform.encryption import Cipher
from bot.platform.patience import BUSY_SECONDS as BUSY_SECONDS

# No step of the bot thinks for so long between two statements.
_FROZEN_SECONDS = 60
# The threads that the web server answers with, and a few pollers.
_MOST_AT_ONCE = 48
_HARDLY = 0.2  # seconds not worth two statements more

RowId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


class Base(DeclarativeBase):
    """What every table inherits: constraint names that are the same on every database."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite would hand back a naive one, PostgreSQL an aware one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Only aware datetimes are stored: name the zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EncryptedText(sa.types.TypeDecorator[str]):
    """Text that only this bot can read: encrypted on the way in, decrypted on the way out."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _cipher_of(dialect).encrypt(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _cipher_of(dialect).decrypt(value)


_Row = TypeVar("_Row", bound=Base)


class Transaction(Session):
    """What is written in one go. Whoever wants to hear of it listens to this class.

    SQLAlchemy holds on to such a listener, and to all that it refers to, for as long as the process lives:
    let it find what it needs in ``session.info``, where the database put it (``Database.session_info``).
    """


class _RememberingTransaction(Transaction):
    """Holds on to what it has read; SQLAlchemy itself forgets a row as soon as nobody uses it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.remembered: list[object] = []


@sa.event.listens_for(_RememberingTransaction, "loaded_as_persistent")
def _remember(session: _RememberingTransaction, row: object) -> None:
    session.remembered.append(row)


class Database:
    """One database, SQLite or PostgreSQL, and the transactions on it.

    ``url`` is SQLAlchemy's (``sqlite:///tend.db``, ``postgresql+psycopg://…``). What is put into
    ``session_info``, every transaction finds in its ``info``.
    """

    def __init__(self, url: str, cipher: Cipher) -> None:
        # What people wrote must not reach a log through the text of a database error.
        self.engine = sa.create_engine(url, hide_parameters=True, **_engine_options(url))
        self.cipher = cipher
        # A column type is handed nothing but the dialect, and every engine has one of its own.
        self.engine.dialect.tend_cipher = cipher  # type: ignore[attr-defined]
        if self.is_sqlite:
            sqlite_files.keep_to_the_owner(url)
            sqlite_files.File(url).watch(self.engine)
            sa.event.listen(self.engine, "connect", sqlite_files.prepare)
            sa.event.listen(self.engine, "begin", sqlite_files.begin)
        else:
            from bot.platform.postgres import connect  # its driver takes a while to load

            sa.event.listen(self.engine, "do_connect", connect)
        self._line = patience.Line()
        self._writing = self.engine.execution_options(writes=True)
        self.session_info: dict[str, Any] = {}

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self, *, remembering: bool = False) -> Iterator[Session]:
        """A session whose changes are kept together when the block ends, or not at all.

        With ``remembering`` a row that was read is not asked for again by its key until then: for jobs, in
        which one service after the other wants to know the same few people.
        """
        kind = _RememberingTransaction if remembering else Transaction
        with self._turn_to_write() as engine:
            opened = kind(engine, expire_on_commit=False, info=self.session_info)
            with opened as session, session.begin():
                yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only looks; it never waits for a writer on SQLite."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def _turn_to_write(self) -> Iterator[sa.Engine]:
        if not self.is_sqlite:
            yield self._writing
            return
        left = patience.left()
        seconds, began = BUSY_SECONDS if left is None else left, time.monotonic()
        try:
            with self._line.turn(seconds=seconds):
                still = max(0.0, seconds - (time.monotonic() - began))
                if still > BUSY_SECONDS - _HARDLY:
                    yield self._writing
                else:  # another process may write, too: what was waited here is not waited once more there
                    yield self._writing.execution_options(busy_ms=int(still * 1000))
        except patience.NoTurn as late:
            raise sa.exc.OperationalError("BEGIN IMMEDIATE", None, late) from late

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def insert_once(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row unless one with its key is there already; True when it was inserted.

    ``values`` are what stands in the row, and no SQL.
    """
    insert = _insert_once_into(table, session.get_bind().dialect.name)
    inserted = session.execute(insert, values, execution_options={"preserve_rowcount": True})
    return rows_changed(inserted) == 1


@cache
def _insert_once_into(row: type[Base], dialect: str) -> sa.Insert:
    table: Any = row.__table__
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def insert_now(session: Session, row: _Row) -> _Row:
    """Insert ``row`` by a statement made once, and let the session hold it from then on.

    For what is written in many a request: to be found by a flush, it would wait longer than to be written.
    """
    session.flush()  # what it points at may be as new
    mapper: Mapper[Any] = sa.inspect(type(row))
    given = {name: value for name, value in vars(row).items() if name in mapper.columns}
    inserted: Any = session.execute(_insert_into(type(row)), given)
    for column, value in zip(mapper.primary_key, inserted.inserted_primary_key, strict=True):
        set_committed_value(row, mapper.get_property_by_column(column).key, value)
    make_transient_to_detached(row)
    session.add(row)
    return row


@cache
def _insert_into(row: type[Base]) -> sa.Insert:
    table: Any = row.__table__
    return sa.insert(table)


def one_by_one(
    session: Session, rows: Iterable[_Row], do: Callable[[_Row], None]
) -> list[tuple[_Row, Exception]]:
    """Do the same for each row within one transaction, each kept or undone by itself.

    Returns those that failed, with what went wrong, so that those behind them need not wait.
    """
    failed: list[tuple[_Row, Exception]] = []
    for row in rows:
        try:
            with session.begin_nested():
                do(row)
        except Exception as error:  # noqa: BLE001  given back to the caller, who says what becomes of it
            failed.append((row, error))
    return failed


def rows_changed(result: Any) -> int:
    """How many rows an UPDATE or DELETE touched."""
    return int(result.rowcount)


def _cipher_of(dialect: Dialect) -> Cipher:
    cipher: Cipher = dialect.tend_cipher  # type: ignore[attr-defined]
    return cipher


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        options: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False}}
        if sqlite_files.sqlite_file(url) is not None:
            # As many as answer at once: one that is opened for a moment reads the whole schema first.
            options |= {"pool_size": _MOST_AT_ONCE, "max_overflow": -1}
        return options
    waits = {
        "connect_timeout": BUSY_SECONDS,
        "tcp_user_timeout": BUSY_SECONDS * 1000,  # a network that swallows what is said
        "options": f"-c lock_timeout={BUSY_SECONDS}s"
        # What a frozen process holds is let go, so that another can take it over.
        f" -c idle_in_transaction_session_timeout={_FROZEN_SECONDS}s",
    }
    return {"pool_pre_ping": True, "pool_timeout": BUSY_SECONDS, "connect_args": waits}


def said_by(error: sa.exc.DBAPIError) -> str:
    """The first line of what a database said was wrong."""
    return next(iter(str(error.orig).strip().splitlines()), type(error.orig).__name__)

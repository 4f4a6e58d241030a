"""A SQLite file, copied as it is at one moment, also while the bot writes to it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.platform.errors import BotError

# Judgement: four megabytes, between two of which an interruption is heard.
_PAGES_AT_ONCE = 1000


class NotCopied(BotError):
    """The file could not be read or written; the words say which, and why."""


class AlreadyThere(BotError):
    """A file of that name is there already; nothing is ever overwritten."""


def copy_file(source: Path, target: Path, *, check: Callable[[Path], None]) -> None:
    """Make ``target`` a copy of the database ``source`` as it is now, readable by its owner alone.

    Whoever writes to ``source`` goes on writing. ``target`` appears whole or not at all: ``check`` is shown
    the copy under another name first, and may raise. Raises AlreadyThere and NotCopied.
    """
    refuse_to_overwrite(target)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy_pages(source, partial)
        check(partial)
        _keep(partial, target)
    except KeyboardInterrupt:
        raise NotCopied(f"Stopped. Nothing was written to {target}.") from None
    except (sqlite3.Error, OSError) as error:
        raise NotCopied(
            f"{source} could not be copied to {target}: {_why(error)}. Nothing was left there."
        ) from error
    finally:
        for left in (partial, Path(f"{partial}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write, and sees the database as it is at one moment."""
    address = f"{file.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        # Only with the first read the moment is chosen.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def refuse_to_overwrite(file: Path) -> None:
    """Raise AlreadyThere if there is a database, or what one has left behind, at ``file``."""
    if not file.name:
        raise NotCopied("A backup is a file: give it a name.")
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-journal"):
        if os.path.lexists(file.with_name(name)):
            raise AlreadyThere(
                f"{file.with_name(name)} is there already, and nothing is overwritten. Move it away, or "
                "name another place."
            )


def _copy_pages(source: Path, partial: Path) -> None:
    with reading(source) as here, closing(sqlite3.connect(partial, isolation_level=None)) as there:
        here.backup(there, pages=_PAGES_AT_ONCE)
        # One file that can be carried away, and read where nothing can be written.
        there.execute("PRAGMA journal_mode = DELETE")


def _keep(partial: Path, target: Path) -> None:
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    try:
        os.link(partial, target)
    except FileExistsError:
        refuse_to_overwrite(target)
        raise
    except OSError:  # a file system that knows no links
        refuse_to_overwrite(target)
        partial.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _why(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)

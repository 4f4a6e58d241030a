"""Make a backup of a SQLite database while the bot runs, and bring one back."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.config import Settings
from bot.copies.checks import Found, key_fits, look_into
from bot.copies.sqlite_files import copy_file
from bot.migrate import NoDatabase
from bot.platform.encryption import Cipher, WrongKey
from bot.platform.errors import BotError
from bot.platform.sqlite import sqlite_file

_OTHER_KEY = (
    "The private text in this backup was written with another key than those in TEND_ENCRYPTION_KEYS. Put "
    "that key there first: alone, or behind the newest one, after a comma."
)


class NotSqlite(BotError):
    """The database is not a SQLite file: PostgreSQL has tools of its own for this."""


@dataclass(frozen=True)
class Backup:
    """What a backup is: how large, in bytes, what is in it, and whether our keys read its private text."""

    size: int
    found: Found
    has_fitting_key: bool


def back_up(settings: Settings, file: Path) -> Backup:
    """Copy the SQLite database of these settings to ``file``, as it is at one moment, and look into the copy.

    The database is only read: it is neither made nor brought up to date. Raises NotSqlite, NoDatabase,
    AlreadyThere, NotCopied, and what ``look_into`` raises; then no file is left.
    """
    source = _sqlite_file(settings, "Make its backup with pg_dump")
    if not source.is_file():
        raise NoDatabase(f"There is no database at {source}. Check TEND_DATABASE_URL.")
    found: list[Found] = []
    copy_file(source, file, check=lambda copy: found.append(look_into(copy, called=source)))
    return Backup(file.stat().st_size, found[0], key_fits(file, Cipher(settings.encryption_keys)))


def restore(settings: Settings, file: Path) -> Found:
    """Put a copy of the backup ``file`` where these settings say that the SQLite database is.

    A bot that runs goes on with it. Raises NotSqlite, NoDatabase, AlreadyThere where a database is,
    NotCopied, WrongKey, and what ``look_into`` raises; then nothing was put there.
    """
    target = _sqlite_file(settings, "Bring its backup back with pg_restore")
    if not file.is_file():
        raise NoDatabase(f"There is no backup at {file}.")
    found = look_into(file)
    if not key_fits(file, Cipher(settings.encryption_keys)):
        raise WrongKey(_OTHER_KEY)
    copy_file(file, target, check=lambda copy: None if look_into(copy, called=file) == found else _changed())
    return found


def _sqlite_file(settings: Settings, otherwise: str) -> Path:
    url = sa.make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        raise NotSqlite(
            f"The database in TEND_DATABASE_URL is a PostgreSQL. {otherwise}: docs/operations.md."
        )
    file = sqlite_file(settings.database_url)
    if file is None:
        raise NotSqlite("The database in TEND_DATABASE_URL is not a file.")
    return file


def _changed() -> None:
    raise BotError("The backup was changed while it was read. Try again.")

"""Refuse to start with a wrong key, in a sentence, instead of failing at the first private text."""

import sqlalchemy as sa

from bot.config import Settings
from bot.keys.stored import private_tables
from bot.migrate import migrate
from bot.platform.database import Database, insert_once
from bot.platform.encryption import Cipher, WrongKey
from bot.platform.errors import BotError
from bot.platform.key_checks import KeyCheck

_THE_ONLY_ONE = 1
_WORD = "the right key"

_OTHER_KEY = (
    "The private text in this database was written with another key than those in TEND_ENCRYPTION_KEYS. "
    "Put that key back: alone, or behind the newest one, after a comma."
)


def open_database(settings: Settings) -> Database:
    """The database of these settings, brought up to date, with a key that fits. The caller disposes of it.

    Raises WrongKey, and what ``migrate`` raises.
    """
    database = Database(settings.database_url, Cipher(settings.encryption_keys))
    try:
        migrate(database)
        check_keys(database)
    except BotError:
        database.dispose()
        raise
    return database


def check_keys(database: Database) -> None:
    """Nothing, if the keys given to ``database`` read what is in it; to be asked once it is migrated.

    The first time it leaves a text behind by which the key is known from then on. Raises WrongKey, with a
    sentence for the operator.
    """
    try:
        if _is_known(database):
            return
        _try_what_is_there(database)
        with database.transaction() as session:
            insert_once(session, KeyCheck, id=_THE_ONLY_ONE, word=_WORD)
        _is_known(database)  # another process, with another key, may have been quicker
    except WrongKey as error:
        raise WrongKey(_OTHER_KEY) from error


def _is_known(database: Database) -> bool:
    with database.reading() as session:
        return session.scalar(sa.select(KeyCheck.word)) is not None


def _try_what_is_there(database: Database) -> None:
    """For a database from before the check: one text of each kind. A single one may be spoilt, not all."""
    refused = None
    with database.engine.connect() as connection:
        for column in (column for table in private_tables() for column in table.private):
            stored = connection.scalar(sa.select(column).where(column.is_not(None)).limit(1))
            if stored is None:
                continue
            try:
                database.cipher.decrypt(stored)
            except WrongKey as error:
                refused = error
            else:
                return
    if refused is not None:
        raise refused

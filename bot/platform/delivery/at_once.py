"""What PostgreSQL is told in one statement, kept at once, on one connection for a handful of messages."""

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa

from bot.platform.database import Database

_Told = TypeVar("_Told")


class AtOnce:
    """A connection on which each statement is a transaction of its own.

    Begin, statement, commit, and before it the look whether the connection lives, are four ways to the server
    and back; this is one. On SQLite, where writers stand in line and nothing is on its way, it is of no use.
    """

    def __init__(self, database: Database) -> None:
        self.is_of_use = not database.is_sqlite
        self._engine = database.engine
        self._connection: sa.Connection | None = None

    @property
    def is_at_hand(self) -> bool:
        """Whether something was told, and the connection not given back since."""
        return self._connection is not None

    def tell(self, say: Callable[[sa.Connection], _Told]) -> _Told:
        """Do ``say``; on a fresh connection once more if the one at hand was lost meanwhile.

        What is said must do no harm if it is said twice: nobody knows if the first time it was heard.
        """
        if self._connection is not None:
            try:
                return say(self._connection)
            except sa.exc.DBAPIError as error:
                self.let_go()
                if not error.connection_invalidated:
                    raise
        connection = self._engine.connect()
        try:
            self._connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            return say(self._connection)
        except BaseException:
            self.let_go()
            connection.close()
            raise

    def let_go(self) -> None:
        """Give the connection back. Done after each handful, so that none is held while nothing is due."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

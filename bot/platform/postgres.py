"""Connections to PostgreSQL that do not wait for ever: a server that is frozen says nothing, not even no."""

from typing import Any

import psycopg

from bot.platform import patience


class PatientConnection(psycopg.Connection[Any]):
    """Gives up, and is closed, when the request it works for has waited long enough."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """What psycopg waits with. Raises psycopg.OperationalError when patience has ended."""
        left = patience.left()
        if left is None or timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, max(left, _SHORTEST))
        except psycopg.errors._WaitTimeout as error:  # it has no other name
            self.pgconn.finish()  # what it was in the middle of nobody knows
            raise psycopg.OperationalError("the server did not answer in time") from error


# A rollback or a look that comes at once is not refused because the time was spent before it.
_SHORTEST = 0.05
# To connect may take two seconds more, and Slack waits for three.
_TO_CONNECT = 1.0


def connect(_dialect: Any, _record: Any, arguments: Any, options: Any) -> PatientConnection:
    """A connection of this kind, for SQLAlchemy's ``do_connect``."""
    left = patience.left()
    if left is not None and left < _TO_CONNECT:
        raise psycopg.OperationalError("the server did not answer in time")
    return PatientConnection.connect(*arguments, **options)

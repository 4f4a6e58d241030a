"""What time it is: the real clock, and one that is turned by hand."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Only listeners and jobs ask; everything below them is told."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """A clock that is turned by hand, for the sandbox and for tests.

    It stands still between turns, unless it is ``running``: then it also goes on by itself, second
    by second, from where it was last turned to.
    """

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        self._lock = threading.Lock()
        self._running = running
        self._set(start)

    def now(self) -> datetime:
        with self._lock:
            return self._now()

    def turn_to(self, moment: datetime) -> None:
        """Set the clock to ``moment`` (aware, any zone), forwards or backwards."""
        with self._lock:
            self._set(moment)

    def advance(self, step: timedelta) -> None:
        """Turn the clock by ``step`` of elapsed time."""
        with self._lock:
            self._set(self._now() + step)

    def _set(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("A clock needs an aware datetime: name its zone.")
        self._start = moment.astimezone(UTC)
        self._since = time.monotonic()

    def _now(self) -> datetime:
        if not self._running:
            return self._start
        return self._start + timedelta(seconds=time.monotonic() - self._since)

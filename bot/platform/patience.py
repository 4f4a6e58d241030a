"""How long a request waits for the database, and the line of those who write to SQLite in one process."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Slack waits three seconds for an answer: a database that stays locked for longer than this is
# reported to the person honestly instead of being waited for.
BUSY_SECONDS = 2

_ends_at: ContextVar[float | None] = ContextVar("patience_ends_at", default=None)


@contextmanager
def of_a_request() -> Iterator[None]:
    """Within this block whatever runs in this context has two seconds in all to wait for the database."""
    before = _ends_at.set(time.monotonic() + BUSY_SECONDS)
    try:
        yield
    finally:
        _ends_at.reset(before)


def left() -> float | None:
    """Seconds that a request may still wait, 0.0 at least; None for work that nobody waits for."""
    ends_at = _ends_at.get()
    return None if ends_at is None else max(0.0, ends_at - time.monotonic())


class NoTurn(Exception):
    """One's turn did not come in time."""


class Line:
    """Lets one in at a time, first come, first served.

    SQLite's own waiting sleeps and looks again: whoever has waited longest has slept longest, and comes last.
    """

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False

    @contextmanager
    def turn(self, *, seconds: float) -> Iterator[None]:
        """Wait for one's turn, ``seconds`` at most, and keep it for the block. Raises NoTurn."""
        self._wait(seconds)
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self, seconds: float) -> None:
        with self._gate:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            if mine.acquire(timeout=seconds):
                return
        except BaseException:  # Ctrl-C: whoever stands behind must not wait for somebody who has left
            if not self._leave(mine):
                self._pass_on()
            raise
        if self._leave(mine):
            raise NoTurn
        # It was passed on in the very moment of giving up: then it is ours.

    def _leave(self, mine: threading.Lock) -> bool:
        """False when the turn has come meanwhile."""
        with self._gate:
            if mine not in self._waiting:
                return False
            self._waiting.remove(mine)
            return True

    def _pass_on(self) -> None:
        with self._gate:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

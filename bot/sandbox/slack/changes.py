"""Counts what changes in the workspace, so that a page or a test can wait for the next change."""

import threading


class Changes:
    """A counter behind the workspace's one lock. Everything that alters the workspace holds ``lock``."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._count = 0

    @property
    def count(self) -> int:
        """How many changes there were. Grows; never starts again, not even on a reset."""
        return self._count

    def note(self) -> int:
        """Count one change, wake who waits, and return its number."""
        with self.lock:
            self._count += 1
            self._changed.notify_all()
            return self._count

    def wait(self, since: int, *, timeout: float) -> int:
        """Wait until there was a change after ``since``, or ``timeout`` seconds; return the count then."""
        with self.lock:
            self._changed.wait_for(lambda: self._count > since, timeout)
            return self._count

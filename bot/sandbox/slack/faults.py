"""Ways in which Slack can fail, on order: for the next calls of a method, or for events."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any

ANY = "*"
"""Stands for every method; ``respond`` for response URLs, ``upload`` for where files are brought."""


@dataclass(frozen=True)
class RateLimit:
    """429, nothing done. ``seconds`` go into Retry-After."""

    seconds: int = 1


@dataclass(frozen=True)
class ServerError:
    """A 5xx without a body that could be read, nothing done."""

    status: int = 500


@dataclass(frozen=True)
class HtmlAnswer:
    """200 with a page instead of JSON, as a proxy gives it, nothing done."""


@dataclass(frozen=True)
class Refusal:
    """Slack's ``{"ok": false}`` with a code of your choice, nothing done."""

    code: str


@dataclass(frozen=True)
class DropBefore:
    """The connection ends without an answer, nothing done."""


@dataclass(frozen=True)
class DropAfter:
    """It is done, and the connection ends without an answer."""


@dataclass(frozen=True)
class Slow:
    """It is done, and answered only after ``seconds`` of real time."""

    seconds: float


Fault = RateLimit | ServerError | HtmlAnswer | Refusal | DropBefore | DropAfter | Slow


class Faults:
    """The faults on order. With ``strict_pace`` a channel takes one message a second of real time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.strict_pace = False
        self._ordered: dict[str, deque[Fault | None]] = {}
        self._duplicates = 0
        self._swaps = 0
        self._held: list[dict[str, Any]] = []

    def order(self, method: str, fault: Fault, *, times: int = 1, after: int = 0) -> None:
        """Let the next ``times`` calls of ``method`` (``ANY`` for all) meet with ``fault``.

        ``after``: how many work before that.
        """
        with self._lock:
            self._ordered.setdefault(method, deque()).extend([*[None] * after, *[fault] * times])

    def take(self, method: str) -> Fault | None:
        """The fault for this call, used up."""
        with self._lock:
            for name in (method, ANY):
                if self._ordered.get(name):
                    return self._ordered[name].popleft()
        return None

    def duplicate_events(self, times: int = 1) -> None:
        """Deliver each of the next ``times`` events twice."""
        with self._lock:
            self._duplicates += times

    def swap_events(self, times: int = 1) -> None:
        """Hold each of the next ``times`` events back until a later one has been delivered."""
        with self._lock:
            self._swaps += times

    def double(self) -> bool:
        """Whether this event goes out twice, used up."""
        with self._lock:
            if self._duplicates == 0:
                return False
            self._duplicates -= 1
            return True

    def hold(self, envelope: dict[str, Any]) -> bool:
        """Keep this event back if that is on order."""
        with self._lock:
            if self._swaps == 0:
                return False
            self._swaps -= 1
            self._held.append(envelope)
            return True

    def held_events(self) -> list[dict[str, Any]]:
        """What was held back, taken out, oldest first."""
        with self._lock:
            held, self._held = self._held, []
            return held

    def forget(self) -> None:
        """Everything works again."""
        with self._lock:
            self.strict_pace = False
            self._ordered.clear()
            self._duplicates = self._swaps = 0
            self._held.clear()

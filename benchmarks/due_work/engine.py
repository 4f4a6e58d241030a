"""What each way of keeping due work must be able to do, to be measured beside the others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from typing import Protocol


class Engine(Protocol):
    """One way of keeping due work, on one database."""

    def prepare(self) -> None:
        """Make the tables."""

    def fill(self, first: int, last: int, *, at: datetime) -> None:
        """Put in the pieces with these numbers, one a second from ``at`` on, as fast as the database can."""

    def add(self, count: int) -> None:
        """Add so many pieces due tomorrow as a program would: each kept before the next."""

    def take_back(self) -> None:
        """Remove what ``add`` added."""

    def make_due(self, count: int) -> None:
        """Let so many pieces be due now."""

    def look(self) -> None:
        """Ask once for due work while there is none."""

    def work(self, post: Callable[[], None], *, count: int) -> None:
        """Take, ``post``, mark done, one after the other, until nothing is due; ``count`` at most."""

    def close(self) -> None:
        """Let go of the database."""


@dataclass(frozen=True)
class Place:
    """Where an engine keeps its work."""

    url: str
    key: str


DELETED_FIRST = "APScheduler, deleted first"
"""With its pool of threads: less than the others do, for what is deleted is lost when the process ends."""


def engine_named(name: str, place: Place) -> Engine:
    """A fresh one. Its package is imported only now: peers need not be installed."""
    if name == "Tend":
        from benchmarks.due_work.outbox import Outbox

        return Outbox(place)
    if name in ("APScheduler", DELETED_FIRST):
        from benchmarks.due_work.job_store import JobStore

        return JobStore(place, in_a_pool=name == DELETED_FIRST)
    if name == "procrastinate":
        from benchmarks.due_work.procrastinate_jobs import ProcrastinateJobs

        return ProcrastinateJobs(place)
    if name in ("pgqueuer", "pgqueuer, 10 at a time"):
        from benchmarks.due_work.pgqueuer_jobs import PgqueuerJobs

        return PgqueuerJobs(place, batch=1 if name == "pgqueuer" else 10)
    raise ValueError(f"{name} is not measured.")


def names(*, sqlite: bool) -> list[str]:
    """Who can be measured on that database with what is installed."""
    if sqlite:
        return ["Tend", "APScheduler", DELETED_FIRST]
    installed = [name for name in ("procrastinate", "pgqueuer") if find_spec(name)]
    return [
        "Tend",
        "APScheduler",
        DELETED_FIRST,
        *installed,
        *(["pgqueuer, 10 at a time"] if "pgqueuer" in installed else []),
    ]

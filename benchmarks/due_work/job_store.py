"""APScheduler: a job for each piece, in its SQLAlchemyJobStore. It deletes a job as it hands it out.

With an executor that runs a job at once, in the scheduler's own thread, it is deleted when it is done; with a
pool of threads hundreds of jobs are deleted before the first is done, and a kill loses them all.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from apscheduler.executors.debug import DebugExecutor
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from benchmarks.due_work.engine import Place
from benchmarks.due_work.filling import fill

_post: list[Callable[[], None]] = []
_done = threading.Semaphore(0)


def do_one() -> None:
    """A job; the store keeps its name and finds it again by that."""
    _post[0]()
    _done.release()


class JobStore:
    """Keeps due work as jobs. SQLite is set as Tend's is. ``in_a_pool``: deleted before they are done."""

    def __init__(self, place: Place, *, in_a_pool: bool = False) -> None:
        self._engine = sa.create_engine(place.url)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
        self._store = SQLAlchemyJobStore(engine=self._engine)
        self._scheduler = BackgroundScheduler(
            jobstores={"default": self._store},
            executors={"default": ThreadPoolExecutor(1) if in_a_pool else DebugExecutor()},
            job_defaults={"misfire_grace_time": None},
            timezone="UTC",
        )
        self._scheduler.start(paused=True)

    def prepare(self) -> None:
        """The store has made its table as it started."""

    def fill(self, first: int, last: int, *, at: datetime) -> None:
        self._scheduler.add_job(do_one, "date", run_date=at, id="pattern")
        with self._engine.connect() as connection:
            state = connection.scalar(sa.text("SELECT job_state FROM apscheduler_jobs WHERE id = 'pattern'"))
        self._scheduler.remove_job("pattern")
        fill(
            self._engine,
            "apscheduler_jobs",
            {"id": "'waiting' || i", "next_run_time": ":since + i", "job_state": ":state"},
            first=first,
            last=last,
            at=at,
            state=state,
            since=at.timestamp() - first,
        )

    def add(self, count: int) -> None:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        for number in range(count):
            self._scheduler.add_job(do_one, "date", run_date=tomorrow, id=f"add{number}")

    def take_back(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM apscheduler_jobs WHERE id LIKE 'add%'"))

    def make_due(self, count: int) -> None:
        now = datetime.now(UTC)
        for number in range(count):
            self._scheduler.add_job(do_one, "date", run_date=now, id=f"due{number}")

    def look(self) -> None:
        if self._store.get_due_jobs(datetime.now(UTC)):
            raise RuntimeError("Something was due.")
        self._store.get_next_run_time()

    def work(self, post: Callable[[], None], *, count: int) -> None:
        _post[:] = [post]
        self._scheduler.resume()
        for _ in range(count):
            if not _done.acquire(timeout=60):
                raise RuntimeError("APScheduler stopped before its work was done.")
        while self._left():  # it may hand out faster than it deletes
            time.sleep(0.01)

    def _left(self) -> int:
        with self._engine.connect() as connection:
            counted = sa.text("SELECT count(*) FROM apscheduler_jobs WHERE id LIKE 'due%'")
            return int(connection.scalar(counted) or 0)

    def close(self) -> None:
        # Not shut down: one that was paused would first hand out whatever is due.
        self._scheduler.pause()
        self._engine.dispose()


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()

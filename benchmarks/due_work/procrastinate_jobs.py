"""procrastinate on PostgreSQL: a deferred task for each piece."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import procrastinate
import sqlalchemy as sa

from benchmarks.due_work.engine import Place
from benchmarks.due_work.filling import fill


class ProcrastinateJobs:
    """Keeps due work as procrastinate's jobs; one worker, one at a time."""

    def __init__(self, place: Place) -> None:
        self._runner = asyncio.Runner()
        self._engine = sa.create_engine(place.url)
        conninfo = place.url.replace("postgresql+psycopg:", "postgresql:")
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=conninfo))
        self._post: Callable[[], None] = lambda: None
        self._worker: int | None = None

        # In the event loop itself: a thread for each would only slow it down.
        @self._app.task(name="bench")
        async def bench() -> None:
            self._post()

        self._task = bench
        self._runner.run(self._open())

    def prepare(self) -> None:
        self._runner.run(self._app.schema_manager.apply_schema_async())

    def fill(self, first: int, last: int, *, at: datetime) -> None:
        with self._engine.begin() as connection:  # its triggers would write a second row for each
            connection.execute(sa.text("ALTER TABLE procrastinate_jobs DISABLE TRIGGER USER"))
        columns = {"queue_name": "'default'", "task_name": "'bench'", "scheduled_at": "moment"}
        fill(self._engine, "procrastinate_jobs", columns, first=first, last=last, at=at)
        with self._engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE procrastinate_jobs ENABLE TRIGGER USER"))

    def add(self, count: int) -> None:
        self._runner.run(self._defer(count, at=datetime.now(UTC) + timedelta(days=1), queue="add"))

    def take_back(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM procrastinate_jobs WHERE queue_name = 'add'"))

    def make_due(self, count: int) -> None:
        self._runner.run(self._defer(count, at=None, queue="default"))

    def look(self) -> None:
        if self._runner.run(self._fetch()):
            raise RuntimeError("Something was due.")

    def work(self, post: Callable[[], None], *, count: int) -> None:
        self._post = post
        self._runner.run(
            self._app.run_worker_async(
                wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False
            )
        )

    def close(self) -> None:
        self._runner.run(self._app.close_async())
        self._runner.close()
        self._engine.dispose()

    async def _open(self) -> None:
        await self._app.open_async()

    async def _defer(self, count: int, *, at: datetime | None, queue: str) -> None:
        deferrer = self._task.configure(schedule_at=at, queue=queue)
        for _ in range(count):
            await deferrer.defer_async()

    async def _fetch(self) -> bool:
        if self._worker is None:
            self._worker = await self._app.job_manager.register_worker()
        return await self._app.job_manager.fetch_job(queues=None, worker_id=self._worker) is not None

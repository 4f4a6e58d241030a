"""pgqueuer on PostgreSQL: a job for each piece, over asyncpg."""

import asyncio
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import asyncpg
import sqlalchemy as sa
from pgqueuer import AsyncpgDriver, Job, PgQueuer, Queries
from pgqueuer.ports.repository import EntrypointExecutionParameter

from benchmarks.due_work.engine import Place
from benchmarks.due_work.filling import fill

# Longer than it takes for one piece with a million waiting.
_IDLE_SECONDS = 1.0


class PgqueuerJobs:
    """Keeps due work as pgqueuer's jobs. ``batch``: how many it takes, and marks done, in one go."""

    def __init__(self, place: Place, *, batch: int) -> None:
        self._batch = batch
        self._runner = asyncio.Runner()
        self._engine = sa.create_engine(place.url)
        dsn = place.url.replace("postgresql+psycopg:", "postgresql:")
        self._connection = self._runner.run(_connected(dsn))
        self._queries = Queries(AsyncpgDriver(self._connection))

    def prepare(self) -> None:
        self._runner.run(self._queries.install())

    def fill(self, first: int, last: int, *, at: datetime) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE pgqueuer DISABLE TRIGGER USER"))
        columns = {
            "priority": "0",
            "status": "'queued'",
            "entrypoint": "'bench'",
            "execute_after": "moment",
        }
        fill(self._engine, "pgqueuer", columns, first=first, last=last, at=at)
        with self._engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE pgqueuer ENABLE TRIGGER USER"))

    def add(self, count: int) -> None:
        self._runner.run(self._enqueue(count, after=timedelta(days=1), priority=1))

    def take_back(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM pgqueuer WHERE priority = 1"))

    def make_due(self, count: int) -> None:
        self._runner.run(self._enqueue(count, after=None, priority=0))

    def look(self) -> None:
        if self._runner.run(self._dequeue()):
            raise RuntimeError("Something was due.")

    def work(self, post: Callable[[], None], *, count: int) -> None:
        self._runner.run(self._drain(post))

    def close(self) -> None:
        self._runner.run(self._connection.close())
        self._runner.close()
        self._engine.dispose()

    async def _enqueue(self, count: int, *, after: timedelta | None, priority: int) -> None:
        for _ in range(count):
            await self._queries.enqueue("bench", b"Due today: call Leo.", priority, execute_after=after)

    async def _dequeue(self) -> list[Job]:
        found: list[Job] = await self._queries.dequeue(
            self._batch,
            {"bench": EntrypointExecutionParameter(concurrency_limit=0)},
            uuid.uuid4(),
            None,
            timedelta(seconds=30),
        )
        return found

    async def _drain(self, post: Callable[[], None]) -> None:
        queuer = PgQueuer(AsyncpgDriver(self._connection))

        # In the event loop itself: one at a time, and without a thread for each.
        @queuer.entrypoint("bench")
        async def bench(_job: Job) -> None:
            post()
            done.append(time.monotonic())

        # It has a mode that ends by itself, but only once nothing is waiting, not even for tomorrow.
        done = [time.monotonic()]
        watching = asyncio.create_task(_stop_when_idle(queuer, done))
        await queuer.run(batch_size=self._batch, dequeue_timeout=timedelta(seconds=1))
        await watching


async def _stop_when_idle(queuer: PgQueuer, done: list[float]) -> None:
    while time.monotonic() - done[-1] < _IDLE_SECONDS:
        await asyncio.sleep(0.1)
    queuer.shutdown.set()


async def _connected(dsn: str) -> "asyncpg.Connection":
    return await asyncpg.connect(dsn)

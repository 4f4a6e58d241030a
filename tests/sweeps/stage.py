"""A feature's own test as a scene: played to its end, and swept wherever it comes to what is looked for."""

import copy
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.platform.scheduler import Poller
from bot.sandbox.doors.door import Ack, Kind, Retry
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY
from tests.sweeps import books
from tests.sweeps.registered import listener_of
from tests.sweeps.victims import Victim

Payload = dict[str, Any]


class Stage:
    """The sandbox of a scene, and beside it a victim that begins where the scene stands.

    ``swept`` are the names of the listeners and pollers that were met and had something to store.
    """

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox, cipher = sandbox, Cipher((KEY,))
        self.file, self._snapshot = folder / "victim.db", folder / "snapshot.db"
        url = f"sqlite:///{self.file}"
        self._reading = Database(url, cipher)
        settings = replace(sandbox.tend._settings, database_url=url)
        self.victim = Victim(settings, clock=sandbox.clock, folder=folder, cipher=cipher)
        self.victim.tend._gateways.own_workspace_id = sandbox.workspace.team_id
        self.swept: set[str] = set()
        self._folder = folder
        self._rows_before: list[str] = []
        self._writes = 0
        sa.event.listen(sandbox.database.engine, "before_cursor_execute", self._count)

    def keep_snapshot(self) -> int:
        """Remember what is in the database now; the number of writes so far."""
        books.copy_sqlite(Path(self.sandbox.database.engine.url.database or ""), self._snapshot)
        self._rows_before = books.raw(self._snapshot)
        return self._writes

    def has_written_since(self, count: int) -> bool:
        return self._writes > count

    def begin_again(self) -> None:
        """Set the victim's database back to the snapshot, with nothing said."""
        books.put_back(self._snapshot, self.file)
        self.victim.ledger.clear()

    def is_unchanged(self) -> bool:
        """Whether nothing at all was kept since."""
        return books.raw(self.file) == self._rows_before

    def keep_as_it_is_at(self, number: int) -> None:
        """What a process that is killed now leaves: its files as they are, whatever it still has in hand."""
        for file in self._outlives():
            if file.exists():
                shutil.copyfile(file, self._kept(file, number))

    def be_as_it_was_at(self, number: int) -> None:
        """Begin where the process that came to this point, and no further, left off."""
        self.file.with_name(f"{self.file.name}-shm").unlink(missing_ok=True)
        for file in self._outlives():
            file.unlink(missing_ok=True)
            if (kept := self._kept(file, number)).exists():
                shutil.copyfile(kept, file)

    def _outlives(self) -> list[Path]:
        return [self.file, self.file.with_name(f"{self.file.name}-wal"), self._folder / "ledger"]

    def _kept(self, file: Path, number: int) -> Path:
        return self._folder / f"{file.name}.{number}"

    def forget_points(self) -> None:
        """Files of an earlier sweep."""
        for kept in self._folder.glob("*.db*.[0-9]*"):
            kept.unlink()
        for kept in self._folder.glob("ledger.[0-9]*"):
            kept.unlink()

    def books(self, *, with_times: bool = True) -> books.Books:
        return books.books_of(self._reading, with_times=with_times)

    def _count(self, _connection: Any, _cursor: Any, words: str, *_rest: Any) -> None:
        if words.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            self._writes += 1


@contextmanager
def staged(sandbox: Sandbox) -> Iterator[Stage]:
    """A stage around a sandbox, in memory where there is a place for it."""
    place = Path("/dev/shm")  # noqa: S108  a folder of its own in it
    with tempfile.TemporaryDirectory(prefix="tend-sweep-", dir=place if place.is_dir() else None) as folder:
        yield Stage(sandbox, Path(folder))


SweepPress = Callable[[Stage, Payload], bool]
"""False when nothing is stored, so that there was nothing to sweep."""
SweepStep = Callable[[Stage, Poller], bool]
"""The same."""


def sweep_listeners(stage: Stage, names: set[str], sweep: SweepPress) -> None:
    """From now on sweep the first delivery to each of ``names`` that stores something."""
    door = stage.sandbox._door

    class Swept:
        delivered = door.delivered

        def deliver(self, kind: Kind, payload: Payload, *, retry: Retry | None = None) -> Ack:
            name = listener_of(payload)
            if name not in names - stage.swept:
                return door.deliver(kind, payload, retry=retry)
            kept, count = copy.deepcopy(payload), stage.keep_snapshot()
            ack = door.deliver(kind, payload, retry=retry)
            if stage.has_written_since(count) and sweep(stage, kept):
                stage.swept.add(name)
            return ack

    stage.sandbox._door = Swept()  # type: ignore[assignment]


def sweep_pollers(stage: Stage, names: set[str], sweep: SweepStep) -> None:
    """From now on sweep the first step of each of ``names`` that stores something."""
    pollers = stage.sandbox.tend._scheduler._pollers
    victims = stage.victim.tend._scheduler._pollers
    for name in names:
        step = pollers[name].step

        def swept(name: str = name, step: Callable[[], bool] = step) -> bool:
            if name in stage.swept:
                return step()
            count = stage.keep_snapshot()
            went_on = step()
            if stage.has_written_since(count) and sweep(stage, victims[name]):
                stage.swept.add(name)
            return went_on

        pollers[name] = replace(pollers[name], step=swept)

"""What the benchmarks stand on: both databases, set to keep what they confirm, and the sandbox's Web API."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.platform.clock import ManualClock
from bot.sandbox.asgi import sandbox_app
from bot.sandbox.server import listen, serve, url_of
from bot.sandbox.slack.harbour import harbour
from tests import postgres_process
from tests.postgres import PostgresServer

# As people run it, and unlike the tests' own: what is committed survives, and what is dead is cleared away.
_AS_PEOPLE_RUN_IT = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
}


@contextmanager
def postgres() -> Iterator[PostgresServer | None]:
    """A PostgreSQL of our own, or TEND_TEST_POSTGRES_URL's; None where there is none."""
    postgres_process.SETTINGS.update(_AS_PEOPLE_RUN_IT)
    try:
        server = PostgresServer.start()
    except postgres_process.PostgresMissing:
        yield None
        return
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def sqlite_urls() -> Iterator["Files"]:
    """Addresses of SQLite files that are removed at the end."""
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        yield Files(Path(folder))


@dataclass
class Files:
    """A folder for databases."""

    folder: Path
    _made: list[str] = field(default_factory=list)

    def create_database(self) -> str:
        """The address of one more."""
        self._made.append(f"sqlite:///{self.folder / f'{len(self._made)}.db'}")
        return self._made[-1]


@contextmanager
def web_api() -> Iterator[tuple[str, str]]:
    """The sandbox's Web API in a process of its own: its address, with a slash at the end, and the token."""
    command = [sys.executable, "-m", "benchmarks.servers"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        found = re.match(r"(\S+) (\S+)", process.stdout.readline())
        assert found is not None
        yield found[1], found[2]
        process.communicate("")  # the end of its input ends it


def main() -> None:
    """Serve the Web API until the input ends."""
    workspace = harbour(ManualClock(datetime(2026, 10, 5, 7, tzinfo=UTC)))
    listening = listen()
    workspace.address = url_of(listening)
    server = serve(sandbox_app(workspace), listening=listening)
    print(f"{server.url}/api/ {workspace.bot_token}", flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()

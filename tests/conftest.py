"""What every test stands on: both databases, both transports, and a team with Tend in it."""

import gc
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from bot.migrate import migrate
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key
from bot.sandbox.sandbox import Sandbox
from tests.postgres import PostgresServer, postgres_server  # noqa: F401  a fixture

# A busy machine is no reason to fail.
hypothesis.settings.register_profile("tend", deadline=None)
hypothesis.settings.load_profile("tend")


KEY = new_key()

# SQLAlchemy remembers compiled statements of some hundred databases, one a test. The collector's look through
# all of it would take seconds in which an ack runs out of time; so it looks between tests instead, and at
# nothing twice.
gc.set_threshold(700, 10, 1_000_000)
_TESTS_BETWEEN_LOOKS = 100
_tests = itertools.count(1)


@pytest.fixture(autouse=True)
def _collected_between_tests() -> None:
    if next(_tests) % _TESTS_BETWEEN_LOOKS == 0:
        gc.collect()
        gc.freeze()


# Every commit waits for the disk, as it must; in memory that costs nothing.
_MEMORY = Path("/dev/shm")  # noqa: S108  each test has a folder of its own in it


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, copied for each test: quicker than migrating each time."""
    file = tmp_path_factory.mktemp("template") / "tend.db"
    database = Database(f"sqlite:///{file}", Cipher((KEY,)))
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return file


@pytest.fixture(scope="session")
def migrated_postgres(request: pytest.FixtureRequest) -> str:
    """The address of a migrated PostgreSQL database that others are cloned from."""
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database()
    database = Database(url, Cipher((KEY,)))
    migrate(database)
    database.dispose()
    return url


@pytest.fixture
def sqlite_url(migrated_sqlite: Path) -> Iterator[str]:
    """An empty SQLite database of this test's own, migrated; in memory where there is a place for it."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="tend-test-", dir=place) as folder:
        file = Path(folder) / "tend.db"
        shutil.copy(migrated_sqlite, file)
        yield f"sqlite:///{file}"


@pytest.fixture
def postgres_url(migrated_postgres: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own, migrated."""
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database(template=migrated_postgres)
    yield url
    server.drop(url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database of each kind in turn, for tests of what a database decides."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database of each kind in turn."""
    opened = Database(database_url, Cipher((KEY,)))
    yield opened
    opened.dispose()


@pytest.fixture
def tend(sqlite_url: str) -> Iterator[Sandbox]:
    """The team of the sandbox with Tend in it, no history, and a clock that stands still."""
    sandbox = Sandbox(database_url=sqlite_url, encryption_key=KEY)
    yield sandbox
    sandbox.stop()


@pytest.fixture(params=["http", "socket"])
def tend_on_each_transport(request: pytest.FixtureRequest, sqlite_url: str) -> Iterator[Sandbox]:
    """The same, with Slack calling over HTTP, then over Socket Mode."""
    sandbox = Sandbox(database_url=sqlite_url, encryption_key=KEY, transport=request.param)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def tend_on_each_database(database_url: str) -> Iterator[Sandbox]:
    """The same, on SQLite, then on PostgreSQL."""
    sandbox = Sandbox(database_url=database_url, encryption_key=KEY)
    yield sandbox
    sandbox.stop()

"""What every test stands on: both databases, both transports, and a team with Tend in it."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from bot.migrate import migrate
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.sandbox import Sandbox, Transport
from bot.sandbox.slack.workspace import Workspace
from tests.postgres import PostgresServer, postgres_server  # noqa: F401  a fixture
from tests.slack_alone import slack_alone

# A busy machine is no reason to fail.
hypothesis.settings.register_profile("tend", deadline=None)
hypothesis.settings.load_profile("tend")


KEY = new_key()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgres"],
        default="sqlite",
        help="where the team of the sandbox stands, for the tests that do not choose by themselves",
    )


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


# One open database a worker, filled anew for each test: what SQLAlchemy has compiled once it need not again.
# That is half of a short test's time; and a database a test would leave more behind in memory than the
# collector can look through while an answer is waited for.


@pytest.fixture(scope="session")
def one_sqlite() -> Iterator[Database]:
    """The one SQLite database, in memory where there is a place for it; what is in it is the last test's."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="tend-test-", dir=place) as folder:
        opened = Database(f"sqlite:///{Path(folder) / 'tend.db'}", Cipher((KEY,)))
        yield opened
        opened.dispose()


@pytest.fixture(scope="session")
def one_postgres(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The one PostgreSQL database; what is in it is the last test's."""
    server: PostgresServer = request.getfixturevalue("postgres_server")
    opened = Database(server.create_database(), Cipher((KEY,)))
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite_database(one_sqlite: Database, migrated_sqlite: Path) -> Database:
    """An empty SQLite database, migrated and open."""
    file = Path(one_sqlite.engine.url.database or "")
    one_sqlite.dispose()
    for old in file.parent.iterdir():
        old.unlink()
    shutil.copy(migrated_sqlite, file)
    return _as_new(one_sqlite)


@pytest.fixture
def postgres_database(
    one_postgres: Database, migrated_postgres: str, request: pytest.FixtureRequest
) -> Database:
    """An empty PostgreSQL database, migrated and open."""
    server: PostgresServer = request.getfixturevalue("postgres_server")
    one_postgres.dispose()
    server.fill_again(address_of(one_postgres), template=migrated_postgres)
    return _as_new(one_postgres)


def _as_new(database: Database) -> Database:
    database.session_info.clear()
    database.cipher = database.engine.dialect.tend_cipher = Cipher((KEY,))  # type: ignore[attr-defined]
    return database


def address_of(database: Database) -> str:
    """Where it is, as settings name it."""
    return database.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(sqlite_database: Database) -> str:
    """The address of an empty SQLite database, migrated."""
    return address_of(sqlite_database)


@pytest.fixture
def postgres_url(postgres_database: Database) -> str:
    """The address of an empty PostgreSQL database, migrated."""
    return address_of(postgres_database)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """An open database of each kind in turn, for tests of what a database decides."""
    opened: Database = request.getfixturevalue(f"{request.param}_database")
    return opened


@pytest.fixture
def database_url(database: Database) -> str:
    """The address of one of each kind in turn."""
    return address_of(database)


def _sandbox(database: Database, transport: Transport = "http") -> Sandbox:
    return Sandbox(
        database_url=address_of(database), encryption_key=KEY, database=database, transport=transport
    )


@pytest.fixture
def chosen_database(request: pytest.FixtureRequest) -> Database:
    """SQLite's, unless ``--database postgres`` was said."""
    opened: Database = request.getfixturevalue(f"{request.config.getoption('--database')}_database")
    return opened


@pytest.fixture
def tend(chosen_database: Database) -> Iterator[Sandbox]:
    """The team of the sandbox with Tend in it, no history, and a clock that stands still."""
    sandbox = _sandbox(chosen_database)
    yield sandbox
    sandbox.stop()


@pytest.fixture(params=["http", "socket"])
def tend_on_each_transport(request: pytest.FixtureRequest, chosen_database: Database) -> Iterator[Sandbox]:
    """The same, with Slack calling over HTTP, then over Socket Mode."""
    sandbox = _sandbox(chosen_database, request.param)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def tend_on_each_database(database: Database) -> Iterator[Sandbox]:
    """The same, on SQLite, then on PostgreSQL."""
    sandbox = _sandbox(database)
    yield sandbox
    sandbox.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing at all in it, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database()
    yield url
    server.drop(url)


@pytest.fixture
def slack() -> Iterator[tuple[Workspace, SocketDoor]]:
    """A workspace on this machine without any bot in it."""
    with slack_alone() as alone:
        yield alone

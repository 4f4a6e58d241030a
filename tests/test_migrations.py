"""Migrations bring any database to exactly what the models say, and know when they must not touch it."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.migrate import NewerDatabase, NoDatabase, alembic_config, migrate
from bot.platform.database import Base, Database
from bot.platform.encryption import Cipher
from bot.schema import METADATA, TABLES
from tests.conftest import KEY


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    opened = Database(empty_url, Cipher((KEY,)))
    yield opened
    opened.dispose()


def test_from_nothing_the_migrations_make_exactly_the_models(database: Database) -> None:
    migrate(database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_every_partial_index_is_partial_in_the_database_too(database: Database) -> None:
    migrate(database)
    kind = database.engine.dialect.name
    partial = {
        index.name
        for table in METADATA.sorted_tables
        for index in table.indexes
        if index.dialect_options[kind]["where"] is not None
    }
    assert partial
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'"
        if database.is_sqlite
        else "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '% WHERE %'"
    )
    with database.engine.connect() as connection:
        assert set(connection.scalars(sa.text(listed))) == partial


def test_every_table_belongs_to_a_room_in_the_schema() -> None:
    rooms = {mapper.class_.__module__ for mapper in Base.registry.mappers}
    assert rooms == {room.__name__ for room in TABLES}


def test_a_second_run_changes_nothing(database: Database) -> None:
    migrate(database)
    with database.engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO workspaces (id, name, url, bot_user_id) VALUES ('T', '', '', '')")
        )
    migrate(database)
    with database.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM workspaces")) == 1


def test_everything_can_be_taken_back(database: Database) -> None:
    migrate(database)
    config = alembic_config()
    with database.engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert sa.inspect(database.engine).get_table_names() == ["alembic_version"]


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    migrate(database)
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'fffffffffff1'"))
    with pytest.raises(NewerDatabase, match="newer version of Tend"):
        migrate(database)


_A_PROCESS = """
import sys
from bot.migrate import migrate
from bot.platform.database import Database
from bot.platform.encryption import Cipher
migrate(Database(sys.argv[1], Cipher((sys.argv[2],))))
"""


def test_processes_that_migrate_at_once_wait_for_each_other(empty_url: str, database: Database) -> None:
    starting = [
        subprocess.Popen([sys.executable, "-c", _A_PROCESS, empty_url, KEY])  # noqa: S603  our own words
        for _ in range(3)
    ]
    assert [process.wait(60) for process in starting] == [0, 0, 0]
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/at/all/tend.db", "postgresql+psycopg://tend:secret@127.0.0.1:9/tend"],
)
def test_a_database_that_cannot_be_reached_is_told_in_a_sentence_without_the_password(url: str) -> None:
    database = Database(url, Cipher((KEY,)))
    with pytest.raises(NoDatabase, match="Check TEND_DATABASE_URL") as raised:
        migrate(database)
    assert "secret" not in str(raised.value)
    database.dispose()

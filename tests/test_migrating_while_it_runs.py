"""A migration runs while processes of the version before are at work: nothing is taken from under them."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from bot.__main__ import main
from bot.migrate import alembic_config, known_revisions
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY, address_of
from tests.features.follow_ups.noting import note

Said = pytest.CaptureFixture[str]
Shape = dict[str, dict[str, Any]]
# PostgreSQL keeps a plan after a few times; a kept one must not break either.
OFTEN = 6


def shape_of(connection: sa.Connection) -> Shape:
    """For each table its columns, and what has to be unique in it."""
    inspector = sa.inspect(connection)
    shape: Shape = {}
    for table in inspector.get_table_names():
        unique = {tuple(each["column_names"]) for each in inspector.get_unique_constraints(table)}
        unique |= {tuple(each["column_names"]) for each in inspector.get_indexes(table) if each["unique"]}
        shape[table] = {
            "columns": {column["name"]: dict(column) for column in inspector.get_columns(table)},
            "unique": unique,
        }
    return shape


def what_breaks(before: Shape, after: Shape) -> list[str]:
    """What a process that knows only ``before`` can no longer do."""
    broken = [f"{table} is gone" for table in before.keys() - after.keys()]
    for table in before.keys() & after.keys():
        old, new = before[table]["columns"], after[table]["columns"]
        broken += [f"{table}.{name} is gone" for name in old.keys() - new.keys()]
        for name, column in new.items():
            if name not in old and not column["nullable"] and column["default"] is None:
                broken.append(f"{table}.{name} has to be given")
            if name in old and old[name]["nullable"] and not column["nullable"]:
                broken.append(f"{table}.{name} may no longer be empty")
        for columns in after[table]["unique"] - before[table]["unique"]:
            if set(columns) <= old.keys():
                broken.append(f"{table} may no longer have {', '.join(columns)} twice")
    return sorted(broken)


def test_every_migration_only_adds(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'tend.db'}", Cipher((KEY,)))
    config = alembic_config()
    steps = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()][::-1]
    assert set(steps) == known_revisions().all
    before: Shape = {}
    for revision in steps:
        with database.engine.execution_options(writes=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            after = shape_of(connection)
        # What has to go goes in the release after the one that stopped using it, with a line of its own here.
        assert what_breaks(before, after) == [], revision
        before = after
    database.dispose()


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("ALTER TABLE promises ADD COLUMN due_on DATE", []),
        ("ALTER TABLE promises ADD COLUMN size INTEGER NOT NULL DEFAULT 1", []),
        ("CREATE TABLE others (id INTEGER)", []),
        ("DROP TABLE promises", ["promises is gone"]),
        ("ALTER TABLE promises DROP COLUMN words", ["promises.words is gone"]),
        (
            "ALTER TABLE promises RENAME COLUMN words TO said",
            ["promises.words is gone"],
        ),
        ("CREATE UNIQUE INDEX once ON promises (words)", ["promises may no longer have words twice"]),
    ],
)
def test_a_migration_that_takes_something_away_is_noticed(change: str, broken: list[str]) -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE promises (id INTEGER, words TEXT)")
        before = shape_of(connection)
        connection.exec_driver_sql(change)
        assert what_breaks(before, shape_of(connection)) == broken
    engine.dispose()


def go_one_ahead(database: Database) -> None:
    """What the next version's migration may do: a column more in every table, and one table more."""
    with database.engine.execution_options(writes=True).begin() as connection:
        for table in sa.inspect(connection).get_table_names():
            if table != "alembic_version":
                connection.execute(sa.text(f'ALTER TABLE "{table}" ADD COLUMN of_the_next_version TEXT'))
        connection.execute(sa.text("CREATE TABLE of_the_next_version (id INTEGER)"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))


def test_a_process_of_the_version_before_goes_on(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    for number in range(OFTEN):
        note(tend, "maya", f"call Leo {number}")
    other = Database(address_of(tend.database), Cipher((KEY,)))
    go_one_ahead(other)
    other.dispose()
    for number in range(OFTEN):
        note(tend, "maya", f"ask Ana {number}")
    tend.hands("maya").types("/shoutout")
    tend.let_days_pass(1)
    assert tend.workspace.in_dm("maya")
    words = tend.hands("maya").types("/followups").words
    assert "call Leo" in words
    assert "ask Ana" in words


@pytest.fixture
def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-invented",
        "SLACK_APP_TOKEN": "xapp-invented",
        "TEND_SLACK_API_URL": "http://127.0.0.1:9/api/",
        "TEND_DATABASE_URL": database_url,
        "TEND_ENCRYPTION_KEYS": KEY,
    }.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("command_line", ["migrate", "run", "outbox", "rotate-keys"])
def test_on_a_database_that_is_ahead_nothing_starts_and_a_sentence_says_why(
    database: Database, capsys: Said, command_line: str
) -> None:
    go_one_ahead(database)
    assert main([command_line]) == 1
    said = capsys.readouterr().err
    assert "This database belongs to a newer version of Tend: its migration 9999 is not among ours" in said
    assert "Start that version, or restore a backup." in said
    assert "Traceback" not in said


def test_a_file_that_is_no_database_is_told_in_a_sentence(
    settings: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    (tmp_path / "diary.db").write_text("Dear diary, " * 1000)
    monkeypatch.setenv("TEND_DATABASE_URL", "sqlite:///diary.db")
    assert main(["migrate"]) == 1
    assert "cannot be used: file is not a database. Check TEND_DATABASE_URL." in capsys.readouterr().err


@pytest.mark.usefixtures("settings")
def test_a_database_that_is_behind_is_brought_up_to_date_by_one_command(
    database: Database, capsys: Said
) -> None:
    config = alembic_config()
    with database.engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "-1")
    [newest] = known_revisions().newest
    assert main(["migrate"]) == 0
    assert f"The database is up to date: {newest}." in capsys.readouterr().out
    with database.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == newest

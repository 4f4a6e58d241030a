"""`copy-database`: everything arrives, however often it is interrupted, on either kind of database."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.__main__ import main
from bot.app import build
from bot.copies import moving, values
from bot.copies.moving import Differs, copy_database
from bot.copies.values import every_table
from bot.features.follow_ups.models import FollowUp
from bot.keys.checking import check_keys
from bot.migrate import UnfinishedCopy, migrate
from bot.platform.database import Database
from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.hands.hands import Hands
from bot.sandbox.sandbox import Sandbox, _SettlingDoor
from bot.sandbox.server import listen, serve
from bot.schema import METADATA
from tests.conftest import KEY, address_of
from tests.copies.conftest import ROWS, Stopped, do, everything_in, silently, stopped_at
from tests.features.follow_ups.noting import note
from tests.keys.rows import all_words
from tests.postgres import PostgresServer

Opened = Callable[[str], Database]
Said = pytest.CaptureFixture[str]


@pytest.fixture
def of_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty rows at once, so that one table takes many steps."""
    monkeypatch.setattr(values, "ROWS_AT_ONCE", 20)


def test_everything_arrives_with_its_words_and_numbers(source: str, empty_url: str, opened: Opened) -> None:
    said: list[str] = []
    assert copy_database(source, empty_url, tell=said.append) == ROWS
    arrived = opened(empty_url)
    assert everything_in(arrived) == everything_in(opened(source))
    assert all(words.startswith("canary") for each in all_words(arrived).values() for words in each)
    assert "outbox_messages: 300 rows" in said
    assert said[-1] == f"compared: {len(every_table())} tables, the same in both"


def test_what_arrived_is_a_database_like_any_other(source: str, each_empty: str, opened: Opened) -> None:
    copy_database(source, each_empty, tell=silently)
    arrived = opened(each_empty)
    migrate(arrived)
    check_keys(arrived)
    with arrived.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_new_rows_are_numbered_behind_those_that_arrived(
    source: str, each_empty: str, opened: Opened
) -> None:
    copy_database(source, each_empty, tell=silently)
    arrived, numbered = opened(each_empty), 0
    with arrived.engine.execution_options(writes=True).begin() as connection:
        for table in METADATA.sorted_tables:
            key = table.autoincrement_column
            if key is None:
                continue
            newest = connection.scalar(sa.select(sa.func.max(key))) or 0
            if arrived.is_sqlite:
                numbered += 1  # it takes the next number by itself
                continue
            sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
            assert connection.scalar(sa.select(sa.func.nextval(sequence))) == newest + 1, table.name
            numbered += 1
    assert numbered > 20


def test_odd_values_arrive_as_they_were(source: str, each_empty: str, opened: Opened) -> None:
    tables, before = METADATA.tables, opened(source)
    moment = datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=UTC)
    with before.engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            sa.update(tables["people"]).values(name='Zoë "Z" O\u2019Neill\n\U0001f331 \\ %s :x')
        )
        connection.execute(sa.update(tables["handled_requests"]).values(handled_at=moment))
        connection.execute(sa.update(tables["enrolments"]).values(opens=time(23, 59, 59, 1), closes=time(0)))
        connection.execute(
            sa.update(tables["figure_reports"]).values(published={"b": [1, None, "ü"], "a": {}})
        )
        connection.execute(sa.update(tables["workspaces"]).values(url=""))
        connection.execute(sa.update(tables["outbox_messages"]).values(subject_id=2**53 + 1))
    copy_database(source, each_empty, tell=silently)
    arrived = opened(each_empty)
    assert everything_in(arrived) == everything_in(before)
    for table in ("people", "handled_requests", "enrolments", "figure_reports", "workspaces"):
        assert rows_of(arrived, tables[table]) == rows_of(before, tables[table])


def test_what_is_empty_stays_empty(source: str, each_empty: str, opened: Opened) -> None:
    figures = METADATA.tables["figure_reports"]
    with opened(source).engine.execution_options(writes=True).begin() as connection:
        connection.execute(sa.update(figures).values(published=sa.null()))
    copy_database(source, each_empty, tell=silently)
    with opened(each_empty).engine.connect() as connection:
        assert connection.scalars(sa.select(figures.c.published.is_(sa.null()))).all() == [True]


def rows_of(database: Database, table: sa.Table) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]


@pytest.mark.postgres
def test_on_the_other_kind_people_find_what_they_noted_and_note_more(
    tend: Sandbox, sqlite_database: Database, postgres_database: Database
) -> None:
    note(tend, "maya", "call Leo")
    copy_database(address_of(sqlite_database), address_of(postgres_database), tell=silently)
    moved = build(
        tend._settings(address_of(postgres_database), KEY), clock=tend.clock, database=postgres_database
    )
    moved.prepare()
    server = serve(moved.web, listening=listen())
    door = HttpDoor(f"{server.url}/slack/events", signing_secret=tend.workspace.signing_secret)
    maya = Hands(tend.workspace, _SettlingDoor(door, moved.settle), "maya")
    try:
        assert "call Leo" in maya.types("/followups").words
        maya.types("/followups ask Ana")
        assert maya.submit(tend.workspace.modal_of("maya")) is None
        assert "ask Ana" in maya.types("/followups").words
    finally:
        server.stop()
        moved.stop()


@pytest.mark.postgres
def test_and_back_again_nothing_has_changed(
    source: str, tmp_path: Path, postgres_server: PostgresServer, opened: Opened
) -> None:
    url = postgres_server.create_database()
    copy_database(source, url, tell=silently)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    copy_database(url, back, tell=silently)
    assert everything_in(opened(back)) == everything_in(opened(source))
    postgres_server.drop(url)


@pytest.mark.usefixtures("of_twenty")
def test_stopped_again_and_again_it_goes_on_and_copies_nothing_twice(
    source: str, each_empty: str, opened: Opened
) -> None:
    stops = 0
    while True:
        with stopped_at(11):
            try:
                copy_database(source, each_empty, tell=silently)
            except Stopped:
                stops += 1
            else:
                break
        with pytest.raises(UnfinishedCopy):
            migrate(opened(each_empty))
    assert stops >= 5
    assert everything_in(opened(each_empty)) == everything_in(opened(source))


_A_PROCESS = """
import sys, time
from bot.copies import moving, values
values.ROWS_AT_ONCE = 5
insert = moving._insert
def slowly(there, stored, rows):
    insert(there, stored, rows)
    print(stored.name, flush=True)
    time.sleep(0.01)
moving._insert = slowly
moving.copy_database(sys.argv[1], sys.argv[2], tell=lambda line: None)
"""


def test_killed_from_outside_it_goes_on(source: str, each_empty: str, opened: Opened, capsys: Said) -> None:
    process = subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-c", _A_PROCESS, source, each_empty], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    for line in process.stdout:
        if line.startswith("outbox_messages"):
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with pytest.raises(UnfinishedCopy, match="Run copy-database with the same two addresses again"):
        migrate(opened(each_empty))
    assert main(["copy-database", source, each_empty]) == 0
    assert "of them before" in capsys.readouterr().out
    assert everything_in(opened(each_empty)) == everything_in(opened(source))


def test_an_interrupted_command_says_that_it_goes_on(
    source: str, empty: str, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(moving, "_compare", interrupt)
    assert main(["copy-database", source, empty]) == 1
    assert "Run the same again: it goes on from here" in capsys.readouterr().err
    monkeypatch.undo()
    assert main(["copy-database", source, empty]) == 0
    said = capsys.readouterr().out
    assert "outbox_messages: 300 rows, 300 of them before" in said
    assert f"Everything was copied and compared: {ROWS} rows. Now let TEND_DATABASE_URL name" in said


def test_what_was_written_meanwhile_is_noticed_and_afresh_mends_it(
    source: str, file: Path, empty: str, opened: Opened
) -> None:
    def write(line: str) -> None:
        if line.startswith("outbox_messages"):
            do(file, "UPDATE outbox_messages SET state = 'sent' WHERE id = 3")

    with pytest.raises(Differs, match=r"outbox_messages \(300 rows, copied 300\).* Stop the bot") as raised:
        copy_database(source, empty, tell=write)
    assert str(raised.value).count("rows, copied") == 1
    with pytest.raises(UnfinishedCopy):
        migrate(opened(empty))
    assert copy_database(source, empty, is_afresh=True, tell=silently) == ROWS
    assert everything_in(opened(empty)) == everything_in(opened(source))


def test_every_key_can_be_written_down_and_read_again(source: str, opened: Opened) -> None:
    with opened(source).engine.connect() as connection:
        for stored in every_table():
            for page in values.pages(connection, stored):
                for row in page:
                    written = values.written_key(stored, row)
                    assert values.key_from(stored, written) == values.key_of(stored, row), stored.name
    kinds = {column.type.python_type for stored in every_table() for column in stored.key}
    assert kinds <= {str, int, date}


def test_a_single_changed_character_changes_the_sum(source: str, file: Path, opened: Opened) -> None:
    before = everything_in(opened(source))
    do(file, "UPDATE follow_ups SET state = state || '.'")
    after = everything_in(opened(source))
    assert {name for name in before if before[name] != after[name]} == {FollowUp.__tablename__}

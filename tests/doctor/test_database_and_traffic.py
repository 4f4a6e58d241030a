"""What the doctor says of the database, of the key, of what waits and of what did not arrive."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.doctor.findings import Mark
from bot.doctor.house import check_room
from bot.migrate import UNFINISHED_COPY, known_revisions
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.encryption import new_key
from bot.platform.inbound.models import HandledRequest
from bot.platform.sqlite import sqlite_file
from bot.sandbox.slack.workspace import Workspace
from tests.doctor.conftest import House, make_house


@pytest.fixture
def house_on_each(a_slack: Workspace, database_url: str, tmp_path: Path) -> Iterator[House]:
    """An installation in which nothing is wrong, on SQLite, then on PostgreSQL."""
    made = make_house(a_slack, database_url, tmp_path)
    yield made
    made.database.dispose()


def brought_to(house: House, revision: str) -> None:
    with house.database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def put(house: House, **values: object) -> None:
    now = datetime.now(UTC)
    usual = {
        "workspace_id": "T1",
        "kind": Kind.POST,
        "lane": "channel:C1",
        "purpose": "shoutouts.post",
        "content": "words",
        "created_at": now,
    }
    with house.database.transaction() as session:
        session.add(OutboxMessage(**(usual | values)))


def test_nothing_is_wrong_with_either_database(house_on_each: House) -> None:
    assert house_on_each.problems() == []


def test_it_leaves_everything_as_it_is(house: House) -> None:
    brought_to(house, "0001")
    file = Path(house.database.engine.url.database or "")
    house.database.dispose()
    before = file.read_bytes()
    house.findings()
    assert file.read_bytes() == before


def test_a_database_behind_this_version(house_on_each: House) -> None:
    brought_to(house_on_each, "0001")
    problem = house_on_each.the_problem()
    assert problem.check == "migrations"
    assert "behind this version: 0001" in problem.seen
    assert "python -m bot migrate" in problem.to_do


def test_a_database_ahead_of_this_version(house_on_each: House) -> None:
    brought_to(house_on_each, "9999")
    problem = house_on_each.the_problem()
    assert "ahead of this version: 9999" in problem.seen
    assert ", ".join(known_revisions().newest) in problem.seen


def test_a_copy_that_is_not_finished(house: House) -> None:
    brought_to(house, UNFINISHED_COPY)
    assert "copy that is not finished" in house.the_problem().seen


def test_an_empty_database_and_one_of_something_else(house: House) -> None:
    house.settings["TEND_DATABASE_URL"] = url = f"sqlite:///{house.folder}/other.db"
    (house.folder / "other.db").touch()
    assert "behind this version: empty" in house.the_problem().seen
    other = sa.create_engine(url)
    with other.begin() as connection:
        connection.execute(sa.text("CREATE TABLE cats (id INTEGER)"))
    other.dispose()
    assert house.the_problem().seen == "this is a database of something else"


def test_no_database_yet_is_no_problem_and_none_is_made(house: House) -> None:
    house.settings["TEND_DATABASE_URL"] = f"sqlite:///{house.folder}/new.db"
    assert house.problems() == []
    assert house.said_of("database").mark is Mark.UNKNOWN
    assert list(house.folder.iterdir()) == []


def test_no_folder_for_the_database(house: House) -> None:
    house.settings["TEND_DATABASE_URL"] = f"sqlite:///{house.folder}/nowhere/tend.db"
    assert house.the_problem().seen == f"there is none, and none can be made in {house.folder}/nowhere"


def test_a_file_that_is_no_database(house: House) -> None:
    (house.folder / "notes.txt").write_text("Buy milk. " * 200)
    house.settings["TEND_DATABASE_URL"] = f"sqlite:///{house.folder}/notes.txt"
    assert "file is not a database" in house.the_problem().seen


def test_a_postgresql_that_does_not_answer_and_no_password_is_told(house: House) -> None:
    house.settings["TEND_DATABASE_URL"] = "postgresql+psycopg://tend:of-mine@127.0.0.1:1/tend"
    problem = house.the_problem()
    assert problem.check == "database"
    assert "of-mine" not in repr(problem)
    assert "psql" in problem.to_do


def test_a_file_that_cannot_be_written(house: House) -> None:
    file = house.database.engine.url.database
    house.settings["TEND_DATABASE_URL"] = f"sqlite:///file:{file}?mode=ro&uri=true"
    problem = house.the_problem()
    assert problem.check == "writing"
    assert "readonly" in problem.seen


@pytest.mark.postgres
def test_a_postgresql_that_takes_no_writes(a_slack: Workspace, postgres_url: str, tmp_path: Path) -> None:
    house = make_house(a_slack, postgres_url, tmp_path)
    name = house.database.engine.url.database
    with house.database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    house.database.dispose()
    problem = house.the_problem()
    house.database.dispose()
    assert problem.check == "writing"
    assert "read-only" in problem.seen


def test_another_program_holds_the_database(house: House) -> None:
    with house.database.transaction() as session:
        session.execute(sa.text("SELECT 1"))
        assert "somebody else holds the database" in house.the_problem().seen


def test_a_wrong_key(house_on_each: House) -> None:
    house_on_each.settings["TEND_ENCRYPTION_KEYS"] = new_key()
    problem = house_on_each.the_problem()
    assert problem.check == "key"
    assert "Put that key back" in problem.to_do


def test_a_disk_that_is_nearly_full() -> None:
    [finding] = check_room("sqlite:///tend.db", free=30_000_000)
    assert finding.mark is Mark.PROBLEM
    assert finding.seen == "30 MB are free where the database lies"
    assert check_room("postgresql+psycopg://tend@localhost/tend", free=0) == []


def test_when_slack_last_brought_something(house: House) -> None:
    assert house.said_of("last request").seen == "none of Slack's in the last day"
    at = datetime.now(UTC) - timedelta(minutes=5)
    with house.database.transaction() as session:
        session.add(HandledRequest(workspace_id="T1", key="1", handled_at=at))
    seen = house.said_of("last request")
    assert seen.mark is Mark.OK
    assert seen.seen.endswith("UTC, 5 min ago")


def test_a_request_of_long_ago_says_nothing_of_today(house: House) -> None:
    with house.database.transaction() as session:
        weeks_ago = datetime.now(UTC) - timedelta(days=50)
        session.add(HandledRequest(workspace_id="T1", key="1", handled_at=weeks_ago))
    assert house.said_of("last request").mark is Mark.UNKNOWN


def test_something_due_that_nobody_carries(house_on_each: House) -> None:
    now = datetime.now(UTC)
    put(house_on_each, next_attempt_at=now - timedelta(minutes=2))
    assert house_on_each.problems() == []
    put(house_on_each, next_attempt_at=now - timedelta(hours=2))
    problem = house_on_each.the_problem()
    assert problem.check == "deliveries"
    assert "Start the bot" in problem.to_do


def test_messages_that_did_not_arrive_are_counted_by_reason(house_on_each: House) -> None:
    now = datetime.now(UTC)
    put(house_on_each, state=State.FAILED, reason="not_in_channel", ended_at=now)
    put(house_on_each, state=State.FAILED, reason="not_in_channel", ended_at=now)
    put(house_on_each, state=State.IN_DOUBT, reason="timeout", ended_at=now)
    put(house_on_each, state=State.FAILED, reason="user_disabled", content=None, ended_at=now)
    problem = house_on_each.the_problem()
    assert problem.seen == "messages did not arrive: 2 failed (not_in_channel), 1 in doubt (timeout)"
    assert problem.to_do.splitlines() == [
        "not_in_channel: /invite @Tend in that channel.",
        "`python -m bot outbox` lists them; `outbox retry ID` and `outbox drop ID` end each.",
    ]


def test_messages_that_wait_for_a_token(house_on_each: House) -> None:
    put(
        house_on_each,
        reason="token_revoked",
        next_attempt_at=datetime.now(UTC) + timedelta(minutes=9),
    )
    assert house_on_each.the_problem().check == "token"


def test_what_waits_behind_a_token_is_told_once(house_on_each: House) -> None:
    now = datetime.now(UTC)
    put(house_on_each, reason="token_revoked", next_attempt_at=now + timedelta(minutes=5))
    put(house_on_each, lane="channel:C2", next_attempt_at=now - timedelta(hours=1))
    assert "messages that wait there: 2" in house_on_each.the_problem().seen


def test_a_damaged_page_is_a_sentence(house: House) -> None:
    with house.database.reading() as session:
        size = session.scalar(sa.text("PRAGMA page_size"))
        page = session.scalar(sa.text("SELECT rootpage FROM sqlite_master WHERE name = 'key_checks'"))
    file = sqlite_file(house.settings["TEND_DATABASE_URL"])
    assert size is not None
    assert page is not None
    assert file is not None
    house.database.dispose()
    with file.open("rb+") as damaged:
        damaged.seek((page - 1) * size)
        damaged.write(b"\xff" * size)
    problem = house.the_problem()
    assert problem.seen == "it could not be read: database disk image is malformed"
    assert "the last backup" in problem.to_do

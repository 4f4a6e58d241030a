"""One message that can never be sent keeps none of the others waiting."""

import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage, State
from bot.platform.delivery.outbox import enqueue_answer, enqueue_to_person
from bot.platform.encryption import Cipher, new_key
from bot.platform.slack import block_kit
from bot.platform.slack.message import Message
from bot.sandbox.sandbox import Sandbox

SAID = Message("A note", [block_kit.section("A note")])


def enqueue(tend: Sandbox, handle: str) -> int:
    with tend.database.transaction() as session:
        return enqueue_to_person(
            session,
            SAID,
            workspace_id=tend.workspace.team_id,
            person_id=tend.workspace.person(handle).id,
            purpose="test.note",
            now=tend.now(),
        ).id


def state_of(tend: Sandbox, row_id: int) -> tuple[str, str | None]:
    with tend.database.reading() as session:
        found = session.execute(
            sa.select(OutboxMessage.state, OutboxMessage.reason).where(OutboxMessage.id == row_id)
        ).one()
    return found.state, found.reason


def test_a_row_that_no_key_opens_ends_and_the_next_goes_out(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    lost = enqueue(tend, "maya")
    foreign = Cipher((new_key(),)).encrypt("{}")
    with tend.database.transaction() as session:
        session.execute(
            sa.text("UPDATE outbox_messages SET content = :content WHERE id = :id"),
            {"content": foreign, "id": lost},
        )
    kept = enqueue(tend, "ana")
    tend.settle()
    assert state_of(tend, lost) == (State.FAILED, "WrongKey")
    assert state_of(tend, kept) == (State.SENT, None)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/steal", "https://hooks.example.com/x", "http://[::1"]
)
def test_an_answer_goes_to_no_address_but_slacks(tend: Sandbox, address: str) -> None:
    with tend.database.transaction() as session:
        row = enqueue_answer(
            session,
            SAID,
            workspace_id=tend.workspace.team_id,
            response_url=address,
            replace=False,
            now=tend.now(),
        )
    tend.settle()
    assert state_of(tend, row.id) == (State.FAILED, "not_an_address_of_slacks")
    assert address not in row.lane


def test_a_new_database_file_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "tend.db"
    database = Database(f"sqlite:///{file}", Cipher((new_key(),)))
    with database.transaction() as session:
        session.execute(sa.text("CREATE TABLE kept (id INTEGER)"))
        modes = {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    database.dispose()
    assert modes == {0o600}

"""A courier sends only what is still its own: the token of its lease is read once more before each send."""

from datetime import timedelta

import pytest

from bot.platform.delivery.models import OutboxMessage, State
from bot.platform.slack.gateway import WebGateway
from tests.platform.delivery.office import Office


def frozen_before_sending(office: Office, *, meanwhile: float) -> WebGateway:
    """The machine stops that courier as it opens the conversation, for so many seconds."""

    class Frozen(WebGateway):
        def open_conversation(self, person_id: str) -> str:
            opened = super().open_conversation(person_id)
            office.later(seconds=meanwhile)
            return opened

    return Frozen(token=office.tend.workspace.bot_token, api_url=f"{office.tend.url}/api/")


def test_a_courier_frozen_past_its_lease_sends_nothing(office: Office) -> None:
    row_id = office.to("maya", "hello")
    frozen = frozen_before_sending(office, meanwhile=60)
    office.another_courier(lambda _: frozen).deliver_one()
    assert office.read_by("maya") == ["hello"]  # by the other courier, and by no second one
    row = office.row(row_id)
    assert (row.state, row.lease_token) == (State.SENT, 2)


def test_it_does_not_begin_on_a_lease_that_is_about_to_end(office: Office) -> None:
    office.to("maya", "hello")
    frozen = frozen_before_sending(office, meanwhile=31)
    office.another_courier(lambda _: frozen).deliver_one()
    assert office.read_by("maya") == []
    office.later(seconds=29)
    assert office.read_by("maya") == ["hello"]


def test_what_was_stopped_while_a_courier_had_it_is_not_sent(office: Office) -> None:
    row_id = office.to("maya", "hello")

    class Interrupted(WebGateway):
        def open_conversation(self, person_id: str) -> str:
            with office.tend.database.transaction() as session:
                row = session.get_one(OutboxMessage, row_id)
                row.state, row.content, row.next_attempt_at = State.DROPPED, None, None
            return super().open_conversation(person_id)

    gateway = Interrupted(token=office.tend.workspace.bot_token, api_url=f"{office.tend.url}/api/")
    office.another_courier(lambda _: gateway).deliver_one()
    assert office.read_by("maya") == []


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(hours=-1)])
def test_a_clock_that_jumps_while_it_is_being_sent_doubles_nothing(office: Office, step: timedelta) -> None:
    office.to("maya", "hello")

    class Jumping(WebGateway):
        def open_conversation(self, person_id: str) -> str:
            office.tend.clock.advance(step)
            return super().open_conversation(person_id)

    gateway = Jumping(token=office.tend.workspace.bot_token, api_url=f"{office.tend.url}/api/")
    office.another_courier(lambda _: gateway).deliver_one()
    office.carry()
    office.later(hours=2)
    assert office.read_by("maya") == ["hello"]


def test_the_conversation_with_a_person_is_asked_for_once(sqlite_office: Office) -> None:
    for words in ("one", "two", "three"):
        sqlite_office.to("maya", words)
    sqlite_office.carry()
    calls = [call.method for call in sqlite_office.tend.workspace.calls]
    assert calls.count("conversations.open") == 1
    assert sqlite_office.read_by("maya") == ["one", "two", "three"]

"""Several couriers, and one that is killed: nothing is lost, and nothing public is said twice."""

import subprocess
import sys
import threading
from collections import Counter

import pytest

from bot.platform.database import Database
from bot.platform.delivery.courier import Courier
from bot.platform.delivery.models import State
from bot.platform.encryption import Cipher
from bot.platform.slack.gateway import Posted, WebGateway
from bot.platform.slack.message import Message
from tests.conftest import KEY
from tests.platform.delivery.office import Office

HANDLES = ("maya", "leo", "ana", "sam", "priya", "jonas", "noor", "kofi")


class Killed(BaseException):
    """Stands for kill -9: nothing of the courier runs after it."""


class KilledBefore(WebGateway):
    def post(self, channel_id: str, message: Message) -> Posted:
        raise Killed


class KilledAfter(WebGateway):
    def post(self, channel_id: str, message: Message) -> Posted:
        super().post(channel_id, message)
        raise Killed


def killed(office: Office, kind: type[WebGateway]) -> Courier:
    gateway = kind(token=office.tend.workspace.bot_token, api_url=f"{office.tend.url}/api/")
    return office.another_courier(lambda _: gateway)


def test_a_killed_couriers_message_is_taken_over_when_its_lease_ends(office: Office) -> None:
    row_id = office.to("maya", "hello")
    office.to("maya", "and more")
    with pytest.raises(Killed):
        killed(office, KilledBefore).deliver_one()
    assert office.later(seconds=59) == 0
    assert office.read_by("maya") == []
    office.later(seconds=1)
    assert office.read_by("maya") == ["hello", "and more"]
    assert office.row(row_id).attempts == 2


def test_a_courier_killed_after_sending_leaves_a_double_at_most_in_private(office: Office) -> None:
    office.to("maya", "hello")
    with pytest.raises(Killed):
        killed(office, KilledAfter).deliver_one()
    office.later(seconds=60)
    assert office.read_by("maya") == ["hello", "hello"]
    assert office.later(hours=2) == 0


def test_a_public_message_of_a_killed_courier_is_in_doubt_and_not_sent_again(office: Office) -> None:
    row_id = office.in_channel("C0GENERAL1", "hello")
    with pytest.raises(Killed):
        killed(office, KilledAfter).deliver_one()
    office.later(seconds=60)
    assert office.read_in("#general") == ["hello"]
    assert office.row(row_id).state == State.IN_DOUBT
    assert office.told == [(row_id, "lease_ran_out")]


def test_a_courier_that_comes_back_late_does_not_undo_what_another_did(office: Office) -> None:
    """Stopped by the machine in the middle of a failing attempt, and let go on after its lease."""
    row_id = office.to("maya", "hello")
    go_on, in_hand = threading.Event(), threading.Event()

    class Frozen(WebGateway):
        def post(self, channel_id: str, message: Message) -> Posted:
            in_hand.set()
            assert go_on.wait(10)
            return super().post("C0NOWHERE1", message)

    frozen = Frozen(token=office.tend.workspace.bot_token, api_url=f"{office.tend.url}/api/")
    late = threading.Thread(target=office.another_courier(lambda _: frozen).deliver_one)
    late.start()
    assert in_hand.wait(10)
    office.later(seconds=60)
    go_on.set()
    late.join()
    assert office.row(row_id).state == State.SENT
    assert office.told == []


def test_two_couriers_in_two_threads_never_carry_one_message_twice(office: Office) -> None:
    expected = {handle: [f"{handle} {number}" for number in range(6)] for handle in HANDLES}
    for number in range(6):
        for handle in HANDLES:
            office.to(handle, expected[handle][number])

    def carry(courier: Courier) -> None:
        while office.waiting():
            courier.deliver_one()

    couriers = [threading.Thread(target=carry, args=[office.another_courier()]) for _ in range(2)]
    for courier in couriers:
        courier.start()
    for courier in couriers:
        courier.join()
    assert {handle: office.read_by(handle) for handle in HANDLES} == expected


_A_PROCESS = """
import sys
from datetime import UTC, datetime
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.delivery.courier import Courier, Purposes
from bot.platform.encryption import Cipher
from bot.platform.slack.gateway import WebGateway
url, key, api_url, now = sys.argv[1:]
gateway = WebGateway(token="xoxb-sandbox", api_url=api_url)
courier = Courier(Database(url, Cipher((key,))), gateway_of=lambda _: gateway,
                  clock=ManualClock(datetime.fromisoformat(now)), purposes=Purposes())
idle = 0
while idle < 20:
    idle = 0 if courier.deliver_one() else idle + 1
"""


@pytest.mark.postgres
def test_two_processes_share_one_postgresql(postgres_url: str, sqlite_office: Office) -> None:
    tend = sqlite_office.tend
    here, tend.database = tend.database, Database(postgres_url, Cipher((KEY,)))
    try:
        for number in range(8):
            for handle in HANDLES:
                sqlite_office.to(handle, f"{handle} {number}")
        arguments = [postgres_url, KEY, f"{tend.url}/api/", tend.clock.now().isoformat()]
        couriers = [
            subprocess.Popen([sys.executable, "-c", _A_PROCESS, *arguments])  # noqa: S603  our own words
            for _ in range(2)
        ]
        assert [courier.wait(60) for courier in couriers] == [0, 0]
        sqlite_office.carry()
        sqlite_office.later(minutes=2)
    finally:
        tend.database.dispose()
        tend.database = here
    said = Counter(words for handle in HANDLES for words in sqlite_office.read_by(handle))
    assert said == {f"{handle} {number}": 1 for handle in HANDLES for number in range(8)}

"""What becomes of a message that Slack does not take at once."""

from datetime import timedelta

import pytest

from bot.platform.delivery.models import State
from bot.platform.slack import gateway
from bot.platform.slack.gateway import WebGateway
from bot.sandbox.slack.faults import DropAfter, DropBefore, HtmlAnswer, RateLimit, Refusal, ServerError, Slow
from tests.platform.delivery.office import Office

CHANNEL = "C0GENERAL1"


def posts(office: Office) -> int:
    return sum(call.method == "chat.postMessage" for call in office.tend.workspace.calls)


def test_a_rate_limit_is_waited_for_exactly_and_the_message_comes_once(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", RateLimit(37))
    office.to("maya", "hello")
    office.carry()
    assert office.later(seconds=36.9) == 0
    assert office.later(seconds=0.1) == 1
    assert office.later(hours=2) == 0
    assert office.read_by("maya") == ["hello"]


@pytest.mark.parametrize("code", ["ratelimited", "rate_limited"])
def test_both_of_slacks_words_for_too_fast_mean_later(sqlite_office: Office, code: str) -> None:
    sqlite_office.tend.workspace.faults.order("chat.postMessage", Refusal(code))
    sqlite_office.to("maya", "hello")
    sqlite_office.carry()
    sqlite_office.later(seconds=2)
    assert sqlite_office.read_by("maya") == ["hello"]


def test_server_errors_are_waited_out_with_growing_pauses(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", ServerError(503), times=5)
    row_id = office.to("maya", "hello")
    office.carry()
    pauses = []
    for _ in range(4):
        due_at = office.row(row_id).next_attempt_at
        assert due_at is not None
        pauses.append(due_at - office.tend.clock.now())
        office.tend.clock.turn_to(due_at)
        office.carry()
    assert pauses == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 16)]
    office.later(seconds=32)
    assert office.read_by("maya") == ["hello"]
    assert office.row(row_id).attempts == 6


def test_a_refused_connection_means_not_sent_in_a_channel_too(office: Office) -> None:
    reachable, office.gateway = (
        office.gateway,
        WebGateway(token="xoxb-sandbox", api_url="http://127.0.0.1:9/api/"),
    )
    row_id = office.in_channel(CHANNEL, "hello")
    office.carry()
    assert (office.row(row_id).state, office.row(row_id).reason) == (State.WAITING, "connection_failed")
    office.gateway = reachable
    office.later(seconds=2)
    assert office.read_in("#general") == ["hello"]


def test_slack_being_away_for_good_ends_after_thirty_attempts(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", ServerError(), times=40)
    row_id = office.to("maya", "hello")
    office.carry()
    for _ in range(60):
        office.later(minutes=30)
    assert (office.row(row_id).state, office.row(row_id).attempts) == (State.FAILED, 30)
    assert office.told == [(row_id, "http_500")]


@pytest.mark.parametrize("fault", [DropAfter(), Slow(0.6)])
def test_a_private_message_in_doubt_is_sent_again(
    office: Office, fault: DropAfter | Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "_SECONDS_TO_ANSWER", 0.3)
    office.gateway = WebGateway(token="xoxb-sandbox", api_url=f"{office.tend.url}/api/")
    office.tend.workspace.faults.order("chat.postMessage", fault)
    row_id = office.to("maya", "hello")
    office.carry()
    office.later(seconds=2)
    assert office.row(row_id).state == State.SENT
    assert office.read_by("maya") == ["hello", "hello"]  # a double is better than a promise that is lost
    assert office.later(hours=2) == 0


@pytest.mark.parametrize("fault", [DropAfter(), DropBefore(), HtmlAnswer()])
def test_a_public_message_in_doubt_is_never_sent_again_and_somebody_is_told(
    office: Office, fault: DropAfter | DropBefore | HtmlAnswer
) -> None:
    office.tend.workspace.faults.order("chat.postMessage", fault)
    row_id = office.in_channel(CHANNEL, "hello")
    office.carry()
    assert office.row(row_id).state == State.IN_DOUBT
    assert [told for told, _ in office.told] == [row_id]
    assert office.later(hours=20) == 0
    assert posts(office) == 1


@pytest.mark.parametrize(
    "code", ["channel_not_found", "is_archived", "not_in_channel", "account_inactive", "token_revoked"]
)
def test_what_slack_refuses_for_good_ends_with_its_reason_and_is_told(office: Office, code: str) -> None:
    office.tend.workspace.faults.order("chat.postMessage", Refusal(code))
    row_id = office.in_channel(CHANNEL, "hello")
    office.carry()
    row = office.row(row_id)
    assert (row.state, row.reason, row.ended_at) == (State.FAILED, code, office.tend.clock.now())
    assert office.told == [(row_id, code)]
    assert office.later(hours=20) == 0


def test_what_is_no_longer_wanted_is_dropped_unsent(office: Office) -> None:
    row_id = office.to("maya", "hello", subject_id=7)
    office.unwanted.add(7)
    office.carry()
    row = office.row(row_id)
    assert (row.state, row.reason, row.content) == (State.DROPPED, "no_longer_wanted", None)
    assert office.tend.workspace.calls[-1].method != "chat.postMessage"
    assert office.told == []


def test_wanted_is_asked_again_before_every_attempt(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", ServerError())
    row_id = office.to("maya", "hello", subject_id=7)
    office.carry()
    office.unwanted.add(7)
    office.later(seconds=2)
    assert office.row(row_id).state == State.DROPPED
    assert office.read_by("maya") == []


def test_words_do_not_stay_behind_once_they_are_sent(office: Office) -> None:
    row_id = office.to("maya", "hello")
    assert "hello" in (office.row(row_id).content or "")
    office.carry()
    row = office.row(row_id)
    assert (row.state, row.content, row.reason, row.next_attempt_at) == (State.SENT, None, None, None)


def test_a_person_who_left_meanwhile_ends_the_message(office: Office) -> None:
    row_id = office.to("kofi", "hello")
    office.tend.hands("kofi").is_deactivated()
    office.carry()
    row = office.row(row_id)
    assert row.state in (State.FAILED, State.DROPPED)
    assert row.content is None
    assert office.read_by("kofi") == []

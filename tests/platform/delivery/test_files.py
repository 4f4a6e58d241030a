"""A file reaches one person: once, in its place among the messages, whatever happens on its three steps."""

import base64

import pytest

from bot.platform.delivery.models import State
from bot.platform.delivery.outbox import MOST_BYTES
from bot.platform.slack import gateway
from bot.platform.slack.check import BlocksRefused
from bot.platform.slack.errors import InDoubt, Later
from bot.platform.slack.gateway import WebGateway
from bot.sandbox.slack.faults import (
    DropAfter,
    DropBefore,
    Fault,
    HtmlAnswer,
    RateLimit,
    Refusal,
    ServerError,
    Slow,
)
from tests.platform.delivery.office import Office

CALENDAR = b"BEGIN:VCALENDAR\r\nSUMMARY:\xc3\x9cber alles\r\nEND:VCALENDAR\r\n"
ASK, BRING, SHOW = "files.getUploadURLExternal", "upload", "files.completeUploadExternal"
STEPS = (ASK, BRING, SHOW)
SENT_ONCE = [("one-on-ones.ics", CALENDAR)]


def steps_taken(office: Office) -> list[str]:
    return [call.method for call in office.tend.workspace.calls if call.method in STEPS]


def in_a_hurry(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot wait for an answer for no longer than a test should take."""
    monkeypatch.setattr(gateway, "_SECONDS_TO_ANSWER", 0.3)
    office.gateway = WebGateway(token="xoxb-sandbox", api_url=f"{office.tend.url}/api/")


def test_a_file_comes_once_with_its_words_to_one_person_alone(office: Office) -> None:
    row_id = office.file_to("maya", CALENDAR)
    office.carry()
    assert office.later(hours=20) == 0
    [message] = office.tend.workspace.in_dm("maya")
    [file] = message.files
    assert (message.text, file.title) == ("Your calendar", "One-on-ones")
    assert office.files_of("maya") == SENT_ONCE
    assert office.files_of("leo") == []
    assert office.tend.workspace.refused_calls() == []
    assert office.row(row_id).state == State.SENT


def test_nothing_of_it_stays_in_the_outbox(office: Office) -> None:
    row_id = office.file_to("maya", CALENDAR)
    assert base64.b64encode(CALENDAR).decode() in (office.row(row_id).content or "")
    office.carry()
    row = office.row(row_id)
    assert (row.content, row.reason, row.next_attempt_at) == (None, None, None)


def test_it_keeps_its_place_among_what_is_said_to_that_person(sqlite_office: Office) -> None:
    sqlite_office.tend.workspace.faults.order(BRING, ServerError())
    sqlite_office.to("maya", "before")
    sqlite_office.file_to("maya", CALENDAR)
    sqlite_office.to("maya", "after")
    sqlite_office.carry()
    assert sqlite_office.read_by("maya") == ["before"]
    sqlite_office.later(seconds=2)
    assert sqlite_office.read_by("maya") == ["before", "Your calendar", "after"]


@pytest.mark.parametrize("content", [b"\0", bytes(range(256)) * 4, b"x" * MOST_BYTES])
def test_every_byte_arrives(sqlite_office: Office, content: bytes) -> None:
    sqlite_office.file_to("maya", content, name="Über “alles”; {1}.zip")
    sqlite_office.carry()
    assert sqlite_office.files_of("maya") == [("Über “alles”; {1}.zip", content)]


@pytest.mark.parametrize(("name", "size"), [("empty.ics", 0), ("large.zip", MOST_BYTES + 1), ("", 1)])
def test_what_is_empty_nameless_or_too_large_is_refused_at_once(
    sqlite_office: Office, name: str, size: int
) -> None:
    with pytest.raises(ValueError, match="A file has a name"):
        sqlite_office.file_to("maya", b"x" * size, name=name)
    assert sqlite_office.waiting() == 0


@pytest.mark.parametrize("words", ["", "x" * 40_001])
def test_words_that_slack_would_refuse_are_refused_at_once(sqlite_office: Office, words: str) -> None:
    with pytest.raises(BlocksRefused):
        sqlite_office.file_to("maya", CALENDAR, words=words)


@pytest.mark.parametrize("step", STEPS)
def test_a_rate_limit_on_any_step_is_waited_for_exactly(sqlite_office: Office, step: str) -> None:
    sqlite_office.tend.workspace.faults.order(step, RateLimit(37))
    sqlite_office.file_to("maya", CALENDAR)
    sqlite_office.carry()
    assert sqlite_office.later(seconds=36.9) == 0
    assert sqlite_office.files_of("maya") == []
    sqlite_office.later(seconds=0.1)
    assert sqlite_office.later(hours=2) == 0
    assert sqlite_office.files_of("maya") == SENT_ONCE


@pytest.mark.parametrize("step", [ASK, BRING])
@pytest.mark.parametrize("fault", [ServerError(503), DropBefore(), DropAfter(), Slow(0.6), HtmlAnswer()])
def test_before_it_is_shown_no_fault_leaves_a_doubt_or_a_double(
    sqlite_office: Office, step: str, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_hurry(sqlite_office, monkeypatch)
    sqlite_office.tend.workspace.faults.order(step, fault)
    row_id = sqlite_office.file_to("maya", CALENDAR)
    sqlite_office.carry()
    assert sqlite_office.row(row_id).state == State.WAITING
    assert sqlite_office.files_of("maya") == []
    sqlite_office.later(seconds=2)
    assert sqlite_office.later(hours=2) == 0
    assert sqlite_office.row(row_id).state == State.SENT
    assert sqlite_office.files_of("maya") == SENT_ONCE


@pytest.mark.parametrize(
    ("step", "fault", "told"),
    [
        (ASK, DropAfter(), Later),
        (ASK, Slow(0.6), Later),
        (ASK, HtmlAnswer(), Later),
        (BRING, DropAfter(), Later),
        (BRING, Slow(0.6), Later),
        (BRING, HtmlAnswer(), Later),
        (SHOW, DropAfter(), InDoubt),
        (SHOW, Slow(0.6), InDoubt),
        (SHOW, HtmlAnswer(), InDoubt),
    ],
)
def test_only_the_last_step_can_leave_a_doubt(
    sqlite_office: Office, step: str, fault: Fault, told: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_hurry(sqlite_office, monkeypatch)
    conversation = sqlite_office.gateway.open_conversation("U0MAYA0001")
    sqlite_office.tend.workspace.faults.order(step, fault)
    with pytest.raises(told):
        sqlite_office.gateway.send_file(conversation, name="a.ics", content=b"x", title="A", words="Here")


@pytest.mark.parametrize(("fault", "shown"), [(DropBefore(), 1), (DropAfter(), 2), (Slow(0.6), 2)])
def test_one_that_may_have_been_shown_is_sent_again(
    sqlite_office: Office, fault: Fault, shown: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_hurry(sqlite_office, monkeypatch)
    sqlite_office.tend.workspace.faults.order(SHOW, fault)
    row_id = sqlite_office.file_to("maya", CALENDAR)
    sqlite_office.carry()
    assert sqlite_office.row(row_id).reason == "connection_dropped"
    sqlite_office.later(seconds=2)
    assert sqlite_office.row(row_id).state == State.SENT
    assert sqlite_office.files_of("maya") == SENT_ONCE * shown
    assert sqlite_office.later(hours=2) == 0


def test_an_upload_that_slack_has_lost_begins_again(sqlite_office: Office) -> None:
    sqlite_office.tend.workspace.faults.order(SHOW, Refusal("file_not_found"))
    sqlite_office.file_to("maya", CALENDAR)
    sqlite_office.carry()
    sqlite_office.later(seconds=2)
    assert steps_taken(sqlite_office) == [*STEPS, *STEPS]
    assert sqlite_office.files_of("maya") == SENT_ONCE


@pytest.mark.parametrize(
    ("step", "fault", "reason"),
    [
        (ASK, Refusal("file_uploads_disabled"), "file_uploads_disabled"),
        (ASK, Refusal("missing_scope"), "missing_scope"),
        (BRING, ServerError(413), "http_413"),
        (SHOW, Refusal("file_type_not_allowed"), "file_type_not_allowed"),
    ],
)
def test_what_slack_refuses_for_good_ends_with_its_reason_and_is_told(
    office: Office, step: str, fault: Fault, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    office.tend.workspace.faults.order(step, fault)
    row_id = office.file_to("maya", CALENDAR, name="leo-and-me.ics", words="What you keep about Leo")
    office.to("maya", "and more")
    office.carry()
    row = office.row(row_id)
    assert (row.state, row.reason, row.content) == (State.FAILED, reason, None)
    assert office.told == [(row_id, reason)]
    assert office.later(hours=20) == 0
    assert office.read_by("maya") == ["and more"]
    assert reason in caplog.text
    assert "leo-and-me" not in caplog.text
    assert "about Leo" not in caplog.text


def test_somebody_who_left_meanwhile_gets_none(sqlite_office: Office) -> None:
    row_id = sqlite_office.file_to("kofi", CALENDAR)
    sqlite_office.tend.hands("kofi").is_deactivated()
    sqlite_office.carry()
    assert sqlite_office.row(row_id).state in (State.FAILED, State.DROPPED)
    assert sqlite_office.row(row_id).content is None
    assert steps_taken(sqlite_office) == []


@pytest.mark.parametrize(
    "address", ["https://files.example.com", "http://files.slack.com", "https://files.slack.com@example.com"]
)
def test_bytes_are_brought_to_no_address_but_slacks(sqlite_office: Office, address: str) -> None:
    sqlite_office.tend.workspace.address = address
    row_id = sqlite_office.file_to("maya", CALENDAR)
    sqlite_office.carry()
    assert (sqlite_office.row(row_id).state, sqlite_office.row(row_id).reason) == (
        State.FAILED,
        "not_an_address_of_slacks",
    )
    assert steps_taken(sqlite_office) == [ASK]

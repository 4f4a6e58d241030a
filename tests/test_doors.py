"""The doors: only Slack gets in, and each request has one effect."""

import http.client
import json
import logging
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import sqlalchemy as sa

from bot.features.follow_ups.models import FollowUp
from bot.features.people.models import Enrolment, Person
from bot.platform.delivery.models import OutboxMessage, State
from bot.sandbox.doors.door import Ack
from bot.sandbox.doors.events import Events
from bot.sandbox.doors.http import HttpDoor, signature
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack import payloads
from bot.sandbox.slack.faults import Refusal
from tests.features.follow_ups.noting import cards_of, note

CANARY = "canary-words"


def door_of(tend: Sandbox) -> HttpDoor:
    return HttpDoor(f"{tend.url}/slack/events", signing_secret=tend.workspace.signing_secret)


def command_of(tend: Sandbox, line: str) -> bytes:
    name, _, text = line.partition(" ")
    workspace = tend.workspace
    payload = payloads.command(workspace, workspace.person("maya"), name, text, workspace.channel("#general"))
    return urlencode(payload).encode()


def posted(
    tend: Sandbox, body: bytes | Iterable[bytes], headers: dict[str, str], *, path: str = "/slack/events"
) -> int:
    """The HTTP status that a request of anybody's gets."""
    address = urlsplit(tend.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=5)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST", path, body, kind | headers, encode_chunked=not isinstance(body, bytes))
        return connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        return connection.getresponse().status  # refused before it was sent to its end
    finally:
        connection.close()


def signed(tend: Sandbox, body: bytes, *, age: int = 0) -> dict[str, str]:
    return signature(body, secret=tend.workspace.signing_secret, at=int(time.time()) - age)


def is_enrolled(tend: Sandbox, handle: str) -> bool:
    with tend.database.reading() as session:
        person = tend.workspace.person(handle)
        return session.get(Enrolment, (tend.workspace.team_id, person.id)) is not None


def zone_of(tend: Sandbox, handle: str) -> str:
    with tend.database.reading() as session:
        return session.get_one(Person, (tend.workspace.team_id, tend.workspace.person(handle).id)).zone


def delivered(tend: Sandbox, event: dict[str, Any]) -> Ack:
    return door_of(tend).deliver("events_api", Events(tend.workspace, door_of(tend)).envelope(event))


# Who gets in


def test_a_signed_request_is_let_in(tend: Sandbox) -> None:
    body = command_of(tend, "/tend hour 11:00")
    assert posted(tend, body, signed(tend, body)) == 200
    assert is_enrolled(tend, "maya")


def test_a_forged_signature_is_turned_away_without_effect(tend: Sandbox) -> None:
    body = command_of(tend, "/tend hour 11:00")
    forged = signature(body, secret="guessed", at=int(time.time()))
    assert posted(tend, body, forged) == 401
    assert posted(tend, body, {}) == 401
    assert posted(tend, body + b"&text=pause", signed(tend, body)) == 401
    assert posted(tend, body, signed(tend, body) | {"X-Slack-Request-Timestamp": "soon"}) == 401
    assert not is_enrolled(tend, "maya")


@pytest.mark.parametrize("age", [301, -301, 86_400])
def test_an_old_signature_or_one_from_the_future_is_turned_away(tend: Sandbox, age: int) -> None:
    body = command_of(tend, "/tend hour 11:00")
    assert posted(tend, body, signed(tend, body, age=age)) == 401
    assert not is_enrolled(tend, "maya")


def test_too_much_is_not_read_whether_its_length_is_told_or_not(tend: Sandbox) -> None:
    large = b"text=" + b"x" * 1_100_000
    assert posted(tend, large, signed(tend, large)) == 413
    pieces = [large[start : start + 64_000] for start in range(0, len(large), 64_000)]
    assert posted(tend, iter(pieces), signed(tend, large)) == 413
    assert "help" in tend.hands("maya").types("/tend help").words


@pytest.mark.parametrize("length", ["10", "-1", "many", "900000"])
def test_a_length_that_is_not_true_harms_nobody(
    tend: Sandbox, length: str, caplog: pytest.LogCaptureFixture
) -> None:
    body = command_of(tend, "/tend hour 11:00")
    head = {"Host": "bot", "Content-Length": length} | signed(tend, body)
    lines = ["POST /slack/events HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    address = urlsplit(tend.url)
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(100)
    assert not answer.startswith(b"HTTP/1.1 200")
    assert not is_enrolled(tend, "maya")
    assert CANARY not in caplog.text
    assert "help" in tend.hands("maya").types("/tend help").words


@pytest.mark.parametrize("body", [b"", b"payload=%7B", b"payload=null", b"{}", b"\xff\xfe", b"payload=[]"])
def test_nonsense_from_a_stranger_leaves_no_trace(
    tend: Sandbox, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert posted(tend, body, signature(b"else", secret="guessed", at=int(time.time()))) == 401
    assert "Traceback" not in caplog.text
    assert "help" in tend.hands("maya").types("/tend help").words


def test_nothing_else_is_behind_the_doors(tend: Sandbox) -> None:
    assert posted(tend, b"", {}, path="/slack/install") == 404
    assert posted(tend, b"", {}, path="/healthz") == 405


# Events


def test_an_event_that_comes_twice_has_one_effect(tend: Sandbox) -> None:
    maya = tend.workspace.person("maya").as_slack(team_id=tend.workspace.team_id, now=tend.now())
    envelope = Events(tend.workspace, door_of(tend)).envelope(
        {"type": "user_change", "user": maya | {"tz": "Asia/Tokyo"}}
    )
    assert door_of(tend).deliver("events_api", envelope).ok
    envelope["event"]["user"] = maya | {"tz": "America/New_York"}
    assert door_of(tend).deliver("events_api", envelope).ok
    assert zone_of(tend, "maya") == "Asia/Tokyo"


def test_doubled_and_swapped_events_are_all_taken(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport
    tend.workspace.faults.duplicate_events(2)
    tend.workspace.faults.swap_events(1)
    tend.hands("maya").changes_profile(tz="Asia/Tokyo")
    tend.hands("leo").changes_profile(tz="Asia/Kolkata")
    assert (zone_of(tend, "maya"), zone_of(tend, "leo")) == ("Asia/Tokyo", "Asia/Kolkata")


@pytest.mark.parametrize("kind", ["channel_rename", "message", "reaction_added", "something_new"])
def test_an_event_that_nobody_listens_to_is_answered_with_yes(tend: Sandbox, kind: str) -> None:
    assert delivered(tend, {"type": kind}).status == 200


def test_an_event_without_what_it_should_have_is_answered_and_logged(
    tend: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert delivered(tend, {"type": "user_change"}).status == 200
    assert "failed: KeyError" in caplog.text


def test_when_the_app_is_removed_nothing_is_delivered_any_more(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    note(tend, "maya", "call Leo")
    tend.workspace.faults.order("conversations.open", Refusal("ratelimited"), times=3)
    tend.clock.turn_to(tend.clock.now().replace(day=8, hour=7))
    tend.settle()
    events = [{"type": "tokens_revoked", "tokens": {"bot": ["U0TENDBOT1"]}}, {"type": "app_uninstalled"}]
    for event in events:
        assert delivered(tend, event).status == 200
    with tend.database.reading() as session:
        assert set(session.scalars(sa.select(Enrolment.next_card_at))) == {None}
        [card] = session.scalars(sa.select(OutboxMessage).where(OutboxMessage.purpose == "cards.card"))
        assert (card.state, card.reason, card.content) == (State.DROPPED, "app_removed", None)
    calls = len(tend.workspace.calls)
    tend.let_days_pass(20)
    assert {call.method for call in tend.workspace.calls[calls:]} <= {"users.list"}


def test_when_the_app_is_installed_again_the_cards_come_again(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    delivered(tend, {"type": "app_uninstalled"})
    tend.let_days_pass(7)
    assert cards_of(tend, "maya") == []
    tend.tend.prepare()  # the new token is in the settings, and the bot is started
    tend.let_days_pass(1)
    assert len(cards_of(tend, "maya")) == 1


def test_a_persons_revoked_token_is_not_the_apps_end(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    delivered(tend, {"type": "tokens_revoked", "tokens": {"oauth": ["U0MAYA0001"]}})
    tend.let_days_pass(1)
    assert len(cards_of(tend, "maya")) == 1


# Each request has one effect


def test_a_form_sent_in_twice_has_one_effect(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/followups call Leo")
    form = tend.workspace.modal_of("maya")
    assert form is not None
    payload = payloads.submission(tend.workspace, hands.person, form)
    twice = json.loads(json.dumps(payload)) | {"trigger_id": "another.trigger"}
    assert door_of(tend).deliver("interactive", payload).ok
    assert door_of(tend).deliver("interactive", twice).ok
    with tend.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(FollowUp.id))) == 1


def test_a_command_delivered_twice_has_one_effect(tend: Sandbox) -> None:
    body = command_of(tend, "/tend pause")
    assert posted(tend, body, signed(tend, body)) == 200
    tend.hands("maya").types("/tend resume")
    assert posted(tend, body, signed(tend, body)) == 200
    with tend.database.reading() as session:
        assert session.scalars(sa.select(Enrolment.paused_until)).one() is None

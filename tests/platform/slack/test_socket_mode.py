"""The line of Socket Mode: back at once after a cut, renewed without a gap, closed without waiting."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.platform.clock import ManualClock
from bot.platform.slack import socket_mode
from bot.platform.slack.errors import DeliveryError
from bot.platform.slack.socket_mode import SocketMode
from bot.sandbox.asgi import sandbox_app
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.hands.hands import Hands
from bot.sandbox.server import listen, serve, url_of
from bot.sandbox.slack.faults import RateLimit, Refusal, ServerError
from bot.sandbox.slack.harbour import START, harbour
from bot.sandbox.slack.workspace import Workspace
from tests.platform.slack.quiet_wire import QuietWire


@dataclass
class Line:
    """A workspace, a small bot that says back what it was told, and the line between them."""

    workspace: Workspace
    door: SocketDoor
    bot: SocketMode
    port: int
    slow: threading.Event

    def says(self, words: str) -> str:
        return Hands(self.workspace, self.door, "maya").types(f"/tend {words}").words

    def is_back_within(self, seconds: float) -> bool:
        """Whether a command is answered again, after the end of whatever line there was."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.says("hello") == "You said hello":
                return True
            time.sleep(0.01)
        return False


@pytest.fixture
def line() -> Iterator[Line]:
    workspace = harbour(ManualClock(START))
    listening = listen()
    workspace.address = url_of(listening)
    door = SocketDoor(workspace)
    server = serve(sandbox_app(workspace, socket_door=door), listening=listening)
    api_url = f"{server.url}/api/"
    bolt = App(
        client=WebClient(token=workspace.bot_token, base_url=api_url),
        signing_secret="unused",
        token_verification_enabled=False,
        process_before_response=True,
    )
    slow = threading.Event()

    @bolt.command("/tend")
    def tend(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        if body["text"] == "wait":
            slow.set()
            time.sleep(0.3)
        ack(f"You said {body['text']}")

    bot = SocketMode(bolt, app_token=workspace.app_token, api_url=api_url)
    yield Line(workspace, door, bot, int(server.url.rpartition(":")[2]), slow)
    bot.close()
    server.stop()


@pytest.fixture
def open_line(line: Line) -> Line:
    line.bot.open()
    assert line.door.wait_for_link(5)
    return line


def test_what_is_said_is_answered_over_the_line(open_line: Line) -> None:
    assert open_line.says("hello") == "You said hello"


def test_an_app_token_that_slack_does_not_know_is_refused_at_once(line: Line) -> None:
    line.workspace.faults.order("apps.connections.open", Refusal("invalid_auth"))
    with pytest.raises(DeliveryError, match="invalid_auth"):
        line.bot.open()


@pytest.mark.parametrize("ending", ["drop", "close", "refresh"])
def test_the_line_is_there_again_at_once_however_it_ended(open_line: Line, ending: str) -> None:
    before = open_line.door.wait_for_link(1)
    for _ in range(3):
        getattr(open_line.door, ending)()
        assert open_line.is_back_within(2)
    assert open_line.door.wait_for_link(1) is not before


@pytest.mark.parametrize("trouble", [ServerError(), RateLimit(30)])
def test_while_slack_gives_no_address_the_bot_asks_again_after_a_pause(
    open_line: Line, trouble: ServerError | RateLimit
) -> None:
    open_line.workspace.faults.order("apps.connections.open", trouble)
    began = time.monotonic()
    open_line.door.drop()
    assert open_line.is_back_within(4)
    assert time.monotonic() - began > 0.9


def test_a_renewal_leaves_no_gap_and_what_is_in_hand_is_answered_on_the_old_line(open_line: Line) -> None:
    answers: list[str] = []
    waiting = threading.Thread(target=lambda: answers.append(open_line.says("wait")))
    waiting.start()
    assert open_line.slow.wait(3)
    open_line.door.refresh()
    assert open_line.says("hello") == "You said hello"
    waiting.join()
    assert answers == ["You said wait"]


def test_closing_answers_what_is_in_hand_and_does_not_wait_for_anything_else(open_line: Line) -> None:
    answers: list[str] = []
    waiting = threading.Thread(target=lambda: answers.append(open_line.says("wait")))
    waiting.start()
    assert open_line.slow.wait(3)
    began = time.monotonic()
    open_line.bot.close()
    assert time.monotonic() - began < 0.9
    waiting.join()
    assert answers == ["You said wait"]
    assert open_line.workspace.socket_tickets == set()


def test_after_closing_no_new_line_is_opened(open_line: Line) -> None:
    open_line.bot.close()
    time.sleep(0.2)
    assert open_line.door.link_count == 0


def test_a_line_that_goes_silent_without_being_cut_is_noticed(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_SECONDS_BETWEEN_PINGS", "_SECONDS_FOR_A_PONG", "_SECONDS_TO_CLOSE"):
        monkeypatch.setattr(socket_mode, name, 0.2)
    wire = QuietWire(line.port)
    line.workspace.address = f"http://127.0.0.1:{wire.port}"  # where the line goes; the API stays direct
    line.bot.open()
    before = line.door.wait_for_link(5)
    assert line.says("hello") == "You said hello"
    wire.go_silent()
    assert line.door.wait_for_link(3, count=2) is not before
    assert line.is_back_within(3)
    line.bot.close()
    wire.close()

"""A running process, seen by its operator: it says whether it is well, gives its numbers, and ends well."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from bot.config import SettingsError, from_environment
from bot.platform.database import Database
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.encryption import Cipher
from bot.sandbox.doors.door import Door
from bot.sandbox.doors.http import HttpDoor, signature
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.hands.hands import Hands
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Slow
from bot.sandbox.slack.workspace import Workspace
from tests.conftest import KEY
from tests.slack_alone import slack_alone

ROOT = Path(__file__).parent.parent
SECONDS = 20


class Bot:
    """The bot in a process of its own, over Socket Mode, with its operator's door open."""

    def __init__(self, workspace: Workspace, door: SocketDoor, folder: Path, port: int) -> None:
        self.workspace = workspace
        self.port = port
        self.database = Database(f"sqlite:///{folder / 'tend.db'}", Cipher((KEY,)))
        self.process = start(workspace, folder, TEND_METRICS_PORT=str(port))
        assert door.wait_for_link(SECONDS)

    def end(self) -> str:
        """Wait for its end; what it said. It must not stumble."""
        _, said = self.process.communicate(timeout=SECONDS)
        assert "Traceback" not in said
        return said

    def say_something(self) -> None:
        """Put a message into the outbox, as the bot itself would, and wait until it is on its way."""
        channel = next(channel for channel in self.workspace.channels if not channel.is_im)
        channel.members.append(self.workspace.bot.id)
        now = datetime.now(UTC)
        with self.database.transaction() as session:
            session.add(
                OutboxMessage(
                    workspace_id=self.workspace.team_id,
                    kind=Kind.POST,
                    lane=f"channel:{channel.id}",
                    channel_id=channel.id,
                    purpose="tests.post",
                    content=json.dumps({"text": "Hello", "blocks": []}),
                    next_attempt_at=now,
                    created_at=now,
                )
            )
        wait_until(lambda: self.posted() == 1)

    def posted(self) -> int:
        return sum(call.method == "chat.postMessage" for call in self.workspace.calls)

    def state(self) -> str:
        with self.database.reading() as session:
            return session.scalars(sa.select(OutboxMessage.state)).one()


def start(workspace: Workspace, folder: Path, *arguments: str, **settings: str) -> "subprocess.Popen[str]":
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "TEND_SLACK_API_URL": f"{workspace.address}/api",
        "TEND_ENCRYPTION_KEYS": KEY,
        **settings,
    }
    command = [sys.executable, "-m", "bot", "run", *arguments]
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def got(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with slack_alone() as (workspace, door):
        running = Bot(workspace, door, tmp_path, free_port())
        yield running
        if running.process.poll() is None:
            running.process.kill()
            running.process.communicate()
        running.database.dispose()


def test_it_says_that_it_is_ready_finishes_what_is_in_hand_and_ends(bot: Bot) -> None:
    wait_until(lambda: got(bot.port, "/healthz")[0] == 200)
    status, said = got(bot.port, "/readyz")
    assert (status, json.loads(said)) == (
        200,
        {"ready": True, "process": "ok", "database": "ok", "line": "ok", "pollers": "ok"},
    )
    _, numbers = got(bot.port, "/metrics")
    assert 'tend_due_lag_seconds{what="outbox_messages.next_attempt_at"} 0.0' in numbers
    assert "tend_database_up 1.0" in numbers
    assert "process_resident_memory_bytes" in numbers

    bot.workspace.faults.order("chat.postMessage", Slow(2))
    bot.say_something()
    bot.process.send_signal(signal.SIGTERM)
    wait_until(lambda: got(bot.port, "/readyz")[0] != 200)
    assert '"process":"stopping"' in got(bot.port, "/readyz")[1]
    said = bot.end()
    assert bot.process.returncode == 0
    assert "Tend has stopped" in said
    assert (bot.state(), bot.posted()) == (State.SENT, 1)


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_a_request_in_hand_is_answered_before_it_ends(tmp_path: Path, transport: str) -> None:
    with slack_alone() as (workspace, line):
        door: Door = line
        arguments, settings, port = [], {}, free_port()
        if transport == "http":
            arguments = ["--http", "--port", str(port)]
            settings = {"SLACK_SIGNING_SECRET": workspace.signing_secret}
            door = HttpDoor(f"http://127.0.0.1:{port}/slack/events", signing_secret=workspace.signing_secret)
        process = start(workspace, tmp_path, *arguments, **settings)
        if transport == "http":
            wait_until(lambda: got(port, "/readyz")[0] == 200)
        else:
            assert line.wait_for_link(SECONDS)
        workspace.faults.order("views.open", Slow(1))
        with ThreadPoolExecutor(max_workers=1) as elsewhere:
            typed = elsewhere.submit(Hands(workspace, door, "maya").types, "/shoutout settings")
            wait_until(lambda: any(call.method == "views.open" for call in workspace.calls))
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=SECONDS)
            assert typed.result(timeout=SECONDS).trouble is None
        assert workspace.modal_of("maya") is not None
    assert (process.returncode, "Traceback" in said) == (0, False)


def test_told_twice_it_ends_at_once_and_nothing_is_lost(bot: Bot) -> None:
    wait_until(lambda: got(bot.port, "/healthz")[0] == 200)
    bot.workspace.faults.order("chat.postMessage", Slow(6))
    bot.say_something()
    bot.process.send_signal(signal.SIGTERM)
    wait_until(lambda: got(bot.port, "/readyz")[0] != 200)
    bot.process.send_signal(signal.SIGTERM)
    assert "Tend has stopped" not in bot.end()
    assert bot.process.returncode == -signal.SIGTERM
    assert bot.state() == State.WAITING


def test_what_does_not_end_is_left_after_its_time() -> None:
    hanging = (
        "import threading, time\n"
        "from bot.platform.operating.ending import end_within\n"
        "threading.Thread(target=time.sleep, args=[60]).start()\n"  # Python itself waits for it
        "end_within(0.2)"
    )
    command = [sys.executable, "-c", hanging]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)  # noqa: S603
    assert ended.returncode == 1
    assert "what was in hand is taken up at the next start" in ended.stderr


@pytest.mark.parametrize("which", ["--port", "TEND_METRICS_PORT"])
def test_a_port_in_use_is_a_sentence(tmp_path: Path, which: str) -> None:
    with slack_alone() as (workspace, _), socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = ["--http", "--port", port if which == "--port" else "0"]
        settings = {"SLACK_SIGNING_SECRET": "of-slacks"}
        settings |= {"TEND_METRICS_PORT": port} if which != "--port" else {}
        process = start(workspace, tmp_path, *arguments, **settings)
        _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert said == (
        f"Nothing can be served on 127.0.0.1, port {port}: Address already in use. "
        f"Choose another one with {which}.\n"
    )
    assert not (tmp_path / "tend.db").exists(), "it looks before it begins"


def test_a_port_that_cannot_be_is_a_sentence_too(tmp_path: Path) -> None:
    with slack_alone() as (workspace, _):
        settings = {"SLACK_SIGNING_SECRET": "of-slacks"}
        process = start(workspace, tmp_path, "--http", "--port", "70000", **settings)
        _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert said.startswith("Nothing can be served on 127.0.0.1, port 70000: there is no such port.")


def test_a_clock_that_is_off_is_told_and_a_forged_request_is_not(
    tend: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    body = b"command=%2Ftend&text=help"
    secret, now = tend.workspace.signing_secret, int(time.time())
    for signed in (
        signature(body, secret="guessed", at=now - 600),
        signature(b"else", secret=secret, at=now),
    ):
        assert httpx.post(f"{tend.url}/slack/events", content=body, headers=signed).status_code == 401
    assert warnings_of_ours(caplog) == []
    ten_minutes_ago = signature(body, secret=secret, at=now - 600)
    assert httpx.post(f"{tend.url}/slack/events", content=body, headers=ten_minutes_ago).status_code == 401
    assert warnings_of_ours(caplog) == [
        "a signed request came too late, or early: a second time, or this clock is off"
    ]


def warnings_of_ours(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelname == "WARNING"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("9464", ("127.0.0.1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),  # noqa: S104  nothing is served there
        ("[::1]:9464", ("::1", 9464)),
        ("", None),
    ],
)
def test_the_operators_port_is_this_machines_unless_an_address_stands_before_it(
    said: str, meant: tuple[str, int] | None
) -> None:
    settings = {"SLACK_BOT_TOKEN": "xoxb-invented", "TEND_ENCRYPTION_KEYS": KEY, "TEND_METRICS_PORT": said}
    assert from_environment(settings).metrics == meant


@pytest.mark.parametrize("said", ["0", "65536", "a port", "9464/metrics", "localhost:", "-1"])
def test_what_is_no_port_is_said_so(said: str) -> None:
    settings = {"SLACK_BOT_TOKEN": "xoxb-invented", "TEND_ENCRYPTION_KEYS": KEY, "TEND_METRICS_PORT": said}
    with pytest.raises(SettingsError, match="TEND_METRICS_PORT should be a port, such as 9464"):
        from_environment(settings)

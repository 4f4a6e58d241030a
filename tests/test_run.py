"""`python -m bot run` as it runs in production: a process of its own, and Slack somewhere else."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.hands.hands import Hands
from bot.sandbox.slack.workspace import Workspace
from tests.conftest import KEY

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 20


@contextmanager
def running(workspace: Workspace, folder: Path, *arguments: str, **settings: str) -> Iterator[None]:
    """The bot in a process of its own, with invented tokens; it must end well when it is told to."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "TEND_SLACK_API_URL": f"{workspace.address}/api",
        "TEND_ENCRYPTION_KEYS": KEY,
        **settings,
    }
    command = [sys.executable, "-m", "bot", "run", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=SECONDS_TO_START)
    assert process.returncode == 0, said
    assert "Tend has stopped" in said
    assert "Traceback" not in said


def test_it_answers_over_socket_mode(slack: tuple[Workspace, SocketDoor], tmp_path: Path) -> None:
    workspace, door = slack
    with running(workspace, tmp_path, SLACK_APP_TOKEN=workspace.app_token):
        assert door.wait_for_link(SECONDS_TO_START)
        assert "/tend pause 2 weeks" in Hands(workspace, door, "maya").types("/tend help").words
    assert (tmp_path / "tend.db").exists()


def test_it_answers_over_http(slack: tuple[Workspace, SocketDoor], tmp_path: Path) -> None:
    workspace, _ = slack
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    secret = workspace.signing_secret
    with running(workspace, tmp_path, "--http", "--port", str(port), SLACK_SIGNING_SECRET=secret):
        wait_for(f"http://127.0.0.1:{port}/healthz")
        door = HttpDoor(f"http://127.0.0.1:{port}/slack/events", signing_secret=secret)
        assert "/tend pause 2 weeks" in Hands(workspace, door, "maya").types("/tend help").words


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_while_it_starts_it_waits_for_nobody(tmp_path: Path, told: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # a Slack that never answers
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_APP_TOKEN": "xapp-1",
            "TEND_SLACK_API_URL": f"http://127.0.0.1:{silent.getsockname()[1]}/api/",
            "TEND_ENCRYPTION_KEYS": KEY,
        }
        command = [sys.executable, "-m", "bot", "run"]
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603
        silent.settimeout(SECONDS_TO_START)
        asked, _ = silent.accept()
        process.send_signal(told)
        _, said = process.communicate(timeout=SECONDS_TO_START)
        asked.close()
    assert process.returncode == 0, said
    assert "Tend stops before it was awake" in said
    assert "Traceback" not in said


def wait_for(address: str) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                assert answer.status == 200
                return
        except OSError:
            assert time.monotonic() < end, "the bot did not come up"
            time.sleep(0.05)

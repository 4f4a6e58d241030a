"""Slack's own command line finds the app's manifest and starts the bot: `slack run`."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import from_environment
from bot.platform.slack import manifest
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.hands.hands import Hands
from bot.sandbox.slack.workspace import Workspace
from tests.conftest import KEY

ROOT = Path(__file__).parent.parent
SECONDS = 30
CONFIG = json.loads((ROOT / ".slack/hooks.json").read_text())


def hook(name: str, *more: str) -> list[str]:
    """The words of a hook, taken apart as Slack's command line does, and run by this Python."""
    python, *words = CONFIG["hooks"][name].split()
    assert python == ".venv/bin/python"
    return [sys.executable, *words, *more]


def test_the_manifest_in_json_is_the_one_in_yaml(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--json"]) == 0
    said = capsys.readouterr().out
    assert json.loads(said) == manifest.for_socket_mode()
    written = (ROOT / "manifest.json").read_text()
    assert written == said, "make it anew: .venv/bin/tend manifest --json > manifest.json"


def test_the_http_variant_is_there_in_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--json", "--http", "https://tend.example.org"]) == 0
    assert json.loads(capsys.readouterr().out) == manifest.for_http("https://tend.example.org")


def test_asked_for_the_manifest_the_hook_answers_with_nothing_else_on_its_output() -> None:
    answered = subprocess.run(  # noqa: S603  our own command
        hook("get-manifest", f"--source={ROOT}"),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SLACK_ENV": "local", "SLACK_WORKSPACE": "harbour"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    assert json.loads(answered.stdout) == manifest.for_socket_mode()


def test_the_bot_itself_keeps_the_line_to_slack() -> None:
    # Otherwise Slack's command line opens the line, and starts the bot for each event.
    assert CONFIG["config"]["sdk-managed-connection-enabled"] is True
    # A protocol of its own would add words to every command.
    assert "protocol-version" not in CONFIG["config"]


def test_started_by_slack_run_the_bot_answers(slack: tuple[Workspace, SocketDoor], tmp_path: Path) -> None:
    workspace, door = slack
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN=\nSLACK_APP_TOKEN=\nTEND_ENCRYPTION_KEYS={KEY}\n")
    process = subprocess.Popen(  # noqa: S603  our own command
        hook("start"),
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TEND_SLACK_API_URL": f"{workspace.address}/api",
            "SLACK_CLI_XOXB": workspace.bot_token,
            "SLACK_CLI_XAPP": workspace.app_token,
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert door.wait_for_link(SECONDS)
        assert "/tend pause 2 weeks" in Hands(workspace, door, "maya").types("/tend help").words
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, said
    assert workspace.bot_token not in said


SLACKS = {"SLACK_CLI_XOXB": "xoxb-cli", "SLACK_CLI_XAPP": "xapp-cli", "TEND_ENCRYPTION_KEYS": KEY}


def test_tokens_of_ones_own_go_first() -> None:
    settings = from_environment(SLACKS | {"SLACK_BOT_TOKEN": "xoxb-own", "SLACK_APP_TOKEN": "xapp-own"})
    assert (settings.slack_bot_token, settings.slack_app_token) == ("xoxb-own", "xapp-own")


def test_the_tokens_of_two_apps_are_never_mixed() -> None:
    settings = from_environment(SLACKS | {"SLACK_BOT_TOKEN": "xoxb-own"})
    assert (settings.slack_bot_token, settings.slack_app_token) == ("xoxb-own", None)
    settings = from_environment(SLACKS)
    assert (settings.slack_bot_token, settings.slack_app_token) == ("xoxb-cli", "xapp-cli")

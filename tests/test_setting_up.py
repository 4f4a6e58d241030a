"""`python -m bot setup` asks for nothing that it can find out, and never touches what somebody wrote."""

import json
import shutil
import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet
from dotenv import dotenv_values

from bot.__main__ import main
from bot.commands.setting_up import set_up
from bot.config import from_environment
from bot.platform.slack import manifest

EXAMPLE = Path(__file__).parent.parent / ".env.example"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh checkout's folder, in an environment that says nothing."""
    for name in dotenv_values(EXAMPLE):
        monkeypatch.delenv(name, raising=False)
    shutil.copy(EXAMPLE, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_first_time_there_is_an_env_with_a_key_and_what_is_missing_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup"]) == 0
    said = capsys.readouterr().out
    given = dotenv_values(folder / ".env")
    Fernet(given["TEND_ENCRYPTION_KEYS"] or "")
    assert (folder / ".env").read_text().replace(
        str(given["TEND_ENCRYPTION_KEYS"]), ""
    ) == EXAMPLE.read_text()
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    assert "SLACK_BOT_TOKEN is missing" in said
    assert "SLACK_APP_TOKEN is missing" in said
    assert "TEND_ENCRYPTION_KEYS" not in said
    assert str(given["TEND_ENCRYPTION_KEYS"]) not in said


def test_the_readme_is_named_where_there_is_one(folder: Path) -> None:
    assert "README" not in "\n".join(set_up(folder))
    (folder / "README.md").touch()
    assert "README.md, “In a real workspace”, goes through it." in "\n".join(set_up(folder))


def test_what_somebody_wrote_stays_as_it_is(folder: Path) -> None:
    (folder / ".env").write_text("SLACK_BOT_TOKEN=xoxb-mine\n# a note of mine\n")
    said = "\n".join(set_up(folder))
    assert (folder / ".env").read_text() == "SLACK_BOT_TOKEN=xoxb-mine\n# a note of mine\n"
    assert "TEND_ENCRYPTION_KEYS" in said
    assert ".env is new" not in said


def test_with_both_tokens_nothing_is_missing(folder: Path) -> None:
    set_up(folder)
    begun = (folder / ".env").read_text()
    (folder / ".env").write_text(
        begun.replace("SLACK_BOT_TOKEN=\n", "SLACK_BOT_TOKEN=xoxb-1\n").replace(
            "SLACK_APP_TOKEN=\n", "SLACK_APP_TOKEN=xapp-1\n"
        )
    )
    assert set_up(folder) == ["Every setting is there. See whether they work: python -m bot doctor"]
    assert from_environment({}, env_file=folder / ".env", transport="socket").slack_bot_token == "xoxb-1"


def test_whom_slack_calls_needs_no_token_for_socket_mode(folder: Path) -> None:
    (folder / ".env").write_text(
        f"SLACK_BOT_TOKEN=xoxb-1\nSLACK_SIGNING_SECRET=s\nTEND_ENCRYPTION_KEYS={Fernet.generate_key().decode()}\n"
    )
    assert "Every setting is there" in set_up(folder)[0]


def test_a_key_in_the_environment_is_given_no_second_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEND_ENCRYPTION_KEYS", Fernet.generate_key().decode())
    assert set_up(folder)[0] == ".env is new."
    assert dotenv_values(folder / ".env")["TEND_ENCRYPTION_KEYS"] == ""


def test_without_the_example_the_needed_lines_stand_there(folder: Path) -> None:
    (folder / ".env.example").unlink()
    set_up(folder)
    assert list(dotenv_values(folder / ".env")) == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "TEND_ENCRYPTION_KEYS",
    ]
    Fernet(dotenv_values(folder / ".env")["TEND_ENCRYPTION_KEYS"] or "")


def test_where_nothing_can_be_written_it_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".env").symlink_to(folder / "nowhere" / "env")
    assert main(["setup"]) == 1
    assert ".env cannot be made" in capsys.readouterr().err


def test_slacks_page_is_opened_with_the_whole_manifest_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--link"]) == 0
    address = capsys.readouterr().out.strip()
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith("https://api.slack.com/apps?new_app=1&")
    assert json.loads(asked["manifest_json"][0]) == manifest.for_socket_mode()
    # Browsers and servers take eight thousand characters; more is not sure.
    assert len(address) < 8000

"""Every setting that is missing or malformed is told in a sentence, all at once, before anything starts."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import SettingsError, from_environment
from bot.platform.encryption import new_key
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal

ROOT = Path(__file__).parent.parent

KEY = new_key()
GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "TEND_ENCRYPTION_KEYS": KEY}


def problems(**settings: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        from_environment(settings)
    return str(refused.value).splitlines()


def test_two_settings_are_enough() -> None:
    settings = from_environment(GOOD)
    assert settings.slack_bot_token == "xoxb-1"
    assert settings.encryption_keys == (KEY,)
    assert settings.database_url == "sqlite:///tend.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.slack_app_token is settings.slack_signing_secret is settings.shoutouts_channel is None
    assert settings.public_url is None
    assert settings.content is None


def test_everything_that_is_missing_is_told_at_once() -> None:
    told = problems()
    assert [sentence.split()[0] for sentence in told] == ["SLACK_BOT_TOKEN", "TEND_ENCRYPTION_KEYS"]
    assert "OAuth & Permissions" in told[0]
    assert "python -m bot new-key" in told[1]


def test_everything_that_is_malformed_is_told_at_once() -> None:
    told = problems(
        SLACK_BOT_TOKEN="xoxp-1",
        SLACK_APP_TOKEN="xoxb-1",
        TEND_DATABASE_URL="postgres://x",
        TEND_SLACK_API_URL="slack.com/api",
        TEND_SHOUTOUTS_CHANNEL="#shout-outs",
        TEND_PUBLIC_URL="tend.example.com",
        TEND_CONTENT="/nowhere/at/all",
        TEND_MANAGER_FIELD="Manager",
        TEND_ENCRYPTION_KEYS="secret",
    )
    assert [sentence.split()[0] for sentence in told] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "TEND_DATABASE_URL",
        "TEND_SLACK_API_URL",
        "TEND_SHOUTOUTS_CHANNEL",
        "TEND_PUBLIC_URL",
        "TEND_CONTENT",
        "TEND_MANAGER_FIELD",
        "TEND_ENCRYPTION_KEYS",
    ]
    assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "bot"),
        ("SLACK_APP_TOKEN", "app"),
        ("TEND_DATABASE_URL", "tend.db"),
        ("TEND_DATABASE_URL", "mysql://host/tend"),
        ("TEND_DATABASE_URL", "postgresql://host/tend"),
        ("TEND_DATABASE_URL", "postgresql+psycopg://tend:secret@host:port/tend"),
        ("TEND_SLACK_API_URL", "ftp://slack.com/"),
        ("TEND_SHOUTOUTS_CHANNEL", "U0MAYA0001"),
        ("TEND_MANAGER_FIELD", "Reports to"),
        ("TEND_PUBLIC_URL", "tend.example.org"),
        ("TEND_PUBLIC_URL", "http://tend.example.com"),
        ("TEND_PUBLIC_URL", "https://maya:canary@tend.example.com"),
        ("TEND_PUBLIC_URL", "https://tend.example.com/?at=1"),
        ("TEND_PUBLIC_URL", "https://tend.example.com|`<!here>`"),
        ("TEND_ENCRYPTION_KEYS", "correct horse"),
        ("TEND_ENCRYPTION_KEYS", "x" * 44),
        ("TEND_ENCRYPTION_KEYS", " , "),
    ],
)
def test_each_malformed_setting_has_a_sentence_that_names_it_and_not_its_value(name: str, value: str) -> None:
    [told] = problems(**GOOD | {name: value})
    assert told.startswith(name)
    assert len(value) < 8 or value not in told


def test_an_empty_setting_counts_as_missing() -> None:
    assert from_environment(GOOD | {"SLACK_APP_TOKEN": "  ", "TEND_DATABASE_URL": ""}).slack_app_token is None
    assert problems(SLACK_BOT_TOKEN=" ", TEND_ENCRYPTION_KEYS=KEY)[0].startswith("SLACK_BOT_TOKEN is missing")


def test_several_keys_keep_their_order_and_spaces_do_not_matter() -> None:
    older = new_key()
    assert from_environment(GOOD | {"TEND_ENCRYPTION_KEYS": f" {KEY} , {older},"}).encryption_keys == (
        KEY,
        older,
    )


def test_an_api_address_gets_its_slash() -> None:
    settings = from_environment(GOOD | {"TEND_SLACK_API_URL": "http://127.0.0.1:3210/api"})
    assert settings.slack_api_url == "http://127.0.0.1:3210/api/"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://tend.example.com", "https://tend.example.com"),
        ("https://tend.example.com/", "https://tend.example.com"),
        ("https://tools.example.com:8443/our-tend/", "https://tools.example.com:8443/our-tend"),
    ],
)
def test_the_public_address_loses_its_slash(given: str, kept: str) -> None:
    settings = from_environment(
        GOOD | {"SLACK_SIGNING_SECRET": "s", "TEND_PUBLIC_URL": given}, transport="http"
    )
    assert settings.public_url == kept


def test_a_public_address_where_nothing_answers_is_refused() -> None:
    with pytest.raises(SettingsError, match="TEND_PUBLIC_URL goes with run --http only"):
        from_environment(
            GOOD | {"SLACK_APP_TOKEN": "xapp-1", "TEND_PUBLIC_URL": "https://tend.example.com"},
            transport="socket",
        )


def test_the_env_file_is_read_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(
        f"# the bot\nSLACK_BOT_TOKEN=xoxb-file\nexport TEND_ENCRYPTION_KEYS='{KEY}'\nSLACK_APP_TOKEN\n"
    )
    assert from_environment({}, env_file=env_file).slack_bot_token == "xoxb-file"
    settings = from_environment({"SLACK_BOT_TOKEN": "xoxb-shell"}, env_file=env_file)
    assert settings.slack_bot_token == "xoxb-shell"
    assert from_environment(GOOD, env_file=tmp_path / "not there").slack_bot_token == "xoxb-1"


def test_an_env_that_cannot_be_read_is_a_sentence_whatever_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_bytes("TEND_CONTENT=caf\u00e9".encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    for command in ("new-key", "setup", "migrate"):
        assert main([command]) == 1
        assert capsys.readouterr().err == ".env cannot be read. It should be a text file, in UTF-8.\n"


def test_whoever_reads_no_further_is_no_error() -> None:
    command = f"{sys.executable} -m bot manifest --json | true; exit ${{PIPESTATUS[0]}}"
    read = subprocess.run(  # noqa: S603  our own command
        ["/bin/bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (read.returncode in (0, 1), read.stderr) == (True, "")


def test_secrets_stay_out_of_what_is_printed_of_the_settings() -> None:
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-canary-1",
        "SLACK_APP_TOKEN": "xapp-canary-2",
        "SLACK_SIGNING_SECRET": "canary-3",
        "TEND_ENCRYPTION_KEYS": KEY,
        "TEND_DATABASE_URL": "postgresql+psycopg://tend:canary-4@host/tend",
    }
    printed = repr(from_environment(secrets))
    assert "canary" not in printed
    assert KEY not in printed


# The same through the command line: a sentence and exit status 1, never a trace


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A process that has nothing but good settings, in an empty folder."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "TEND_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    before = logging.getLogger().handlers[:], logging.getLogger().level
    yield monkeypatch
    logging.getLogger().handlers[:], logging.getLogger().level = before


def test_run_without_an_app_token_says_where_to_get_one(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run"]) == 1
    assert capsys.readouterr().err.startswith("SLACK_APP_TOKEN is missing. Make one at api.slack.com/apps")


def test_run_over_http_without_a_signing_secret_says_where_to_get_it(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--http"]) == 1
    assert capsys.readouterr().err.startswith("SLACK_SIGNING_SECRET is missing")


def test_run_in_an_empty_folder_names_all_that_is_missing(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in GOOD:
        environment.delenv(name)
    assert main(["run"]) == 1
    assert capsys.readouterr().err.count("is missing") == 3


def test_an_unreachable_slack_is_a_sentence(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("SLACK_APP_TOKEN", "xapp-1")
    environment.setenv("TEND_SLACK_API_URL", "http://127.0.0.1:9/api/")
    assert main(["run"]) == 1
    assert "Slack could not be reached at http://127.0.0.1:9/api/" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["invalid_auth", "account_inactive", "token_revoked"])
def test_a_token_that_slack_does_not_know_is_a_sentence(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tend: Sandbox, code: str
) -> None:
    tend.workspace.faults.order("auth.test", Refusal(code))
    environment.setenv("SLACK_APP_TOKEN", tend.workspace.app_token)
    environment.setenv("SLACK_BOT_TOKEN", tend.workspace.bot_token)
    environment.setenv("TEND_SLACK_API_URL", f"{tend.url}/api/")
    assert main(["run"]) == 1
    assert f"Slack does not know SLACK_BOT_TOKEN ({code})" in capsys.readouterr().err


def test_an_app_token_that_slack_does_not_know_is_a_sentence(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tend: Sandbox
) -> None:
    environment.setenv("SLACK_APP_TOKEN", "xapp-of-somebody-else")
    environment.setenv("SLACK_BOT_TOKEN", tend.workspace.bot_token)
    environment.setenv("TEND_SLACK_API_URL", f"{tend.url}/api/")
    assert main(["run"]) == 1
    assert "Slack opened no line for SLACK_APP_TOKEN (invalid_auth)" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_that_cannot_be_opened_is_a_sentence(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    environment.setenv("SLACK_APP_TOKEN", "xapp-1")
    environment.setenv("TEND_DATABASE_URL", "sqlite:////nowhere/at/all/tend.db")
    assert main([command]) == 1
    assert "sqlite:////nowhere/at/all/tend.db cannot be used" in capsys.readouterr().err


def test_a_folder_of_content_is_taken_as_it_is(tmp_path: Path) -> None:
    assert from_environment({**GOOD, "TEND_CONTENT": str(tmp_path)}).content == tmp_path
    assert "docs/content.md" in problems(**GOOD, TEND_CONTENT=str(tmp_path / "gone"))[0]


def test_a_command_that_was_interrupted_does_not_say_it_went_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.platform.encryption.new_key", interrupted)
    assert main(["new-key"]) == 130
    assert capsys.readouterr().err == "Stopped before it was done.\n"

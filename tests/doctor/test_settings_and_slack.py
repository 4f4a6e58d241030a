"""What the doctor says of the settings, of the tokens, of what they may do, and of the clock."""

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.doctor.asking import Answer
from bot.doctor.findings import Mark
from bot.doctor.house import check_python
from bot.doctor.slack import check_scopes
from bot.features.workspace.models import Workspace
from bot.platform.clock import ManualClock
from bot.platform.encryption import new_key
from bot.platform.slack import manifest
from bot.sandbox.slack.faults import DropBefore, HtmlAnswer, RateLimit, Refusal, ServerError
from tests.doctor.conftest import House


def test_nothing_is_wrong(house: House) -> None:
    findings = house.findings()
    assert {finding.mark for finding in findings} == {Mark.OK, Mark.UNKNOWN}
    assert [finding.check for finding in findings if finding.mark is Mark.UNKNOWN] == ["last request"]
    assert [finding.check for finding in findings] == [
        "Python",
        "settings",
        "database",
        "migrations",
        "writing",
        "key",
        "room",
        "bot token",
        "scopes",
        "reading",
        "clock",
        "app token",
        "last request",
        "deliveries",
        "parked",
    ]


def test_the_command_says_so_and_ends_with_zero(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(house.folder)
    for name, value in house.settings.items():
        monkeypatch.setenv(name, value)
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "ok       bot token     Slack knows it, in Harbour" in said
    assert said.endswith("No problem was found.\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-somebody-else")
    assert main(["doctor", "--json"]) == 1
    [problem] = [each for each in json.loads(capsys.readouterr().out) if each["mark"] == "problem"]
    assert problem["check"] == "bot token"
    assert problem["to_do"]


def test_no_secret_is_told(house: House) -> None:
    house.slack.faults.order("auth.test", Refusal("invalid_auth"))
    said = repr(house.findings())
    assert not [
        name for name in house.settings if name.endswith(("TOKEN", "KEYS")) and house.settings[name] in said
    ]


def test_a_missing_setting_is_named_and_nothing_else_is_tried(house: House) -> None:
    del house.settings["SLACK_BOT_TOKEN"], house.settings["TEND_ENCRYPTION_KEYS"]
    assert [problem.seen for problem in house.problems()] == [
        "SLACK_BOT_TOKEN is missing",
        "TEND_ENCRYPTION_KEYS is missing: private notes are stored encrypted with it",
    ]
    assert "there is no .env in this folder: is it the right one?" in repr(house.findings())
    (house.folder / ".env").write_text("SLACK_BOT_TOKEN=\n")
    assert "there is no .env" not in repr(house.findings())


def test_without_a_way_for_requests_to_come_in_the_simpler_one_is_asked_for(house: House) -> None:
    del house.settings["SLACK_APP_TOKEN"]
    assert house.the_problem().seen == "SLACK_APP_TOKEN is missing"
    house.settings["SLACK_SIGNING_SECRET"] = "of-slacks"
    assert house.said_of("settings").seen == "one workspace, Slack calls over HTTP (`run --http`)"
    assert house.problems() == []


def test_all_that_is_missing_is_told_at_once(house: House) -> None:
    house.settings.clear()
    assert [problem.seen.split()[0] for problem in house.problems()] == [
        "SLACK_BOT_TOKEN",
        "TEND_ENCRYPTION_KEYS",
        "SLACK_APP_TOKEN",
    ]


def test_an_env_that_cannot_be_read_is_a_setting_to_be_mended(house: House) -> None:
    (house.folder / ".env").write_bytes("TEND_SHOUTOUTS_CHANNEL=caf\u00e9".encode("latin-1"))
    assert house.the_problem().seen.endswith(".env cannot be read")


def test_an_old_python() -> None:
    assert check_python((3, 10)).mark is Mark.PROBLEM


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_token_that_slack_does_not_know(house: House, code: str) -> None:
    house.slack.faults.order("auth.test", Refusal(code))
    problem = house.the_problem()
    assert problem.seen == f"Slack does not know SLACK_BOT_TOKEN ({code})"
    assert "Install the app" in problem.to_do


def test_slack_unreachable_is_said_and_the_rest_is_looked_at(house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    house.settings["TEND_SLACK_API_URL"] = f"http://127.0.0.1:{port}/api/"
    problem = house.the_problem()
    assert problem.check == "Slack"
    assert "could not be reached: Connection refused" in problem.seen
    assert house.said_of("parked").mark is Mark.OK


@pytest.mark.parametrize("fault", [DropBefore(), HtmlAnswer()])
def test_an_answer_that_is_not_slacks(house: House, fault: DropBefore | HtmlAnswer) -> None:
    house.slack.faults.order("auth.test", fault)
    assert house.the_problem().check == "Slack"


@pytest.mark.parametrize("fault", [RateLimit(30), ServerError(503)])
def test_slack_having_a_bad_moment_is_no_problem_of_ours(
    house: House, fault: RateLimit | ServerError
) -> None:
    house.slack.faults.order("auth.test", fault)
    house.slack.faults.order("users.list", fault)
    assert house.problems() == []


def test_an_app_token_that_opens_no_line(house: House) -> None:
    house.settings["SLACK_APP_TOKEN"] = "xapp-of-somebody-else"
    problem = house.the_problem()
    assert problem.check == "app token"
    assert "connections:write" in problem.to_do


def test_a_scope_too_few(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    granted = house.slack.manifest
    monkeypatch.setattr(house.slack, "manifest", replace(granted, scopes=granted.scopes - {"users:read"}))
    problems = house.problems()
    assert [problem.check for problem in problems] == ["scopes", "reading", "reading"]
    assert problems[0].seen == "missing: users:read"
    assert problems[1].seen == "users.list needs the scope users:read"


def test_scopes_that_a_proxy_took_out_are_not_known_and_more_than_needed_is_fine() -> None:
    assert check_scopes(None).mark is Mark.UNKNOWN
    assert check_scopes(frozenset([*manifest.bot_scopes(), "team:read"])).mark is Mark.OK


def test_a_method_that_does_not_answer_as_it_should(house: House) -> None:
    house.slack.faults.order("users.list", Refusal("org_login_required"))
    problem = house.the_problem()
    assert problem.seen == "users.list: org_login_required"
    assert "docs.slack.dev/reference/methods/users.list" in problem.to_do


def test_the_channel_of_the_shoutouts_is_read_too(house: House) -> None:
    general = next(
        channel for channel in house.slack.channels if not channel.is_im and not channel.is_private
    )
    house.settings["TEND_SHOUTOUTS_CHANNEL"] = general.id
    assert house.said_of("reading").seen.endswith("conversations.info, conversations.members")
    house.settings["TEND_SHOUTOUTS_CHANNEL"] = "C0NOWHERE"
    assert {problem.seen for problem in house.problems()} == {
        "conversations.info does not find the shout-outs' channel",
        "conversations.members does not find the shout-outs' channel",
    }


def test_the_channel_of_another_workspace_is_not_asked_for(house: House) -> None:
    with house.database.transaction() as session:
        for id_, channel_id in (("T0ANOTHER", "C0ELSEWHERE"), (house.slack.team_id, None)):
            session.add(Workspace(id=id_, name="", url="", bot_user_id="U0", shoutouts_channel_id=channel_id))
    assert house.problems() == []


def test_a_moment_without_a_zone_is_one_in_utc() -> None:
    assert Answer("", headers={"date": "Wed, 07 Oct 2026 08:00:00"}).at == datetime(
        2026, 10, 7, 8, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("off", "seen"),
    [
        (timedelta(minutes=10, seconds=20), "10 min ahead of Slack's"),
        (-timedelta(minutes=10, seconds=20), "10 min behind Slack's"),
    ],
)
def test_a_clock_that_is_ten_minutes_off(house: House, off: timedelta, seen: str) -> None:
    house.clock = ManualClock(datetime.now(UTC) + off)
    problem = house.the_problem()
    assert (problem.check, problem.seen) == ("clock", seen)


def test_a_key_that_is_no_key_is_a_setting(house: House, tmp_path: Path) -> None:
    house.settings["TEND_ENCRYPTION_KEYS"] = new_key()[:-4]
    assert "not a key" in house.the_problem().seen

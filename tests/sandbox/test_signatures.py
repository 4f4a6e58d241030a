"""What reaches the bot over HTTP is signed, and what is forged does not get in."""

from bot.sandbox.doors.door import Retry
from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.slack.payloads import command
from tests.sandbox.local_slack import LocalSlack


def test_a_forged_signature_is_turned_away(slack: LocalSlack) -> None:
    workspace = slack.workspace
    forged = HttpDoor(f"{slack.url}/slack/events", signing_secret="not-the-secret")
    maya, general = workspace.person("maya"), workspace.channel("#general")
    ack = forged.deliver("slash_commands", command(workspace, maya, "/hello", "x", general))
    assert (ack.status, ack.error) == (401, "dispatch_failed")
    assert slack.bot.named("command") == []


def test_a_repeated_event_says_so_in_its_headers(slack: LocalSlack) -> None:
    event = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "team_join"}}
    assert slack.door.deliver("events_api", event, retry=Retry(2, "http_timeout")).ok
    [headers] = slack.bot.named("headers")
    assert (headers["x-slack-retry-num"], headers["x-slack-retry-reason"]) == ("2", "http_timeout")


def test_a_bot_that_is_not_running_cannot_be_reached() -> None:
    nobody = HttpDoor("http://127.0.0.1:9/slack/events", signing_secret="x")
    assert nobody.deliver("events_api", {}).error == "dispatch_failed"

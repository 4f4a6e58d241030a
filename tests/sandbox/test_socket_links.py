"""A Socket Mode link can be renewed and cut, and the bot comes back."""

import json
import time
from collections.abc import Iterator

import pytest
import websocket

from bot.sandbox.doors.socket_mode import SocketDoor
from tests.sandbox.local_slack import LocalSlack, local_slack


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalSlack]:
    """With Slack's built-in client, which test_doors uses too."""
    with local_slack("socket") as running:
        yield running


def door_of(slack: LocalSlack) -> SocketDoor:
    assert isinstance(slack.door, SocketDoor)
    return slack.door


def answers_within(slack: LocalSlack, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if slack.hands_of("maya").types("/hello you").words == "You said you":
            return True
    return False


# websocket-client leaves its socket to the garbage collector when the other side closes.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_link_is_renewed_when_slack_asks_for_it(slack: LocalSlack) -> None:
    before = door_of(slack).wait_for_link(3)
    door_of(slack).refresh()
    assert answers_within(slack, 15)
    assert door_of(slack).wait_for_link(1) is not before


def test_without_a_link_a_command_fails(slack: LocalSlack) -> None:
    nobody = SocketDoor(slack.workspace, seconds_to_ack=0.05)
    assert nobody.deliver("slash_commands", {}).error == "dispatch_failed"


def test_a_ticket_opens_one_link(slack: LocalSlack) -> None:
    address = slack.client.apps_connections_open(app_token=slack.workspace.app_token)["url"]
    link = websocket.create_connection(address)
    assert json.loads(link.recv())["type"] == "hello"
    link.close()
    for refused in (address, slack.url.replace("http", "ws") + "/link/"):
        with pytest.raises(websocket.WebSocketBadStatusException):
            websocket.create_connection(refused)

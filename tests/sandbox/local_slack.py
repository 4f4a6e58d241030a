"""A local Slack with the tiny bot in it, over either door."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from bot.platform.clock import ManualClock
from bot.sandbox.asgi import sandbox_app
from bot.sandbox.doors.door import Door
from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.hands.hands import Hands
from bot.sandbox.hands.happenings import Happenings
from bot.sandbox.server import listen, serve, url_of
from bot.sandbox.slack.harbour import START, harbour
from bot.sandbox.slack.workspace import Workspace
from tests.sandbox.tiny_bot import MANIFEST, TinyBot

SECONDS_TO_ACK = 0.4


@dataclass
class LocalSlack:
    """The workspace, the bot in it, and the door between them."""

    workspace: Workspace
    clock: ManualClock
    bot: TinyBot
    door: Door
    url: str

    def hands_of(self, handle: str) -> Hands:
        return Hands(self.workspace, self.door, handle)

    @property
    def happenings(self) -> Happenings:
        return Happenings(self.workspace, self.door)

    @property
    def client(self) -> WebClient:
        return self.bot.client

    def card_for(self, handle: str, blocks: list[dict[str, Any]]) -> Any:
        self.client.chat_postMessage(channel=self.workspace.person(handle).id, text="A card", blocks=blocks)
        return self.workspace.in_dm(handle)[-1]


@contextmanager
def local_slack(transport: str) -> Iterator[LocalSlack]:
    """``http``; ``socket`` with the bot linked; ``unlinked`` with Socket Mode and no bot on it yet."""
    logging.getLogger("slack_bolt").setLevel(logging.CRITICAL)
    clock = ManualClock(START)
    workspace = harbour(clock, manifest=MANIFEST)
    listening = listen()
    workspace.address = url_of(listening)
    bot = TinyBot(
        api_url=f"{workspace.address}/api/",
        token=workspace.bot_token,
        signing_secret=workspace.signing_secret,
    )
    socket_door = SocketDoor(workspace, seconds_to_ack=SECONDS_TO_ACK)
    server = serve(sandbox_app(workspace, socket_door=socket_door, bot_web=bot.web), listening=listening)
    http_door = HttpDoor(
        f"{server.url}/slack/events",
        signing_secret=workspace.signing_secret,
        seconds_to_ack=SECONDS_TO_ACK,
    )
    handler = None
    if transport == "socket":
        handler = SocketModeHandler(bot.bolt, workspace.app_token, ping_interval=0.5)
        handler.connect()
        assert socket_door.wait_for_link(3)
    try:
        door: Door = http_door if transport == "http" else socket_door
        yield LocalSlack(workspace, clock, bot, door, server.url)
    finally:
        if handler is not None:
            # The client notices its own close only after ten seconds at times, Slack's at once.
            handler.client.auto_reconnect_enabled = False
            socket_door.close()
            handler.close()
        server.stop()

"""A Slack on this machine without any bot in it, for a bot that runs in a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.platform.clock import ManualClock
from bot.sandbox.asgi import sandbox_app
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.server import listen, serve, url_of
from bot.sandbox.slack.harbour import START, harbour
from bot.sandbox.slack.workspace import Workspace


@contextmanager
def slack_alone() -> Iterator[tuple[Workspace, SocketDoor]]:
    """The workspace, and the door that a bot's line to it comes in by."""
    workspace = harbour(ManualClock(START))
    door = SocketDoor(workspace)
    listening = listen()
    workspace.address = url_of(listening)
    server = serve(sandbox_app(workspace, socket_door=door), listening=listening)
    try:
        yield workspace, door
    finally:
        server.stop()

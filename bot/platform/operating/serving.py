"""Serve an ASGI application in a thread of its own, so that the main thread is free to hear signals."""

import socket
import threading

import uvicorn
from starlette.types import ASGIApp

from bot.platform.errors import BotError

# Judgement: far more than Slack has open at once; whoever opens more is not Slack.
_MOST_AT_ONCE = 500
# Slack waits for three; an answer that is later than this is of no use to anybody.
_SECONDS_FOR_OPEN_REQUESTS = 5
_BACKLOG = 2048


class PortTaken(BotError):
    """Nothing can be served there: somebody else is, or may."""


def take_port(host: str, port: int, *, setting: str) -> socket.socket:
    """A socket that listens, before anybody answers on it. Raises PortTaken.

    ``setting`` is where another port is chosen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only a socket that names TCP gets TCP_NODELAY from asyncio; without it an answer can take 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        why = error.strerror if isinstance(error, OSError) else "there is no such port"
        raise PortTaken(
            f"Nothing can be served on {host}, port {port}: {why}. Choose another one with {setting}."
        ) from error
    return listening


class Server:
    """``app`` on ``listening``, from ``start`` to ``stop``. ``ended`` is set whenever it serves no more."""

    def __init__(self, app: ASGIApp, listening: socket.socket, *, ended: threading.Event) -> None:
        self._listening = listening
        self._ended = ended
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                log_config=None,  # what it says goes where everything goes, without anybody's words
                access_log=False,  # the path of a calendar is its secret
                timeout_graceful_shutdown=_SECONDS_FOR_OPEN_REQUESTS,
                limit_concurrency=_MOST_AT_ONCE,
            )
        )
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def has_ended(self) -> bool:
        """Whether it serves no more."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Take nothing new, and answer what has been asked."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._listening.close()

    def _serve(self) -> None:
        try:
            self._server.run(sockets=[self._listening])
        finally:
            self._ended.set()

"""Serves an ASGI application on this machine, in a thread of its own."""

import asyncio
import contextlib
import socket
import threading
import time

import uvicorn
from starlette.types import ASGIApp

from bot.platform.errors import BotError

_SECONDS_TO_START = 10.0


class Server:
    """A running server. ``url`` has no slash at the end."""

    def __init__(self, url: str, server: "_Server", thread: threading.Thread) -> None:
        self.url = url
        self._server = server
        self._thread = thread

    def stop(self) -> None:
        """Stop taking requests, give open ones a second, and wait until the port is free."""
        self._server.finish()
        self._thread.join()


class _Server(uvicorn.Server):
    """uvicorn's, but without the tenths of a second that it waits at the end: tests start hundreds."""

    _ending: "asyncio.Task[None] | None" = None

    async def main_loop(self) -> None:
        self._ending = asyncio.create_task(super().main_loop())
        with contextlib.suppress(asyncio.CancelledError):
            await self._ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()

    def finish(self) -> None:
        """End now, from any thread."""
        self.should_exit = True
        if self._ending is not None:
            self._ending.get_loop().call_soon_threadsafe(self._ending.cancel)


def listen(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """Take a port (0: any free one) before anything answers on it, so that its address can be told around.

    Raises BotError when somebody else has it.
    """
    # Only a socket that names TCP gets TCP_NODELAY from asyncio; without it an answer can take 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as taken:
        listening.close()
        raise BotError(f"Port {port} is in use. Choose another one, or stop what runs there.") from taken
    return listening


def url_of(listening: socket.socket) -> str:
    """The address of a port that was taken with ``listen``, without a slash at the end."""
    host, port = listening.getsockname()[:2]
    return f"http://{host}:{port}"


def serve(
    app: ASGIApp, host: str = "127.0.0.1", port: int = 0, *, listening: socket.socket | None = None
) -> Server:
    """Serve ``app`` from a background thread, on ``listening`` or a port of its own; back once it answers.

    Raises BotError when the port is taken or the server does not come up.
    """
    listening = listening or listen(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        http="h11",
        ws="websockets-sansio",
        # An open page holds a stream; without this it would hold up the end, too.
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), name="sandbox", daemon=True)
    thread.start()
    end = time.monotonic() + _SECONDS_TO_START
    while not server.started:
        if not thread.is_alive() or time.monotonic() > end:
            raise BotError("The sandbox's server did not start.")
        time.sleep(0.005)
    return Server(url_of(listening), server, thread)

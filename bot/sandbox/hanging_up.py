"""Ends a connection without an answer, as a network does."""

import asyncio
from typing import Protocol, runtime_checkable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.platform.errors import BotError

# Where the app keeps the server's own ``send``: what a route is handed is wrapped several times.
SEND = "sandbox.send"


class HangUp(Response):
    """An answer that is none: the connection is cut."""

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        await hang_up(scope)


class _Transport(Protocol):
    def abort(self) -> None: ...


@runtime_checkable
class _Connection(Protocol):
    """What uvicorn's ``send`` belongs to. ASGI itself has no way to hang up."""

    transport: _Transport


async def hang_up(scope: Scope) -> None:
    """Cut the connection of this request or web socket. Works under uvicorn only."""
    connection = getattr(scope.get(SEND), "__self__", None)
    if not isinstance(connection, _Connection):
        raise BotError("Only uvicorn's connections can be cut.")
    connection.transport.abort()
    # The server learns of it in the loop's next round; until then it would try to answer 500.
    await asyncio.sleep(0.01)

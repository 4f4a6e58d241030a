"""Whether this process does its work at this moment, as a few plain words for a machine."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.platform.database import Database

_OK = "ok"
_AWAY = "away"
# Judgement: whoever asks waits for a few seconds; a database that is well answers in a thousandth of this.
_SECONDS_FOR_THE_DATABASE = 2.0


@dataclass(slots=True)
class Readiness:
    """What is asked. ``has_line``: whether Slack's line is open; always, where Slack calls over HTTP.

    ``late``: the pollers that have not looked for far too long. ``is_stopping``: set once the process ends.
    """

    database: Database
    has_line: Callable[[], bool]
    late: Callable[[], Sequence[str]]
    is_stopping: bool = False
    _asked: "Future[str] | None" = field(default=None, init=False, repr=False)

    async def look(self, *, seconds: float = _SECONDS_FOR_THE_DATABASE) -> dict[str, str]:
        """Each part, and ``ok`` or what is the matter with it. The database has ``seconds`` to answer."""
        late = self.late()
        return {
            "process": "stopping" if self.is_stopping else _OK,
            "database": await self._database(seconds),
            "line": _OK if self.has_line() else "closed",
            "pollers": f"late: {', '.join(late)}" if late else _OK,
        }

    async def _database(self, seconds: float) -> str:
        # One question at a time, in a thread of its own: a frozen database gives no answer to any of them.
        if self._asked is None or self._asked.done():
            self._asked = Future()
            threading.Thread(target=self._ask, args=[self._asked], name="readiness", daemon=True).start()
        answer = asyncio.wrap_future(self._asked)
        done, _ = await asyncio.wait([answer], timeout=seconds)
        return answer.result() if done else _AWAY

    def _ask(self, answer: "Future[str]") -> None:
        try:
            with self.database.reading() as session:
                session.execute(sa.text("SELECT 1"))
            answer.set_result(_OK)
        except Exception:  # noqa: BLE001  whatever it is, it is no answer
            answer.set_result(_AWAY)

    def route(self) -> Route:
        """``GET /readyz``: 200 while all is well, 503 while something is not."""

        async def readyz(_request: Request) -> Response:
            seen = await self.look()
            is_ready = set(seen.values()) == {_OK}
            return JSONResponse({"ready": is_ready, **seen}, status_code=200 if is_ready else 503)

        return Route("/readyz", readyz, methods=["GET"])


async def healthz(_request: Request) -> Response:
    """The process is there and answers; nothing else is asked."""
    return JSONResponse({"ok": True})

"""Whether this process does its work at this moment, as a few plain words for a machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.platform.database import Database

_OK = "ok"


@dataclass(slots=True)
class Readiness:
    """What is asked. ``has_line``: whether Slack's line is open; always, where Slack calls over HTTP.

    ``late``: the pollers that have not looked for far too long. ``is_stopping``: set once the process ends.
    """

    database: Database
    has_line: Callable[[], bool]
    late: Callable[[], Sequence[str]]
    is_stopping: bool = False

    def look(self) -> dict[str, str]:
        """Each part, and ``ok`` or what is the matter with it."""
        late = self.late()
        return {
            "process": "stopping" if self.is_stopping else _OK,
            "database": self._database(),
            "line": _OK if self.has_line() else "closed",
            "pollers": f"late: {', '.join(late)}" if late else _OK,
        }

    def _database(self) -> str:
        try:
            with self.database.reading() as session:
                session.execute(sa.text("SELECT 1"))
        except (sa.exc.DBAPIError, sa.exc.TimeoutError):
            return "away"
        return _OK

    def route(self) -> Route:
        """``GET /readyz``: 200 while all is well, 503 while something is not."""

        async def readyz(_request: Request) -> Response:
            seen = await run_in_threadpool(self.look)
            is_ready = set(seen.values()) == {_OK}
            return JSONResponse({"ready": is_ready, **seen}, status_code=200 if is_ready else 503)

        return Route("/readyz", readyz, methods=["GET"])


async def healthz(_request: Request) -> Response:
    """The process is there and answers; nothing else is asked."""
    return JSONResponse({"ok": True})

"""The door behind which other calendars find a person's one-on-ones."""

import hashlib

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.features.one_on_ones.calendar import feeds
from bot.platform.clock import Clock
from bot.platform.database import Database

# Nobody between here and the calendar keeps a copy, passes the address on or lists it.
_PRIVATE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def calendar_route(database: Database, clock: Clock) -> Route:
    """``GET /calendar/{secret}.ics``: the calendar as it is now, or 404 whyever nothing stands there.

    Whoever has it already, by its ETag, is told that it is the same.
    """

    def calendar(request: Request) -> Response:
        with database.reading() as session:
            content = feeds.calendar_at(session, request.path_params["secret"], now=clock.now())
        if content is None:
            return PlainTextResponse("Not Found", status_code=404, headers=_PRIVATE)
        tag = f'"{hashlib.sha256(content).hexdigest()}"'
        headers = _PRIVATE | {"ETag": tag}
        if _has_it(request.headers.getlist("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type="text/calendar")

    return Route(feeds.PATH, calendar, methods=["GET"])


def _has_it(given: list[str], tag: str) -> bool:
    known = [each.strip().removeprefix("W/") for line in given for each in line.split(",")]
    return tag in known or "*" in known

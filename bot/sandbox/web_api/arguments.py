"""The arguments of one call of the web API, as form fields or JSON."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.slack.refusals import Refused


class Arguments:
    """What the bot asked with. Everything a form carries is text, structures are JSON in it."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given = given

    def text(self, name: str) -> str:
        """A text argument; empty when it is not given."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """A text argument. Raises Refused: ``invalid_arguments``."""
        value = self.text(name)
        if not value:
            messages = [f"[ERROR] missing required field: {name}"]
            raise Refused("invalid_arguments", response_metadata={"messages": messages})
        return value

    def flag(self, name: str) -> bool:
        return str(self.given.get(name, "")).lower() in ("true", "1")

    def number(self, name: str, *, default: int) -> int:
        """A whole number. Raises Refused: ``invalid_arguments``."""
        value = self.given.get(name)
        if value in (None, ""):
            return default
        if not str(value).isdecimal():
            raise Refused("invalid_arguments")
        return int(str(value))

    def structure(self, name: str, *, bad: str = "invalid_arguments") -> Any:
        """A list or mapping; None when not given. Raises Refused with ``bad`` when it is no JSON."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as broken:
            raise Refused(bad) from broken


async def read(request: Request, *, takes_json: bool) -> tuple[Arguments, str | None]:
    """The arguments and the token of a request.

    Slack's reading methods do not look at a JSON body at all: what stands in it is not there.
    Raises Refused: ``invalid_json``.
    """
    given: dict[str, Any] = dict(request.query_params)
    body = await request.body()
    if "json" in request.headers.get("content-type", ""):
        if takes_json and body.strip():
            given |= _mapping(body)
    elif body:
        given |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    in_arguments = given.pop("token", None)
    scheme, _, in_header = request.headers.get("authorization", "").partition(" ")
    return Arguments(given), in_header if scheme.lower() == "bearer" else in_arguments


def _mapping(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except ValueError as broken:
        raise Refused("invalid_json") from broken
    if not isinstance(read, dict):
        raise Refused("json_not_object")
    return read

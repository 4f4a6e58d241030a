"""users.list, users.info and users.profile.get."""

import base64
import binascii
from typing import Any, TypeVar

from bot.sandbox.slack.people import Person
from bot.sandbox.slack.refusals import Refused
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api.arguments import Arguments

Thing = TypeVar("Thing")

# https://docs.slack.dev/reference/methods/users.list#arg_limit
_LARGEST_PAGE = 1000


def users_list(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    limit = arguments.number("limit", default=0) or _LARGEST_PAGE
    if limit > _LARGEST_PAGE:
        raise Refused("invalid_limit")
    page, next_cursor = paged(workspace.people, limit=limit, cursor=arguments.text("cursor"))
    return {
        "members": [_described(workspace, person, arguments) for person in page],
        "cache_ts": int(workspace.now().timestamp()),
        "response_metadata": {"next_cursor": next_cursor},
    }


def users_info(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    person = person_with_id(workspace, arguments.text("user"))
    return {"user": _described(workspace, person, arguments)}


def users_profile_get(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/users.profile.get"""
    person = person_with_id(workspace, arguments.text("user"))
    profile = person.as_slack(team_id=workspace.team_id, now=workspace.now())["profile"]
    fields = {name: {"value": value, "alt": ""} for name, value in person.fields.items()}
    return {"profile": profile | {"fields": fields}}


def person_with_id(workspace: Workspace, person_id: str) -> Person:
    """Raises Refused: ``user_not_found``. Names are not ids here."""
    person = workspace.person_with_id(person_id)
    if person is None:
        raise Refused("user_not_found")
    return person


def paged(things: list[Thing], *, limit: int, cursor: str) -> tuple[list[Thing], str]:
    """One page and the cursor of the next, empty on the last. Raises Refused: ``invalid_cursor``."""
    start = _start(cursor) if cursor else 0
    end = start + limit
    next_cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(things) else ""
    return things[start:end], next_cursor


def _start(cursor: str) -> int:
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as broken:
        raise Refused("invalid_cursor") from broken
    if word != "next" or not number.isdecimal():
        raise Refused("invalid_cursor")
    return int(number)


def _described(workspace: Workspace, person: Person, arguments: Arguments) -> dict[str, Any]:
    return person.as_slack(
        team_id=workspace.team_id, now=workspace.now(), with_locale=arguments.flag("include_locale")
    )


METHODS = {
    "users.info": users_info,
    "users.list": users_list,
    "users.profile.get": users_profile_get,
}

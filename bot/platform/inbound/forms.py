"""What was filled in: the values of a form, by the block_id of each field."""

import re
from datetime import date, time
from typing import Any

from bot.platform.inbound.asker import Body


def text(body: Body, field: str) -> str:
    """The words typed into ``field``, as they were typed; empty if none."""
    return str(_value(body, field).get("value") or "")


def chosen(body: Body, field: str) -> str | None:
    """The value of the option, person or channel chosen in ``field``."""
    value = _value(body, field)
    option = value.get("selected_option") or {}
    found = (
        option.get("value")
        or value.get("selected_user")
        or value.get("selected_channel")
        or value.get("selected_conversation")
    )
    return str(found) if found else None


def several(body: Body, field: str) -> list[str]:
    """The people, channels or options chosen in ``field``, in order, each once."""
    value = _value(body, field)
    options = [option["value"] for option in value.get("selected_options") or []]
    named = [*(value.get("selected_users") or []), *(value.get("selected_channels") or [])]
    return list(dict.fromkeys([*named, *options]))


def day(body: Body, field: str) -> date | None:
    """The calendar day chosen in ``field``."""
    return as_day(_value(body, field).get("selected_date"))


def as_day(given: Any) -> date | None:
    """A day that Slack wrote as YYYY-MM-DD; None for nothing and for what is no day."""
    try:
        return date.fromisoformat(given) if given else None
    except (TypeError, ValueError):
        return None


def clock_time(body: Body, field: str) -> time | None:
    """The time of day chosen in ``field``."""
    given = _value(body, field).get("selected_time") or ""
    matched = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", given)
    return time(int(matched[1]), int(matched[2])) if matched else None


def _value(body: Body, field: str) -> dict[str, Any]:
    values = body["view"]["state"]["values"].get(field) or {}
    return next(iter(values.values()), {})

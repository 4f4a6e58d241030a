"""What a person puts into a field, turned into what Slack keeps for it."""

from datetime import date, datetime, time
from typing import Any

from bot.sandbox.hands.controls import find_option
from bot.sandbox.slack.directory import Directory
from bot.sandbox.slack.element_state import SLOTS, is_empty
from bot.sandbox.slack.refusals import NotThere

Value = str | int | float | date | time | datetime | list[str] | None


def held_by(element: dict[str, Any], value: Value, *, directory: Directory) -> dict[str, Any]:
    """The state entry of ``element`` with ``value`` in it; None empties it.

    Options are named by their words or value, people and channels by handle or name, dates and times by
    their ISO form or as Python's own; a date and time must be aware, or Unix seconds. Raises NotThere.
    """
    slot = SLOTS[element["type"]]
    if value is None:
        return {"type": element["type"], slot.key: [] if slot.many else None}
    if slot.many:
        chosen = value if isinstance(value, list) else [value]
        kept: Any = [_one(element, part, directory) for part in chosen]
        most = element.get("max_selected_items")
        if most is not None and len(kept) > most:
            raise NotThere(f"Only {most} can be chosen here.")
    else:
        kept = _one(element, value, directory)
    return {"type": element["type"], slot.key: kept}


def _one(element: dict[str, Any], value: Any, directory: Directory) -> Any:
    kind = element["type"].removeprefix("multi_")
    match kind:
        case "static_select" | "radio_buttons" | "checkboxes":
            return find_option(element, str(value))
        case "users_select":
            return directory.person(value).id
        case "channels_select":
            return directory.channel(value).id
        case "conversations_select":
            if str(value).startswith("@"):
                return directory.direct_message(value).id
            return directory.channel(value).id
        case "datepicker":
            return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()
        case "timepicker":
            return (value if isinstance(value, time) else time.fromisoformat(value)).strftime("%H:%M")
        case "datetimepicker":
            return int(value.timestamp()) if isinstance(value, datetime) else int(value)
        case "rich_text_input":
            words = [{"type": "text", "text": str(value)}]
            return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": words}]}
        case _:
            return str(value)


def complaint_about(block: dict[str, Any], held: dict[str, Any]) -> str | None:
    """What Slack writes under an input before it even asks the app, or None if the input is in order."""
    element = block["element"]
    if is_empty(held):
        return None if block.get("optional") else "Please complete this required field."
    text = held.get("value")
    if not isinstance(text, str):
        return None
    shortest, longest = element.get("min_length"), element.get("max_length")
    if shortest is not None and len(text) < shortest:
        return f"Please lengthen this text to {shortest} characters or more."
    if longest is not None and len(text) > longest:
        return f"Please shorten this text to {longest} characters or less."
    if element["type"] == "number_input":
        return _about_number(element, text)
    return None


def _about_number(element: dict[str, Any], text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != int(number):
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number that is {element['min_value']} or more."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number that is {element['max_value']} or less."
    return None

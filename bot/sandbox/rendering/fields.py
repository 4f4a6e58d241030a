"""Fields a person types into, and dates and times."""

from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from bot.sandbox.rendering.html import tag
from bot.sandbox.rendering.place import Place

_TYPES = {
    "plain_text_input": "text",
    "rich_text_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}


def draw_field(place: Place) -> Markup:
    """One field, with Slack's limits on it; a date and time is shown in the zone of whoever looks."""
    element = place.element
    kind = str(element.get("type"))
    common: dict[str, Any] = {
        "id": place.id,
        "name": place.name,
        "aria_label": place.spoken,
        "aria_describedby": f"{place.surface.id_of(place.block_id)}-note" if place.label else None,
        "placeholder": place.placeholder or None,
        "required": place.required,
        "autofocus": place.takes_focus,
        "disabled": not place.surface.live,
        "minlength": element.get("min_length"),
        "maxlength": element.get("max_length"),
        "autocomplete": "off",
        **place.telling(when="change"),
    }
    if kind == "rich_text_input" or (kind == "plain_text_input" and element.get("multiline")):
        return tag("textarea", "\n" + (_value(place) or ""), rows=4, **common)
    if kind == "number_input":
        common |= {
            "min": element.get("min_value"),
            "max": element.get("max_value"),
            "step": "any" if element.get("is_decimal_allowed") else 1,
        }
    return tag("input", type=_TYPES[kind], value=_value(place), **common)


def _value(place: Place) -> str | None:
    """What stands in the field: what the person has filled in, or else what it began with."""
    source = place.element if place.held is None else place.held
    for key, value in source.items():
        if value is None or not (key == "value" or key.startswith(("initial_", "selected_"))):
            continue
        if key.endswith("_date_time"):
            return f"{datetime.fromtimestamp(int(value), UTC).astimezone(place.scene.zone):%Y-%m-%dT%H:%M}"
        return value if isinstance(value, str) else None
    return None

"""Any element of Block Kit, drawn by its type."""

from markupsafe import Markup

from bot.sandbox.rendering.buttons import draw_button, draw_overflow
from bot.sandbox.rendering.choices import draw_choice_group, draw_many, draw_select
from bot.sandbox.rendering.fields import draw_field
from bot.sandbox.rendering.html import tag
from bot.sandbox.rendering.place import Place

_DRAWERS = {
    "button": draw_button,
    "overflow": draw_overflow,
    "static_select": draw_select,
    "users_select": draw_select,
    "channels_select": draw_select,
    "conversations_select": draw_select,
    "multi_static_select": draw_many,
    "multi_users_select": draw_many,
    "multi_channels_select": draw_many,
    "multi_conversations_select": draw_many,
    "radio_buttons": draw_choice_group,
    "checkboxes": draw_choice_group,
    "plain_text_input": draw_field,
    "rich_text_input": draw_field,
    "email_text_input": draw_field,
    "url_text_input": draw_field,
    "number_input": draw_field,
    "datepicker": draw_field,
    "timepicker": draw_field,
    "datetimepicker": draw_field,
}
GROUPS = frozenset({"radio_buttons", "checkboxes", *(kind for kind in _DRAWERS if kind.startswith("multi_"))})


def draw_element(place: Place) -> Markup:
    """The element of ``place``; one the sandbox does not know is named, not hidden."""
    kind = str(place.element.get("type"))
    if kind == "image":
        return draw_image(str(place.element.get("alt_text", "")))
    drawer = _DRAWERS.get(kind)
    if drawer is None:
        return tag("span", f"The sandbox does not draw {kind} yet.", class_="unknown")
    return drawer(place)


def draw_image(alt_text: str) -> Markup:
    """A frame with the words for a picture: the page loads nothing from elsewhere."""
    return tag("span", alt_text, class_="picture", role="img", aria_label=alt_text)

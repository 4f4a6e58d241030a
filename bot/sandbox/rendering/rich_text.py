"""Rich text blocks: what Slack's own editor writes, where every text is literal."""

from typing import Any

from markupsafe import Markup

from bot.sandbox.rendering.dates import write_date
from bot.sandbox.rendering.emoji import draw_emoji
from bot.sandbox.rendering.html import Content, join, tag
from bot.sandbox.rendering.mentions import (
    BROADCASTS,
    draw_broadcast,
    draw_channel,
    draw_link,
    draw_person,
)
from bot.sandbox.rendering.scene import Scene

_STYLES = (("code", "code"), ("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"))


def draw_rich_text(elements: list[dict[str, Any]], *, scene: Scene) -> Markup:
    """The elements of a ``rich_text`` block one under the other."""
    return join(_draw_part(element, scene=scene) for element in elements)


def _draw_part(element: dict[str, Any], *, scene: Scene) -> Markup:
    kind = element.get("type")
    if kind == "rich_text_list":
        return _draw_list(element, scene=scene)
    inside = _draw_inline(element.get("elements", []), scene=scene)
    if kind == "rich_text_preformatted":
        return tag("pre", inside)
    if kind == "rich_text_quote":
        return tag("blockquote", inside)
    return tag("div", inside, class_="rich-line")


def _draw_list(element: dict[str, Any], *, scene: Scene) -> Markup:
    indent = min(int(element.get("indent", 0)), 8)
    ordered = element.get("style") == "ordered"
    start = int(element.get("offset", 0)) + 1
    items = [
        tag("li", _draw_inline(item.get("elements", []), scene=scene)) for item in element.get("elements", [])
    ]
    return tag(
        "ol" if ordered else "ul",
        *items,
        class_=f"rich-list indent-{indent}",
        start=start if ordered and start > 1 else None,
    )


def _draw_inline(elements: list[dict[str, Any]], *, scene: Scene) -> Markup:
    return join(_draw_piece(element, scene=scene) for element in elements)


def _draw_piece(element: dict[str, Any], *, scene: Scene) -> Markup:
    return _styled(_draw_bare(element, scene=scene), element.get("style") or {})


def _draw_bare(element: dict[str, Any], *, scene: Scene) -> Content:
    kind = element.get("type")
    if kind == "user":
        return draw_person(str(element.get("user_id")), scene=scene)
    if kind == "channel":
        return draw_channel(str(element.get("channel_id")), scene=scene)
    if kind == "usergroup":
        return tag("span", "@group", class_="mention")
    if kind == "broadcast" and element.get("range") in BROADCASTS:
        return draw_broadcast(str(element["range"]))
    if kind == "link":
        label = str(element.get("text") or element.get("url", ""))
        return draw_link(element.get("url"), label=label, scene=scene)
    if kind == "emoji":
        name = str(element.get("name", ""))
        tone = element.get("skin_tone")
        return draw_emoji(name, tone=str(tone) if tone else None) or f":{name}:"
    if kind == "date":
        return _draw_date(element, scene=scene)
    if kind == "color":
        return tag("code", str(element.get("value", "")))
    return str(element.get("text", ""))


def _draw_date(element: dict[str, Any], *, scene: Scene) -> Markup:
    written = write_date(
        int(element.get("timestamp", 0)), pattern=str(element.get("format", "{date_pretty}")), scene=scene
    )
    shown = tag("time", written or str(element.get("fallback", "")))
    return draw_link(element["url"], label=shown, scene=scene) if element.get("url") else shown


def _styled(content: Content, style: dict[str, bool]) -> Markup:
    for name, element in _STYLES:
        if style.get(name):
            content = tag(element, content)
    return join([content])

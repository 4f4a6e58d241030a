"""Block Kit blocks, one under the other, the way Slack lays them out."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.sandbox.rendering.charts import draw_chart
from bot.sandbox.rendering.elements import GROUPS, draw_element, draw_image
from bot.sandbox.rendering.html import Content, join, tag
from bot.sandbox.rendering.markdown import draw_markdown
from bot.sandbox.rendering.mrkdwn import draw_text
from bot.sandbox.rendering.place import Place
from bot.sandbox.rendering.rich_text import draw_rich_text
from bot.sandbox.rendering.scene import Scene, Surface

Block = dict[str, Any]


def draw_blocks(blocks: list[Block], *, scene: Scene, surface: Surface) -> Markup:
    """All ``blocks`` of one message, modal or Home tab."""
    return join(_draw_block(block, index, scene, surface) for index, block in enumerate(blocks))


def block_id_of(block: Block, index: int) -> str:
    """The block's own id, or its place where it came without one."""
    return str(block.get("block_id") or f"block-{index}")


def _draw_block(block: Block, index: int, scene: Scene, surface: Surface) -> Markup:
    kind = str(block.get("type"))
    drawer = _DRAWERS.get(kind)
    if drawer is None:
        return tag("p", f"The sandbox does not draw {kind} blocks yet.", class_="unknown")
    return drawer(block, block_id_of(block, index), scene, surface)


def _draw_section(block: Block, block_id: str, scene: Scene, surface: Surface) -> Markup:
    parts: list[Content] = []
    if block.get("text"):
        parts.append(tag("div", draw_text(block["text"], scene=scene), class_="text"))
    if block.get("fields"):
        fields = [tag("div", draw_text(field, scene=scene), class_="text") for field in block["fields"]]
        parts.append(tag("div", *fields, class_="fields"))
    body = tag("div", *parts, class_="section-body")
    if not block.get("accessory"):
        return tag("div", body, class_="block section")
    accessory: dict[str, Any] = block["accessory"]
    drawn = draw_element(Place(scene, surface, block_id, accessory))
    wide = " section-wide" if accessory.get("type") in GROUPS else ""
    return tag("div", body, tag("div", drawn, class_="accessory"), class_=f"block section{wide}")


def _draw_actions(block: Block, block_id: str, scene: Scene, surface: Surface) -> Markup:
    drawn = [draw_element(Place(scene, surface, block_id, element)) for element in block.get("elements", [])]
    return tag("div", *drawn, class_="block actions")


def _draw_context(block: Block, _block_id: str, scene: Scene, _surface: Surface) -> Markup:
    drawn = [
        draw_image(str(element.get("alt_text", "")))
        if element.get("type") == "image"
        else tag("span", draw_text(element, scene=scene), class_="text")
        for element in block.get("elements", [])
    ]
    return tag("div", *drawn, class_="block context")


def _draw_header(block: Block, _block_id: str, scene: Scene, surface: Surface) -> Markup:
    return tag(f"h{surface.heading}", draw_text(block.get("text") or {}, scene=scene), class_="block header")


def _draw_divider(_block: Block, _block_id: str, _scene: Scene, _surface: Surface) -> Markup:
    return tag("hr", class_="block divider")


def _draw_picture(block: Block, _block_id: str, scene: Scene, _surface: Surface) -> Markup:
    parts: list[Content] = [draw_image(str(block.get("alt_text", "")))]
    if block.get("title"):
        parts.insert(0, tag("figcaption", draw_text(block["title"], scene=scene)))
    return tag("figure", *parts, class_="block picture-block")


def _draw_rich_text(block: Block, _block_id: str, scene: Scene, _surface: Surface) -> Markup:
    return tag("div", draw_rich_text(block.get("elements", []), scene=scene), class_="block text rich")


def _draw_markdown(block: Block, _block_id: str, scene: Scene, _surface: Surface) -> Markup:
    return tag("div", draw_markdown(str(block.get("text", "")), scene=scene), class_="block markdown")


def _draw_chart(block: Block, _block_id: str, _scene: Scene, _surface: Surface) -> Markup:
    return tag("div", draw_chart(block), class_="block")


def _draw_input(block: Block, block_id: str, scene: Scene, surface: Surface) -> Markup:
    element = block.get("element") or {}
    words = draw_text(block.get("label") or {}, scene=scene)
    place = Place(
        scene,
        surface,
        block_id,
        element,
        acts=bool(block.get("dispatch_action")),
        required=not block.get("optional"),
        label=str((block.get("label") or {}).get("text", "")),
    )
    optional: Content = tag("span", " (optional)", class_="optional") if block.get("optional") else ""
    grouped = element.get("type") in GROUPS
    label = tag(
        "div" if grouped else "label",
        words,
        optional,
        class_="label",
        for_=None if grouped else place.id,
        aria_hidden="true" if grouped else None,  # the group's own legend says it
    )
    error = surface.errors.get(block_id)
    notes: list[Content] = [tag("p", error, class_="error", role="alert")] if error else []
    if block.get("hint"):
        notes.append(tag("p", draw_text(block["hint"], scene=scene), class_="hint"))
    note = tag("div", *notes, id=f"{surface.id_of(block_id)}-note", class_="notes")
    kind = "block input invalid" if error else "block input"
    return tag("div", label, draw_element(place), note, class_=kind)


def _draw_table(block: Block, _block_id: str, scene: Scene, _surface: Surface) -> Markup:
    settings = block.get("column_settings") or []
    rows = []
    for number, row in enumerate(block.get("rows", [])):
        cells = []
        for column, cell in enumerate(row):
            align = (settings[column] or {}).get("align", "left") if column < len(settings) else "left"
            cells.append(
                tag(
                    "td" if number else "th",
                    _draw_cell(cell, scene),
                    scope=None if number else "col",
                    class_=f"align-{align}" if align in ("center", "right") else None,
                )
            )
        rows.append(tag("tr", *cells))
    table = tag("table", tag("thead", *rows[:1]), tag("tbody", *rows[1:]))
    return tag("div", table, class_="block table", tabindex=0, role="region", aria_label="Table")


def _draw_cell(cell: dict[str, Any], scene: Scene) -> Content:
    if cell.get("type") == "rich_text":
        return draw_rich_text(cell.get("elements", []), scene=scene)
    return str(cell.get("text", cell.get("value", "")))


_DRAWERS: dict[str, Callable[[Block, str, Scene, Surface], Markup]] = {
    "section": _draw_section,
    "actions": _draw_actions,
    "context": _draw_context,
    "header": _draw_header,
    "divider": _draw_divider,
    "image": _draw_picture,
    "rich_text": _draw_rich_text,
    "markdown": _draw_markdown,
    "data_visualization": _draw_chart,
    "input": _draw_input,
    "table": _draw_table,
}

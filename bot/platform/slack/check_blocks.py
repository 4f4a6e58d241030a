"""What each block must look like, and on which surface it may stand.

https://docs.slack.dev/reference/block-kit/blocks
"""

from typing import Any

from bot.platform.slack import limits
from bot.platform.slack.check_charts import chart, chart_title
from bot.platform.slack.check_elements import (
    accessory,
    action,
    answer,
    button,
    image,
    one_picture,
    remark,
    slack_file,
)
from bot.platform.slack.check_rich_text import rich_text_parts
from bot.platform.slack.check_values import (
    Also,
    Rule,
    Walk,
    address,
    any_text,
    block_id,
    code,
    flag,
    list_of,
    one_kind_of,
    one_of,
    plain_text,
    shape,
    text_kinds,
    typed,
    words,
)


def _block(
    required: dict[str, Rule], optional: dict[str, Rule] | None = None, also: Also | None = None
) -> Rule:
    return typed(required, {"block_id": block_id, **(optional or {})}, also)


def _text_or_fields(block: dict[str, Any], where: str, walk: Walk) -> None:
    if "text" not in block and "fields" not in block:
        walk.refuse(where, "needs text or fields")


def _each_action_once(block: dict[str, Any], where: str, walk: Walk) -> None:
    elements = block.get("elements")
    seen: set[str] = set()
    for place, element in enumerate(elements if isinstance(elements, list) else ()):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if isinstance(action_id, str):
            if action_id in seen:
                walk.refuse(f"{where}/elements/{place}/action_id", "stands in this block already")
            seen.add(action_id)


def _something_on_it(block: dict[str, Any], where: str, walk: Walk) -> None:
    if not block.keys() & {"hero_image", "title", "actions", "body"}:
        walk.refuse(where, "needs a hero_image, a title, a body or actions")
    if "icon" in block and "slack_icon" in block:
        walk.refuse(where, "has an icon and a slack_icon: one of the two")


def _title_and_folding(block: dict[str, Any], where: str, walk: Walk) -> None:
    if "title" not in block and "rich_text_title" not in block:
        walk.refuse(where, "needs a title or a rich_text_title")
    if block.get("default_collapsed") is True and block.get("is_collapsible") is not True:
        walk.refuse(f"{where}/default_collapsed", "needs is_collapsible")
    if block.get("has_header_divider") is True and block.get("is_collapsible") is True:
        walk.refuse(f"{where}/has_header_divider", "does not go with is_collapsible")


def _markdown(value: Any, where: str, walk: Walk) -> None:
    before = walk.characters
    words(limits.MESSAGE_MARKDOWN)(value, where, walk)
    walk.markdown += walk.characters - before


_picture = one_kind_of({"image": image})
_card = _block(
    {},
    {
        "hero_image": _picture,
        "icon": _picture,
        "slack_icon": shape(required={"type": one_of("icon"), "name": code(limits.ID)}),
        "title": any_text(limits.CARD_TITLE),
        "subtitle": any_text(limits.CARD_TITLE),
        "body": any_text(limits.CARD_BODY),
        "subtext": any_text(limits.CARD_BODY),
        "actions": list_of(button, at_most=limits.CARD_ACTIONS),
    },
    _something_on_it,
)
_cell = one_kind_of(
    {
        "raw_text": typed({"text": words(limits.TEXT, blank=True)}),
        "rich_text": typed({"elements": rich_text_parts}),
    }
)
_column = shape(required={}, optional={"align": one_of("left", "center", "right"), "is_wrapped": flag})

# kind: (where it may stand, its shape). Sources differ on container and data_visualization: messages only.
_SURFACES = {"message": "message", "modal": "modal", "home": "Home tab"}
_EVERYWHERE = frozenset(_SURFACES)
_MESSAGE = frozenset({"message"})
_WIDE = frozenset({"message", "home"})
_KINDS: dict[str, tuple[frozenset[str], Rule]] = {
    "section": (
        _EVERYWHERE,
        _block(
            {},
            {
                "text": any_text(limits.TEXT),
                "fields": list_of(any_text(limits.SECTION_FIELD), at_most=limits.SECTION_FIELDS),
                "accessory": accessory,
                "expand": flag,
            },
            _text_or_fields,
        ),
    ),
    "header": (_EVERYWHERE, _block({"text": plain_text(limits.HEADER)})),
    "divider": (_EVERYWHERE, _block({})),
    "rich_text": (_EVERYWHERE, _block({"elements": rich_text_parts})),
    "context": (
        _EVERYWHERE,
        _block(
            {
                "elements": list_of(
                    one_kind_of({**text_kinds(limits.TEXT), "image": image}), at_most=limits.CONTEXT_ELEMENTS
                )
            }
        ),
    ),
    "actions": (
        _EVERYWHERE,
        _block({"elements": list_of(action, at_most=limits.ACTIONS_ELEMENTS)}, {}, _each_action_once),
    ),
    "input": (
        _EVERYWHERE,
        _block(
            {"label": plain_text(limits.INPUT_LABEL), "element": answer},
            {"hint": plain_text(limits.INPUT_HINT), "optional": flag, "dispatch_action": flag},
        ),
    ),
    "image": (
        _EVERYWHERE,
        _block(
            {"alt_text": words(limits.IMAGE_ALT)},
            {"image_url": address, "slack_file": slack_file, "title": plain_text(limits.IMAGE_TITLE)},
            one_picture,
        ),
    ),
    "video": (
        _EVERYWHERE,
        _block(
            {
                "alt_text": words(limits.VIDEO_TITLE),
                "title": plain_text(limits.VIDEO_TITLE),
                "thumbnail_url": address,
                "video_url": address,
            },
            {
                "title_url": address,
                "description": plain_text(limits.VIDEO_TITLE),
                "author_name": words(limits.VIDEO_AUTHOR),
                "provider_name": words(limits.VIDEO_AUTHOR),
                "provider_icon_url": address,
            },
        ),
    ),
    "card": (_EVERYWHERE, _card),
    "carousel": (
        _WIDE,
        _block({"elements": list_of(one_kind_of({"card": _card}), at_most=limits.CAROUSEL_CARDS)}),
    ),
    "table": (
        _WIDE,
        _block(
            {"rows": list_of(list_of(_cell, at_most=limits.TABLE_COLUMNS), at_most=limits.TABLE_ROWS)},
            {"column_settings": list_of(_column, at_most=limits.TABLE_COLUMNS)},
        ),
    ),
    "alert": (
        frozenset({"modal"}),
        _block(
            {"text": any_text(limits.ALERT)},
            {"level": one_of("default", "info", "warning", "error", "success")},
        ),
    ),
    "markdown": (_MESSAGE, _block({"text": _markdown})),
    "data_visualization": (_MESSAGE, _block({"title": chart_title, "chart": chart})),
    "context_actions": (
        _MESSAGE,
        _block({"elements": list_of(remark, at_most=limits.CONTEXT_ACTIONS_ELEMENTS)}, {}, _each_action_once),
    ),
}


def _any_block(kinds: dict[str, tuple[frozenset[str], Rule]]) -> Rule:
    def rule(value: Any, where: str, walk: Walk) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds:
            walk.refuse(f"{where}/type", "is no block that is known here")
            return
        surfaces, shaped = kinds[kind]
        walk.kinds[kind] += 1
        if walk.surface not in surfaces:
            walk.refuse(where, f"is a {kind} block, which cannot stand in a {_SURFACES[walk.surface]}")
        shaped(value, where, walk)

    return rule


_INSIDE = (
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)
_container = _block(
    {
        "child_blocks": list_of(
            _any_block({kind: _KINDS[kind] for kind in _INSIDE}), at_most=limits.CONTAINER_BLOCKS
        )
    },
    {
        "title": plain_text(limits.CONTAINER_TITLE),
        "rich_text_title": one_kind_of({"rich_text": typed({"elements": rich_text_parts})}),
        "subtitle": any_text(limits.CONTAINER_TITLE),
        "icon": _picture,
        "width": one_of("narrow", "standard", "wide", "full"),
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
    },
    _title_and_folding,
)

_KINDS["container"] = (_MESSAGE, _container)

any_block = _any_block(_KINDS)
SURFACES_OF = {kind: surfaces for kind, (surfaces, _) in _KINDS.items()}

"""Whether what was pressed still stands on the Home tab: it may be settled by now, or gone. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.platform.slack.block_kit import Block


def is_there(view: Block, action: Mapping[str, Any]) -> bool:
    """Whether ``view`` offers what ``action`` did: the same button, or the same choice."""
    return any(
        element.get("action_id") == action.get("action_id") and _offers(element, action)
        for element in _elements(view)
    )


def _offers(element: Block, action: Mapping[str, Any]) -> bool:
    if element["type"] == "button":
        return bool(element.get("value") == action.get("value"))
    if "options" not in element or not action.get("selected_option"):
        return True
    offered = {option["value"] for option in element["options"]}
    return action["selected_option"]["value"] in offered


def _elements(view: Block) -> Iterator[Block]:
    for block in view["blocks"]:
        if block["type"] == "actions":
            yield from block["elements"]
        elif block.get("accessory"):
            yield block["accessory"]

"""Names for what has none: ids in Slack's style, and the block and action ids that Slack fills in."""

import secrets
import string
from typing import Any

_ALPHABET = string.ascii_uppercase + string.digits


def new_id(prefix: str) -> str:
    """An id in Slack's style: one or two letters and ten more of A–Z and 0–9."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(10))


def with_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks with a block_id each, and an action_id on each element, where the app gave none."""
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for key in ("accessory", "element", "elements", "actions"):
            inside = block.get(key)
            for element in inside if isinstance(inside, list) else [inside]:
                if isinstance(element, dict) and _is_interactive(element):
                    element.setdefault("action_id", secrets.token_urlsafe(4))
    return blocks


def _is_interactive(element: dict[str, Any]) -> bool:
    kind = str(element.get("type", ""))
    return kind in {"button", "overflow", "radio_buttons", "checkboxes"} or kind.endswith(
        ("select", "picker", "input")
    )

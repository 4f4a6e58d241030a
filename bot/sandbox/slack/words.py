"""The words that can be read on blocks, in reading order, without markup of their own."""

from collections.abc import Iterator
from typing import Any

# Where Block Kit keeps what is inside a block, in the order in which it is read.
_INSIDE = (
    "title",
    "subtitle",
    "text",
    "body",
    "label",
    "fields",
    "elements",
    "accessory",
    "element",
    "options",
    "placeholder",
    "hint",
    "blocks",
    "actions",
    "rows",
)


def words_in(thing: Any) -> str:
    """Everything readable in a block, an element or a list of them, one piece a line."""
    return "\n".join(_pieces(thing))


def _pieces(thing: Any) -> Iterator[str]:
    if isinstance(thing, list):
        if thing and all(_is_inline(part) for part in thing):
            yield "".join(_inline(part) for part in thing)
            return
        for part in thing:
            yield from _pieces(part)
    elif isinstance(thing, dict):
        if isinstance(thing.get("text"), str):
            yield thing["text"]
        for key in _INSIDE:
            if isinstance(thing.get(key), dict | list):
                yield from _pieces(thing[key])


def _is_inline(part: Any) -> bool:
    """Whether a part is a rich-text leaf, which flows in its line."""
    inline = ("text", "user", "channel", "link", "emoji", "usergroup", "broadcast", "date")
    return isinstance(part, dict) and part.get("type") in inline


def _inline(part: dict[str, Any]) -> str:
    match part["type"]:
        case "user":
            return f"<@{part['user_id']}>"
        case "channel":
            return f"<#{part['channel_id']}>"
        case "emoji":
            return f":{part['name']}:"
        case "link":
            return str(part.get("text") or part.get("url", ""))
        case _:
            return str(part.get("text") or part.get("fallback") or part.get("range") or "")

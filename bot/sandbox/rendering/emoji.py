"""Emoji by the short names people type between colons."""

import json
import re
from functools import cache

from markupsafe import Markup

from bot.platform.places import ASSETS
from bot.sandbox.rendering.html import Content, join, tag

PATTERN = r":(?P<emoji>[a-z0-9_+'-]+)(?:::skin-tone-(?P<tone>[2-6]))?:"
_TYPED = re.compile(PATTERN)


@cache
def _characters() -> dict[str, str]:
    listed: dict[str, str] = json.loads((ASSETS / "emoji.json").read_text(encoding="utf-8"))
    return listed


def draw_emoji(name: str, *, tone: str | None = None) -> Markup | None:
    """The emoji called ``name`` (without colons), or None when there is none of that name."""
    character = _characters().get(name)
    if character is None:
        return None
    if tone:
        character = character.rstrip("\ufe0f") + chr(0x1F3FB + int(tone) - 2)
    return tag("span", character, class_="emoji", role="img", aria_label=name.replace("_", " "))


def with_emoji(text: str) -> Markup:
    """``text`` taken literally, but for emoji names, which become pictures."""
    parts: list[Content] = []
    read = 0
    for found in _TYPED.finditer(text):
        picture = draw_emoji(found["emoji"], tone=found["tone"])
        if picture is not None:
            parts += [text[read : found.start()], picture]
            read = found.end()
    return join([*parts, text[read:]])

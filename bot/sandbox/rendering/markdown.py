"""The small part of standard Markdown that a ``markdown`` block may hold here."""

import re

from markupsafe import Markup

from bot.sandbox.rendering.emoji import with_emoji
from bot.sandbox.rendering.html import Content, join, tag
from bot.sandbox.rendering.mentions import draw_link
from bot.sandbox.rendering.scene import Scene

_HEADING = re.compile(r"(#{1,6}) +(.+)")
_ITEM = re.compile(r"(?:[-*+]|(\d+)[.)]) +(.+)")
_QUOTE = re.compile(r"> ?(.*)")
_INLINE = re.compile(
    r"`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<url>[^()\s]+)\)|\*\*(?P<strong>.+?)\*\*"
    r"|~~(?P<s>.+?)~~|(?<![\w*])\*(?P<em>[^*\s](?:[^*]*[^*\s])?)\*|(?<!\w)_(?P<em2>[^_\s](?:[^_]*[^_\s])?)_(?!\w)"
)


def draw_markdown(text: str, *, scene: Scene) -> Markup:
    """Headings, lists, quotes, code, emphasis and links; anything else is a paragraph of literal text."""
    parts: list[Content] = []
    for index, stretch in enumerate(text.split("```")):
        if index % 2:
            parts.append(tag("pre", stretch.partition("\n")[2] or stretch))
        else:
            parts += [_draw_line(line, scene=scene) for line in stretch.split("\n") if line.strip()]
    return join(parts)


def _draw_line(line: str, *, scene: Scene) -> Markup:
    stripped = line.strip()
    if heading := _HEADING.fullmatch(stripped):
        return tag("p", _draw_inline(heading[2], scene=scene), class_=f"md-heading md-{len(heading[1])}")
    if item := _ITEM.fullmatch(stripped):
        inside = tag("li", _draw_inline(item[2], scene=scene))
        return tag("ol", inside, start=item[1]) if item[1] else tag("ul", inside)
    if quote := _QUOTE.fullmatch(stripped):
        return tag("blockquote", _draw_inline(quote[1], scene=scene))
    return tag("p", _draw_inline(stripped, scene=scene))


def _draw_inline(text: str, *, scene: Scene) -> Markup:
    parts: list[Content] = []
    read = 0
    for found in _INLINE.finditer(text):
        parts += [with_emoji(text[read : found.start()]), _draw_mark(found, scene=scene)]
        read = found.end()
    return join([*parts, with_emoji(text[read:])])


def _draw_mark(found: re.Match[str], *, scene: Scene) -> Markup:
    if found["code"] is not None:
        return tag("code", found["code"])
    if found["url"] is not None:
        return draw_link(found["url"], label=found["label"], scene=scene)
    kind = str(found.lastgroup)
    return tag(kind.removesuffix("2"), _draw_inline(found[kind], scene=scene))

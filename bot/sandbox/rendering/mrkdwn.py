"""Slack's mrkdwn as HTML: its few marks take effect, everything else is literal."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from bot.sandbox.rendering.dates import write_date
from bot.sandbox.rendering.emoji import PATTERN as EMOJI
from bot.sandbox.rendering.emoji import draw_emoji, with_emoji
from bot.sandbox.rendering.html import Content, join, tag
from bot.sandbox.rendering.mentions import (
    BROADCASTS,
    draw_broadcast,
    draw_channel,
    draw_link,
    draw_person,
)
from bot.sandbox.rendering.scene import Scene

_ENTITY = re.compile(r"&(amp|lt|gt);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_FENCE = re.compile(r"```(.+?)```", re.DOTALL)
_QUOTED = re.compile(r"^(?:>|&gt;) ?")
_QUOTED_TO_THE_END = re.compile(r"^(?:>>>|&gt;&gt;&gt;) ?")
_ATOM = re.compile(rf"`(?P<code>[^`\n]+)`|<(?P<token>[^<>\n]+)>|{EMOJI}")
_ATOM_OR_BARE = re.compile(
    _ATOM.pattern
    + r"|(?P<url>https?://[^\s<>|`]*[^\s<>|`.,;:!?)\]'\"*_~])"
    + r"|(?<![\w@])@(?P<all>here|channel|everyone)\b"
    + r"|(?<![\w#&])#(?P<channel>[a-z0-9][\w-]*)"
)
_EMPHASIS = re.compile(
    r"(?<![^\W_])(?:\*(?=[^\s*])(?P<strong>[^*\n]*?)(?<=[^\s*])\*"
    r"|_(?=[^\s_])(?P<em>[^_\n]*?)(?<=[^\s_])_"
    r"|~(?=[^\s~])(?P<s>[^~\n]*?)(?<=[^\s~])~)(?![^\W_])"
)
_PLACE = "\ufdd0"  # a code point Unicode keeps free of text, standing for what is drawn already


def draw_text(composition: dict[str, Any], *, scene: Scene) -> Markup:
    """A text object of Block Kit, ``plain_text`` or ``mrkdwn``."""
    text = str(composition.get("text", ""))
    if composition.get("type") == "mrkdwn":
        return draw_mrkdwn(text, scene=scene, verbatim=bool(composition.get("verbatim")))
    return with_emoji(text) if composition.get("emoji", True) else join([text])


def draw_mrkdwn(text: str, *, scene: Scene, verbatim: bool = False) -> Markup:
    """``text`` drawn; newlines are kept for ``white-space: pre-wrap``.

    Unless ``verbatim``, bare addresses, ``@here`` and ``#channel`` names come alive too, as Slack does it.
    """
    parts: list[Content] = []
    read = 0
    for fence in _FENCE.finditer(text):
        parts.append(
            _draw_lines(text[read : fence.start()].removesuffix("\n"), scene=scene, verbatim=verbatim)
        )
        parts.append(tag("pre", decode(fence[1].strip("\n"))))
        read = fence.end()
    rest = text[read:].removeprefix("\n") if read else text
    return join([*parts, _draw_lines(rest, scene=scene, verbatim=verbatim)])


def decode(text: str) -> str:
    """``text`` with Slack's three entities read back, once."""
    return _ENTITY.sub(lambda found: _ENTITIES[found[1]], text)


def _draw_lines(text: str, *, scene: Scene, verbatim: bool) -> Markup:
    parts: list[Content] = []
    lines = text.split("\n")
    while lines:
        if _QUOTED_TO_THE_END.match(lines[0]):
            quoted, lines = [_QUOTED_TO_THE_END.sub("", lines[0]), *lines[1:]], []
        else:
            count = next((i for i, line in enumerate(lines) if not _QUOTED.match(line)), len(lines))
            quoted, lines = [_QUOTED.sub("", line) for line in lines[:count]], lines[count:]
        if quoted:
            inside = _draw_inline("\n".join(quoted), scene=scene, verbatim=verbatim)
            parts.append(tag("blockquote", inside))
        count = next((i for i, line in enumerate(lines) if _QUOTED.match(line)), len(lines))
        if count:
            parts.append(_draw_inline("\n".join(lines[:count]), scene=scene, verbatim=verbatim))
            lines = lines[count:]
    return join(parts)


def _draw_inline(text: str, *, scene: Scene, verbatim: bool) -> Markup:
    drawn: list[Markup] = []

    def set_aside(found: re.Match[str]) -> str:
        atom = _draw_atom(found, scene=scene)
        if atom is None:
            return found[0]
        drawn.append(atom)
        return _PLACE

    pattern = _ATOM if verbatim else _ATOM_OR_BARE
    return _emphasise(pattern.sub(set_aside, text.replace(_PLACE, "\ufffd")), iter(drawn))


def _draw_atom(found: re.Match[str], *, scene: Scene) -> Markup | None:
    kinds = {kind: value for kind, value in found.groupdict().items() if value is not None}
    if "code" in kinds:
        return tag("code", decode(kinds["code"]))
    if "token" in kinds:
        return _draw_token(kinds["token"], scene=scene)
    if "emoji" in kinds:
        return draw_emoji(kinds["emoji"], tone=kinds.get("tone"))
    if "url" in kinds:
        return draw_link(decode(kinds["url"]), label=decode(kinds["url"]), scene=scene)
    if "all" in kinds:
        return draw_broadcast(kinds["all"])
    for channel_id, name in scene.channels.items():
        if name == kinds["channel"]:
            return draw_channel(channel_id, scene=scene)
    return None


def _draw_token(token: str, *, scene: Scene) -> Markup | None:
    target, _, label = (decode(part) for part in token.partition("|"))
    if target.startswith("@"):
        return draw_person(target[1:], scene=scene, label=label.removeprefix("@"))
    if target.startswith("#"):
        return draw_channel(target[1:], scene=scene, label=label.removeprefix("#"))
    if target.startswith("!date^"):
        return _draw_date(target, fallback=label, scene=scene)
    if target.startswith("!subteam^"):
        return tag("span", label or "@group", class_="mention")
    if target.startswith("!"):
        return draw_broadcast(target[1:]) if target[1:] in BROADCASTS else None
    if ":" not in target:
        return None
    return draw_link(target, label=label or target.removeprefix("mailto:"), scene=scene)


def _draw_date(target: str, *, fallback: str, scene: Scene) -> Markup:
    _, timestamp, pattern, link = [*target.split("^"), "", "", ""][:4]
    words = None
    if re.fullmatch(r"-?\d{1,12}", timestamp):
        words = write_date(int(timestamp), pattern=pattern, scene=scene)
    shown = tag("time", words or fallback)
    return draw_link(link, label=shown, scene=scene) if link else shown


def _emphasise(text: str, drawn: Iterator[Markup]) -> Markup:
    parts: list[Content] = []
    read = 0
    for found in _EMPHASIS.finditer(text):
        parts.append(_literal(text[read : found.start()], drawn))
        parts.append(tag(str(found.lastgroup), _emphasise(found[str(found.lastgroup)], drawn)))
        read = found.end()
    return join([*parts, _literal(text[read:], drawn)])


def _literal(text: str, drawn: Iterator[Markup]) -> Markup:
    first, *others = text.split(_PLACE)
    parts: list[Content] = [decode(first)]
    for other in others:
        parts += [next(drawn), decode(other)]
    return join(parts)

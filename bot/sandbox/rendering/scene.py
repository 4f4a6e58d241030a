"""Who looks, from where and when: what a text needs to know before it can be drawn."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

from bot.sandbox.rendering.html import openable


def _nowhere(_id: str) -> str | None:
    return None


@dataclass(frozen=True)
class Scene:
    """The eyes a text is drawn for.

    ``people`` and ``channels`` hold names by Slack id, bots included; ``choosable`` are the ids a person
    can pick from. ``zone`` and ``viewer`` belong to whoever looks; ``now`` is the sandbox's time, aware.
    ``address_of`` gives the page's own address of a person or channel, or None.
    """

    people: Mapping[str, str]
    channels: Mapping[str, str]
    viewer: str
    zone: tzinfo
    now: datetime
    choosable: tuple[str, ...] = ()
    address_of: Callable[[str], str | None] = _nowhere

    def link_target(self, url: object) -> str | None:
        """Where a link leads: a web address as it is, ``slack://`` inside the page, nothing else."""
        if isinstance(url, str) and url.startswith("slack://"):
            try:
                wanted = parse_qs(urlsplit(url).query).get("id", [""])[0]
            except ValueError:
                return None
            return self.address_of(wanted)
        return openable(url)


@dataclass(frozen=True)
class Surface:
    """The message, modal or Home tab that blocks stand on.

    ``name`` begins every element id, ``action`` is where its form is posted. ``live`` is False for a page
    that cannot be pressed. ``errors`` are words by block_id; ``held`` is what a person has filled in so far,
    in the shape of Slack's ``state.values``; ``failed`` is the action_id of a control that did not work.
    ``fresh`` lets an element take the focus; ``heading`` is the level of a header block.
    """

    name: str
    action: str = ""
    live: bool = True
    errors: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    failed: str | None = None
    fresh: bool = False
    heading: int = 3

    def id_of(self, *parts: str) -> str:
        """An element id that is the same every time and safe in selectors."""
        raw = "-".join((self.name, *parts))
        safe = re.sub(r"[^A-Za-z0-9_-]", "-", raw)
        return safe if safe == raw else f"{safe}-{crc32(raw.encode()):08x}"

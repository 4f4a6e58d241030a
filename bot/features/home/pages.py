"""Which page of each long list on the Home tab somebody is looking at, and how they turn it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

TURN = "home.turn"
"""How the id of every button that turns a page begins; its value is the page it leads to."""

# Slack takes 100 blocks on a Home tab: these are shared out so that all parts, each with a full page, fit.
_MOST_PAGES = 10_000

_Item = TypeVar("_Item")


class Part(StrEnum):
    """A list on the tab that can be longer than a page."""

    WAITING = "waiting"
    AHEAD = "ahead"
    PROMISES = "promises"
    PROMISED = "promised"
    PEOPLE = "people"
    THANKS = "thanks"


# Judgement: what is read at a glance.
SIZES = {
    Part.WAITING: 3,
    Part.AHEAD: 4,
    Part.PROMISES: 5,
    Part.PROMISED: 3,
    Part.PEOPLE: 5,
    Part.THANKS: 2,
}


@dataclass(frozen=True, slots=True)
class Pages:
    """The number of the page of each part, from 0. ``is_everything``: all pages at once, to look through."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    is_everything: bool = False

    def number(self, part: Part) -> int:
        return self.numbers.get(part, 0)

    def turned(self, part: Part, number: int) -> "Pages":
        """The same with another page of one part."""
        return Pages({**self.numbers, part: min(max(number, 0), _MOST_PAGES)})

    def packed(self) -> str:
        """For the tab itself to carry."""
        return json.dumps({part: number for part, number in self.numbers.items() if number})

    @classmethod
    def unpacked(cls, packed: str | None) -> "Pages":
        """What ``packed`` says; the first page of everything where it says nothing that is understood."""
        try:
            given = json.loads(packed or "{}")
        except ValueError:
            return cls()
        return cls.of(given if isinstance(given, dict) else {})

    @classmethod
    def of(cls, given: Mapping[str, object]) -> "Pages":
        """The numbers among what is given."""
        known = {part: given.get(part) for part in Part}
        return cls(
            {part: min(max(number, 0), _MOST_PAGES) for part, number in known.items() if type(number) is int}
        )


@dataclass(frozen=True, slots=True)
class Page(Generic[_Item]):
    """The items of one page, and below them the buttons that turn it; none for a list that fits."""

    items: Sequence[_Item]
    turns: list[Block]


def page_of(items: Sequence[_Item], part: Part, pages: Pages) -> Page[_Item]:
    """The page somebody looks at; the last one where the list has grown shorter meanwhile."""
    if pages.is_everything:
        return Page(items, [])
    size = SIZES[part]
    last = max(len(items) - 1, 0) // size
    number = min(pages.number(part), last)
    first = number * size
    shown = items[first : first + size]
    count = words("home/pages", first=first + 1, last=first + len(shown), of=len(items))["which"]
    return Page(shown, turns(part, number, has_more=number < last, count=count))


def turns(part: Part, number: int, *, has_more: bool, count: str | None = None) -> list[Block]:
    """*Back* and *More*, where there is something to turn to; ``count`` is what they turn, as mrkdwn."""
    said = words("home/pages")
    buttons = []
    if number > 0:
        buttons.append(_button(said.plain("back"), part, number - 1, "back"))
    if has_more:
        buttons.append(_button(said.plain("more"), part, number + 1, "more"))
    if not buttons:
        return []
    above = [] if count is None else [block_kit.context(count)]
    return [*above, block_kit.actions(buttons, block_id=f"turn:{part}")]


def _button(label: str, part: Part, number: int, way: str) -> Block:
    return block_kit.button(label, action_id=f"{TURN}.{way}.{part}", value=str(number))

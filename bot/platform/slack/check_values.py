"""The rules a single value is checked by: words, numbers, choices, lists, and shapes made of them.

A rule is told a value, where it stands (a JSON pointer) and the walk it is part of. It notes problems and
never raises, whatever the value is. What it notes names places and limits, never people's words.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.platform.slack import limits
from bot.platform.slack.limits import length


@dataclass(frozen=True, slots=True)
class Problem:
    """``where`` is a JSON pointer into the message or view; ``what`` goes on from it as a sentence does."""

    where: str
    what: str


class Walk:
    """One pass over one message or view: what was found wrong, and what is counted across blocks."""

    __slots__ = ("block_ids", "characters", "focused", "kinds", "markdown", "problems", "surface")

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.problems: list[Problem] = []
        self.block_ids: set[str] = set()
        self.kinds: Counter[str] = Counter()
        self.characters = 0
        self.markdown = 0
        self.focused = 0

    def refuse(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what))


Rule = Callable[[Any, str, Walk], None]
Also = Callable[[dict[str, Any], str, Walk], None]


def words(at_most: int, *, at_least: int = 1, blank: bool = False) -> Rule:
    """A string that people read, counted towards the whole. ``blank``: nothing but spaces will do."""

    def rule(value: Any, where: str, walk: Walk) -> None:
        if not isinstance(value, str):
            walk.refuse(where, "must be a string")
            return
        long = length(value)
        walk.characters += long
        if long > at_most:
            walk.refuse(where, f"is longer than {at_most} characters ({long})")
        elif long < at_least:
            walk.refuse(where, "is empty" if not value else f"is shorter than {at_least} characters")
        elif value and not blank and not value.strip():
            walk.refuse(where, "holds nothing but spaces")

    return rule


def code(at_most: int, *, at_least: int = 1) -> Rule:
    """A string that only programs read."""

    def rule(value: Any, where: str, walk: Walk) -> None:
        if not isinstance(value, str):
            walk.refuse(where, "must be a string")
        elif not at_least <= length(value) <= at_most:
            walk.refuse(where, f"must have {at_least} to {at_most} characters, not {length(value)}")

    return rule


def written(pattern: str, meaning: str, *, at_most: int = limits.ID) -> Rule:
    """A string of a certain form, which ``meaning`` names in words."""
    matches = re.compile(pattern).fullmatch

    def rule(value: Any, where: str, walk: Walk) -> None:
        if not isinstance(value, str) or not matches(value):
            walk.refuse(where, f"must be {meaning}")
        elif length(value) > at_most:
            walk.refuse(where, f"is longer than {at_most} characters ({length(value)})")

    return rule


def one_of(*choices: Any) -> Rule:
    def rule(value: Any, where: str, walk: Walk) -> None:
        if isinstance(value, bool) or value not in choices:
            walk.refuse(where, f"must be one of {', '.join(map(str, choices))}")

    return rule


def whole(at_least: int, at_most: int) -> Rule:
    def rule(value: Any, where: str, walk: Walk) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not at_least <= value <= at_most:
            walk.refuse(where, f"must be a whole number from {at_least} to {at_most}")

    return rule


def number(value: Any, where: str, walk: Walk) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < float("inf"):
        walk.refuse(where, "must be a number")


def positive(value: Any, where: str, walk: Walk) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        walk.refuse(where, "must be a number above 0")


def flag(value: Any, where: str, walk: Walk) -> None:
    if not isinstance(value, bool):
        walk.refuse(where, "must be true or false")


def focus(value: Any, where: str, walk: Walk) -> None:
    flag(value, where, walk)
    walk.focused += value is True


def only_in_modals(value: Any, where: str, walk: Walk) -> None:
    flag(value, where, walk)
    if value is True and walk.surface != "modal":
        walk.refuse(where, "works in modals only")


def block_id(value: Any, where: str, walk: Walk) -> None:
    if not isinstance(value, str) or not value or length(value) > limits.ID:
        walk.refuse(where, f"must have 1 to {limits.ID} characters")
    elif value in walk.block_ids:
        walk.refuse(where, "is the block_id of an earlier block, too")
    else:
        walk.block_ids.add(value)


def list_of(item: Rule, *, at_most: int, at_least: int = 1) -> Rule:
    def rule(value: Any, where: str, walk: Walk) -> None:
        if not isinstance(value, list):
            walk.refuse(where, "must be a list")
            return
        if len(value) > at_most:
            walk.refuse(where, f"holds more than {at_most} ({len(value)})")
        elif len(value) < at_least:
            walk.refuse(where, "is empty" if not value else f"holds fewer than {at_least} ({len(value)})")
        for place, part in enumerate(value):
            item(part, f"{where}/{place}", walk)

    return rule


def shape(
    *, required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, also: Also | None = None
) -> Rule:
    """An object with these keys and no others; ``also`` looks at them together."""
    rules = {**required, **(optional or {})}

    def rule(value: Any, where: str, walk: Walk) -> None:
        if not isinstance(value, dict):
            walk.refuse(where, "must be an object")
            return
        for key, part in value.items():
            known = rules.get(key)
            if known is None:
                walk.refuse(f"{where}/{_pointer(key)}", "is not known here")
            else:
                known(part, f"{where}/{key}", walk)
        for key in required:
            if key not in value:
                walk.refuse(f"{where}/{key}", "is missing")
        if also is not None:
            also(value, where, walk)

    return rule


def _seen(value: Any, where: str, walk: Walk) -> None:
    pass


def typed(
    required: Mapping[str, Rule] | None = None,
    optional: Mapping[str, Rule] | None = None,
    also: Also | None = None,
) -> Rule:
    """A shape whose ``type`` has been looked at already, by `one_kind_of`."""
    return shape(required=required or {}, optional={"type": _seen, **(optional or {})}, also=also)


def one_kind_of(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose ``type`` is one of ``kinds``, and which has that kind's shape."""

    def rule(value: Any, where: str, walk: Walk) -> None:
        if not isinstance(value, dict):
            walk.refuse(where, "must be an object")
            return
        kind = value.get("type")
        known = kinds.get(kind) if isinstance(kind, str) else None
        if known is None:
            walk.refuse(f"{where}/type", f"must be one of {', '.join(kinds)}")
        else:
            known(value, where, walk)

    return rule


def plain_text(at_most: int) -> Rule:
    """A text object without markup."""
    return one_kind_of({"plain_text": _text_object(at_most, "emoji")})


def any_text(at_most: int) -> Rule:
    """A text object of either kind."""
    return one_kind_of(text_kinds(at_most))


def text_kinds(at_most: int) -> dict[str, Rule]:
    """The two kinds of text object, by type."""
    return {"mrkdwn": _text_object(at_most, "verbatim"), "plain_text": _text_object(at_most, "emoji")}


def _text_object(at_most: int, switch: str) -> Rule:
    return typed({"text": words(at_most)}, {switch: flag})


action_id = code(limits.ID)
person_id = written(r"[UW][A-Z0-9]{2,}", "a Slack user id")
channel_id = written(r"[CDG][A-Z0-9]{2,}", "a Slack channel id")
address = written(r"(?i:https?|slack)://\S+", "an https, http or slack address", at_most=limits.URL)
placeholder = plain_text(limits.PLACEHOLDER)


def _pointer(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")

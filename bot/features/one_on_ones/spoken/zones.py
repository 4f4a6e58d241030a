"""Time zones as people say them: by name, by a city, or as mine and theirs."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.features.one_on_ones.spoken.vocabulary import SAID_IN_PASSING
from bot.platform.working_time import available_zones

MINE, THEIRS = "mine", "theirs"
ZONE = "zone:"
"""Stands before a part that says a zone, known or not."""

_SAID = {"my-time": MINE, "their-time": THEIRS, "utc": "UTC", "gmt": "UTC"}
_CONTINENTS = frozenset(
    {
        "africa",
        "america",
        "antarctica",
        "arctic",
        "asia",
        "atlantic",
        "australia",
        "europe",
        "indian",
        "pacific",
    }
)
_LONGEST_NAME = 4  # words: "port of spain time" has a city of three


def with_zones(parts: Sequence[str]) -> list[str]:
    """``parts`` (words in lower case) with ``zone:`` before what says a zone, in one part each.

    *Europe/Lisbon*, *in new york*, *lisbon time*, *my-time*. After ``zone:`` stands MINE, THEIRS, an IANA
    name, or a word that is none.
    """
    found: list[str] = []
    left = list(parts)
    while left:
        said, length = _zone_at(left)
        found.append(f"{ZONE}{said}" if said else left[0])
        left = left[length:]
    return found


def _zone_at(parts: Sequence[str]) -> tuple[str | None, int]:
    """The zone said by the first of ``parts``, and how many of them say it; None and one if they say none."""
    first = parts[0]
    if first in _SAID:
        return _SAID[first], 2 if parts[1:2] == ["time"] else 1
    if first.partition("/")[0] in _CONTINENTS and "/" in first:
        return _by_name().get(first, first), 1
    for length in range(_LONGEST_NAME, 0, -1):
        after_in = _named(parts[1 : 1 + length]) if first == "in" else None
        if after_in:
            is_time = parts[1 + length : 2 + length] == ["time"]
            return after_in, 1 + length + is_time
        before_time = _named(parts[:length])
        if before_time and parts[length : length + 1] == ["time"]:
            return before_time, length + 1
    # "In Atlantis" is answered as a place; "in the morning" is none.
    if first == "in" and parts[1:] and parts[1].isalpha() and parts[1] not in SAID_IN_PASSING:
        return parts[1], 2
    return None, 1


def _named(parts: Sequence[str]) -> str | None:
    said = unicodedata.normalize("NFKD", " ".join(parts))
    said = "".join(character for character in said if not unicodedata.combining(character))
    return _SAID.get(said) or _by_name().get(said) or _by_city().get(said.replace("-", " "))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_zones()}


@lru_cache(maxsize=1)
def _by_city() -> dict[str, str]:
    cities: dict[str, str] = {}
    # A city that has two names for its zone has one clock: either will do.
    for name in sorted(available_zones()):
        continent, _, city = name.casefold().rpartition("/")
        if continent.partition("/")[0] in _CONTINENTS:
            cities.setdefault(city.replace("_", " ").replace("-", " "), name)
    return cities

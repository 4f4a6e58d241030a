"""How people say by when and by whom, a content file for each language, read and checked."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.platform import places
from bot.platform.errors import BotError

Phrase = tuple[str, ...]
"""Words of something said, folded."""

CONTENT = places.TEMPLATES / "content"
_FILE = "due_words.yml"
_UNITS = ("day", "week", "month", "quarter", "year")


class DueWordsError(BotError):
    """A content file that cannot be used; the words name the file and the key."""


@dataclass(frozen=True)
class DueWords:
    """What one language says, every phrase folded; English ``due_words.yml`` explains the keys."""

    language: str
    deadline: frozenset[Phrase] = frozenset()
    occasion: frozenset[Phrase] = frozenset()
    not_behind: frozenset[Phrase] = frozenset()
    small: frozenset[Phrase] = frozenset()
    beside: frozenset[Phrase] = frozenset()
    at: frozenset[Phrase] = frozenset()
    coming: frozenset[Phrase] = frozenset()
    following: frozenset[Phrase] = frozenset()
    week_later: frozenset[Phrase] = frozenset()
    within: frozenset[Phrase] = frozenset()
    end_of: frozenset[Phrase] = frozenset()
    today: frozenset[Phrase] = frozenset()
    tomorrow: frozenset[Phrase] = frozenset()
    day_after_tomorrow: frozenset[Phrase] = frozenset()
    this_week: frozenset[Phrase] = frozenset()
    next_week: frozenset[Phrase] = frozenset()
    this_month: frozenset[Phrase] = frozenset()
    next_month: frozenset[Phrase] = frozenset()
    this_quarter: frozenset[Phrase] = frozenset()
    next_quarter: frozenset[Phrase] = frozenset()
    this_year: frozenset[Phrase] = frozenset()
    weekdays: frozenset[Phrase] = frozenset()
    separators: frozenset[Phrase] = frozenset()
    month_first_in: frozenset[Phrase] = frozenset()
    me: frozenset[Phrase] = frozenset()
    i_will: frozenset[Phrase] = frozenset()
    will: frozenset[Phrase] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)


def fold(word: str) -> str:
    """A word without what people leave out when they type fast: capitals, accents, curly apostrophes."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def spoken_by(locale: str, *, content: Path = CONTENT) -> tuple[DueWords, ...]:
    """The words of a reader's language, then English; English alone for a language without a file.

    ``locale`` is as Slack says it ("pt-BR"), or a language ("pt"). Raises DueWordsError.
    """
    language = re.split(r"[-_]", locale.strip().casefold())[0]
    is_known = language.isascii() and language.isalpha() and (content / language / _FILE).is_file()
    spoken = dict.fromkeys((language, "en") if is_known else ("en",))
    return tuple(load_due_words(each, content=content) for each in spoken)


@cache
def load_due_words(language: str, *, content: Path = CONTENT) -> DueWords:
    """Read one language's file. Raises DueWordsError for the first thing in it that cannot be used."""
    label = f"{language}/{_FILE}"
    try:
        told = yaml.safe_load((content / language / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DueWordsError(f"{label}: The file is not there.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DueWordsError(f"{label}: This is not YAML: {error}.") from error
    if not isinstance(told, dict):
        raise DueWordsError(f"{label}: The file needs keys and values.")
    known = [each.name for each in fields(DueWords) if each.name != "language"]
    for key in told:
        if key not in known:
            raise DueWordsError(f'{label}: The key "{key}" is not known; known are {", ".join(known)}.')
    return DueWords(language, **{key: _value(label, key, value) for key, value in told.items()})


def _value(label: str, key: str, value: object) -> Any:
    if key == "units":
        return _units(label, value)
    if key in ("numbers", "also"):
        kind = int if key == "numbers" else str
        if not isinstance(value, dict) or not all(
            isinstance(name, str) and type(meant) is kind for name, meant in value.items()
        ):
            raise DueWordsError(f'{label}: The key "{key}" needs words and what each means.')
        return {fold(name): fold(meant) if kind is str else meant for name, meant in value.items()}
    said = _phrases(label, key, value)
    if key == "weekdays" and len(said) != 7:
        raise DueWordsError(f'{label}: The key "weekdays" needs seven names.')
    return said


def _units(label: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not set(value) <= set(_UNITS):
        raise DueWordsError(f'{label}: The key "units" needs some of {", ".join(_UNITS)}.')
    names: dict[str, str] = {}
    for unit, said in value.items():
        names |= {" ".join(phrase): unit for phrase in _phrases(label, f"units.{unit}", said)}
    return names


def _phrases(label: str, key: str, value: object) -> frozenset[Phrase]:
    if not isinstance(value, list):
        raise DueWordsError(f'{label}: The key "{key}" needs a list.')
    for item in value:
        if not isinstance(item, str) or not item.strip():
            raise DueWordsError(f'{label}: The key "{key}" needs words; write "{item}" in quotation marks.')
    return frozenset(tuple(fold(item).split()) for item in value)

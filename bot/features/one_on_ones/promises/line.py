"""A promise typed in one line, understood: whose it is, what is to be done, and by when."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.features.follow_ups import due_day
from bot.features.follow_ups.due_words import DueWords, Phrase, fold, spoken_by

LONGEST_NAME = 200
"""Characters from the start in which somebody is named; Slack's display names have 80."""

_MENTION = re.compile(r"<@([uw][a-z0-9]+)(?:\|[^>]*)?>\s*")
_SEPARATOR = r"\s*(?::|->|→)\s*|\s+[-–—]+\s*|\s*[-–—]+\s+"


class Whose(StrEnum):
    """Who promised something: the one who types, or the other one."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """What was typed, taken apart; ``whose`` and ``due_on`` are None when the line does not say."""

    whose: Whose | None
    words: str
    due_on: date | None


def understand(
    text: str, *, own_name: str, other_name: str, own_id: str, other_id: str, language: str, today: date
) -> PromiseLine:
    """What ``text`` (plain, as typed into a field) says, as "Ana: send the budget by Friday" does.

    ``own_…`` is who types, ``other_…`` the other of the two; names as people see them, ids as Slack's.
    ``language`` is a language or a Slack locale, ``today`` a day on the calendar of who types. A name that is
    neither's stays in the words.
    """
    ids = {fold(own_id): Whose.MINE, fold(other_id): Whose.THEIRS}
    names = _names(own_name, other_name)
    whose, start = _head(text, ids=ids, names=names, spoken=spoken_by(language))
    rest = due_day.understand(text[start:], language=language, today=today)
    return PromiseLine(whose, rest.words, rest.due_on)


def _names(own_name: str, other_name: str) -> dict[Phrase, Whose]:
    """The full and the first name of each, but none that both answer to."""
    own, other = tuple(fold(own_name).split()), tuple(fold(other_name).split())
    names: dict[Phrase, Whose] = {}
    if own[:1] != other[:1]:
        names |= {own[:1]: Whose.MINE, other[:1]: Whose.THEIRS}
    if own != other:
        names |= {own: Whose.MINE, other: Whose.THEIRS}
    names.pop((), None)
    return names


def _head(
    text: str, *, ids: Mapping[str, Whose], names: Mapping[Phrase, Whose], spoken: Collection[DueWords]
) -> tuple[Whose | None, int]:
    """Who is named at the start of ``text``, and where the rest of it starts."""
    folded, places = _folded(text[:LONGEST_NAME])
    will = _any_of(phrase for said in spoken for phrase in said.will)
    i_will = _any_of(phrase for said in spoken for phrase in said.i_will)
    if mention := _MENTION.match(folded):
        whose = ids.get(mention[1])
        behind = re.compile(rf"(?:{_SEPARATOR}|{will}\s+)?").match(folded, mention.end())
        return (whose, places[behind.end() if behind else mention.end()]) if whose else (None, 0)
    me: dict[Phrase, Whose] = {phrase: Whose.MINE for said in spoken for phrase in said.me}
    for name, whose in (*_longest_first(names), *_longest_first(me)):
        said_of = rf"{_any_of([name])}(?:{_SEPARATOR}|\s+{will}\s+)"
        called = re.match(rf"@?{said_of}|@{_any_of([name])}\s+", folded)
        if called:
            return whose, places[called.end()]
    mine = re.match(rf"{i_will}\s+", folded)
    return (Whose.MINE, places[mine.end()]) if mine else (None, 0)


def _folded(text: str) -> tuple[str, list[int]]:
    """``text`` folded, without space at its start, and for each place in it the place in ``text``."""
    start = len(text) - len(text.lstrip())
    signs = [(sign, place) for place in range(start, len(text)) for sign in fold(text[place])]
    return "".join(sign for sign, _ in signs), [*(place for _, place in signs), len(text)]


def _longest_first(names: Mapping[Phrase, Whose]) -> Iterator[tuple[Phrase, Whose]]:
    return iter(sorted(names.items(), key=lambda named: (-len(named[0]), named[0])))


def _any_of(phrases: Iterable[Phrase]) -> str:
    ways = sorted((r"\s+".join(map(re.escape, phrase)) for phrase in phrases), key=len, reverse=True)
    return f"(?:{'|'.join(ways)})" if ways else "(?!)"

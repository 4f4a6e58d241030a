"""The rules by which a hint notices something in a draft, each with examples that it is held to."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from bot.features.questions.entries import ContentError, Entry, Once
from bot.features.questions.overlays import Folders, folders_of, language_for, read_overlaid
from bot.features.questions.readable import readable

HINTS = "hints.yml"

LONGEST_SAYING = 150
"""Characters. Judgement: a hint is read in passing, or not at all."""
MOST_WORDS = 500


class Where(StrEnum):
    """What kind of draft is looked at."""

    APOLOGY = "apology"
    OPENER = "opener"
    SHOUTOUT = "shoutout"


class FieldId(StrEnum):
    """The pieces of a message that puts something right. None of them asks for forgiveness."""

    WHAT_I_DID = "what_i_did"
    WHAT_IT_COST = "what_it_cost"
    SORRY = "sorry"
    PUTTING_RIGHT = "putting_right"
    NEXT_TIME = "next_time"
    NEED_FROM_ME = "need_from_me"
    WHAT_HAPPENED = "what_happened"
    NO_COMFORT = "no_comfort"
    EXPECTATION = "expectation"


class Said(StrEnum):
    """The parts of a shout-out that some hints are for alone."""

    DID = "did"
    """What they did, where nothing else says what it changed."""
    EFFECT = "effect"
    """What it changed."""


Field = FieldId | Said
_FIELDS: dict[Where, type[FieldId] | type[Said]] = {Where.APOLOGY: FieldId, Where.SHOUTOUT: Said}


class Look(StrEnum):
    """What is not to be seen in the text alone, so that whoever asks for hints has looked at it."""

    OVERLAP = "overlap"
    """Nearly the same words as not long before."""
    PEOPLE = "people"
    """Many people at once."""
    CONFIDENTIAL = "confidential"
    """A word that the admins have called confidential."""


@dataclass(frozen=True, slots=True)
class HintRule:
    """What is looked for, and what is said about it.

    ``fields`` are the pieces it looks at; None means all of them, and the text as a whole. Either ``pattern``
    is searched for, or more than ``longest`` words are too many, or ``by`` says what else was looked at.
    """

    id: str
    where: Where
    fields: frozenset[Field] | None
    pattern: re.Pattern[str] | None
    longest: int | None
    by: Look | None
    says: str

    def notices(self, text: str) -> bool:
        """Whether there is something in ``text``, as a person typed it, to give this hint for."""
        if self.pattern is not None:
            return self.pattern.search(_evened(text)) is not None
        return self.longest is not None and len(text.split()) > self.longest


def read_hints(content: Folders, language: str, problems: list[str]) -> tuple[HintRule, ...]:
    """Every rule in the order of the file; what is wrong, an example that fails too, joins ``problems``."""
    rules = []
    ids = Once()
    for entry in read_overlaid(content, language, HINTS, problems):
        entry.allow_only(("id", "where", "fields", *_WAYS, "says", "examples"))
        name, where = entry.words("id"), entry.one_of("where", Where)
        if name:
            ids.refuse_second(entry, "id", name)
        fields = _fields(entry, where) if entry.has("fields") else None
        pattern = _pattern(entry) if entry.has("pattern") else None
        longest = entry.number("longest", least=1, most=MOST_WORDS) if entry.has("longest") else None
        by = entry.one_of("by", Look) if entry.has("by") else None
        if sum(map(entry.has, _WAYS)) != 1:
            entry.refuse('One of "pattern", "longest" and "by" is needed, and no more.')
        says = readable(entry, "says", longest=LONGEST_SAYING)
        if name and where and says and entry.sound:
            rule = HintRule(name, where, fields, pattern, longest, by, says)
            if pattern is not None or entry.has("examples"):
                _hold_to_examples(entry, rule)
            rules.append(rule)
    return tuple(rules)


def rules_for(locale: str | None, content: Folders | None = None) -> tuple[HintRule, ...]:
    """The rules in the language of a Slack locale such as ``de-DE``, or in English; read once.

    Without ``content``, from the folders in use. Raises ContentError when the file cannot be used.
    """
    return _rules(language_for(locale, content), folders_of(content))


@lru_cache
def _rules(language: str, folders: tuple[Path, ...]) -> tuple[HintRule, ...]:
    problems: list[str] = []
    rules = read_hints(folders, language, problems)
    if problems:
        raise ContentError(problems)
    return rules


_WAYS = ("pattern", "longest", "by")


def _fields(entry: Entry, where: Where | None) -> frozenset[Field]:
    if where is None:
        return frozenset()
    if where not in _FIELDS:
        entry.refuse("Only an apology and a shout-out have fields.", line=entry.line_of("fields"))
        return frozenset()
    return frozenset[Field](entry.some_of("fields", _FIELDS[where]))


def _pattern(entry: Entry) -> re.Pattern[str] | None:
    written = entry.words("pattern")
    if written is None:
        return None
    joined = "".join(line.strip() for line in written.splitlines())  # A long one runs over several lines.
    try:
        return re.compile(joined, re.IGNORECASE)
    except re.error as error:
        entry.refuse(f"The pattern does not compile: {error}.", line=entry.line_of("pattern"))
        return None


def _hold_to_examples(entry: Entry, rule: HintRule) -> None:
    examples = entry.part("examples")
    if examples is None:
        return
    examples.allow_only(("bad", "good"))
    for text, line in examples.lines("bad"):
        if not rule.notices(text):
            entry.refuse(f'The hint does not notice the bad example "{text}".', line=line)
    for text, line in examples.lines("good"):
        if rule.notices(text):
            entry.refuse(f'The hint is given for the good example "{text}".', line=line)


_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "»": '"', "«": '"'}
)


def _evened(text: str) -> str:
    """``text`` on one line with plain quotation marks, so that one pattern serves all keyboards."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())

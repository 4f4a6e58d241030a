"""The rules by which a hint notices something in a draft, each with examples that it is held to."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.features.questions.entries import Entry, Once
from bot.features.questions.overlays import Folders, read_overlaid
from bot.features.reconnections.content.repair import FieldId
from bot.features.reconnections.content.wording import readable

HINTS = "hints.yml"

LONGEST_SAYING = 150
"""Characters. Judgement: a hint is read in passing, or not at all."""
MOST_WORDS = 500


class Where(StrEnum):
    """What kind of draft is looked at."""

    APOLOGY = "apology"
    OPENER = "opener"
    SHOUTOUT = "shoutout"


@dataclass(frozen=True, slots=True)
class HintRule:
    """What is looked for, and what is said about it.

    ``fields`` are the pieces of an apology it looks at; None means all of them, and the text as a whole.
    Either ``pattern`` is searched for, or more than ``longest`` words are too many.
    """

    id: str
    where: Where
    fields: frozenset[FieldId] | None
    pattern: re.Pattern[str] | None
    longest: int | None
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
        entry.allow_only(("id", "where", "fields", "pattern", "longest", "says", "examples"))
        name, where = entry.words("id"), entry.one_of("where", Where)
        if name:
            ids.refuse_second(entry, "id", name)
        fields = entry.some_of("fields", FieldId) if entry.has("fields") else None
        if fields is not None and where not in (Where.APOLOGY, None):
            entry.refuse("Only an apology has fields.", line=entry.line_of("fields"))
        pattern = _pattern(entry) if entry.has("pattern") else None
        longest = entry.number("longest", least=1, most=MOST_WORDS) if entry.has("longest") else None
        if entry.has("pattern") is entry.has("longest"):
            entry.refuse('Either "pattern" or "longest" is needed, and not both.')
        says = readable(entry, "says", longest=LONGEST_SAYING)
        if name and where and says and entry.sound:
            rule = HintRule(name, where, fields, pattern, longest, says)
            if pattern is not None or entry.has("examples"):
                _hold_to_examples(entry, rule)
            rules.append(rule)
    return tuple(rules)


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

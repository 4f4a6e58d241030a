"""What words must be like before people read them, and where they may be left blank."""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto

from bot.features.questions.entries import Entry
from bot.features.questions.wording import faults

BLANK = "___"
"""What is filled in by whoever uses the words."""


class Blanks(Enum):
    """Whether words have something to fill in."""

    NONE = auto()
    SOME = auto()
    """At least one."""
    FREE = auto()
    """As many as there are, or none."""


def readable(entry: Entry, key: str, *, longest: int, blanks: Blanks = Blanks.NONE) -> str | None:
    """The words of ``key``, ``longest`` characters at most; what is wrong is the entry's problem."""
    text = entry.words(key)
    if text is not None:
        refuse_faults(entry, key, text, line=entry.line_of(key), longest=longest, blanks=blanks)
    return text


def readable_lines(entry: Entry, key: str, *, longest: int) -> tuple[str, ...]:
    """A list of words without blanks, each ``longest`` characters at most."""
    lines = entry.lines(key)
    for text, line in lines:
        refuse_faults(entry, "line", text, line=line, longest=longest, blanks=Blanks.NONE)
    return tuple(text for text, _ in lines)


def refuse_faults(entry: Entry, key: str, text: str, *, line: int, longest: int, blanks: Blanks) -> None:
    for sentence in _faults(key, text, longest=longest, blanks=blanks):
        entry.refuse(sentence, line=line)


_MARKS = re.compile(r"_{2,}|\{[^{}]*\}|[{}]|\[[^\[\]]*\]|<[^<>]*>")
_EMOJI = re.compile(r":[a-z0-9_+-]{2,}:")


def _faults(key: str, text: str, *, longest: int, blanks: Blanks) -> Iterable[str]:
    yield from faults(key, text, longest=longest)
    if _EMOJI.search(text) or any(unicodedata.category(character) == "So" for character in text):
        yield f"The {key} has an emoji."
    marks = _MARKS.findall(text)
    for mark in sorted(set(marks) - {BLANK}):
        yield f'The {key} has "{mark}", which nobody fills; a blank is {BLANK}.'
    if blanks is Blanks.NONE and BLANK in marks:
        yield f"The {key} has a blank, and nobody is asked to fill it."
    if blanks is Blanks.SOME and BLANK not in marks:
        yield f"The {key} has no blank; at least one {BLANK} is needed."

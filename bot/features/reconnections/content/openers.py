"""First words for a small act, and the last line that takes the pressure out of them."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from bot.features.questions.bank import Direction, State
from bot.features.questions.entries import Once
from bot.features.questions.overlays import Folders, read_overlaid
from bot.features.questions.readable import Blanks, readable

OPENERS = "openers.yml"
EXPECTATION_LINES = "expectation_lines.yml"

LONGEST_OPENER = 400
LONGEST_EXPECTATION = 60
"""Characters, blanks unfilled. Judgement: a message that is read to its end, and a line that stays small."""


class Act(StrEnum):
    """What one can do towards somebody: name what is unspoken, ask, thank, or own one's part."""

    NAME = "name"
    ASK = "ask"
    THANK = "thank"
    OWN = "own"


class Size(StrEnum):
    """How much of it: a line, or a few lines."""

    LINE = "line"
    FEW = "few"


ACTS = {
    State.DISTANT: (Act.ASK, Act.THANK, Act.NAME, Act.OWN),
    State.TENSE: (Act.OWN, Act.NAME, Act.ASK, Act.THANK),
    State.UNDERNOURISHED: (Act.THANK, Act.ASK, Act.NAME, Act.OWN),
    State.HEALTHY: (Act.THANK, Act.ASK, Act.NAME),
}
"""The acts that fit a state; the first two are offered first.

Judgement: where it is good, nobody is to look for something to own.
"""

_BLANKS = {Act.NAME: Blanks.FREE, Act.ASK: Blanks.FREE, Act.THANK: Blanks.SOME, Act.OWN: Blanks.SOME}


@dataclass(frozen=True, slots=True)
class Opener:
    """First words to start from; ``text`` may hold blanks ``___`` and is not fit to be sent while it does."""

    id: str
    act: Act
    state: State
    size: Size
    directions: frozenset[Direction]
    text: str


@dataclass(frozen=True, slots=True)
class ExpectationLine:
    """A last line that says what is not expected."""

    id: str
    directions: frozenset[Direction]
    text: str


def read_openers(content: Folders, language: str, problems: list[str]) -> tuple[Opener, ...]:
    """Every opener in the order of the file; what is wrong, an empty cell too, joins ``problems``."""
    openers = []
    ids, texts = Once(), Once()
    before = len(problems)
    for entry in read_overlaid(content, language, OPENERS, problems):
        entry.allow_only(("id", "act", "state", "size", "directions", "text"))
        name, act, state = entry.words("id"), entry.one_of("act", Act), entry.one_of("state", State)
        size, directions = entry.one_of("size", Size), entry.some_of("directions", Direction)
        blanks = _BLANKS[act] if act else Blanks.FREE
        text = readable(entry, "text", longest=LONGEST_OPENER, blanks=blanks)
        if name:
            ids.refuse_second(entry, "id", name)
        if text:
            texts.refuse_second(entry, "text", text)
        if act and state and act not in ACTS[state]:
            entry.refuse(f'The act "{act}" does not fit the state "{state}".', line=entry.line_of("act"))
        if name and act and state and size and text and entry.sound:
            openers.append(Opener(name, act, state, size, directions, text))
    if len(problems) == before:
        problems += [f"{language}/{OPENERS}: {sentence}" for sentence in _empty_cells(openers)]
    return tuple(openers)


def read_expectation_lines(
    content: Folders, language: str, problems: list[str]
) -> tuple[ExpectationLine, ...]:
    """Every expectation line in the order of the file; what is wrong joins ``problems``."""
    lines = []
    ids = Once()
    before = len(problems)
    for entry in read_overlaid(content, language, EXPECTATION_LINES, problems):
        entry.allow_only(("id", "directions", "text"))
        name, directions = entry.words("id"), entry.some_of("directions", Direction)
        text = readable(entry, "text", longest=LONGEST_EXPECTATION)
        if name:
            ids.refuse_second(entry, "id", name)
        if name and text and entry.sound:
            lines.append(ExpectationLine(name, directions, text))
    if len(problems) == before:
        problems += [
            f'{language}/{EXPECTATION_LINES}: There is no line for the direction "{direction}".'
            for direction in Direction
            if not any(direction in line.directions for line in lines)
        ]
    return tuple(lines)


def _empty_cells(openers: Collection[Opener]) -> list[str]:
    filled = {(each.state, each.act, each.size, way) for each in openers for way in each.directions}
    return [
        f'There is no opener of the act "{act}", the state "{state}", the size "{size}" '
        f'and the direction "{direction}".'
        for state, acts in ACTS.items()
        for act, size, direction in product(acts, Size, Direction)
        if (state, act, size, direction) not in filled
    ]

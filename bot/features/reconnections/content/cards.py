"""Cards to read: acts of presence, boundaries, steadiness, myths, worked examples, answers, reassurance."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.features.questions.bank import Direction, State
from bot.features.questions.entries import Entry, Once
from bot.features.questions.overlays import Folders, read_overlaid
from bot.features.questions.readable import Blanks, readable, readable_lines
from bot.features.reconnections.content.openers import LONGEST_OPENER, Act, Size

PRESENCE = "presence.yml"
BOUNDARIES = "boundaries.yml"
STEADINESS = "steadiness.yml"
MYTHS = "myths.yml"
CASES = "cases.yml"
RECEIVING = "receiving.yml"
REASSURANCE = "reassurance.yml"

LONGEST_LINE = 120
LONGEST_TITLE = 60
LONGEST_TEXT = 300
"""Characters. Judgement: what is taken in at a glance, and what is read without scrolling."""


class PresenceKind(StrEnum):
    """What a small act of presence does."""

    ATTEND = "attend"
    ENABLE = "enable"
    TRUST = "trust"
    PLAY = "play"
    THANK = "thank"
    CHECK = "check"


class SteadyPart(StrEnum):
    """A line of the card, a sentence to have ready, or the builder that keeps impact and intention apart."""

    BEFORE = "before"
    SAY = "say"
    BUILDER = "builder"


class Reply(StrEnum):
    """What one can do with an act or an apology. Nobody owes any of it."""

    TAKE_TIME = "take_time"
    ACCEPT = "accept"
    NOT_FINISHED = "not_finished"
    NOT_NOW = "not_now"
    DECLINE = "decline"


class Received(StrEnum):
    """What came from the other: somebody reached out, or apologised."""

    ACT = "act"
    APOLOGY = "apology"


@dataclass(frozen=True, slots=True)
class Presence:
    """A small act for an ordinary day."""

    id: str
    kind: PresenceKind
    text: str


@dataclass(frozen=True, slots=True)
class Boundary:
    """A sentence that sets a limit; ``text`` may hold blanks ``___``."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SteadyLine:
    """A line of the card before a hard talk; only the builder holds blanks ``___``."""

    id: str
    part: SteadyPart
    text: str


@dataclass(frozen=True, slots=True)
class Myth:
    """What people believe, what was found, by whom and where, and what to try."""

    id: str
    myth: str
    evidence: str
    source_note: str
    attempt: str


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example: the words that were sent, and what came after, step by step."""

    id: str
    title: str
    direction: Direction
    state: State
    act: Act
    size: Size
    words: str
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receiving:
    """Words for somebody a colleague comes towards; ``words`` may hold blanks ``___``."""

    id: str
    reply: Reply
    to: frozenset[Received]
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Reassurance:
    """A line for whoever hesitates, and where it comes from."""

    id: str
    acts: frozenset[Act]
    text: str
    source_note: str


def read_presence(content: Folders, language: str, problems: list[str]) -> tuple[Presence, ...]:
    found = []
    for entry, name in _named(read_overlaid(content, language, PRESENCE, problems), ("kind", "text")):
        kind = entry.one_of("kind", PresenceKind)
        text = readable(entry, "text", longest=LONGEST_LINE)
        if name and kind and text and entry.sound:
            found.append(Presence(name, kind, text))
    return tuple(found)


def read_boundaries(content: Folders, language: str, problems: list[str]) -> tuple[Boundary, ...]:
    found = []
    for entry, name in _named(read_overlaid(content, language, BOUNDARIES, problems), ("text",)):
        text = readable(entry, "text", longest=LONGEST_LINE, blanks=Blanks.FREE)
        if name and text and entry.sound:
            found.append(Boundary(name, text))
    return tuple(found)


def read_steadiness(content: Folders, language: str, problems: list[str]) -> tuple[SteadyLine, ...]:
    found = []
    for entry, name in _named(read_overlaid(content, language, STEADINESS, problems), ("part", "text")):
        part = entry.one_of("part", SteadyPart)
        blanks = Blanks.SOME if part is SteadyPart.BUILDER else Blanks.NONE
        text = readable(entry, "text", longest=LONGEST_TEXT, blanks=blanks)
        if name and part and text and entry.sound:
            found.append(SteadyLine(name, part, text))
    return tuple(found)


def read_myths(content: Folders, language: str, problems: list[str]) -> tuple[Myth, ...]:
    found = []
    keys = ("myth", "evidence", "source_note", "try")
    for entry, name in _named(read_overlaid(content, language, MYTHS, problems), keys):
        myth = readable(entry, "myth", longest=LONGEST_LINE)
        evidence = readable(entry, "evidence", longest=LONGEST_TEXT)
        source = readable(entry, "source_note", longest=LONGEST_LINE)
        attempt = readable(entry, "try", longest=LONGEST_LINE)
        if name and myth and evidence and source and attempt and entry.sound:
            found.append(Myth(name, myth, evidence, source, attempt))
    return tuple(found)


def read_cases(content: Folders, language: str, problems: list[str]) -> tuple[Case, ...]:
    found = []
    keys = ("title", "direction", "state", "act", "size", "words", "then")
    for entry, name in _named(read_overlaid(content, language, CASES, problems), keys):
        title = readable(entry, "title", longest=LONGEST_TITLE)
        direction, state = entry.one_of("direction", Direction), entry.one_of("state", State)
        act, size = entry.one_of("act", Act), entry.one_of("size", Size)
        words = readable(entry, "words", longest=LONGEST_OPENER)
        then = readable_lines(entry, "then", longest=LONGEST_LINE)
        if name and title and direction and state and act and size and words and entry.sound:
            found.append(Case(name, title, direction, state, act, size, words, then))
    return tuple(found)


def read_receiving(content: Folders, language: str, problems: list[str]) -> tuple[Receiving, ...]:
    found = []
    before = len(problems)
    keys = ("answer", "to", "title", "words")
    for entry, name in _named(read_overlaid(content, language, RECEIVING, problems), keys):
        reply, to = entry.one_of("answer", Reply), entry.some_of("to", Received)
        title = readable(entry, "title", longest=LONGEST_TITLE)
        words = readable(entry, "words", longest=LONGEST_LINE, blanks=Blanks.FREE)
        if name and reply and title and words and entry.sound:
            found.append(Receiving(name, reply, to, title, words))
    if len(problems) == before:
        problems += [
            f'{language}/{RECEIVING}: There are no words for the answer "{reply}" to the {received}.'
            for received in Received
            for reply in Reply
            if not any(reply is each.reply and received in each.to for each in found)
        ]
    return tuple(found)


def read_reassurance(content: Folders, language: str, problems: list[str]) -> tuple[Reassurance, ...]:
    found = []
    before = len(problems)
    keys = ("acts", "text", "source_note")
    for entry, name in _named(read_overlaid(content, language, REASSURANCE, problems), keys):
        acts = entry.some_of("acts", Act)
        text = readable(entry, "text", longest=LONGEST_LINE)
        source = readable(entry, "source_note", longest=LONGEST_LINE)
        if name and text and source and entry.sound:
            found.append(Reassurance(name, acts, text, source))
    if len(problems) == before:
        problems += [
            f'{language}/{REASSURANCE}: There is no line for the act "{act}".'
            for act in Act
            if not any(act in each.acts for each in found)
        ]
    return tuple(found)


def _named(entries: Iterable[Entry], keys: tuple[str, ...]) -> Iterator[tuple[Entry, str | None]]:
    ids = Once()
    for entry in entries:
        entry.allow_only(("id", *keys))
        name = entry.words("id")
        if name:
            ids.refuse_second(entry, "id", name)
        yield entry, name

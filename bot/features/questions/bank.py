"""The bank: every question people can ask each other, read from the content files and checked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from bot.features.questions.entries import ContentError, Entry, Once
from bot.features.questions.overlays import (
    FALLBACK,
    SHIPPED,
    Folders,
    folders_of,
    language_for,
    read_overlaid,
)
from bot.features.questions.wording import faults

QUESTIONS = "questions.yml"
FOLLOW_UPS = "follow_up_questions.yml"

LONGEST_TEXT = 120
"""Characters. Judgement: what is read aloud in one breath, and fits one line of a card."""

OFFERS = (
    "i can ", "i could ", "i'd like to ", "i would like to ", "if you like", "if that helps",
    "ich kann ", "ich könnte ", "ich würde gern", "wenn du magst", "wenn du möchtest", "wenn das hilft",
)  # fmt: skip
"""What makes a line without a question mark something the other can take up or leave."""


class State(StrEnum):
    """How a relationship is, as one person says about their own side. Nobody else ever sees it."""

    DISTANT = "distant"
    TENSE = "tense"
    UNDERNOURISHED = "undernourished"
    HEALTHY = "healthy"


class Direction(StrEnum):
    """Who asks whom: a manager a report, a report a manager, or a peer a peer."""

    MANAGER_TO_REPORT = "m2r"
    REPORT_TO_MANAGER = "r2m"
    PEER_TO_PEER = "p2p"


class Theme(StrEnum):
    """What a question is about."""

    EXPECT = "expect"
    SUPPORT = "support"
    LOAD = "load"
    RECOG = "recog"
    REPAIR = "repair"
    GROW = "grow"
    PERSON = "person"
    WAYS = "ways"
    VOICE = "voice"
    RHYTHM = "rhythm"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``depth`` is 1 (light) to 3.

    New words raise ``version``; a new meaning is a new ``id``.
    """

    id: str
    version: int
    state: State
    direction: Direction
    theme: Theme
    depth: int
    text: str

    @property
    def has_blank(self) -> bool:
        """Whether the person who asks must fill in something first; such a question stays out of digests."""
        return "___" in self.text


@dataclass(frozen=True, slots=True)
class FollowUpQuestion:
    """What to ask after the answer, and the themes it suits."""

    id: str
    version: int
    text: str
    themes: frozenset[Theme]


@dataclass(frozen=True)
class Bank:
    """Every question and follow-up question of one locale, in the order of the files."""

    questions: tuple[Question, ...]
    follow_ups: tuple[FollowUpQuestion, ...] = field(default=())

    def question(self, question_id: str) -> Question | None:
        """The question with this id, or None when the bank no longer has it."""
        return self._by_id.get(question_id)

    def theme_of(self, question_id: str) -> Theme | None:
        question = self._by_id.get(question_id)
        return question.theme if question else None

    def questions_for(self, state: State | None, direction: Direction) -> tuple[Question, ...]:
        """The questions for one state; with none chosen, those of *undernourished* and *healthy*."""
        if state is None:
            return self._by_cell[State.UNDERNOURISHED, direction] + self._by_cell[State.HEALTHY, direction]
        return self._by_cell[state, direction]

    def follow_ups_for(self, theme: Theme) -> tuple[FollowUpQuestion, ...]:
        return self._by_theme[theme]

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _by_cell(self) -> Mapping[tuple[State, Direction], tuple[Question, ...]]:
        cells: dict[tuple[State, Direction], list[Question]] = defaultdict(list)
        for question in self.questions:
            cells[question.state, question.direction].append(question)
        return {(state, way): tuple(cells[state, way]) for state in State for way in Direction}

    @cached_property
    def _by_theme(self) -> Mapping[Theme, tuple[FollowUpQuestion, ...]]:
        return {theme: tuple(line for line in self.follow_ups if theme in line.themes) for theme in Theme}


def load_bank(locale: str = FALLBACK, *, content: Folders = SHIPPED) -> Bank:
    """Read ``questions.yml`` and ``follow_up_questions.yml`` of one locale.

    ``content`` is the folder with a folder for each locale, or several of them, each laid over those before.
    Raises ContentError with every problem of both files.
    """
    problems: list[str] = []
    questions = _questions(read_overlaid(content, locale, QUESTIONS, problems))
    follow_ups = _follow_ups(read_overlaid(content, locale, FOLLOW_UPS, problems))
    bank = Bank(questions=tuple(questions), follow_ups=tuple(follow_ups))
    if not problems:
        problems += [
            f'{locale}/{FOLLOW_UPS}: The theme "{theme}" has fewer than two follow-up questions.'
            for theme in Theme
            if len(bank.follow_ups_for(theme)) < 2
        ]
    if problems:
        raise ContentError(problems)
    return bank


def bank_for(locale: str | None, content: Folders | None = None) -> Bank:
    """The bank in the language of a Slack locale such as ``de-DE``, or in English; read once.

    Without ``content``, from the folders in use. Raises ContentError when its files cannot be used.
    """
    return _bank(language_for(locale, content), folders_of(content))


@lru_cache
def _bank(language: str, folders: tuple[Path, ...]) -> Bank:
    return load_bank(language, content=folders)


def _questions(entries: Iterable[Entry]) -> list[Question]:
    questions = []
    ids, texts = Once(), Once()
    for entry in entries:
        entry.allow_only(("id", "state", "direction", "theme", "depth", "text", "version"))
        name, text = _named(entry, ids, texts)
        state, direction = entry.one_of("state", State), entry.one_of("direction", Direction)
        theme, depth = entry.one_of("theme", Theme), entry.number("depth", least=1, most=3)
        version = entry.number("version", least=1, default=1)
        if name and version and state and direction and theme and depth and text and entry.sound:
            questions.append(Question(name, version, state, direction, theme, depth, text))
    return questions


def _follow_ups(entries: Iterable[Entry]) -> list[FollowUpQuestion]:
    follow_ups = []
    ids, texts = Once(), Once()
    for entry in entries:
        entry.allow_only(("id", "text", "themes", "version"))
        name, text = _named(entry, ids, texts)
        themes = entry.some_of("themes", Theme)
        version = entry.number("version", least=1, default=1)
        if name and version and text and entry.sound:
            follow_ups.append(FollowUpQuestion(name, version, text, themes))
    return follow_ups


def _named(entry: Entry, ids: Once, texts: Once) -> tuple[str | None, str | None]:
    """The id and the words of an entry, once they have been found fit to be read by people."""
    name, text = entry.words("id"), entry.words("text")
    if name is not None:
        ids.refuse_second(entry, "id", name)
    if text is not None:
        texts.refuse_second(entry, "text", text)
        for sentence in _faults(text):
            entry.refuse(sentence, line=entry.line_of("text"))
    return name, text


def _faults(text: str) -> Iterable[str]:
    yield from faults("text", text, longest=LONGEST_TEXT)
    if "?" not in text and not any(offer in f"{text.casefold()} " for offer in OFFERS):
        yield "The text is neither a question nor an offer."

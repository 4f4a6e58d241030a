"""All the words of reconnecting in one language, and the check of everything before anything starts."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bot.features.one_on_ones import content as one_on_ones
from bot.features.questions import bank as questions
from bot.features.questions import hints
from bot.features.questions.bank import Direction, State
from bot.features.questions.entries import ContentError
from bot.features.questions.overlays import (
    FALLBACK,
    SHIPPED,
    Folders,
    folders_of,
    language_for,
    languages,
)
from bot.features.reconnections.content import cards, openers, repair
from bot.features.reconnections.content.cards import Reassurance, Received, Receiving, SteadyLine, SteadyPart
from bot.features.reconnections.content.openers import Act, ExpectationLine, Opener, Size

FILES = (
    questions.QUESTIONS,
    questions.FOLLOW_UPS,
    one_on_ones.AGENDAS,
    one_on_ones.PREPARATION,
    openers.OPENERS,
    openers.EXPECTATION_LINES,
    cards.PRESENCE,
    cards.BOUNDARIES,
    cards.STEADINESS,
    cards.MYTHS,
    cards.CASES,
    cards.RECEIVING,
    cards.REASSURANCE,
    repair.REPAIR,
    hints.HINTS,
)
"""Every content file a language needs."""


@dataclass(frozen=True)
class Content:
    """The words of reconnecting in one language, each kind in the order of its file."""

    openers: tuple[Opener, ...]
    expectation_lines: tuple[ExpectationLine, ...]
    presence: tuple[cards.Presence, ...]
    boundaries: tuple[cards.Boundary, ...]
    steadiness: tuple[SteadyLine, ...]
    myths: tuple[cards.Myth, ...]
    cases: tuple[cards.Case, ...]
    receiving: tuple[Receiving, ...]
    reassurance: tuple[Reassurance, ...]
    repair: repair.Repair
    hints: tuple[hints.HintRule, ...]

    def opener(self, opener_id: str) -> Opener | None:
        """The opener with this id, or None when there is none any more."""
        return next((each for each in self.openers if each.id == opener_id), None)

    def openers_for(
        self, *, act: Act, state: State, direction: Direction, size: Size | None = None
    ) -> tuple[Opener, ...]:
        """What suits, of any size when none is given. Empty only where the act does not fit the state."""
        return tuple(
            each
            for each in self.openers
            if (each.act, each.state) == (act, state)
            and direction in each.directions
            and size in (None, each.size)
        )

    def expectation_lines_for(self, direction: Direction) -> tuple[ExpectationLine, ...]:
        """What suits; the first is the one to offer. Never empty."""
        return tuple(line for line in self.expectation_lines if direction in line.directions)

    def steady_lines(self, part: SteadyPart) -> tuple[SteadyLine, ...]:
        return tuple(line for line in self.steadiness if line.part is part)

    def receiving_for(self, received: Received) -> tuple[Receiving, ...]:
        return tuple(each for each in self.receiving if received in each.to)

    def reassurance_for(self, act: Act) -> tuple[Reassurance, ...]:
        """The lines that suit an act. Never empty."""
        return tuple(each for each in self.reassurance if act in each.acts)


def load_content(language: str = FALLBACK, *, content: Folders = SHIPPED) -> Content:
    """Read the words of reconnecting in one language.

    ``content`` is the folder with a folder for each language, or several of them, each laid over those
    before. Raises ContentError with every problem of all files.
    """
    problems: list[str] = []
    read = Content(
        openers=openers.read_openers(content, language, problems),
        expectation_lines=openers.read_expectation_lines(content, language, problems),
        presence=cards.read_presence(content, language, problems),
        boundaries=cards.read_boundaries(content, language, problems),
        steadiness=cards.read_steadiness(content, language, problems),
        myths=cards.read_myths(content, language, problems),
        cases=cards.read_cases(content, language, problems),
        receiving=cards.read_receiving(content, language, problems),
        reassurance=cards.read_reassurance(content, language, problems),
        repair=repair.read_repair(content, language, problems),
        hints=hints.read_hints(content, language, problems),
    )
    if problems:
        raise ContentError(problems)
    return read


def content_for(locale: str | None, content: Folders | None = None) -> Content:
    """The words in the language of a Slack locale such as ``de-DE``, or all of them in English; read once.

    Without ``content``, from the folders in use. Raises ContentError when the files cannot be used.
    """
    return _content(language_for(locale, content), folders_of(content))


def check_everything(folders: Folders = SHIPPED) -> None:
    """Read every content file of every language, as it will be used.

    Raises ContentError with all problems: those of the files, files that a language lacks, files whose name
    nobody reads, and questions that a state and direction are left without.
    """
    problems = list(_strays(folders))
    for language in sorted(languages(folders) | {FALLBACK}):
        for load in (_check_bank, _check_agendas, _check_words):
            try:
                load(language, folders)
            except ContentError as error:
                problems += error.problems
    if problems:
        raise ContentError(problems)


@cache
def check_once(folders: tuple[Path, ...]) -> None:
    """``check_everything``, but those found sound before are not read again. Raises ContentError."""
    check_everything(folders)


@lru_cache
def _content(language: str, folders: tuple[Path, ...]) -> Content:
    return load_content(language, content=folders)


def _check_words(language: str, folders: Folders) -> None:
    load_content(language, content=folders)


def _check_bank(language: str, folders: Folders) -> None:
    bank = questions.load_bank(language, content=folders)
    empty = [
        f'{language}/{questions.QUESTIONS}: There is no question for the state "{state}" '
        f'and the direction "{direction}".'
        for state in State
        for direction in Direction
        if not bank.questions_for(state, direction)
    ]
    if empty:
        raise ContentError(empty)


def _check_agendas(language: str, folders: Folders) -> None:
    missing = [
        f"{language}/{name}, line 1: The file is not there."
        for name in (one_on_ones.AGENDAS, one_on_ones.PREPARATION)
        if not any((folder / language / name).exists() for folder in folders_of(folders))
    ]
    if missing:
        raise ContentError(missing)
    one_on_ones.load_content(language, content=folders)


def _strays(folders: Folders) -> list[str]:
    """What lies in a company's own folder under a name that nobody reads: most likely a slip of the pen."""
    _, *own = folders_of(folders)
    strays = [f"{folder}: The folder is not there." for folder in own if not folder.is_dir()]
    for folder in own:
        strays += [
            f"{file}: No content file has this name; known are {', '.join(FILES)}."
            for file in sorted(folder.glob("*/*.y*ml"))
            if file.name not in FILES
        ]
        strays += [
            f"{file}: A content file lies in a folder named for its language."
            for file in sorted(folder.glob("*.y*ml"))
        ]
    return strays

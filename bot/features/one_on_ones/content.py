"""What a one-on-one can be made of, and questions to prepare it with: read from files and checked."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from bot.features.one_on_ones.models import Role
from bot.features.questions.entries import ContentError, Entry, Once
from bot.features.questions.overlays import FALLBACK as FALLBACK
from bot.features.questions.overlays import (
    SHIPPED,
    Folders,
    folders_of,
    language_for,
    read_overlaid,
)
from bot.features.questions.wording import faults

AGENDAS = "agendas.yml"
PREPARATION = "preparation.yml"

LONGEST_TITLE = 60
LONGEST_STEP = 150
LONGEST_QUESTION = 120
"""Characters, blanks unfilled. Judgement: what is taken in at a glance."""
LONGEST_MEETING = 120
"""Minutes. Judgement: whatever is longer is no one-on-one any more."""
FEWEST_QUESTIONS = 9
"""For each role. Judgement: three meetings before a question comes again."""


class AgendaKind(StrEnum):
    """What a skeleton is for; there is one of each."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    FIRST_EVER = "first_ever"
    RECONNECT_BY_REPORT = "reconnect_by_report"
    RECONNECT_BY_LEAD = "reconnect_by_lead"
    RECONNECT_BETWEEN_PEERS = "reconnect_between_peers"
    REPAIR = "repair"
    PEER = "peer"
    SKIP_LEVEL = "skip_level"


# These may be held by two of whom neither leads, so that nobody could fill the blanks.
_BETWEEN_EQUALS = (AgendaKind.RECONNECT_BETWEEN_PEERS, AgendaKind.REPAIR, AgendaKind.PEER)


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a meeting. ``text`` may hold the blanks ``{report}`` and ``{lead}`` for first names."""

    minutes: int
    text: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """An agenda that two people can start from.

    ``id`` is one of AgendaKind, ``minutes`` are those of the whole; ``intro``, a line to stand above the
    steps, may hold the same blanks as they do. Without ``keeps_notes`` nothing said in it is to be kept.
    """

    id: str
    title: str
    minutes: int
    steps: tuple[Step, ...]
    intro: str | None
    keeps_notes: bool


@dataclass(frozen=True, slots=True)
class Content:
    """Every skeleton by its id, and the questions of each role in the order of the file."""

    skeletons: Mapping[str, Skeleton]
    questions: Mapping[Role, tuple[str, ...]]


def skeletons(language: str | None = FALLBACK, content: Folders | None = None) -> Mapping[str, Skeleton]:
    """Every skeleton by its id, in ``language`` or, where there is none of it, in English; read once.

    ``language`` may be a Slack locale such as ``de-DE``. Without ``content``, from the folders in use. Raises
    ContentError when the files cannot be used.
    """
    return _content(language_for(language, content), folders_of(content)).skeletons


def three_questions(
    role: Role, *, seed: str, turn: int, language: str | None = FALLBACK, content: Folders | None = None
) -> tuple[str, str, str]:
    """Three questions for somebody in ``role`` to prepare with; ``{name}`` is the other's first name.

    ``seed`` stands for the pair and the one who prepares, ``turn`` counts their meetings from 0. Each turn
    goes on where the one before ended, so that no question comes again until all the others have come.
    ``language`` may be a Slack locale. Raises ContentError when the files cannot be used.
    """
    questions = _content(language_for(language, content), folders_of(content)).questions[role]
    # Each question's place hangs on its own words, so that a new one leaves the others in their order.
    shuffled = sorted(questions, key=lambda text: sha256(f"{seed}\n{text}".encode()).digest())
    first, second, third = (shuffled[(3 * turn + step) % len(shuffled)] for step in range(3))
    return first, second, third


def load_content(language: str = FALLBACK, *, content: Folders = SHIPPED) -> Content:
    """Read ``agendas.yml`` and ``preparation.yml`` of one language, or what it lacks in English.

    ``content`` is the folder with a folder for each language, or several of them, each laid over those
    before. Raises ContentError with every problem of both files.
    """
    problems: list[str] = []
    agendas = _language_of(content, language, AGENDAS)
    preparation = _language_of(content, language, PREPARATION)
    found = _skeletons(read_overlaid(content, agendas, AGENDAS, problems))
    # These have no ids: a question is known by its words.
    questions = _questions(read_overlaid(content, preparation, PREPARATION, problems, key="text"))
    if not problems:
        problems += [
            f'{agendas}/{AGENDAS}: The agenda "{kind}" is missing.'
            for kind in AgendaKind
            if kind not in found
        ]
        problems += [
            f'{preparation}/{PREPARATION}: The role "{role}" has {len(texts)} questions; '
            f"{FEWEST_QUESTIONS} are the fewest."
            for role, texts in questions.items()
            if len(texts) < FEWEST_QUESTIONS
        ]
    if problems:
        raise ContentError(problems)
    return Content(MappingProxyType(found), MappingProxyType(questions))


@lru_cache
def _content(language: str, folders: tuple[Path, ...]) -> Content:
    return load_content(language, content=folders)


def _language_of(content: Folders, language: str, name: str) -> str:
    has_it = any((folder / language / name).exists() for folder in folders_of(content))
    return language if has_it else FALLBACK


def _skeletons(entries: Iterable[Entry]) -> dict[str, Skeleton]:
    found: dict[str, Skeleton] = {}
    kinds = Once()
    for entry in entries:
        entry.allow_only(("id", "title", "minutes", "intro", "steps", "keeps_notes"))
        kind = entry.one_of("id", AgendaKind)
        if kind:
            kinds.refuse_second(entry, "id", kind)
        # An id that cannot be read has its own sentence; its blanks need no second one.
        blanks = () if kind in _BETWEEN_EQUALS else ("report", "lead")
        title = _readable(entry, "title", longest=LONGEST_TITLE)
        has_intro = entry.has("intro")
        intro = _readable(entry, "intro", longest=LONGEST_STEP, blanks=blanks) if has_intro else None
        minutes = entry.number("minutes", least=1, most=LONGEST_MEETING)
        steps = _steps(entry, blanks)
        keeps_notes = entry.flag("keeps_notes", default=True)
        taken = sum(step.minutes for step in steps)
        if minutes and taken > minutes:
            entry.refuse(f"The steps take {taken} minutes; the whole has {minutes}.")
        if kind and title and minutes and entry.sound:
            found[kind] = Skeleton(kind, title, minutes, steps, intro, keeps_notes)
    return found


def _steps(entry: Entry, blanks: Collection[str]) -> tuple[Step, ...]:
    steps = []
    for part in entry.parts("steps"):
        part.allow_only(("minutes", "text"))
        minutes = part.number("minutes", least=1, most=LONGEST_MEETING)
        text = _readable(part, "text", longest=LONGEST_STEP, blanks=blanks)
        if minutes and text and part.sound:
            steps.append(Step(minutes, text))
    return tuple(steps)


def _questions(entries: Iterable[Entry]) -> dict[Role, tuple[str, ...]]:
    found: dict[Role, list[str]] = {role: [] for role in Role}
    known = Once()
    for entry in entries:
        entry.allow_only(("roles", "text"))
        roles = entry.some_of("roles", Role)
        text = _readable(entry, "text", longest=LONGEST_QUESTION, blanks=("name",))
        if text is None:
            continue
        if not text.endswith("?"):
            entry.refuse("The text does not end with a question mark.", line=entry.line_of("text"))
        known.refuse_second(entry, "text", text)
        for role in roles:
            found[role].append(text)
    return {role: tuple(texts) for role, texts in found.items()}


def _readable(entry: Entry, key: str, *, longest: int, blanks: Collection[str] = ()) -> str | None:
    """The words of ``key``. Whatever people should not have to read is told as a problem of the entry."""
    text = entry.words(key)
    if text is not None:
        for sentence in _faults(key, text, longest=longest, blanks=blanks):
            entry.refuse(sentence, line=entry.line_of(key))
    return text


_BLANKS = re.compile(r"\{[^{}]*\}|[{}]|_{2,}")


def _faults(key: str, text: str, *, longest: int, blanks: Collection[str]) -> Iterable[str]:
    yield from faults(key, text, longest=longest)
    for blank in sorted(set(_BLANKS.findall(text)) - {f"{{{name}}}" for name in blanks}):
        yield f'The {key} has the blank "{blank}", which nobody fills.'

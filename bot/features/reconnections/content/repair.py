"""The composer for putting something right: what is asked first, and the pieces of the message in order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.features.questions.entries import Entry, Once
from bot.features.questions.hints import FieldId
from bot.features.questions.overlays import Folders, read_overlaid
from bot.features.questions.readable import Blanks, readable

REPAIR = "repair.yml"

LONGEST_LINE = 150
LONGEST_TITLE = 60
LONGEST_ANSWER = 75
"""Characters. Judgement, but for the answer: it is a button, and Slack allows no more on one."""
MOST_SENTENCES = 5


class Part(StrEnum):
    """What an entry of the file is."""

    GATE = "gate"
    STEADIER = "steadier"
    FIELD = "field"
    POWER_NOTE = "power_note"
    REMINDER = "reminder"


class Leads(StrEnum):
    """Where an answer leads: on, to the words for those with power, to listening, to an end, out."""

    GO_ON = "go_on"
    POWER = "power"
    LISTEN = "listen"
    STOP = "stop"
    EXIT = "exit"


class Need(StrEnum):
    """How a piece stands in the composer.

    ``OFFERED``: closed, to be opened. ``ON``: there unless it is taken out. ``HIDDEN``: after all the others.
    """

    REQUIRED = "required"
    OFFERED = "offered"
    ON = "on"
    HIDDEN = "hidden"


_NOT_ALWAYS = ("most_sentences", "power_prompt", "power_after", "power_only")
_SAID_AS_IT_IS = (FieldId.SORRY, FieldId.NEED_FROM_ME, FieldId.NO_COMFORT, FieldId.EXPECTATION)


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """One answer to a gate; ``says`` is for the writer, ``words`` with blanks are for the other."""

    id: str
    text: str
    leads: Leads
    says: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Gate:
    """A question before anything is written."""

    id: str
    text: str
    answers: tuple[GateAnswer, ...]


@dataclass(frozen=True, slots=True)
class RepairField:
    """One piece of the message. ``prompt`` may hold blanks ``___``; the rest says how power changes it."""

    id: FieldId
    need: Need
    title: str
    prompt: str
    why: str
    most_sentences: int | None
    power_prompt: str | None
    power_after: FieldId | None
    power_only: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be read; the reminder's holds a blank ``___`` for what was promised."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """The whole composer, everything in the order of the file."""

    gates: tuple[Gate, ...]
    steadiers: tuple[Line, ...]
    fields: tuple[RepairField, ...]
    power_notes: tuple[Line, ...]
    reminders: tuple[Line, ...]

    def fields_for(self, *, power: bool) -> tuple[RepairField, ...]:
        """The pieces in the order in which they are said, their prompts as they are to be shown.

        ``power``: the writer leads the other, or decides about their work.
        """
        if not power:
            return tuple(field for field in self.fields if not field.power_only)
        ordered = [field for field in self.fields if field.power_after is None]
        for field in self.fields:
            if field.power_after is not None:
                behind = next(place for place, other in enumerate(ordered) if other.id is field.power_after)
                ordered.insert(behind + 1, field)
        return tuple(replace(field, prompt=field.power_prompt or field.prompt) for field in ordered)


def read_repair(content: Folders, language: str, problems: list[str]) -> Repair:
    """The composer; what is wrong, a piece that is missing too, joins ``problems``."""
    gates: list[Gate] = []
    fields: list[RepairField] = []
    lines: dict[Part, list[Line]] = {part: [] for part in Part}
    ids = Once()
    before = len(problems)
    for entry in read_overlaid(content, language, REPAIR, problems):
        name, part = entry.words("id"), entry.one_of("part", Part)
        if name:
            ids.refuse_second(entry, "id", name)
        if name is None or part is None:
            continue
        if part is Part.GATE:
            gates += _gate(entry, name)
        elif part is Part.FIELD:
            fields += _field(entry)
        else:
            lines[part] += _line(entry, name, part)
    if len(problems) == before:
        problems += [
            f"{language}/{REPAIR}: {sentence}" for sentence in _gaps(gates, fields, lines[Part.REMINDER])
        ]
    return Repair(
        gates=tuple(gates),
        steadiers=tuple(lines[Part.STEADIER]),
        fields=tuple(fields),
        power_notes=tuple(lines[Part.POWER_NOTE]),
        reminders=tuple(lines[Part.REMINDER]),
    )


def _gate(entry: Entry, name: str) -> list[Gate]:
    entry.allow_only(("id", "part", "text", "answers"))
    text = readable(entry, "text", longest=LONGEST_LINE)
    answers = []
    ids = Once()
    for part in entry.parts("answers"):
        part.allow_only(("id", "text", "leads", "says", "words"))
        answer, said = part.words("id"), readable(part, "text", longest=LONGEST_ANSWER)
        leads = part.one_of("leads", Leads) if part.has("leads") else Leads.GO_ON
        says = readable(part, "says", longest=LONGEST_LINE) if part.has("says") else None
        words = None
        if part.has("words"):
            words = readable(part, "words", longest=LONGEST_LINE, blanks=Blanks.FREE)
        if answer:
            ids.refuse_second(part, "id", answer)
        if answer and said and leads and part.sound:
            answers.append(GateAnswer(answer, said, leads, says, words))
    return [Gate(name, text, tuple(answers))] if text and entry.sound else []


def _field(entry: Entry) -> list[RepairField]:
    entry.allow_only(("id", "part", "need", "title", "prompt", "why", *_NOT_ALWAYS))
    field, need = entry.one_of("id", FieldId), entry.one_of("need", Need)
    # A field that is not known has its own sentence; its blanks need no second one.
    blanks = Blanks.NONE if field in _SAID_AS_IT_IS else Blanks.SOME if field else Blanks.FREE
    title, why = readable(entry, "title", longest=LONGEST_TITLE), readable(entry, "why", longest=LONGEST_LINE)
    prompt, power_prompt = readable(entry, "prompt", longest=LONGEST_LINE, blanks=blanks), None
    if entry.has("power_prompt"):
        power_prompt = readable(entry, "power_prompt", longest=LONGEST_LINE, blanks=blanks)
    sentences = None
    if entry.has("most_sentences"):
        sentences = entry.number("most_sentences", least=1, most=MOST_SENTENCES)
    after = entry.one_of("power_after", FieldId) if entry.has("power_after") else None
    if after and after is field:
        entry.refuse("A field cannot stand behind itself.", line=entry.line_of("power_after"))
    power_only = entry.flag("power_only", default=False)
    if field and need and title and prompt and why and entry.sound:
        return [RepairField(field, need, title, prompt, why, sentences, power_prompt, after, power_only)]
    return []


def _line(entry: Entry, name: str, part: Part) -> list[Line]:
    entry.allow_only(("id", "part", "text"))
    blanks = Blanks.SOME if part is Part.REMINDER else Blanks.NONE
    text = readable(entry, "text", longest=LONGEST_LINE, blanks=blanks)
    return [Line(name, text)] if text and entry.sound else []


def _gaps(gates: Sequence[Gate], fields: Sequence[RepairField], reminders: Sequence[Line]) -> list[str]:
    there = {field.id: field for field in fields}
    gaps = [f'The field "{field}" is missing.' for field in FieldId if field not in there]
    gaps += [
        f'The field "{field.id}" stands behind "{field.power_after}", which stands behind another itself.'
        for field in fields
        if field.power_after in there and there[field.power_after].power_after is not None
    ]
    led_to = {answer.leads for gate in gates for answer in gate.answers}
    gaps += [f'No answer leads to "{leads}".' for leads in Leads if leads not in led_to]
    if not reminders:
        gaps.append("The reminder is missing.")
    return gaps

"""How an apology is put together: its pieces in their order, and what each of them must be like."""

import re
from collections.abc import Mapping, Sequence

from bot.features.questions.hints import FieldId
from bot.features.reconnections.content.repair import Gate, Leads, Need, Repair, RepairField

_BLANK = "___"
_ENDS = re.compile(r"[.!?…]+(?=\s|$)")


def questions_before(repair: Repair) -> tuple[Gate, ...]:
    """The gates that the composer asks itself.

    The one that leads out is the safety step, which came before; who leads whom was said on the first screen.
    """
    elsewhere = {Leads.EXIT, Leads.POWER}
    return tuple(gate for gate in repair.gates if not elsewhere & {answer.leads for answer in gate.answers})


def whole(fields: Sequence[RepairField], pieces: Mapping[str, str]) -> str:
    """The message: every piece there is, in the order of ``fields``, each with an end."""
    there = [pieces[field.id].strip() for field in fields if pieces.get(field.id)]
    return " ".join(piece if has_an_end(piece) else f"{piece}." for piece in there)


def has_an_end(text: str) -> bool:
    """Whether ``text`` ends like a sentence, so that another can follow it."""
    return text.rstrip("\"'”“’»)").endswith((".", "!", "?", "…"))


def given(field: RepairField, text: str) -> str:
    """What was written into a piece; empty when its words were left as they were offered, unfilled."""
    kept = text.strip()
    is_untouched = kept == field.prompt.strip() and _BLANK in kept and field.need is not Need.REQUIRED
    return "" if is_untouched else kept


def sentences(text: str) -> int:
    """How many sentences ``text`` has; what does not end in a stop counts as one."""
    kept = text.strip()
    ends = list(_ENDS.finditer(kept))
    is_open = bool(kept) and (not ends or ends[-1].end() < len(kept))
    return len(ends) + is_open


def what_was_promised(field: RepairField, text: str) -> str:
    """What somebody said they will do, without the words with which the prompt begins.

    Words that began otherwise are quoted: they would not go with those that come before.
    """
    before, _, _rest = field.prompt.partition(_BLANK)
    kept = text.strip().rstrip(" .!…")
    if before and kept.casefold().startswith(before.casefold()):
        return kept[len(before) :]
    return f'"{kept}"'


def reminder(repair: Repair, pieces: Mapping[str, str], *, power: bool) -> str:
    """What comes back two weeks later, with what was promised put in."""
    fields = {field.id: field for field in repair.fields_for(power=power)}
    promised = what_was_promised(fields[FieldId.PUTTING_RIGHT], pieces.get(FieldId.PUTTING_RIGHT, ""))
    return repair.reminders[0].text.replace(_BLANK, promised, 1)

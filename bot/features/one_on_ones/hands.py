"""A manager changes hands: which series a person's newest words about who leads whom contradict."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.features.one_on_ones import series
from bot.features.one_on_ones.actions import Action, HandsAction
from bot.features.one_on_ones.models import Kind, Role, Series
from bot.features.one_on_ones.series import ROLE_FOR
from bot.features.people import directory, reporting_lines
from bot.features.people.models import Relation, Source
from bot.features.people.reader import Reader
from bot.features.people.reporting_lines import Line
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


@dataclass(frozen=True, slots=True)
class Changed:
    """A series that the reader's words contradict.

    ``leads_now``: somebody else who, as they say, leads them; None where they said something else about the
    other one of the series. ``becomes``: what the other is to them by those words. ``source``: whether those
    are their own, or what the company says beneath them.
    """

    series: Series
    becomes: Role
    leads_now: str | None = None
    source: Source = Source.HAND


def changed(session: Session, reader: Reader) -> list[Changed]:
    """The running series in which one leads the other, and not as the reader says by now.

    What was said before a series was set up, or before somebody said what becomes of it, contradicts nothing.
    """
    led = [
        one for one in series.running(session, reader.workspace_id, reader.person_id) if one.kind == Kind.LED
    ]
    if not led:
        return []
    lines = reporting_lines.lines_of(session, reader.workspace_id, reader.person_id)
    found = (_contradicted(one, reader.person_id, lines) for one in led)
    return [one for one in found if one is not None]


def lines(session: Session, reader: Reader, *, at_most: int) -> list[Block]:
    """What becomes of them? A question each, with its answers."""
    return [
        block
        for one in changed(session, reader)[:at_most]
        for block in _question(one, reader, name=_name(session, reader, one.series))
    ]


def settled_line(one: Series, reader: Reader) -> list[Block]:
    """That it goes on, and as what."""
    other_id = one.other_end(reader.person_id)
    said = words("one_on_ones/hands", other_id=other_id)
    return [block_kit.context(said[f"goes_on_{one.role_of(other_id)}"], block_id=_block(one.id))]


def _contradicted(one: Series, person_id: str, lines: Sequence[Line]) -> Changed | None:
    other_id = one.other_end(person_id)
    since = max(one.created_at, one.hands_settled_at or one.created_at)
    later = [line for line in lines if line.said_at > since]
    # The newest first: whatever was said last holds, of what was said at once that about the other one.
    for line in sorted(later, key=lambda line: (line.said_at, line.other_id == other_id), reverse=True):
        if line.other_id == other_id and line.holds:
            role = ROLE_FOR[line.relation]
            changed = role != one.role_of(other_id)
            return Changed(one, role, source=line.source) if changed else None
        if _leads_instead(line, lines, other_id=other_id) and one.role_of(person_id) == Role.REPORT:
            return Changed(one, Role.PEER, leads_now=line.other_id, source=line.source)
    return None


def _leads_instead(line: Line, lines: Sequence[Line], *, other_id: str) -> bool:
    """Whether it names a manager in the other one's place.

    By the company's word one may lead beside another. What it says against the reader's own is asked, too.
    """
    if line.relation is not Relation.MANAGER or line.is_second or line.other_id == other_id:
        return False
    if line.other.is_gone or line.overruled_by is Source.PROFILE:
        return False
    beside = any(one.other_id == other_id and one.is_second for one in lines)
    return line.source is Source.HAND or not beside


def _question(one: Changed, reader: Reader, *, name: str) -> list[Block]:
    series_id = one.series.id
    said = words(
        "one_on_ones/hands",
        other_id=one.series.other_end(reader.person_id),
        name=name,
        leads_now=one.leads_now,
        source=one.source,
    )
    buttons = [
        block_kit.button(
            said.plain(f"keep_as_{one.becomes}"),
            action_id=HandsAction.KEEP_AS,
            value=f"{series_id}:{one.becomes}",
        ),
        block_kit.button(said.plain("keep"), action_id=HandsAction.KEEP, value=str(series_id)),
        block_kit.button(said.plain("end"), action_id=Action.END, value=str(series_id)),
    ]
    text = said["leads_now" if one.leads_now else f"is_{one.becomes}"]
    return [
        block_kit.section(text, block_id=_block(series_id)),
        block_kit.actions(buttons, block_id=f"{_block(series_id)}:do"),
    ]


def _name(session: Session, reader: Reader, one: Series) -> str:
    return directory.person(session, reader.workspace_id, one.other_end(reader.person_id)).name


def _block(series_id: int) -> str:
    return f"hands:{series_id}"

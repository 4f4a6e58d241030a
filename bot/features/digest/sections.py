"""What a digest tells about, and in which order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.features.follow_ups import blocks as follow_up_blocks
from bot.features.follow_ups import service as follow_ups
from bot.features.one_on_ones import phrases
from bot.features.one_on_ones import service as meetings
from bot.features.people import reporting_lines
from bot.features.people.reader import Reader
from bot.features.reconnections import rhythms
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_MOST_PROMISES = 10
_MOST_MEETINGS = 20
_MOST_REPORTS = 25


@dataclass(frozen=True)
class Part:
    """One section's say: a line of counts for the card, and everything for the page behind *Open*.

    The line names nobody: cards are read over shoulders.
    """

    line: str
    page: list[Block] = field(default_factory=list)


Section = Callable[[Session, Reader], Part | None]
"""Reads one feature for the reader; None when there is nothing to say."""


def one_on_ones(session: Session, reader: Reader) -> Part | None:
    """The reader's one-on-ones of the next seven days, and those of which nobody has said what became."""
    ends = reader.now + timedelta(days=7)
    ahead = [
        one
        for one in meetings.next_meetings(session, reader, _MOST_MEETINGS)
        if one.starts_at <= ends and not one.is_quiet
    ]
    to_close = meetings.waiting_to_be_closed(session, reader)
    if not ahead and not to_close:
        return None
    said = words("digest/one_on_ones", ahead=len(ahead), to_close=len(to_close))
    lines = [
        words(
            "digest/one_on_ones",
            when=phrases.dated_moment(one.starts_at, reader),
            other_id=one.series.other_end(reader.person_id),
        )["meeting"]
        for one in ahead
    ]
    if to_close:
        lines.append(said["open"])
    return Part(said["line"], [block_kit.header(said.plain("heading")), block_kit.section("\n".join(lines))])


def people_led(session: Session, reader: Reader) -> Part | None:
    """A line on each report, from the reader's own taps alone: when they last noted a one-on-one."""
    reports = reporting_lines.reports_of(session, reader.workspace_id, reader.person_id)
    if not reports:
        return None
    said = words("digest/people_led", count=len(reports), more=len(reports) - _MOST_REPORTS)
    lines = []
    for report in reports[:_MOST_REPORTS]:
        pair = {"person_id": reader.person_id, "other_id": report.id}
        series = meetings.series_between(session, reader.workspace_id, **pair)
        report_said = words(
            "digest/people_led",
            other_id=report.id,
            noted_on=meetings.last_noted(session, reader.workspace_id, **pair),
            meant=meetings.meant_rhythm(series) if series else None,
        )
        lines.append(report_said["report"])
    if len(reports) > _MOST_REPORTS:
        lines.append(said["more"])
    return Part(said["line"], [block_kit.header(said.plain("heading")), block_kit.section("\n".join(lines))])


def promises(session: Session, reader: Reader) -> Part | None:
    """What the reader promised and has not done, and what was promised to them on a shared agenda."""
    mine = follow_ups.open_with(session, reader.workspace_id, reader.person_id)
    theirs = follow_ups.promised_to(session, reader.workspace_id, reader.person_id)
    if not mine and not theirs:
        return None
    said = words("digest/promises", mine=len(mine), theirs=len(theirs), more=len(mine) - _MOST_PROMISES)
    page = [block_kit.header(said.plain("heading"))]
    for follow_up in mine[:_MOST_PROMISES]:
        page += follow_up_blocks.listed_line(follow_up, today=reader.today)
    if len(mine) > _MOST_PROMISES:
        page.append(block_kit.context(said["more"]))
    if theirs:
        page.append(block_kit.section(said["to_you"]))
    for follow_up in theirs[:_MOST_PROMISES]:
        page += follow_up_blocks.promised_line(follow_up, viewer_id=reader.person_id, today=reader.today)
    return Part(said["line"], page)


def question(session: Session, reader: Reader) -> Part | None:
    """One question, for the relationship that has gone longest without one."""
    waiting = rhythms.waiting_longest(session, reader)
    if waiting is None:
        return None
    about_id, since = waiting
    said = words("digest/question", about_id=about_id, since=since)
    return Part(said["line"], [block_kit.header(said.plain("heading")), block_kit.section(said["question"])])


SECTIONS: tuple[Section, ...] = (one_on_ones, people_led, promises, question)

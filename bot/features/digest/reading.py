"""Read a person's week: what they noted themselves and what is shared with them, in eight queries at most."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.digest.week import week_of
from bot.features.follow_ups.own_weeks import Promises, promises_of
from bot.features.one_on_ones.week_ahead import AtAGlance, at_a_glance
from bot.features.people import reporting_lines
from bot.features.people.models import Enrolment
from bot.features.people.reader import Reader
from bot.features.reconnections.longest_waiting import Waiting, longest_waiting
from bot.features.reconnections.presence.glance import ActForToday, act_for_today
from bot.features.relationships.noted import Noted, noted
from bot.features.shoutouts.receiving.received import lately_thanked_by
from bot.features.workspace.models import Workspace
from bot.platform.working_time import at_wall_clock

WEEKS_LOOKED_BACK = 12
"""Judgement: a quarter, long enough to see a habit and short enough to remember."""
LATELY = timedelta(days=7)
"""What counts as this week's: the last seven days, today included."""


@dataclass(frozen=True, slots=True)
class Week:
    """All that a digest is made of. Nothing in it was done, noted or chosen by anybody else, but for what
    they shared: promises on a shared agenda, when the two meet, and thanks that reached the reader."""

    reader: Reader
    series: list[AtAGlance]
    report_ids: list[str]
    """The people whom the reader says they lead and who are still here, by name."""
    noted: Noted
    promises: Promises
    thanks: list[tuple[int, str, date]]
    """Those of the last seven days: the receiver's row, the author, the day."""
    question: Waiting | None
    act: ActForToday | None
    names_one: bool
    """Whether the reader wants to be told of one person whom they have not thanked for long."""
    is_enrolled: bool = True
    """Whether anything comes to the reader by itself."""
    off: frozenset[str] = frozenset()
    """The features that are switched off in the reader's workspace."""

    @property
    def lately(self) -> date:
        """The first of the last seven days."""
        return self.reader.today - LATELY + timedelta(days=1)

    def series_with(self, other_id: str) -> AtAGlance | None:
        """The running series with that other, if the reader is in it."""
        return next(
            (one for one in self.series if one.series.other_end(self.reader.person_id) == other_id), None
        )


def first_day_of(reader: Reader) -> date:
    """The first Monday of the twelve weeks before today's: one that has only begun looks like less."""
    return week_of(reader.today) - timedelta(weeks=WEEKS_LOOKED_BACK)


def read_week(session: Session, reader: Reader) -> Week:
    """The reader's week as it stands now: eight queries, however many they lead and whatever has been."""
    since = first_day_of(reader)
    is_enrolled, names_one, off = _chosen(session, reader)
    report_ids = [
        report.id for report in reporting_lines.reports_of(session, reader.workspace_id, reader.person_id)
    ]
    series = at_a_glance(session, reader)
    met = [one.series.other_end(reader.person_id) for one in series if not one.is_quiet]
    own = noted(session, reader, since=since, latest_with=[*report_ids, *met])
    return Week(
        reader=reader,
        series=series,
        report_ids=report_ids,
        noted=own,
        promises=promises_of(session, reader, since=at_wall_clock(since, time(), reader.zone)),
        thanks=lately_thanked_by(session, reader, since=reader.today - LATELY + timedelta(days=1)),
        question=longest_waiting(session, reader, at_rest=own.at_rest),
        act=act_for_today(session, reader),
        is_enrolled=is_enrolled,
        names_one=names_one,
        off=off,
    )


def _chosen(session: Session, reader: Reader) -> tuple[bool, bool, frozenset[str]]:
    """Whether the reader is enrolled and wants a name, and what their admins switched off: in one query."""
    its_own = sa.and_(Enrolment.workspace_id == Workspace.id, Enrolment.person_id == reader.person_id)
    enrolled_at, names_one, switched_off = session.execute(
        sa.select(Enrolment.enrolled_at, Enrolment.names_in_digest, Workspace.switched_off)
        .select_from(Workspace)
        .outerjoin(Enrolment, its_own)
        .where(Workspace.id == reader.workspace_id)
    ).one()
    return enrolled_at is not None, bool(names_one), frozenset(switched_off.split())

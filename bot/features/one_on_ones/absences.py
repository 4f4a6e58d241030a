"""Days on which one of the two is away, and the other slots that they are offered then."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.one_on_ones.series import of
from bot.features.people import directory, enrolments
from bot.platform.working_time import WorkingTime, at_wall_clock, local_day, zone_named

# A week off is common; further away stands the next meeting.
_DAYS_AROUND = (-1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6)
# Hours to try when the usual one does not suit both, nearest first.
_HOURS_AROUND = (0, 1, -1, 2, -2, 3, -3)
_OFFERED = 2
_TAKEN_AROUND = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Wish:
    """One that cannot be held as planned: when it was meant, for how long, and in which zone."""

    starts_at: datetime
    minutes: int
    zone: str


def is_somebody_away(session: Session, meeting: Meeting) -> bool:
    """Whether one of the two has that day off, on their own calendar.

    Whoever has not joined is not looked at: their calendar is nobody's business yet.
    """
    return is_somebody_away_at(session, meeting.series, meeting.starts_at)


def is_somebody_away_at(session: Session, series: Series, moment: datetime) -> bool:
    """The same about a moment at which that series would meet."""
    return any(
        local_day(moment, working_time.zone) in working_time.days_off
        for working_time in _working_times(session, series)
    )


def has_somebody_left(session: Session, series: Series) -> bool:
    """Whether one of the two is deactivated in Slack."""
    ends = (series.organizer_id, series.other_id)
    return any(directory.person(session, series.workspace_id, person_id).is_gone for person_id in ends)


def other_slots(session: Session, meeting: Meeting, *, now: datetime) -> list[datetime]:
    """Two other beginnings, in UTC, around its day, at which both work and nothing else is planned."""
    series = meeting.series
    wish = Wish(meeting.starts_at, series.minutes, series.zone)
    working_times = _working_times(session, series)
    taken = _taken(session, series, around=meeting.starts_at)
    return find_slots(wish, working_times, taken, now=now)


def find_slots(
    wish: Wish, working_times: Collection[WorkingTime], taken: Collection[datetime], *, now: datetime
) -> list[datetime]:
    """The first two free beginnings near the wish, each on a day of its own. Pure.

    ``taken`` are beginnings of other meetings of the two, in UTC.
    """
    found: list[datetime] = []
    for on_one_day in _days(wish):
        for slot in on_one_day:
            if slot > now and _suits(slot, wish, working_times, taken):
                found.append(slot)
                break
        if len(found) == _OFFERED:
            break
    return sorted(found)


def _days(wish: Wish) -> Iterator[list[datetime]]:
    local = wish.starts_at.astimezone(zone_named(wish.zone))
    for days in _DAYS_AROUND:
        day = local.date() + timedelta(days=days)
        usual = at_wall_clock(day, local.time(), wish.zone)
        yield [usual + timedelta(hours=hours) for hours in _HOURS_AROUND]


def _suits(
    slot: datetime, wish: Wish, working_times: Collection[WorkingTime], taken: Collection[datetime]
) -> bool:
    length = timedelta(minutes=wish.minutes)
    # Somebody's first or last minute counts as theirs.
    both_work = all(
        times.is_open(slot) and times.is_open(slot + length - timedelta(minutes=1)) for times in working_times
    )
    return both_work and not any(abs(slot - other) < length for other in taken)


def _working_times(session: Session, series: Series) -> list[WorkingTime]:
    ends = [series.organizer_id, series.other_id] if series.is_shared else [series.organizer_id]
    return [enrolments.working_time_of(session, series.workspace_id, person_id) for person_id in ends]


def _taken(session: Session, series: Series, *, around: datetime) -> list[datetime]:
    """When either of the two has another meeting in those days."""
    ends = (series.organizer_id, series.other_id) if series.is_shared else (series.organizer_id,)
    return list(
        session.scalars(
            sa.select(Meeting.starts_at)
            .join(Series, Series.id == Meeting.series_id)
            .where(
                of(series.workspace_id, *ends),
                Meeting.state == MeetingState.PLANNED,
                Meeting.starts_at.between(around - _TAKEN_AROUND, around + _TAKEN_AROUND),
            )
        )
    )

"""When a series meets: on one weekday, at one time on the wall, whatever summer time does.

Pure. Days are calendar days in the zone of the series, moments are aware and in UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateutil import rrule

from bot.features.one_on_ones.models import Rhythm, Series
from bot.platform.working_time import at_wall_clock, local_day

# Judgement: twenty-five minutes every week is what most pairs keep up.
USUAL_MINUTES = 25
LENGTHS = (15, 25, 30, 40, 45, 50, 60)
# As long as the agendas for these rhythms take.
_USUAL_BY_RHYTHM = {Rhythm.FORTNIGHTLY: 40, Rhythm.MONTHLY: 50, Rhythm.QUARTERLY: 50}

LAST = -1
WEEKS_BETWEEN = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}
MONTHS_BETWEEN = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}
_WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)


def usual_minutes(rhythm: Rhythm | None) -> int:
    """How long one of that rhythm usually takes."""
    return _USUAL_BY_RHYTHM.get(rhythm, USUAL_MINUTES) if rhythm else USUAL_MINUTES


@dataclass(frozen=True, slots=True)
class Schedule:
    """What somebody asks for: how often, on which weekday (0 is Monday), when, and for how long.

    ``ordinal`` says which of the month's weekdays a monthly or quarterly one means: 1 to 4, or LAST;
    None leaves it to the first meeting. ``zone`` is the IANA name of the zone whose clock they go by; None:
    that of whoever asks. ``weeks_later`` begins it so many weeks after the first moment that would fit, or,
    with an ordinal, as soon after that as there is such a weekday.
    """

    rhythm: Rhythm
    weekday: int
    at: time
    minutes: int = USUAL_MINUTES
    ordinal: int | None = None
    zone: str | None = None
    weeks_later: int = 0


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A series of moments, counted from the day of the first."""

    rhythm: Rhythm
    starts_on: date
    at: time
    zone: str
    ordinal: int | None = None

    def next_after(self, moment: datetime) -> datetime:
        """The first meeting that begins later than ``moment``."""
        return next(begins for begins in self.moments_from(moment) if begins > moment)

    def moments_from(self, moment: datetime) -> Iterator[datetime]:
        """When its meetings begin, from the day of ``moment`` on, each later than the one before."""
        for day in self._days_from(moment):
            yield at_wall_clock(day, self.at, self.zone)

    def begun_at(self, moment: datetime) -> "Recurrence":
        """The same without what begins before ``moment``, in step with what was: its weeks, its months."""
        days = self._days_from(moment)
        first = next(day for day in days if at_wall_clock(day, self.at, self.zone) >= moment)
        # A month's fourth Tuesday may well be its last: which of the two is meant, the first day said.
        counts_in_months = self.rhythm in MONTHS_BETWEEN
        ordinal = self.ordinal or (ordinal_of(self.starts_on) if counts_in_months else None)
        return replace(self, starts_on=first, ordinal=ordinal)

    def _days_from(self, moment: datetime) -> Iterator[date]:
        # A day earlier, since a time that does not exist is moved forward, past midnight too.
        day = local_day(moment, self.zone) - timedelta(days=1)
        for found in self._rule().xafter(datetime.combine(day, time()), inc=True):
            yield found.date()

    def _rule(self) -> rrule.rrule:
        start = datetime.combine(self.starts_on, time())
        if self.rhythm in MONTHS_BETWEEN:
            weekday = _WEEKDAYS[self.starts_on.weekday()](self.ordinal or ordinal_of(self.starts_on))
            months = MONTHS_BETWEEN[self.rhythm]
            return rrule.rrule(rrule.MONTHLY, dtstart=start, interval=months, byweekday=weekday)
        return rrule.rrule(rrule.WEEKLY, dtstart=start, interval=WEEKS_BETWEEN[self.rhythm])


def recurrence_of(series: Series) -> Recurrence:
    """When that series meets."""
    return Recurrence(Rhythm(series.rhythm), series.starts_on, series.at, series.zone, series.ordinal)


def beginning_with(schedule: Schedule, *, zone: str, now: datetime) -> Recurrence:
    """The series that meets as ``schedule`` says, beginning with the first such moment after ``now``.

    Or so many weeks later as it asks for.
    """
    today = local_day(now, zone)
    weekday = _WEEKDAYS[schedule.weekday]
    if schedule.rhythm in MONTHS_BETWEEN and schedule.ordinal is not None:
        rule = rrule.rrule(
            rrule.MONTHLY, dtstart=datetime.combine(today, time()), byweekday=weekday(schedule.ordinal)
        )
    else:
        rule = rrule.rrule(rrule.WEEKLY, dtstart=datetime.combine(today, time()), byweekday=weekday)
    first = next(day.date() for day in rule if at_wall_clock(day.date(), schedule.at, zone) > now)
    if schedule.weeks_later:
        earliest = first + timedelta(weeks=schedule.weeks_later)
        first = next(day.date() for day in rule if day.date() >= earliest)
    ordinal = (schedule.ordinal or ordinal_of(first)) if schedule.rhythm in MONTHS_BETWEEN else None
    return Recurrence(schedule.rhythm, first, schedule.at, zone, ordinal)


def keeping_step(schedule: Schedule, series: Series, *, zone: str, now: datetime) -> Schedule:
    """``schedule`` for a series that changes, so that it goes on in the weeks or months in which it met.

    Another day or time in the same rhythm shall not bring a fortnightly one a week early.
    """
    if schedule.rhythm != series.rhythm or schedule.rhythm not in _STEPS:
        return schedule
    is_in_step = _STEPS[schedule.rhythm]
    for weeks in range(_LONGEST_STEP):
        later = replace(schedule, weeks_later=weeks)
        if is_in_step(beginning_with(later, zone=zone, now=now).starts_on, series.starts_on):
            return later
    return schedule


def _same_fortnight(day: date, other: date) -> bool:
    monday, other_monday = day - timedelta(days=day.weekday()), other - timedelta(days=other.weekday())
    return (monday - other_monday).days % 14 == 0


def _same_quarter_month(day: date, other: date) -> bool:
    return (day.month - other.month) % 3 == 0


_STEPS = {Rhythm.FORTNIGHTLY: _same_fortnight, Rhythm.QUARTERLY: _same_quarter_month}
_LONGEST_STEP = 14  # weeks: a quarter and one


def ordinal_of(day: date) -> int:
    """Which of its month's weekdays ``day`` is. A fifth one is the last, since few months have five."""
    number = (day.day - 1) // 7 + 1
    return LAST if number == 5 else number

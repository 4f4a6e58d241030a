"""Working days and wall clocks: when may a person be written to next, decided in their own time zone.

Pure: every function is told the time. Moments are aware and in UTC; days and times of day are the
person's own, on the wall clock of their IANA zone, so that Tuesday at ten stays at ten when summer
time begins or ends.
"""

from abc import abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

MONDAY_TO_FRIDAY = frozenset(range(5))

# Judgement: nobody is away for longer without pausing Tend, and a search must end.
_LONGEST_SEARCH = 800
_A_DAY = timedelta(days=1)


class DaysOff(Collection[date]):
    """Days on which somebody does not work, that know how long they last."""

    @abstractmethod
    def last_of(self, day: date) -> date:
        """The last day of the stretch off that ``day`` lies in; ``day`` itself when it lies in none."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When one person works.

    ``zone`` is an IANA name, ``days`` are weekdays (0 is Monday), ``opens`` and ``closes`` times of
    day, ``days_off`` single days on which they do not work; as ``DaysOff``, a long stretch is passed over
    in one step.
    """

    zone: str
    days: frozenset[int] = MONDAY_TO_FRIDAY
    opens: time = time(9)
    closes: time = time(17)
    days_off: Collection[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether the person works on ``day``."""
        return day.weekday() in self.days and day not in self.days_off

    def first_working_day(self, day: date) -> date | None:
        """The first working day from ``day`` on, itself included; None when there is none at all."""
        found = day
        for _ in range(_LONGEST_SEARCH if self.days else 0):
            if self.is_working_day(found):
                return found
            last = self.days_off.last_of(found) if isinstance(self.days_off, DaysOff) else found
            if last == date.max:
                return None
            found = last + _A_DAY
        return None

    def working_day_after(self, day: date, *, count: int = 1) -> date:
        """The ``count``-th working day after ``day``; ``day`` itself does not count.

        A person with no working day at all gets calendar days: a date is always given.
        """
        found: date | None = day
        for _ in range(max(count, 1)):
            found = self.first_working_day(found + _A_DAY) if found else None
        return found or day + timedelta(days=max(count, 1))

    def working_days_between(self, earlier: date, later: date) -> int:
        """How many working days lie after ``earlier`` up to and including ``later``."""
        days = (later - earlier).days
        return sum(self.is_working_day(earlier + timedelta(days=step)) for step in range(1, days + 1))

    def on_or_after(self, day: date) -> date:
        """``day`` if it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.working_day_after(day)

    def next_moment(
        self, *, after: datetime, at: time | None = None, not_before: date | None = None
    ) -> datetime | None:
        """When the person may be written to next: what everything unprompted asks, in UTC.

        Without ``at`` it is ``after`` itself if they are at work then, else the moment at which work opens
        next. With ``at``, an hour of their own choice, it is the first moment later than ``after`` at which
        their clock shows it on a working day, whether or not that lies within their hours. ``not_before`` is
        the first day on which they want to hear anything (a pause ends). None when they never work.
        """
        today = local_day(after, self.zone)
        day: date | None = today if not_before is None else max(today, not_before)
        if at is None and day == today and self.is_open(after):
            return after
        for _ in range(_LONGEST_SEARCH):
            day = self.first_working_day(day) if day else None
            if day is None or day == date.max:
                return None
            moment = at_wall_clock(day, self.opens if at is None else at, self.zone)
            if moment > after and (at is not None or self._is_usable(moment)):
                return moment
            day += _A_DAY
        return None

    def next_hour(self, *, after: datetime, at: time) -> datetime:
        """The first moment later than ``after`` at which it is ``at`` on a working day, in UTC.

        For a person with no working day at all, on some day: a moment is always given.
        """
        found = self.next_moment(after=after, at=at)
        return found or at_wall_clock(local_day(after, self.zone) + _A_DAY, at, self.zone)

    def _is_usable(self, opening: datetime) -> bool:
        # Where the clocks jump over the whole of their hours, there is no work that day. Hours that end
        # before they begin say nothing: the day counts.
        return self.opens >= self.closes or self.is_open(opening)

    def is_open(self, moment: datetime) -> bool:
        """Whether ``moment`` lies within the person's working hours on a working day."""
        local = moment.astimezone(zone_named(self.zone))
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes


def at_wall_clock(day: date, at: time, zone: str) -> datetime:
    """The moment, in UTC, at which a clock on the wall in ``zone`` shows ``at`` on ``day``.

    A time that does not exist that day (the clocks go forward) is moved forward by as much as the
    clocks are; one that happens twice is used the first time.
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone_named(zone)).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The date on the wall in ``zone`` at ``moment``."""
    return moment.astimezone(zone_named(zone)).date()


def is_zone(name: str) -> bool:
    """Whether ``name`` is the IANA name of a time zone known here."""
    return name in available_zones()


@lru_cache(maxsize=1)
def available_zones() -> frozenset[str]:
    """The IANA names of all time zones known here."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The zone of that IANA name; one that is unknown here (Slack may lead or lag) counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")

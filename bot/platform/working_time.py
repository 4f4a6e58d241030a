"""Working days and wall clocks: when may a person be written to, decided in their own time zone.

Pure: every function is told the time. Moments are aware and in UTC; days and times of day are the
person's own, on the wall clock of their IANA zone, so that Tuesday at ten stays at ten when summer
time begins or ends.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

MONDAY_TO_FRIDAY = frozenset(range(5))

# Judgement: nobody is away for longer without pausing Tend, and a search must end.
_LONGEST_SEARCH = 800


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When one person works.

    ``zone`` is an IANA name, ``days`` are weekdays (0 is Monday), ``opens`` and ``closes`` times of
    day, ``days_off`` single days on which they do not work.
    """

    zone: str
    days: frozenset[int] = MONDAY_TO_FRIDAY
    opens: time = time(9)
    closes: time = time(17)
    days_off: Collection[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether the person works on ``day``."""
        return day.weekday() in self.days and day not in self.days_off

    def working_day_after(self, day: date, *, count: int = 1) -> date:
        """The ``count``-th working day after ``day``; ``day`` itself does not count.

        A person with no working day at all gets calendar days: a date is always given.
        """
        found = day
        for _ in range(_LONGEST_SEARCH):
            found += timedelta(days=1)
            if self.is_working_day(found):
                count -= 1
                if count <= 0:
                    return found
        return day + timedelta(days=max(count, 1))

    def working_days_between(self, earlier: date, later: date) -> int:
        """How many working days lie after ``earlier`` up to and including ``later``."""
        days = (later - earlier).days
        return sum(self.is_working_day(earlier + timedelta(days=step)) for step in range(1, days + 1))

    def on_or_after(self, day: date) -> date:
        """``day`` if it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.working_day_after(day)

    def next_hour(self, *, after: datetime, at: time) -> datetime:
        """The first moment later than ``after`` at which it is ``at`` on a working day, in UTC."""
        day = local_day(after, self.zone)
        moment = at_wall_clock(day, at, self.zone)
        if moment > after and self.is_working_day(day):
            return moment
        return at_wall_clock(self.working_day_after(day), at, self.zone)

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

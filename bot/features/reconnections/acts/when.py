"""When an act is to be done: now, at a day and time, after something on a day, or whenever."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.features.people.reader import Reader
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock

# Judgement: an act planned for next year is not planned.
_FURTHEST = timedelta(days=180)
LONGEST_AFTER = 60


class When(StrEnum):
    """What can be chosen."""

    NOW = "now"
    AT = "at"
    AFTER = "after"
    WHENEVER = "whenever"


class NotATime(UserError):
    """The day or the time is missing, past, or too far away; or it was not said after what."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A time that was chosen. ``due_on`` is on the author's calendar, ``remind_at`` in UTC.

    Without ``due_on`` nothing reminds them. ``after`` is what it comes after, in their own words.
    """

    when: When
    due_on: date | None = None
    remind_at: datetime | None = None
    after: str = ""


def plan(reader: Reader, when: When, *, day: date | None, at: time | None, after: str) -> Plan:
    """What was chosen, checked. Raises NotATime at the field it is about."""
    if when in (When.NOW, When.WHENEVER):
        return Plan(when)
    refusals = words("reconnections/when")
    if day is None:
        raise NotATime(refusals.plain("no_day"), field="day")
    if day < reader.today:
        raise NotATime(refusals.plain("past_day"), field="day")
    if day > reader.today + _FURTHEST:
        raise NotATime(refusals.plain("too_far"), field="day")
    if when is When.AFTER:
        said = " ".join(after.split())[:LONGEST_AFTER]
        if not said:
            raise NotATime(refusals.plain("after_what_missing"), field="after")
        return Plan(when, due_on=day, after=said)
    if at is None:
        raise NotATime(refusals.plain("no_time"), field="time")
    remind_at = at_wall_clock(day, at, reader.zone)
    if remind_at <= reader.now:
        raise NotATime(refusals.plain("past_time"), field="time")
    return Plan(when, due_on=day, remind_at=remind_at)

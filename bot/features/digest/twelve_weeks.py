"""Twelve weeks of one's own: one-on-ones held and meant, thanks given, promises kept. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.features.digest.reading import WEEKS_LOOKED_BACK, Week, first_day_of
from bot.features.digest.week import week_of
from bot.features.follow_ups.models import State
from bot.features.follow_ups.own_weeks import ended_on
from bot.features.one_on_ones.meant import meant_on
from bot.features.relationships.models import Kind

# Judgement: one week is no picture.
_LEAST_WEEKS = 2
_THANKS = (Kind.SHOUTOUT, Kind.THANK)


@dataclass(frozen=True, slots=True)
class TwelveWeeks:
    """A count a week for each, oldest first. ``mondays`` are those of the weeks, on the reader's calendar.

    ``meant`` counts the days on which the reader's running series were to meet.
    """

    mondays: list[date]
    held: list[int]
    meant: list[int]
    thanks: list[int]
    kept: list[int]


def twelve_weeks(week: Week) -> TwelveWeeks | None:
    """The twelve calendar weeks before this one; None while fewer than two have anything that was done."""
    reader = week.reader
    first = first_day_of(reader)
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS_LOOKED_BACK)]

    def counted(days: Iterable[date]) -> list[int]:
        by_week = Counter(week_of(day) for day in days)
        return [by_week[monday] for monday in mondays]

    acts = week.noted.acts
    held = counted(act.done_on for act in acts if act.kind == Kind.ONE_ON_ONE)
    thanks = counted(act.done_on for act in acts if act.kind in _THANKS)
    kept = counted(ended_on(each, reader) for each in week.promises.ended if each.state == State.DONE)
    if sum(any(done) for done in zip(held, thanks, kept, strict=True)) < _LEAST_WEEKS:
        return None
    days_off = reader.working_time.days_off
    meant = counted(
        day
        for one in week.series
        if not one.is_quiet
        for day in meant_on(one.series, person_id=reader.person_id, first=first, last=reader.today)
        if day not in days_off
    )
    return TwelveWeeks(mondays, held, meant, thanks, kept)

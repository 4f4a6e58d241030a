"""On which days a series was meant to meet, by the rhythm it has today. Pure, and quick over years."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from bot.features.one_on_ones.models import Rhythm, Series
from bot.features.one_on_ones.recurrence import LAST, MONTHS_BETWEEN, WEEKS_BETWEEN, ordinal_of
from bot.platform.working_time import local_day


def meant_on(series: Series, *, person_id: str, first: date, last: date) -> list[date]:
    """The days from ``first`` to ``last`` on which the two meant to meet, as ``person_id`` has known it.

    Days of the series' own calendar. Before another slot was chosen the rhythm counts as it is now. Nothing
    before the series was set up, or joined by ``person_id``, and nothing in a pause that is still on.
    """
    begins = series.created_at if person_id == series.organizer_id else series.answered_at
    if begins is None:
        return []
    first = max(first, local_day(begins, series.zone))
    return [day for day in _days(series, first, last) if not _is_paused_on(series, day)]


def _is_paused_on(series: Series, day: date) -> bool:
    if series.paused_until is None or day >= series.paused_until:
        return False
    return series.paused_at is None or day >= local_day(series.paused_at, series.zone)


def _days(series: Series, first: date, last: date) -> Iterator[date]:
    rhythm = Rhythm(series.rhythm)
    if rhythm in WEEKS_BETWEEN:
        step = 7 * WEEKS_BETWEEN[rhythm]
        day = first + timedelta(days=(series.starts_on - first).days % step)
        while day <= last:
            yield day
            day += timedelta(days=step)
        return
    ordinal = series.ordinal or ordinal_of(series.starts_on)
    months = MONTHS_BETWEEN[rhythm]
    for year, month in _months(first, last):
        if (year * 12 + month - series.starts_on.year * 12 - series.starts_on.month) % months == 0:
            day = _weekday_of_month(year, month, weekday=series.starts_on.weekday(), ordinal=ordinal)
            if first <= day <= last:
                yield day


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield number // 12, number % 12 + 1


def _weekday_of_month(year: int, month: int, *, weekday: int, ordinal: int) -> date:
    if ordinal == LAST:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    begin = date(year, month, 1)
    return begin + timedelta(days=(weekday - begin.weekday()) % 7 + 7 * (ordinal - 1))

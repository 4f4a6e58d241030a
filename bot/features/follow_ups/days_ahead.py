"""Days counted on a calendar: the next one of a kind, the last one of a span, one so many months on."""

from calendar import monthrange
from datetime import date, timedelta

FRIDAY = 4
"""The weekday a week ends on. Judgement: who says "this week" at work means the working week."""

_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def next_weekday(weekday: int, *, today: date) -> date:
    """The next such weekday (0 for Monday) after ``today``: said on a Friday, Friday is a week away."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_from_today(weekday: int, *, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def weekday_of_next_week(weekday: int, *, today: date) -> date:
    return _monday(today) + timedelta(days=7 + weekday)


def next_date(month: int, day: int, *, today: date) -> date | None:
    """The next such date from ``today`` on, this year or next; None where neither has it."""
    dates = (real_date(year, month, day) for year in (today.year, today.year + 1))
    return next((each for each in dates if each and each >= today), None)


def next_day_of_month(day: int, *, today: date) -> date | None:
    """The next 15th, or 31st, from ``today`` on."""
    dates = (real_date(*_month_ahead(today, ahead), day) for ahead in range(3))
    return next((each for each in dates if each and each >= today), None)


def first_of_month(month: int, *, today: date) -> date:
    """The first of the next such month, so that a nudge is not late; the last day of this one. Judgement."""
    ahead = (month - today.month) % 12
    return date(*_month_ahead(today, ahead), 1) if ahead else last_of_month(month, today=today)


def last_of_month(month: int, *, today: date) -> date:
    return last_day("month", ahead=(month - today.month) % 12, today=today)


def last_day(unit: str, *, ahead: int = 0, today: date) -> date:
    """The last of this day, week (its Friday), month, quarter or year, or of the one so many ahead."""
    if unit == "day":
        return today + timedelta(days=ahead)
    if unit == "week":
        return max(today, _monday(today) + timedelta(days=7 * ahead + FRIDAY))
    size = _MONTHS_IN[unit]
    year, month = _month_ahead(today, (-today.month) % size + size * ahead)
    return date(year, month, monthrange(year, month)[1])


def later(count: int, unit: str, *, today: date) -> date:
    """So many days, weeks, months, quarters or years on; a month without that day ends earlier."""
    if unit in ("day", "week"):
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    year, month = _month_ahead(today, count * _MONTHS_IN[unit])
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def real_date(year: int, month: int, day: int) -> date | None:
    """That date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _month_ahead(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1

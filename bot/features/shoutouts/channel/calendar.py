"""When a channel's thread and round-up come: on Fridays, and on the first Monday of a month. Pure."""

from datetime import date, datetime, time, timedelta

from bot.platform.working_time import at_wall_clock, local_day

# Judgement: late enough that the week can be looked back on, early enough that people are still there.
_THREAD_AT = time(14)
# Judgement: at the beginning of a week, once what was urgent in the morning is done.
_ROUND_UP_AT = time(10)
# Judgement: after a week nobody looks back on the month before.
_ROUND_UP_WAITS = timedelta(days=7)
_MONDAY, _FRIDAY = 0, 4


def next_thread_at(*, after: datetime, zone: str) -> datetime:
    """The first Friday at two, on the clock of ``zone``, that is later than ``after``; in UTC."""
    day = _on_or_after(local_day(after, zone), _FRIDAY)
    moment = at_wall_clock(day, _THREAD_AT, zone)
    return moment if moment > after else at_wall_clock(day + timedelta(days=7), _THREAD_AT, zone)


def thread_week(*, now: datetime, zone: str) -> date | None:
    """The Monday of the week whose thread is due now; None when it is not that week's Friday any more."""
    today = local_day(now, zone)
    return today - timedelta(days=_FRIDAY) if today.weekday() == _FRIDAY else None


def next_round_up_at(*, after: datetime, zone: str) -> datetime:
    """The first Monday of a month at ten, on the clock of ``zone``, that is later than ``after``; in UTC."""
    first = local_day(after, zone).replace(day=1)
    moment = at_wall_clock(_on_or_after(first, _MONDAY), _ROUND_UP_AT, zone)
    return (
        moment if moment > after else next_round_up_at(after=_midnight(month_after(first), zone), zone=zone)
    )


def month_told(*, now: datetime, zone: str) -> date | None:
    """The first day of the month whose round-up is due now: last month's. None when it is too late for it."""
    today = local_day(now, zone)
    first = today.replace(day=1)
    monday = _on_or_after(first, _MONDAY)
    if not monday <= today < monday + _ROUND_UP_WAITS:
        return None
    return (first - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    """The first day of the month after the one that begins on ``first``."""
    return (first + timedelta(days=32)).replace(day=1)


def bounds(first: date, zone: str) -> tuple[datetime, datetime]:
    """When the month of ``first`` begins on the clock of ``zone``, and when it is over; in UTC."""
    return _midnight(first, zone), _midnight(month_after(first), zone)


def _midnight(day: date, zone: str) -> datetime:
    return at_wall_clock(day, time(0), zone)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)

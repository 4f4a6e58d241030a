"""Which week a digest is for, and on which day it comes. Pure."""

from datetime import date, timedelta

from bot.platform.working_time import WorkingTime


def week_of(day: date) -> date:
    """The Monday of the week that ``day`` lies in."""
    return day - timedelta(days=day.weekday())


def is_digest_day(day: date, *, working_time: WorkingTime) -> bool:
    """Whether ``day`` is the first of its week on which the person works: Monday, unless it is a day off."""
    return working_time.on_or_after(week_of(day)) == day

"""Which week a digest is for, and on which day it comes. Pure."""

from datetime import date, timedelta

from bot.platform.working_time import WorkingTime


def week_of(day: date) -> date:
    """The Monday of the week that ``day`` lies in."""
    return day - timedelta(days=day.weekday())


def is_digest_day(day: date, *, working_time: WorkingTime, weekday: int = 0) -> bool:
    """Whether the digest of its week comes on ``day``: on ``weekday`` (0 is Monday), if it is worked.

    Else on the next day of that week that is, and without one on the last before it. A week without a working
    day has none.
    """
    monday = week_of(day)
    worked = [
        each
        for each in (monday + timedelta(days=number) for number in range(7))
        if working_time.is_working_day(each)
    ]
    from_then_on = [each for each in worked if each.weekday() >= weekday]
    return bool(worked) and day == (from_then_on[0] if from_then_on else worked[-1])

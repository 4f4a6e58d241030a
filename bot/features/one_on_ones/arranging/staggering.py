"""Slots for several series, so that no two of them are at the same moment. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import product

from bot.features.one_on_ones.models import Rhythm
from bot.features.one_on_ones.recurrence import Schedule
from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement: a moment to breathe between two people.
BREAK_MINUTES = 5
# Judgement: nobody should have to meet later than this because of a list.
LATEST = time(20)
# A fifth weekday there is in few months.
_ORDINALS = (1, 2, 3, 4)


class TooMany(UserError):
    """There is not room for so many on those days; the words say for how many there is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What all of them have in common. ``weekdays``: 0 is Monday. ``first_at``: of the first each day."""

    rhythm: Rhythm
    weekdays: tuple[int, ...]
    first_at: time
    minutes: int


def stagger(wish: Wish, *, count: int) -> list[Schedule]:
    """A slot for each of ``count`` series.

    The days fill evenly: each gets one at ``first_at`` before any gets a second one. Of fortnightly ones
    half begin a week later; monthly and quarterly ones are spread over the first to fourth weekday. Raises
    TooMany.
    """
    days = list(_days(wish))
    times = list(_times(wish))
    if count > len(days) * len(times):
        refusal = words("one_on_ones/refusals", word=str(len(days) * len(times)))
        raise TooMany(refusal.plain("too_many_for_the_days"), field="at")
    slots = ((at, *day) for at in times for day in days)
    return [
        Schedule(wish.rhythm, weekday, at, wish.minutes, ordinal, weeks_later=weeks_later)
        for (at, weekday, ordinal, weeks_later), _ in zip(slots, range(count), strict=False)
    ]


def _days(wish: Wish) -> Iterator[tuple[int, int | None, int]]:
    """Weekday, ordinal and weeks later of all days there are, as they come in a month."""
    weekdays: Sequence[int] = sorted(set(wish.weekdays))
    if wish.rhythm is Rhythm.WEEKLY:
        yield from ((weekday, None, 0) for weekday in weekdays)
    elif wish.rhythm is Rhythm.FORTNIGHTLY:
        yield from ((weekday, None, weeks) for weeks, weekday in product((0, 1), weekdays))
    else:
        yield from ((weekday, ordinal, 0) for ordinal, weekday in product(_ORDINALS, weekdays))


def _times(wish: Wish) -> Iterator[time]:
    """When one can begin on a day and end before it is late."""
    minute = wish.first_at.hour * 60 + wish.first_at.minute
    while minute + wish.minutes <= LATEST.hour * 60 + LATEST.minute:
        yield time(minute // 60, minute % 60)
        minute += wish.minutes + BREAK_MINUTES

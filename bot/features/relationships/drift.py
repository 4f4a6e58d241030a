"""Has it been a while? The days since two people last had something, against how often they mean to.

Pure: everything is told. Days are counted as working days of the one who keeps the list; days off, public
holidays and pauses stop the clock.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from bot.features.people.stretches import Stretch
from bot.platform.working_time import WorkingTime

# All of these are judgement, not findings. The last of the three mirrors when ties by telephone mostly end.
DUE_FROM = 1.5
"""So many rhythms without anything are within what happens."""
DRIFTING_FROM = 3
"""After more than so many, it may be said once in a while."""
STOPS_AFTER = 8
"""After more than so many, only one question is left: keep, change, or take off?"""
SHORTEST, LONGEST = 3, 60
"""A rhythm in working days, at least and at most."""
GAPS_NEEDED, GAPS_LOOKED_AT = 4, 8
"""With fewer gaps nothing is said of a rhythm that nobody chose; of more, the latest count."""
IN_A_ROW = 3
"""Said so often without an act since, it is not said again."""
BETWEEN_TWO = timedelta(days=30)
"""At least so long until it is said again about the same person."""


class Standing(StrEnum):
    """How long it has been, measured by the rhythm."""

    QUIET = "quiet"
    DUE = "due"
    DRIFTING = "drifting"
    STOP = "stop"


class Days:
    """Counts the working days of one person up to ``today``; what was counted once is remembered."""

    def __init__(self, working_time: WorkingTime, times_away: Iterable[Stretch], *, today: date) -> None:
        self._working_time = working_time
        self._times_away = tuple(times_away)
        self._today = today
        self._back = [0]

    def since(self, day: date) -> int:
        """How many days counted after ``day``, up to and including today; 0 for a day to come."""
        steps = max(0, (self._today - day).days)
        while len(self._back) <= steps:
            counted = self._today - timedelta(days=len(self._back) - 1)
            self._back.append(self._back[-1] + self._counts(counted))
        return self._back[steps]

    def between(self, earlier: date, later: date) -> int:
        """How many days counted after ``earlier``, up to and including ``later``."""
        return max(0, self.since(earlier) - self.since(later))

    def _counts(self, day: date) -> bool:
        return self._working_time.is_working_day(day) and not any(day in each for each in self._times_away)


def rhythm_of(chosen: int | None, done_on: Iterable[date], days: Days) -> float | None:
    """How often the two have something, in working days, 3 to 60: as chosen, or else as it has been.

    ``done_on`` are the days of what was noted, in any order. None: nobody chose, and too little was noted.
    """
    if chosen is not None:
        return _clamped(chosen)
    gaps = [days.between(earlier, later) for earlier, later in pairwise(sorted(set(done_on)))]
    if len(gaps) < GAPS_NEEDED:
        return None
    return _clamped(median(gaps[-GAPS_LOOKED_AT:]))


def standing(gap: int, rhythm: float) -> Standing:
    """How it stands after ``gap`` working days without anything, by a ``rhythm`` in working days."""
    if gap <= DUE_FROM * rhythm:
        return Standing.QUIET
    if gap <= DRIFTING_FROM * rhythm:
        return Standing.DUE
    return Standing.DRIFTING if gap <= STOPS_AFTER * rhythm else Standing.STOP


def may_be_said(
    stands: Standing,
    *,
    told_on: date | None,
    in_a_row: int,
    stop_asked_on: date | None,
    today: date,
) -> bool:
    """Whether a card may say on ``today`` that it has been a while.

    At most once in thirty days, three times in a row, and once after the rhythm has run out eight times.
    """
    if told_on is not None and today - told_on < BETWEEN_TWO:
        return False
    if in_a_row >= IN_A_ROW or stop_asked_on is not None:
        return False
    return stands in (Standing.DRIFTING, Standing.STOP)


def latest_days(done_on: Sequence[date]) -> list[date]:
    """Of the days on which something was noted, those that a rhythm is read from, oldest first."""
    return sorted(set(done_on))[-(GAPS_LOOKED_AT + 1) :]


def _clamped(rhythm: float) -> float:
    return min(max(rhythm, SHORTEST), LONGEST)

"""When to nudge next. Patient first, then steady, never on a day off."""

from datetime import date

from bot.features.people.models import Persistence
from bot.platform.working_time import WorkingTime

# Working days between one nudge and the next. Judgement: two are a fair chance to act, and five and
# ten keep a promise alive without wearing anybody out.
_STANDARD = (2, 5, 10)
_STEADY = (2,)
# After the third nudge a gentle promise stands in the digest alone.
_GENTLE = (2, 5)
GENTLE_NUDGES = len(_GENTLE) + 1
"""How often a gentle promise is nudged."""


def first_nudge(due_on: date, *, working_time: WorkingTime) -> date:
    """The day of the first nudge: the day it is due, or the next one on which its owner works."""
    return working_time.on_or_after(due_on)


def next_nudge(
    *, nudges: int, today: date, due_on: date, persistence: Persistence, working_time: WorkingTime
) -> date | None:
    """The day of the nudge after the ``nudges``-th, sent ``today``; None when that was the last.

    It counts from today, or from the due day if that is later: after an outage comes one nudge, not
    all those that were missed.
    """
    gaps = {Persistence.STANDARD: _STANDARD, Persistence.STEADY: _STEADY, Persistence.GENTLE: _GENTLE}[
        persistence
    ]
    if nudges > len(gaps) and persistence is Persistence.GENTLE:
        return None
    gap = gaps[min(nudges, len(gaps)) - 1]
    return working_time.working_day_after(max(today, due_on), count=gap)

"""Who usually starts? Said only when it is plain, and to the one who looks alone.

Pure. Counts say how often, never how much or how well; everybody over-counts their own share, so this is
said rarely and asks for nothing.
"""

from datetime import date, timedelta
from enum import StrEnum
from math import comb

# Judgement: what was longer ago says nothing about now.
LOOKED_BACK = timedelta(weeks=8)
# Judgement: fewer acts are chance.
FEWEST = 6
# Judgement: how surprising it must be, if both started equally often (a two-sided sign test).
LEAST_SURPRISING = 0.10
# Judgement: more often would be keeping accounts.
BETWEEN_TWO = timedelta(days=90)


class Starts(StrEnum):
    """Who usually starts."""

    READER = "reader"
    OTHER = "other"


def who_starts(*, own: int, theirs: int, is_other_known: bool) -> Starts | None:
    """Who started most of what was noted; None when that is not plain.

    ``own`` the reader started, ``theirs`` the other did, as far as the reader saw it. ``is_other_known``:
    the reader has seen that the other does such things through Tend at all; otherwise a nought means
    nothing.
    """
    if not is_other_known or own + theirs < FEWEST or surprise(own, theirs) >= LEAST_SURPRISING:
        return None
    return Starts.READER if own > theirs else Starts.OTHER


def surprise(some: int, others: int) -> float:
    """How likely a split at least as lopsided is if each starts equally often, 0 to 1."""
    count = some + others
    tail = sum(comb(count, fewer) for fewer in range(min(some, others) + 1))
    return min(1.0, 2 * tail / 2.0**count)


def may_be_said(*, told_on: date | None, is_fine: bool, today: date) -> bool:
    """Whether it may be said on ``today``. What was said today may be read again today."""
    if is_fine:
        return False
    return told_on is None or told_on == today or today - told_on >= BETWEEN_TWO

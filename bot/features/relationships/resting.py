"""When somebody is to be left in peace for a while, because two acts towards them stayed without an answer.

Pure: days are those of the one who reached out.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

# All of these are judgement. Silence can be an answer; twice within so long, it is taken for one.
TWICE_WITHIN = timedelta(days=60)
NO_OPENERS_FOR = timedelta(days=90)
# Nothing of longer ago can make openers rest today.
COUNTED_FOR = TWICE_WITHIN + NO_OPENERS_FOR
RESTS_FOR = timedelta(days=60)
"""How long *let this rest* lasts."""


def openers_rest_until(unanswered_on: Iterable[date]) -> date | None:
    """The first day on which openers are offered again; None when they never rested.

    ``unanswered_on`` are the days of the acts that stayed without an answer, in any order.
    """
    days = sorted(unanswered_on)
    second = [later for earlier, later in pairwise(days) if later - earlier <= TWICE_WITHIN]
    return second[-1] + NO_OPENERS_FOR if second else None

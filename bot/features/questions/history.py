"""What one person has been shown so far, and which questions that leaves for the present cycle."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.features.questions.bank import Question

NOT_TO_TWO_REPORTS_WITHIN = timedelta(weeks=4)
"""Judgement: reports of one manager talk to each other, and a question asked of each is a form."""


class Outcome(StrEnum):
    """What the asker did with a question.

    ``NONE``: nothing so far. For choosing it is the same as ``ASKED``: the question was shown.
    """

    ASKED = "asked"
    NOT_NOW = "not_now"
    NOT_FOR_ME = "not_for_me"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Shown:
    """One question shown to one asker, who is the same throughout a history.

    ``shown_at`` is aware, in any zone. ``about`` is whom the question was for: an opaque label, compared with
    ``choose(about=…)`` only. The theme is not kept; it is looked up in the bank, and a question that has left
    the bank has none. Keep every row for a year, and beyond that the latest of each question and person, and
    every ``NOT_FOR_ME``: without them "you have not had this one" and "not for me" would stop being true.
    """

    question_id: str
    shown_at: datetime
    about: str
    outcome: Outcome = Outcome.NONE


def still_to_come(pool: Sequence[Question], shown: Iterable[Shown]) -> list[Question]:
    """The questions of ``pool`` that may come next for a pair, by its rows ``shown``, oldest first.

    Every question comes once before any comes again (a cycle). What was put off with *not now* comes at the
    end of its cycle, once more. Nothing comes that was among the latest ⌊N/2⌋ shown out of N, so two showings
    of a question are at least ⌊N/2⌋ + 1 apart; one put off near the end of a cycle waits for the next cycle.
    Something is always left of a pool that is not empty: while fewer than N were shown in this cycle, those
    and the latest ⌊N/2⌋ overlap and do not cover it. All is read from ``shown``: a restart changes nothing.
    """
    ids = {question.id for question in pool}
    latest: deque[str] = deque(maxlen=len(ids) // 2)
    done: set[str] = set()
    put_off: set[str] = set()
    for row in shown:
        if row.question_id not in ids:
            continue
        latest.append(row.question_id)
        first_time = row.question_id not in done | put_off
        if row.outcome is Outcome.NOT_NOW and first_time:
            put_off.add(row.question_id)
        else:
            put_off.discard(row.question_id)
            done.add(row.question_id)
        if len(done) + len(put_off) == len(ids) and put_off <= set(latest):
            done.clear()
            put_off.clear()
    fresh = ids - done - put_off - set(latest)
    left = fresh or put_off - set(latest)
    return [question for question in pool if question.id in left]


def shown_for_others(shown: Iterable[Shown], *, about: str, now: datetime) -> frozenset[str]:
    """Ids of what this asker was shown for anybody else in the last four weeks.

    A manager asks no second report any of them: ``choose(recently_asked_of_others=…)``.
    """
    since = now - NOT_TO_TWO_REPORTS_WITHIN
    return frozenset(row.question_id for row in shown if row.about != about and row.shown_at > since)


def workdays_between(earlier: date, later: date) -> int:
    """Mondays to Fridays after ``earlier`` up to and including ``later``.

    Public holidays count as work: this spaces themes evenly and promises nobody a date.
    """
    return max(0, _workdays_until(later) - _workdays_until(earlier))


def _workdays_until(day: date) -> int:
    weeks, rest = divmod(day.toordinal(), 7)  # ordinal 1 is a Monday
    return weeks * 5 + min(rest, 5)

"""Whoever does not react is written to less: first without suggestions, then without the week, then seldom.

Any use of Tend, be it one press, brings everything back. What is kept for it is the day on which somebody was
last seen, and nobody else ever learns of it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import IntEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Enrolment
from bot.features.people.reader import Reader
from bot.platform.working_time import WorkingTime, local_day

# Judgement, all of them: two unanswered cards are a busy fortnight, four are a habit, six are an answer.
NO_SUGGESTIONS_AFTER = 2
NO_DIGEST_AFTER = 4
SELDOM_AFTER = 6
# Judgement: a working week is a fair chance to react to a card.
WORKING_DAYS_TO_REACT = 5
BETWEEN_PROMISES = 10
"""Working days between two cards with promises, for whoever is written to seldom."""

_HOW_OFTEN_NOTED = timedelta(days=1)


class Pace(IntEnum):
    """How much reaches a person; each step has less than the one before."""

    USUAL = 0
    NO_SUGGESTIONS = 1
    NO_DIGEST = 2
    SELDOM = 3


def pace(cards: Iterable[date], *, seen_on: date | None, today: date, working_time: WorkingTime) -> Pace:
    """How much reaches somebody who had cards on these days and was last seen on ``seen_on`` (None: unknown).

    All days are on their own calendar. A card on the day they were seen counts as reacted to, and one that
    came less than five working days ago not yet as left alone.
    """
    if seen_on is None:
        return Pace.USUAL
    left_alone = sum(
        day > seen_on and working_time.working_days_between(day, today) >= WORKING_DAYS_TO_REACT
        for day in cards
    )
    if left_alone >= SELDOM_AFTER:
        return Pace.SELDOM
    if left_alone >= NO_DIGEST_AFTER:
        return Pace.NO_DIGEST
    return Pace.NO_SUGGESTIONS if left_alone >= NO_SUGGESTIONS_AFTER else Pace.USUAL


def promises_may_come(*, last_on: date | None, today: date, working_time: WorkingTime) -> bool:
    """Whether promises stand on a card of ``today`` for somebody who is written to seldom.

    ``last_on``: the day of the last card that named some.
    """
    return last_on is None or working_time.working_days_between(last_on, today) >= BETWEEN_PROMISES


def seen_on(session: Session, reader: Reader) -> date | None:
    """The day, on their own calendar, on which the reader last used Tend; None while that is not known."""
    chosen = session.get(Enrolment, (reader.workspace_id, reader.person_id))
    seen_at = chosen.last_seen_at if chosen is not None else None
    return local_day(seen_at, reader.zone) if seen_at is not None else None


def is_to_be_noted(last_seen_at: datetime | None, *, now: datetime) -> bool:
    """Whether a use of ``now`` is worth writing down: once a day is enough."""
    return last_seen_at is None or now - last_seen_at >= _HOW_OFTEN_NOTED


def note_seen(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """Keep that the person uses Tend at ``now``, if they are enrolled."""
    # Past everything that hangs on the session: no Home tab shows this, so none is to be shown anew.
    session.connection().execute(
        sa.update(Enrolment.__table__)  # type: ignore[arg-type]
        .where(
            Enrolment.__table__.c.workspace_id == workspace_id, Enrolment.__table__.c.person_id == person_id
        )
        .values(last_seen_at=now)
    )

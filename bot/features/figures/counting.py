"""Count one month, exactly: read from the features that own it, and kept nowhere."""

import calendar
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Protocol

from sqlalchemy.orm import Session

from bot.features.figures.suppression import PARTS, Month
from bot.features.people import tallies as people
from bot.features.reconnections.acts import tallies as acts

_UNSAID = "unsaid"
# Of a hash, in hexadecimal digits: enough for a hundred thousand people without two that are alike.
_KEPT_OF_A_HASH = 12


class CardsMade(Protocol):
    """Tells how many cards each person got between two days, both included."""

    def __call__(
        self, session: Session, workspace_id: str, *, first_on: date, last_on: date
    ) -> dict[str, int]: ...


def month_of(day: date) -> date:
    """The first day of the month before the one of ``day``."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def counted(session: Session, workspace_id: str, *, month: date, cards_made: CardsMade) -> Month:
    """What happened in the month that begins with ``month``, for those who are enrolled now.

    Days are those on each person's own calendar; the moments of stops are counted in UTC.
    """
    days = calendar.monthrange(month.year, month.month)[1]
    last_on = month + timedelta(days=days - 1)
    members = people.enrolled(session, workspace_id)
    parts: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
    for person_id, felt in acts.acts_done(session, workspace_id, first_on=month, last_on=last_on):
        if person_id in members:
            parts[felt or _UNSAID][person_id] += 1
    stopped = people.stopped(
        session, workspace_id, since=_begins(month), before=_begins(last_on + timedelta(days=1))
    )
    cards = cards_made(session, workspace_id, first_on=month, last_on=last_on)
    hashed = _hashing(workspace_id)
    return Month(
        members=frozenset(map(hashed, members)),
        stopped=frozenset(map(hashed, stopped)),
        acts={
            part: {hashed(person_id): count for person_id, count in by_person.items()}
            for part, by_person in parts.items()
        },
        cards={hashed(person_id): count for person_id, count in cards.items() if person_id in members},
        weeks=days / 7,
    )


def _hashing(workspace_id: str) -> Callable[[str], str]:
    # Who was counted is kept for the months to come; whoever has their rows deleted leaves no id behind.
    return lambda person_id: sha256(f"{workspace_id}\n{person_id}".encode()).hexdigest()[:_KEPT_OF_A_HASH]


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)

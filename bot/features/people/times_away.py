"""When a person was away, by their own word: pauses, and days off that are over."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import TimeAway
from bot.features.people.stretches import Stretch, merged
from bot.platform.database import rows_changed

_A_DAY = timedelta(days=1)

_TIMES_AWAY = cast(sa.Table, TimeAway.__table__)
_FORGET = sa.delete(_TIMES_AWAY).where(_TIMES_AWAY.c.last_on < sa.bindparam("before"))


def begin(session: Session, workspace_id: str, person_id: str, *, on: date, until: date) -> None:
    """Note that a pause begins ``on`` a day and lasts up to ``until``, the first day without it.

    Both on the person's own calendar; ``until`` is date.max when nobody knows. One that is running goes on
    until then instead.
    """
    end(session, workspace_id, person_id, on=on)
    if until > on:
        last_on = until if until == date.max else until - _A_DAY
        note(session, workspace_id, person_id, [Stretch(on, last_on)])


def end(session: Session, workspace_id: str, person_id: str, *, on: date) -> None:
    """Note that the person is back ``on`` that day: whatever was noted from then on is taken away."""
    running = sa.select(TimeAway).where(
        TimeAway.workspace_id == workspace_id, TimeAway.person_id == person_id, TimeAway.last_on >= on
    )
    for row in session.scalars(running):
        if row.first_on >= on:
            session.delete(row)
        else:
            row.last_on = on - _A_DAY
    session.flush()


def note(session: Session, workspace_id: str, person_id: str, stretches: Iterable[Stretch]) -> None:
    """Keep that the person was, or is, away on those days."""
    session.add_all(
        TimeAway(
            workspace_id=workspace_id,
            person_id=person_id,
            first_on=stretch.first_on,
            last_on=stretch.last_on,
        )
        for stretch in stretches
    )
    session.flush()


def times_away_of(session: Session, workspace_id: str, person_id: str) -> list[Stretch]:
    """Every stretch in which the person was away, in order; one without an end ends on date.max."""
    rows = session.execute(
        sa.select(TimeAway.first_on, TimeAway.last_on).where(
            TimeAway.workspace_id == workspace_id, TimeAway.person_id == person_id
        )
    )
    return merged(Stretch(first_on, last_on) for first_on, last_on in rows)


def forget(session: Session, *, before: date) -> int:
    """Delete what was over before that day, in every workspace; how many rows that were."""
    return rows_changed(session.execute(_FORGET, {"before": before}))

"""Plan meetings, tell of them early, and send invitations, a step at a time."""

from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.features.one_on_ones import absences, at_hand, blocks, early, invitations, meetings
from bot.features.one_on_ones.models import Meeting, Series, SeriesSide
from bot.features.people import foot
from bot.features.people.reader import reader_of
from bot.platform.clock import Clock
from bot.platform.database import Database, one_by_one, rows_changed
from bot.platform.delivery.outbox import enqueue_to_person

_Due = TypeVar("_Due", Series, SeriesSide)

# Judgement: one write to the disk for so many, and whoever presses a button meanwhile waits for a tenth of a
# second at most.
_AT_ONCE = 25
# What cannot be planned or told is tried again after this long.
_LEASE = timedelta(minutes=5)


def _due(table: type[_Due], column: InstrumentedAttribute[datetime | None], *, most: int) -> sa.Select[_Due]:
    # Nobody else has what is read: PostgreSQL locks these rows, and a writer on SQLite has the whole file.
    return (
        sa.select(table)
        .where(column.is_not(None), column <= sa.bindparam("now"))
        .order_by(column)
        .limit(most)
        .with_for_update(skip_locked=True)
    )


TO_PLAN = _due(Series, Series.plan_next_at, most=_AT_ONCE)
TO_PROMPT = _due(SeriesSide, SeriesSide.prompt_next_at, most=_AT_ONCE)
TO_INVITE = _due(Series, Series.invite_next_at, most=1)


def plan_meetings(database: Database, clock: Clock) -> bool:
    """Plan the next meeting of each of a few series whose last one has begun. False when there is none.

    After an outage only what is next is planned. While one of the two has left, nothing is planned; the
    series goes on if they come back. A meeting that begins while one of the two has the day off is left out.

    Up to 25 series share a transaction, each in a savepoint of its own. One that fails is looked at again
    five minutes later and holds up nobody; what went wrong is raised once the others are done.
    """
    now = clock.now()
    with database.transaction(remembering=True) as session:
        due = session.scalars(TO_PLAN, {"now": now}).all()
        at_hand.read_people_of(session, due)
        failed = one_by_one(session, due, partial(_plan, session, now=now))
        for series, _ in failed:
            series.plan_next_at = now + _LEASE
    for _, error in failed:
        raise error
    return bool(due)


def _plan(session: Session, series: Series, *, now: datetime) -> None:
    if series.ended_at is not None:
        series.plan_next_at = None
    elif absences.has_somebody_left(session, series):
        series.plan_next_at = meetings.next_beginning(series, now=now)
    else:
        _leave_out_if_away(session, series, now=now)
        meetings.plan_next(session, series, now=now)


def _leave_out_if_away(session: Session, series: Series, *, now: datetime) -> None:
    began_at = series.plan_next_at
    if began_at is None or not absences.is_somebody_away_at(session, series, began_at):
        return
    meeting = session.scalars(
        sa.select(Meeting).where(Meeting.series_id == series.id, Meeting.starts_at == began_at)
    ).one_or_none()
    if meeting is not None:
        meetings.leave_out(session, meeting, now=now)


def prompt_people(database: Database, clock: Clock) -> bool:
    """Tell a few people of a meeting as long before it as they chose. False when nobody waits.

    It is told of once, and not at all if it was moved, one of the two is away or has left, or it has begun.

    Up to 25 share a transaction, each in a savepoint of their own, as in ``plan_meetings``.
    """
    now = clock.now()
    with database.transaction(remembering=True) as session:
        due = session.scalars(TO_PROMPT, {"now": now}).all()
        at_hand.read_series_of(session, due)
        failed = one_by_one(session, due, partial(early.prompt, session, now=now))
        for side, _ in failed:
            side.prompt_next_at = now + _LEASE
    for _, error in failed:
        raise error
    return bool(due)


def send_one_invitation(database: Database, clock: Clock) -> bool:
    """Tell one person of a series that somebody set up with them, if they may be told. False when none waits.

    The message comes within their working hours; whoever is not told finds it with ``/1on1``.
    """
    now = clock.now()
    with database.transaction() as session:
        series = session.scalars(TO_INVITE, {"now": now}).first()
        if series is None:
            return False
        opens_at = invitations.next_opening(session, series, now=now)
        later = opens_at if opens_at > now else None
        if not _take_invitation(session, series, moved_to=later) or later is not None:
            return True
        if invitations.take_turn(session, series, now=now):
            reader = reader_of(session, series.workspace_id, series.other_id, now=now)
            enqueue_to_person(
                session,
                foot.with_foot(blocks.invitation(series, reader), invitations.PURPOSE),
                workspace_id=series.workspace_id,
                person_id=series.other_id,
                purpose=invitations.PURPOSE,
                subject_id=series.id,
                now=now,
            )
    return True


def _take_invitation(session: Session, series: Series, *, moved_to: datetime | None) -> bool:
    """Take it by moving its due column; False when somebody else took it."""
    taken = session.execute(
        sa.update(Series)
        .where(Series.id == series.id, Series.invite_next_at == series.invite_next_at)
        .values(invite_next_at=moved_to)
        .execution_options(synchronize_session=False)
    )
    session.refresh(series)
    return rows_changed(taken) == 1

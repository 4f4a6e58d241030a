"""Plan one meeting, or send one invitation, a step at a time."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.features.one_on_ones import blocks, invitations, meetings
from bot.features.one_on_ones.models import Series
from bot.features.one_on_ones.recurrence import recurrence_of
from bot.features.people import directory
from bot.features.people.reader import reader_of
from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed
from bot.platform.delivery.outbox import enqueue_to_person


def plan_one_meeting(database: Database, clock: Clock) -> bool:
    """Plan the next meeting of one series whose last one has begun. False when there is none.

    After an outage only what is next is planned. While one of the two has left, nothing is planned; the
    series goes on if they come back.
    """
    now = clock.now()
    with database.transaction() as session:
        series = session.scalars(_due(Series.plan_next_at, now)).first()
        if series is None:
            return False
        starts_at = recurrence_of(series).next_after(now)
        if _take(session, series, Series.plan_next_at, moved_to=starts_at) and not _is_quiet(session, series):
            meetings.plan_next(session, series, now=now)
    return True


def send_one_invitation(database: Database, clock: Clock) -> bool:
    """Tell one person of a series that somebody set up with them, if they may be told. False when none waits.

    The message comes within their working hours; whoever is not told finds it with ``/1on1``.
    """
    now = clock.now()
    with database.transaction() as session:
        series = session.scalars(_due(Series.invite_next_at, now)).first()
        if series is None:
            return False
        opens_at = invitations.next_opening(session, series, now=now)
        later = opens_at if opens_at > now else None
        if not _take(session, series, Series.invite_next_at, moved_to=later) or later is not None:
            return True
        if invitations.take_turn(session, series, now=now):
            reader = reader_of(session, series.workspace_id, series.other_id, now=now)
            enqueue_to_person(
                session,
                blocks.invitation(series, reader),
                workspace_id=series.workspace_id,
                person_id=series.other_id,
                purpose=invitations.PURPOSE,
                subject_id=series.id,
                now=now,
            )
    return True


def _due(column: InstrumentedAttribute[datetime | None], now: datetime) -> sa.Select[Series]:
    return (
        sa.select(Series)
        .where(column.is_not(None), column <= now)
        .order_by(column)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _take(
    session: Session,
    series: Series,
    column: InstrumentedAttribute[datetime | None],
    *,
    moved_to: datetime | None,
) -> bool:
    """Take the series by moving its due column; False when somebody else took it."""
    taken = session.execute(
        sa.update(Series)
        .where(Series.id == series.id, column == getattr(series, column.key))
        .values({column: moved_to})
        .execution_options(synchronize_session=False)
    )
    session.refresh(series)
    return rows_changed(taken) == 1


def _is_quiet(session: Session, series: Series) -> bool:
    people = directory.people(session, series.workspace_id, (series.organizer_id, series.other_id))
    return any(person.is_gone for person in people.values())

"""A reminder at the time somebody set: once, to the minute, and saying nothing of what it is about."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp, State
from bot.features.people import enrolments
from bot.features.reconnections.acts import messages
from bot.features.reconnections.acts.models import ActReminder
from bot.platform.database import rows_changed
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person

PURPOSE = "reconnections.reminder"

# Judgement: what was wanted at two is no use at eight; it comes with the next card.
_TOO_LATE = timedelta(hours=1)


def remind_one(session: Session, *, now: datetime) -> bool:
    """Remind one person whose time has come. False when there is nobody.

    What they have ended, put off or changed meanwhile is left to the cards, and so is what comes up
    while they have paused Tend, or too late.
    """
    row = session.scalars(due(now).limit(1)).first()
    if row is None or row.remind_at is None:
        return False
    moment = row.remind_at
    taken = session.execute(
        sa.update(ActReminder)
        .where(ActReminder.follow_up_id == row.follow_up_id, ActReminder.remind_at == moment)
        .values(remind_at=None)
    )
    follow_up = session.get_one(FollowUp, row.follow_up_id)
    is_as_planned = follow_up.state == State.OPEN and follow_up.next_nudge_on == row.nudged_from
    if (
        rows_changed(taken) == 1
        and is_as_planned
        and now - moment <= _TOO_LATE
        and enrolments.may_be_written_to(session, row.workspace_id, row.person_id, now=now)
    ):
        enqueue_to_person(
            session,
            messages.reminder(follow_up),
            workspace_id=row.workspace_id,
            person_id=row.person_id,
            purpose=PURPOSE,
            subject_id=follow_up.id,
            now=now,
        )
    return True


def due(now: datetime) -> sa.Select[ActReminder]:
    """The reminders whose time has come, the oldest first."""
    return (
        sa.select(ActReminder)
        .where(ActReminder.remind_at.is_not(None), ActReminder.remind_at <= now)
        .order_by(ActReminder.remind_at)
        .with_for_update(skip_locked=True)
    )


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether it is still open, and its owner has not paused or stopped meanwhile."""
    follow_up = session.get(FollowUp, message.subject_id) if message.subject_id else None
    if follow_up is None or follow_up.state != State.OPEN:
        return False
    return enrolments.may_be_written_to(session, follow_up.workspace_id, follow_up.owner_id, now=now)

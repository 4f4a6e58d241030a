"""A reminder at the time somebody set: once, to the minute, and saying nothing of what it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp, State
from bot.features.people import enrolments
from bot.features.people.reader import reader_of
from bot.features.reconnections.acts import messages
from bot.features.reconnections.acts.models import ActReminder
from bot.features.relationships import service as relationships
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.database import rows_changed
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person

PURPOSE = "reconnections.reminder"

# Judgement: what was wanted at two is no use at eight; it comes with the next card.
_TOO_LATE = timedelta(hours=1)
# A reminder that cannot be made is looked at again after this long, and keeps nobody else waiting meanwhile.
_LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Taken:
    """A reminder whose time has come, in this process's hands until ``leased_until`` (UTC)."""

    follow_up_id: int
    leased_until: datetime


def take_one(session: Session, *, now: datetime) -> Taken | None:
    """Take one reminder whose time has come, by moving it a little; None when there is none.

    What comes too late is left to the cards. No words are read: those of one person that no key fits
    must not stop the reminders of all others.
    """
    found = session.execute(
        due(now).with_only_columns(ActReminder.follow_up_id, ActReminder.remind_at).limit(1)
    ).first()
    if found is None:
        return None
    until = now + _LEASE
    is_late = now - found.remind_at > _TOO_LATE
    _move(session, found.follow_up_id, found.remind_at, to=None if is_late else until)
    return Taken(found.follow_up_id, until)


def remind(session: Session, taken: Taken, *, now: datetime) -> None:
    """Remind the person whose time has come.

    What they have ended, put off or changed meanwhile is left to the cards, and so is what comes up
    while they have paused Tend, or while this is switched off.
    """
    if not _move(session, taken.follow_up_id, taken.leased_until, to=None):
        return  # it came too late, or another process has it
    unread = [orm.defer(ActReminder.act), orm.defer(ActReminder.words), orm.defer(ActReminder.felt)]
    row = session.get_one(ActReminder, taken.follow_up_id, options=unread)
    follow_up = session.get_one(FollowUp, taken.follow_up_id)
    is_as_planned = follow_up.state == State.OPEN and follow_up.next_nudge_on == row.nudged_from
    if (
        is_as_planned
        and switches.is_on(session, row.workspace_id, Feature.RECONNECTIONS)
        and enrolments.may_be_written_to(session, row.workspace_id, row.person_id, now=now)
        and not _was_asked_not_to(session, follow_up, now)
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


def _was_asked_not_to(session: Session, follow_up: FollowUp, now: datetime) -> bool:
    if follow_up.with_id is None:
        return False
    reader = reader_of(session, follow_up.workspace_id, follow_up.owner_id, now=now)
    return relationships.was_asked_not_to(session, reader, about_id=follow_up.with_id)


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


def _move(session: Session, follow_up_id: int, moment: datetime, *, to: datetime | None) -> bool:
    """Move the due column if it is still what was read; whether it was."""
    moved = session.execute(
        sa.update(ActReminder)
        .where(ActReminder.follow_up_id == follow_up_id, ActReminder.remind_at == moment)
        .values(remind_at=to)
        .execution_options(synchronize_session=False)
    )
    return rows_changed(moved) == 1

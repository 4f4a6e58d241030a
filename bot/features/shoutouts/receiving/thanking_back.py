"""Thank back with one press: one fixed sentence, once, the way the other likes thanks."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments, foot
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State, Way
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import preferences, rows
from bot.features.shoutouts.receiving.received import NotForYou
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person
from bot.platform.templating import words
from bot.platform.working_time import local_day

PURPOSE = "shoutouts.thanked_back"


def thank_back(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Say thank you back to the author, once; whoever presses reads the same, whatever that one chose.

    The author is told afterwards, so that it writes the same whoever that is. It says nothing in a channel,
    and is no shout-out: no limit counts it. Raises NotForYou for one that did not reach this person, or that
    they took down.
    """
    shoutout = session.get_one(Shoutout, receiver.shoutout_id, with_for_update=True, populate_existing=True)
    session.refresh(receiver)
    if receiver.thanked_back_at is not None:
        return
    if shoutout.state == State.DRAFT or receiver.taken_down_at is not None or not _reached(receiver):
        raise NotForYou(words("shoutouts/refusals").plain("not_for_you"))
    receiver.thanked_back_at = receiver.tell_back_at = now


def tell_one(session: Session, *, now: datetime) -> bool:
    """Tell one author, as they like it, that whom they thanked thanks them back. False when there is none."""
    receiver = session.scalars(
        sa.select(ShoutoutReceiver)
        .where(ShoutoutReceiver.tell_back_at.is_not(None), ShoutoutReceiver.tell_back_at <= now)
        .order_by(ShoutoutReceiver.tell_back_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if receiver is None:
        return False
    receiver.tell_back_at = None
    if receiver.thanked_back_at is not None:
        _tell(session, receiver, now=now)
    return True


def _tell(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    shoutout = session.get_one(Shoutout, receiver.shoutout_id)
    author = (shoutout.workspace_id, shoutout.author_id)
    if preferences.way_from(session, *author, author_id=receiver.person_id) == Way.NOT_THIS_WAY:
        return
    if not enrolments.may_be_written_to(session, *author, now=now):
        receiver.thanks_wait_for_id = shoutout.author_id
        return
    told = receiver_blocks.thank_you_back(receiver, given_on=given_on(session, shoutout, now=now))
    enqueue_to_person(
        session,
        foot.with_foot(told, PURPOSE),
        workspace_id=shoutout.workspace_id,
        person_id=shoutout.author_id,
        purpose=PURPOSE,
        subject_id=receiver.id,
        now=now,
    )


def given_on(session: Session, shoutout: Shoutout, *, now: datetime) -> date:
    """The day on which it was given, on its author's calendar."""
    zone = directory.person(session, shoutout.workspace_id, shoutout.author_id).zone
    return local_day(shoutout.given_at or now, zone)


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether the author has not paused or stopped meanwhile; then it is left to their next card."""
    found = rows.row_and_shoutout(session, message.subject_id)
    if found is None:
        return False
    receiver, _shoutout = found
    if receiver.thanked_back_at is None:
        return False
    author_id = message.person_id or ""
    way = preferences.way_from(session, message.workspace_id, author_id, author_id=receiver.person_id)
    if way == Way.NOT_THIS_WAY:
        return False
    if enrolments.may_be_written_to(session, message.workspace_id, author_id, now=now):
        return True
    receiver.thanks_wait_for_id = author_id
    return False


def _reached(receiver: ShoutoutReceiver) -> bool:
    return receiver.way in (Way.IN_CHANNEL, Way.TO_ME)

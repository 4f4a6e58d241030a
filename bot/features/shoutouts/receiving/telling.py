"""Tell the people who were thanked, each in their own way, and nobody else.

Decision: whoever has paused or stopped Tend gets no message while that lasts. What was for them alone
waits for their next card, the first after they resume; so does the question how thanks should reach
them. It can be read before, since it stands in `/shoutout received`, and whoever thanked them sees no
difference.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import enrolments
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import preferences
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.outbox import enqueue_to_person

PRIVATELY = "shoutouts.privately"
QUESTION = "shoutouts.question"


def tell_privately(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Let somebody know, for them alone, that they were thanked."""
    if not enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        receiver.waits_for_card = True
        return
    enqueue_to_person(
        session,
        receiver_blocks.message(receiver_blocks.private_line(receiver)),
        workspace_id=receiver.workspace_id,
        person_id=receiver.person_id,
        purpose=PRIVATELY,
        subject_id=receiver.id,
        now=now,
    )


def ask_one(session: Session, *, now: datetime) -> bool:
    """Ask one person whose first post has reached the channel how thanks should reach them.

    False when there is nobody to ask.
    """
    receiver = session.scalars(
        sa.select(ShoutoutReceiver)
        .join(Shoutout, Shoutout.id == ShoutoutReceiver.shoutout_id)
        .join(OutboxMessage, OutboxMessage.id == Shoutout.message_id)
        .where(
            ShoutoutReceiver.ask_at.is_not(None),
            ShoutoutReceiver.ask_at <= now,
            OutboxMessage.state == Delivery.SENT,
        )
        .limit(1)
        .with_for_update(skip_locked=True, of=ShoutoutReceiver)
    ).first()
    if receiver is None:
        return False
    ask(session, receiver, now=now)
    return True


def ask(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Ask how thanks should reach them, once in a person's life with Tend."""
    receiver.ask_at = None
    if not preferences.is_to_be_asked(session, receiver.workspace_id, receiver.person_id):
        return
    preferences.note_asked(session, receiver.workspace_id, receiver.person_id, now=now)
    if not enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        receiver.waits_for_card = True
        return
    channel_id = session.get_one(Shoutout, receiver.shoutout_id).channel_id
    asked = receiver_blocks.question(receiver, channel_id=channel_id, chosen=None)
    enqueue_to_person(
        session,
        receiver_blocks.message([block for part in asked.values() for block in part]),
        workspace_id=receiver.workspace_id,
        person_id=receiver.person_id,
        purpose=QUESTION,
        subject_id=receiver.id,
        now=now,
    )


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether they have not paused or stopped meanwhile; then it is left to their next card."""
    receiver = session.get(ShoutoutReceiver, message.subject_id) if message.subject_id else None
    if receiver is None or receiver.taken_down_at is not None:
        return False
    if enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        return True
    receiver.waits_for_card = True
    return False

"""Tell the people who were thanked, each in their own way, and nobody else.

Decision: whoever has paused or stopped Tend gets no message while that lasts. What was for them alone
waits for their next card, the first after they resume; so does the question how thanks should reach
them. It can be read before, since it stands in `/shoutout received`, and whoever thanked them sees no
difference.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import enrolments, foot
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, Way
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import preferences
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.outbox import enqueue_change_of, enqueue_to_person
from bot.platform.slack.block_kit import Block

PRIVATELY = "shoutouts.privately"
QUESTION = "shoutouts.question"


def tell_privately(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Let somebody know, for them alone, that they were thanked; their first one asks how, too."""
    if not enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        receiver.waits_for_card = True
        return
    is_first = preferences.is_to_be_asked(session, receiver.workspace_id, receiver.person_id)
    told = private_lines(session, receiver, now=now)
    receiver.message_id = _enqueue(session, receiver, told, QUESTION if is_first else PRIVATELY, now=now)


def private_lines(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> list[Block]:
    """What tells them privately; with the question how, which is put once, unless they have chosen."""
    if not preferences.is_to_be_asked(session, receiver.workspace_id, receiver.person_id):
        return receiver_blocks.private_line(receiver)
    preferences.note_asked(session, receiver.workspace_id, receiver.person_id, now=now)
    return _question(session, receiver)


def ask_one(session: Session, *, now: datetime) -> bool:
    """See to one person who was thanked. False when there is nobody.

    Whoever wants it privately is told; whoever's first post has reached the channel is asked how thanks
    should reach them, as their work opens.
    """
    receiver = session.scalars(
        sa.select(ShoutoutReceiver)
        .join(Shoutout, Shoutout.id == ShoutoutReceiver.shoutout_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Shoutout.message_id)
        .where(
            ShoutoutReceiver.ask_at.is_not(None),
            ShoutoutReceiver.ask_at <= now,
            sa.or_(ShoutoutReceiver.way != Way.IN_CHANNEL, OutboxMessage.state == Delivery.SENT),
        )
        .limit(1)
        .with_for_update(skip_locked=True, of=ShoutoutReceiver)
    ).first()
    if receiver is None:
        return False
    if receiver.way == Way.IN_CHANNEL:
        _ask_as_work_opens(session, receiver, now=now)
        return True
    receiver.ask_at = None
    if receiver.way == Way.TO_ME:
        tell_privately(session, receiver, now=now)
    return True


def _ask_as_work_opens(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    opens_at = now
    if preferences.is_to_be_asked(session, receiver.workspace_id, receiver.person_id):
        opens_at = enrolments.next_opening(session, receiver.workspace_id, receiver.person_id, now=now)
    if opens_at > now:
        receiver.ask_at = opens_at
    else:
        ask(session, receiver, now=now)


def ask(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Ask how thanks should reach them, once in a person's life with Tend."""
    receiver.ask_at = None
    if not preferences.is_to_be_asked(session, receiver.workspace_id, receiver.person_id):
        return
    preferences.note_asked(session, receiver.workspace_id, receiver.person_id, now=now)
    if not enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        receiver.waits_for_card = True
        return
    receiver.message_id = _enqueue(session, receiver, _question(session, receiver), QUESTION, now=now)


def take_back(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """The author took it back: nothing tells them any more, and what told them goes away.

    If it had brought the question how, and they have not answered, the next one brings it.
    """
    told = session.get(OutboxMessage, receiver.message_id) if receiver.message_id else None
    was_asked = receiver.waits_for_card if receiver.way == Way.IN_CHANNEL else False
    if told is not None:
        enqueue_change_of(session, told, None, purpose="shoutouts.taken_back_privately", now=now)
        was_asked = told.purpose == QUESTION
    if was_asked:
        preferences.forget_asked(session, receiver.workspace_id, receiver.person_id)
    receiver.way = receiver.ask_at = receiver.message_id = None
    receiver.waits_for_card = False
    receiver.taken_down_at = receiver.thanked_back_at = receiver.thanks_wait_for_id = None


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether it was not taken back, and they have not paused or stopped; then it is left to their card."""
    receiver = session.get(ShoutoutReceiver, message.subject_id) if message.subject_id else None
    if receiver is None or receiver.taken_down_at is not None or receiver.way is None:
        return False
    if receiver.message_id not in (None, message.id):
        return False
    if enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        return True
    receiver.waits_for_card = True
    if message.purpose == QUESTION and receiver.way == Way.TO_ME:
        preferences.forget_asked(session, receiver.workspace_id, receiver.person_id)
    return False


def _question(session: Session, receiver: ShoutoutReceiver) -> list[Block]:
    asked = receiver_blocks.question(
        receiver,
        channel_id=session.get_one(Shoutout, receiver.shoutout_id).channel_id,
        chosen=None,
        until_then=preferences.default_way(session, receiver.workspace_id),
    )
    return [block for part in asked.values() for block in part]


def _enqueue(
    session: Session, receiver: ShoutoutReceiver, blocks: list[Block], purpose: str, *, now: datetime
) -> int:
    return enqueue_to_person(
        session,
        foot.with_foot(receiver_blocks.message(blocks), purpose),
        workspace_id=receiver.workspace_id,
        person_id=receiver.person_id,
        purpose=purpose,
        subject_id=receiver.id,
        now=now,
    ).id

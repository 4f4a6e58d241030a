"""Tell the people who were thanked, each in their own way, and nobody else.

Decision: whoever has paused or stopped Tend gets no message while that lasts. What was for them alone
waits for their next card, the first after they resume; so does the question how thanks should reach
them. It can be read before, since it stands in `/shoutout received`, and whoever thanked them sees no
difference. For whoever no card comes, such as people who are not on the list while Tend is tried out, both
are tried again each day for a month.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import blocking, enrolments, foot
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, Way
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import preferences, rows
from bot.features.workspace import pilot, switches
from bot.features.workspace.switches import Feature
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.outbox import enqueue_change_of, enqueue_to_person
from bot.platform.slack.block_kit import Block

PRIVATELY = "shoutouts.privately"
QUESTION = "shoutouts.question"
# Judgement: after a month the next thanks ask; those are news, these no longer.
_TRIED_FOR = timedelta(days=30)


def tell_privately(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Let somebody know, for them alone, that they were thanked; their first one asks how, too."""
    receiver.ask_at = None
    if not is_news(session, receiver):
        return
    if not enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        _leave_for_later(session, receiver, now=now)
        return
    is_first = preferences.is_to_be_asked(session, receiver.workspace_id, receiver.person_id)
    told = private_lines(session, receiver, now=now)
    receiver.message_id = _enqueue(session, receiver, told, QUESTION if is_first else PRIVATELY, now=now)


def is_news(session: Session, receiver: ShoutoutReceiver) -> bool:
    """Whether there is still something to tell: not from somebody whom they have blocked meanwhile, and not
    words for them alone that are forgotten, since whoever wrote them had everything deleted.
    """
    shoutout = session.get_one(Shoutout, receiver.shoutout_id)
    is_left_in_peace = blocking.has_blocked(
        session, receiver.workspace_id, receiver.person_id, about_id=shoutout.author_id
    )
    has_no_words = receiver.way == Way.TO_ME and shoutout.forgotten_at is not None
    return not is_left_in_peace and not has_no_words


def private_lines(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> list[Block]:
    """What tells them privately; with the question how, which is put once, unless they have chosen."""
    if not preferences.is_to_be_asked(session, receiver.workspace_id, receiver.person_id):
        return receiver_blocks.private_line(receiver)
    preferences.note_asked(session, receiver.workspace_id, receiver.person_id, now=now)
    return _question(session, receiver)


def ask_one(session: Session, *, now: datetime) -> bool:
    """See to one person who was thanked. False when there is nobody.

    Whoever wants it privately is told; whoever's first post has reached the channel is asked how thanks
    should reach them, as their work opens. While shout-outs are switched off, both wait.
    """
    # The shout-out is locked, and nothing before it: whoever takes it back or down does the same.
    found = session.execute(
        sa.select(Shoutout, ShoutoutReceiver.id)
        .join(ShoutoutReceiver, Shoutout.id == ShoutoutReceiver.shoutout_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Shoutout.message_id)
        .where(
            ShoutoutReceiver.ask_at.is_not(None),
            ShoutoutReceiver.ask_at <= now,
            sa.or_(
                OutboxMessage.state == Delivery.SENT,
                ShoutoutReceiver.way.is_(None),
                ShoutoutReceiver.way != Way.IN_CHANNEL,
            ),
        )
        .limit(1)
        .with_for_update(skip_locked=True, of=Shoutout)
    ).first()
    if found is None:
        return False
    receiver = session.get(ShoutoutReceiver, found[1], populate_existing=True)
    if receiver is None or receiver.ask_at is None:
        return True
    if not switches.is_on(session, receiver.workspace_id, Feature.SHOUTOUTS):
        _ask_later(session, receiver, now=now)
    elif receiver.way == Way.IN_CHANNEL:
        _ask_as_work_opens(session, receiver, now=now)
    else:
        receiver.ask_at = None
        if receiver.way == Way.TO_ME and receiver.taken_down_at is None:
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
    """Ask how thanks should reach them, once in a person's life with Tend; also whoever took theirs down."""
    receiver.ask_at = None
    is_to_be_asked = preferences.is_to_be_asked(session, receiver.workspace_id, receiver.person_id)
    if not is_to_be_asked or not is_news(session, receiver):
        return
    if not enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        _leave_for_later(session, receiver, now=now)
        return
    preferences.note_asked(session, receiver.workspace_id, receiver.person_id, now=now)
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
    receiver.thanked_back_at = receiver.thanks_wait_for_id = None


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether it was not taken back, and they have not paused or stopped; then it is left for later.

    The question how is still put to whoever took down what stood in the channel.
    """
    found = rows.row_and_shoutout(session, message.subject_id)
    if found is None:
        return False
    receiver, _shoutout = found
    if receiver.way is None or receiver.message_id not in (None, message.id):
        return False
    is_private = receiver.way == Way.TO_ME
    is_down = receiver.taken_down_at is not None
    if (is_down and is_private) or not is_news(session, receiver):
        if message.purpose == QUESTION:
            preferences.forget_asked(session, receiver.workspace_id, receiver.person_id)
        return False
    if enrolments.may_be_written_to(session, receiver.workspace_id, receiver.person_id, now=now):
        return True
    if message.purpose == QUESTION:
        preferences.forget_asked(session, receiver.workspace_id, receiver.person_id)
    _leave_for_later(session, receiver, now=now)
    return False


def forget_waiting(session: Session, receiver: ShoutoutReceiver) -> None:
    """They took it down before their card told them: the next one brings the question that waited there."""
    if receiver.waits_for_card and receiver.way == Way.IN_CHANNEL:
        preferences.forget_asked(session, receiver.workspace_id, receiver.person_id)
    receiver.waits_for_card = False


def _leave_for_later(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Nothing may reach them now: their next card tells them if one will come; otherwise it is tried again.

    Whoever took it down has no line on a card.
    """
    person = (receiver.workspace_id, receiver.person_id)
    chosen = enrolments.enrolment(session, *person)
    is_enrolled = chosen is not None and chosen.enrolled_at is not None
    gets_cards = is_enrolled and pilot.may_use(session, *person)
    if not gets_cards:
        _ask_later(session, receiver, now=now)
    elif receiver.taken_down_at is None:
        if receiver.way == Way.IN_CHANNEL:
            preferences.note_asked(session, *person, now=now)
        receiver.waits_for_card = True


def _ask_later(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    shoutout = session.get_one(Shoutout, receiver.shoutout_id)
    is_recent = shoutout.given_at is not None and now < shoutout.given_at + _TRIED_FOR
    receiver.ask_at = now + timedelta(days=1) if is_recent else None


def _question(session: Session, receiver: ShoutoutReceiver) -> list[Block]:
    asked = receiver_blocks.question(
        receiver,
        channel_id=session.get_one(Shoutout, receiver.shoutout_id).channel_id,
        chosen=None,
        is_new=True,
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

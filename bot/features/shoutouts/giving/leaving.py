"""The moment a post leaves for its channel: is it wanted still, does it name whom it may, did it arrive?

A post may wait for a long while, when Slack is away or slow. Meanwhile its author can take it back, those
it names can take it down, choose another way or leave the company, and admins can switch shout-outs off.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.shoutouts import blocks
from bot.features.shoutouts.giving import blocks as giving_blocks
from bot.features.shoutouts.giving import posting, undoing
from bot.features.shoutouts.models import Shoutout, State, Way
from bot.features.shoutouts.receiving import taking_down, telling
from bot.features.shoutouts.writing import drafts
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.outbox import enqueue_to_person
from bot.platform.slack.message import Message

TO_AUTHOR = "shoutouts.to_author"
SWITCHED_OFF = "switched_off"


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether the post may leave as it was made.

    Not when its author took it back, or shout-outs are switched off: then it is held. When somebody it names
    wants that no more, another post is made in its place, and one who likes it better is told privately.
    """
    shoutout = _shoutout_of(session, message)
    if shoutout is None or shoutout.message_id != message.id or shoutout.state == State.DRAFT:
        return False
    if not switches.is_on(session, message.workspace_id, Feature.SHOUTOUTS):
        _hold(session, shoutout, reason=SWITCHED_OFF, now=now)
        return False
    # Named in it are exactly those whose way is the channel: whoever is left out gets another one here.
    named = [
        receiver for receiver in drafts.receivers_of(session, shoutout) if receiver.way == Way.IN_CHANNEL
    ]
    left_out = []
    for receiver in named:
        way = posting.way_of(session, shoutout, receiver)
        if way != Way.IN_CHANNEL:
            receiver.way, receiver.ask_at = way, None
            left_out.append(receiver)
    if not left_out:
        return True
    left = [receiver for receiver in named if receiver not in left_out]
    if left or shoutout.team:
        posting.post_in_channel(session, shoutout, left, channel_id=message.channel_id or "", now=now)
    else:
        shoutout.channel_id = shoutout.message_id = None
    for receiver in left_out:
        if receiver.way == Way.TO_ME:
            telling.tell_privately(session, receiver, now=now)
    return False


def not_delivered(session: Session, message: OutboxMessage, now: datetime) -> None:
    """The post failed, or may have: keep the shout-out and ask its author what to do."""
    shoutout = _shoutout_of(session, message)
    if shoutout is None:
        return
    is_in_doubt = message.state == Delivery.IN_DOUBT
    if shoutout.message_id == message.id and shoutout.state != State.DRAFT:
        if is_in_doubt:
            _ask_whether_it_is_there(session, shoutout, now=now)
        else:
            _hold(session, shoutout, reason=message.reason or "", now=now)
    elif is_in_doubt:
        undoing.tell_author(session, shoutout, giving_blocks.may_stand(message.channel_id), now=now)


def _hold(session: Session, shoutout: Shoutout, *, reason: str, now: datetime) -> None:
    shoutout.state = State.HELD
    for receiver in drafts.receivers_of(session, shoutout):
        if receiver.way == Way.IN_CHANNEL:
            receiver.ask_at = None  # about a post that is not there nobody is asked
    receiver_ids = drafts.receiver_ids_of(session, shoutout)
    _tell(session, shoutout, giving_blocks.not_posted(shoutout, receiver_ids, reason=reason), now=now)


def _ask_whether_it_is_there(session: Session, shoutout: Shoutout, *, now: datetime) -> None:
    shoutout.state = State.IN_DOUBT
    for receiver in drafts.receivers_of(session, shoutout):
        if receiver.way != Way.IN_CHANNEL:
            continue
        receiver.ask_at = None
        if receiver.taken_down_at is not None:  # while it was on its way: it may stand there all the same
            taking_down.give_back(session, receiver, now=now)
    _tell(session, shoutout, blocks.in_doubt(shoutout, drafts.receiver_ids_of(session, shoutout)), now=now)


def _tell(session: Session, shoutout: Shoutout, told: Message, *, now: datetime) -> None:
    enqueue_to_person(
        session,
        told,
        workspace_id=shoutout.workspace_id,
        person_id=shoutout.author_id,
        purpose=TO_AUTHOR,
        subject_id=shoutout.id,
        now=now,
    )


def _shoutout_of(session: Session, message: OutboxMessage) -> Shoutout | None:
    """The shout-out that is posted; nobody else can change it until this is over."""
    if message.subject_id is None:
        return None
    return session.get(Shoutout, message.subject_id, with_for_update=True, populate_existing=True)

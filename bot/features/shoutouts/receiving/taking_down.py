"""Take a shout-out down: at any time, for no reason, by anybody it thanks."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.people import enrolments, foot
from bot.features.shoutouts import blocks
from bot.features.shoutouts.channel import round_ups
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, Way
from bot.features.shoutouts.models import State as ShoutoutState
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import rows, telling
from bot.features.shoutouts.receiving.received import NotForYou
from bot.features.shoutouts.writing import drafts
from bot.platform.delivery.models import OutboxMessage, State
from bot.platform.delivery.outbox import enqueue_change_of, enqueue_to_person
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import local_day

TAKE_DOWN = "shoutouts.take_down"
TOLD = "shoutouts.was_taken_down"


class OutOfReach(UserError):
    """The bot does not know where the post stands, so somebody else has to delete it."""


def receiver_row(session: Session, workspace_id: str, *, person_id: str, row_id: int) -> ShoutoutReceiver:
    """That thank-you of this person's. Raises NotForYou."""
    found = session.get(ShoutoutReceiver, row_id)
    if (
        found is None
        or (found.workspace_id, found.person_id) != (workspace_id, person_id)
        or session.get_one(Shoutout, found.shoutout_id).state == ShoutoutState.DRAFT
    ):
        raise NotForYou(words("shoutouts/refusals").plain("not_for_you"))
    return found


def take_down(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Take the receiver out of the post; the post itself goes when it names neither others nor a team.

    The author is told once the post has gone, and nothing more. Raises OutOfReach, and NotForYou for one
    that its author has just taken back.
    """
    # Two of those it names may press at once: the later one has to see what the earlier one did.
    found = rows.row_and_shoutout(session, receiver.id)
    if found is None or found[1].state == ShoutoutState.DRAFT:
        raise NotForYou(words("shoutouts/refusals").plain("not_for_you"))
    receiver, shoutout = found
    if receiver.taken_down_at is not None:
        return
    if receiver.way == Way.IN_CHANNEL:
        _take_out_of_post(session, shoutout, receiver, now=now)
        round_ups.take_out(session, shoutout, now=now)
    receiver.taken_down_at = now
    telling.forget_waiting(session, receiver)


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether the post has gone, and the author, to whom nobody owes this, has not paused or stopped."""
    deletion = session.get(OutboxMessage, message.subject_id) if message.subject_id else None
    if deletion is None or deletion.state not in (State.SENT, State.DROPPED):
        return False
    posted = session.get(OutboxMessage, deletion.follows_id) if deletion.follows_id else None
    if posted is None or posted.state == State.IN_DOUBT:
        return False
    return enrolments.may_be_written_to(session, message.workspace_id, message.person_id or "", now=now)


def not_delivered(session: Session, message: OutboxMessage, now: datetime) -> None:
    """Slack did not let the bot: tell whoever pressed, who can help, and let them try again."""
    found = rows.row_and_shoutout(session, message.subject_id)
    if found is not None:
        give_back(session, found[0], now=now)


def give_back(session: Session, receiver: ShoutoutReceiver, *, now: datetime) -> None:
    """Their name may stand in the channel still: it is listed again and can be taken down once more.

    What its author took back meanwhile stays down for them: it is to be given anew without them.
    """
    if receiver.way is not None:
        receiver.taken_down_at = None
    enqueue_to_person(
        session,
        receiver_blocks.not_taken_down(
            receiver, channel_id=session.get_one(Shoutout, receiver.shoutout_id).channel_id
        ),
        workspace_id=receiver.workspace_id,
        person_id=receiver.person_id,
        purpose="shoutouts.not_taken_down",
        subject_id=receiver.id,
        now=now,
    )


def _take_out_of_post(
    session: Session, shoutout: Shoutout, receiver: ShoutoutReceiver, *, now: datetime
) -> None:
    posted = session.get(OutboxMessage, shoutout.message_id) if shoutout.message_id else None
    if posted is None or (posted.ts is None and posted.state != State.WAITING):
        raise OutOfReach(words("shoutouts/refusals").plain("out_of_reach"))
    others = [
        other.person_id
        for other in drafts.receivers_of(session, shoutout)
        if other.id != receiver.id and other.way == Way.IN_CHANNEL and other.taken_down_at is None
    ]
    # Of words that are forgotten no post can be made anew: it goes as a whole.
    is_left = shoutout.forgotten_at is None and bool(others or shoutout.team)
    changed = enqueue_change_of(
        session, posted, blocks.post(shoutout, others) if is_left else None, purpose=TAKE_DOWN, now=now
    )
    changed.subject_id = receiver.id
    if not is_left:
        zone = enrolments.working_time_of(session, shoutout.workspace_id, shoutout.author_id).zone
        told = enqueue_to_person(
            session,
            foot.with_foot(blocks.was_taken_down(local_day(shoutout.given_at or now, zone)), TOLD),
            workspace_id=shoutout.workspace_id,
            person_id=shoutout.author_id,
            purpose=TOLD,
            subject_id=changed.id,
            now=now,
        )
        told.lane = changed.lane  # behind the deletion: nobody is told of it before Slack has done it

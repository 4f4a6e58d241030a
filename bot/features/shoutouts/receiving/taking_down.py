"""Take a shout-out down: at any time, for no reason, by anybody it thanks."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.people import enrolments, foot
from bot.features.shoutouts import blocks
from bot.features.shoutouts.channel import round_ups
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, Way
from bot.features.shoutouts.models import State as ShoutoutState
from bot.features.shoutouts.receiving import blocks as receiver_blocks
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

    The author is told once the post has gone, and nothing more. Raises OutOfReach.
    """
    # Two of those it names may press at once: the later one has to see what the earlier one did.
    shoutout = session.get_one(Shoutout, receiver.shoutout_id, with_for_update=True, populate_existing=True)
    session.refresh(receiver)
    if receiver.taken_down_at is not None:
        return
    if receiver.way == Way.IN_CHANNEL:
        _take_out_of_post(session, shoutout, receiver, now=now)
        round_ups.take_out(session, shoutout, now=now)
    receiver.taken_down_at = now
    receiver.waits_for_card = False


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether the author, to whom nobody owes this, has not paused or stopped."""
    return enrolments.may_be_written_to(session, message.workspace_id, message.person_id or "", now=now)


def not_delivered(session: Session, message: OutboxMessage, now: datetime) -> None:
    """Slack did not let the bot: tell whoever pressed, and who can help."""
    receiver = session.get(ShoutoutReceiver, message.subject_id) if message.subject_id else None
    if receiver is None:
        return
    enqueue_to_person(
        session,
        receiver_blocks.not_taken_down(session.get_one(Shoutout, receiver.shoutout_id).channel_id),
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
        enqueue_to_person(
            session,
            foot.with_foot(blocks.was_taken_down(local_day(shoutout.given_at or now, zone)), TOLD),
            workspace_id=shoutout.workspace_id,
            person_id=shoutout.author_id,
            purpose=TOLD,
            now=now,
        )

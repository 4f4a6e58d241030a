"""Take a shout-out back: for ten minutes, by whoever gave it, wherever it reached."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.features.relationships import service as relationships
from bot.features.shoutouts.giving import blocks
from bot.features.shoutouts.models import Shoutout, State
from bot.features.shoutouts.receiving import telling
from bot.features.shoutouts.receiving.taking_down import OutOfReach
from bot.features.shoutouts.writing import drafts
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.outbox import enqueue_change_of, enqueue_to_person
from bot.platform.errors import UserError
from bot.platform.slack.message import Message
from bot.platform.templating import words

TAKE_BACK = "shoutouts.take_back"
# Judgement: long enough to read it once more where it stands, short enough that nothing vanishes later.
UNDO_FOR = timedelta(minutes=10)


class GivenAnew(UserError):
    """It was taken back and given again since; the newer answer has its own *Undo*."""


def undo(session: Session, shoutout: Shoutout, *, version: int, now: datetime) -> bool:
    """Take everything back, and keep the words as a draft for another week. False when it is too late.

    Whoever took it down stays out of it, and that it was given counts in how often one may thank in a day.
    ``version`` is that of the words which were given. What was taken back already stays as it is. Raises
    GivenAnew, and OutOfReach for a post of which nobody knows where it is.
    """
    if shoutout.state == State.DRAFT:
        return True
    if shoutout.version != version:
        raise GivenAnew(words("shoutouts/undo").plain("given_anew"))
    if shoutout.given_at is None or now >= shoutout.given_at + UNDO_FOR:
        return False
    _take_post_away(session, shoutout, now=now)
    for receiver in drafts.receivers_of(session, shoutout):
        telling.take_back(session, receiver, now=now)
        relationships.forget_act(
            session,
            shoutout.workspace_id,
            person_id=shoutout.author_id,
            key=act_key(shoutout, receiver.person_id),
        )
    shoutout.state = State.DRAFT
    shoutout.version += 1
    shoutout.given_at = shoutout.channel_id = shoutout.message_id = None
    shoutout.undone_at = shoutout.changed_at = now
    shoutout.forget_at = now + drafts.KEPT_FOR
    session.flush()
    return True


def act_key(shoutout: Shoutout, receiver_id: str) -> str:
    """Under which a shout-out stands in its author's own log, once for each it thanks."""
    return f"shoutout:{shoutout.id}:{receiver_id}"


def not_delivered(session: Session, message: OutboxMessage, now: datetime) -> None:
    """Slack did not let the bot: tell the author who can help."""
    shoutout = session.get(Shoutout, message.subject_id) if message.subject_id else None
    if shoutout is not None:
        tell_author(session, shoutout, blocks.not_taken_back(message.channel_id), now=now)


def tell_author(session: Session, shoutout: Shoutout, told: Message, *, now: datetime) -> None:
    """What became of the post that they took back."""
    enqueue_to_person(
        session,
        told,
        workspace_id=shoutout.workspace_id,
        person_id=shoutout.author_id,
        purpose="shoutouts.not_taken_back",
        subject_id=shoutout.id,
        now=now,
    )


def _take_post_away(session: Session, shoutout: Shoutout, *, now: datetime) -> None:
    posted = session.get(OutboxMessage, shoutout.message_id) if shoutout.message_id else None
    if posted is None:
        return
    if posted.state == Delivery.IN_DOUBT:
        raise OutOfReach(words("shoutouts/refusals").plain("out_of_reach"))
    # It may be on its way at this very moment: then it is taken away right behind itself.
    enqueue_change_of(session, posted, None, purpose=TAKE_BACK, now=now).subject_id = shoutout.id

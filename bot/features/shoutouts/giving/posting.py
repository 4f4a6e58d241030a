"""Post a shout-out: in the channel for those who like that, privately for others, for some not at all.

How thanks reach each person is decided at this moment, and only here. Everything the author meets (what
hinders them, what they read afterwards) is decided before and without it, so that it tells nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Kind
from bot.features.shoutouts import blocks
from bot.features.shoutouts.channel import threads
from bot.features.shoutouts.giving import blocks as giving_blocks
from bot.features.shoutouts.giving import undoing
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State, Way
from bot.features.shoutouts.receiving import preferences, telling
from bot.features.shoutouts.writing import drafts, previewing
from bot.features.workspace import service as workspaces
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.outbox import enqueue_to_channel, enqueue_to_person
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import local_day

POST = "shoutouts.post"
TO_AUTHOR = "shoutouts.to_author"


class NotNow(UserError):
    """It cannot be posted yet; the words say why, and from when on. The draft is kept."""


def post(session: Session, draft: Shoutout, *, now: datetime) -> None:
    """Give the draft: post it, and tell privately those who like that better. Its author is enrolled by it.

    What was given already stays as it is. Raises NotNow, NotAShoutout and NobodyToTurnTo; then nothing
    has happened and the draft is kept.
    """
    if draft.state != State.DRAFT:
        return
    receivers = drafts.receivers_of(session, draft)
    drafts.check_receivers(
        session,
        draft.workspace_id,
        author_id=draft.author_id,
        receiver_ids=[receiver.person_id for receiver in receivers],
    )
    hindrance = previewing.hindrance(session, draft, now=now)
    if hindrance:
        raise NotNow(hindrance)
    enrolments.enrol(session, draft.workspace_id, draft.author_id, now=now)
    draft.given_at = now
    draft.forget_at = draft.undone_at = None
    _give(session, draft, receivers, now=now)
    _note_thanks(session, draft, receivers, now=now)


def post_again(session: Session, shoutout: Shoutout, *, now: datetime, channel_id: str | None = None) -> None:
    """Post what Slack did not take the first time. What was told privately is not told again.

    ``channel_id``: there, instead of where shout-outs stand; whether it can has been looked up before. From
    now on counts how long it can be taken back. Raises NotNow when there is no channel.
    """
    if shoutout.state not in (State.HELD, State.IN_DOUBT):
        return
    if shoutout.forgotten_at is not None:
        raise NotNow(words("shoutouts/refusals").plain("forgotten"))
    chosen_id = channel_id or _channel(session, shoutout)
    waiting = [
        receiver for receiver in drafts.receivers_of(session, shoutout) if _stands_in_channel(receiver)
    ]
    shoutout.given_at = now
    _give(session, shoutout, waiting, now=now, channel_id=chosen_id)


def it_is_there(session: Session, shoutout: Shoutout, *, now: datetime) -> None:
    """The author has seen the post in the channel."""
    if shoutout.state != State.IN_DOUBT:
        return
    shoutout.state = State.GIVEN
    for receiver in drafts.receivers_of(session, shoutout):
        if _stands_in_channel(receiver):
            telling.ask(session, receiver, now=now)


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether its author has not taken it back before it left."""
    shoutout = session.get(Shoutout, message.subject_id) if message.subject_id else None
    return shoutout is not None and shoutout.message_id == message.id


def not_delivered(session: Session, message: OutboxMessage, now: datetime) -> None:
    """The post failed, or may have: keep the shout-out and ask its author what to do."""
    shoutout = session.get(Shoutout, message.subject_id) if message.subject_id else None
    if shoutout is None or shoutout.message_id != message.id:
        return
    for receiver in drafts.receivers_of(session, shoutout):
        if receiver.way == Way.IN_CHANNEL:
            receiver.ask_at = None  # about a post that may not be there nobody is asked
    receiver_ids = drafts.receiver_ids_of(session, shoutout)
    if message.state == Delivery.IN_DOUBT:
        shoutout.state = State.IN_DOUBT
        told = blocks.in_doubt(shoutout, receiver_ids)
    else:
        shoutout.state = State.HELD
        told = giving_blocks.not_posted(shoutout, receiver_ids, reason=message.reason or "")
    enqueue_to_person(
        session,
        told,
        workspace_id=shoutout.workspace_id,
        person_id=shoutout.author_id,
        purpose=TO_AUTHOR,
        subject_id=shoutout.id,
        now=now,
    )


def _give(
    session: Session,
    shoutout: Shoutout,
    receivers: Sequence[ShoutoutReceiver],
    *,
    now: datetime,
    channel_id: str | None = None,
) -> None:
    shoutout.state = State.GIVEN
    for receiver in receivers:
        receiver.way = preferences.way_from(
            session, receiver.workspace_id, receiver.person_id, author_id=shoutout.author_id
        )
        # Whom it reaches, and whether anybody is asked or told, is found out later: its author waits for the
        # same writing, whoever is thanked.
        receiver.ask_at = now
    named = [receiver for receiver in receivers if receiver.way == Way.IN_CHANNEL]
    if named or shoutout.team:
        where = channel_id or _channel(session, shoutout)
        _post_in_channel(session, shoutout, named, channel_id=where, now=now)


def _note_thanks(
    session: Session, shoutout: Shoutout, receivers: Sequence[ShoutoutReceiver], *, now: datetime
) -> None:
    """In the author's own log of what they did, whichever way it reaches anybody."""
    zone = directory.person(session, shoutout.workspace_id, shoutout.author_id).zone
    for receiver in receivers:
        relationships.log_act(
            session,
            shoutout.workspace_id,
            person_id=shoutout.author_id,
            about_id=receiver.person_id,
            kind=Kind.SHOUTOUT,
            key=undoing.act_key(shoutout, receiver.person_id),
            done_on=local_day(now, zone),
        )


def _post_in_channel(
    session: Session,
    shoutout: Shoutout,
    named: Sequence[ShoutoutReceiver],
    *,
    channel_id: str,
    now: datetime,
) -> None:
    shoutout.channel_id = channel_id
    shoutout.message_id = enqueue_to_channel(
        session,
        blocks.post(shoutout, [receiver.person_id for receiver in named]),
        workspace_id=shoutout.workspace_id,
        channel_id=shoutout.channel_id,
        purpose=POST,
        subject_id=shoutout.id,
        in_thread_of=threads.invitation(session, shoutout, channel_id=channel_id),
        now=now,
    ).id


def _stands_in_channel(receiver: ShoutoutReceiver) -> bool:
    return receiver.way == Way.IN_CHANNEL and receiver.taken_down_at is None


def _channel(session: Session, shoutout: Shoutout) -> str:
    channel_id = workspaces.workspace_of(session, shoutout.workspace_id).shoutouts_channel_id
    if channel_id is None:
        raise NotNow(words("shoutouts/refusals").plain("no_channel"))
    return channel_id

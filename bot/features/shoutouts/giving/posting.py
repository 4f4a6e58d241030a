"""Post a shout-out: in the channel for those who like that, privately for others, for some not at all.

How thanks reach each person is decided at this moment, and only here. Everything the author meets (what
hinders them, what they read afterwards) is decided before and without it, so that it tells nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.people.directory import NobodyToTurnTo
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Kind
from bot.features.shoutouts import blocks
from bot.features.shoutouts.channel import threads
from bot.features.shoutouts.giving import undoing
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State, Way
from bot.features.shoutouts.receiving import preferences, telling
from bot.features.shoutouts.writing import drafts, frequency, previewing
from bot.features.workspace import service as workspaces
from bot.platform.delivery.outbox import enqueue_to_channel
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import local_day

POST = "shoutouts.post"


class NotNow(UserError):
    """It cannot be posted yet; the words say why, and from when on. The draft is kept."""


def post(session: Session, draft: Shoutout, *, now: datetime) -> None:
    """Give the draft: post it, and tell privately those who like that better. Its author is enrolled by it.

    What was given already stays as it is. Raises NotNow, NotAShoutout and NobodyToTurnTo; then nothing
    has happened and the draft is kept.
    """
    if draft.state != State.DRAFT:
        return
    frequency.wait_for_turn(session, draft.workspace_id, draft.author_id)
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
    frequency.count_giving(session, draft, now=now)
    draft.given_at = now
    draft.forget_at = draft.undone_at = None
    _give(session, draft, receivers, now=now)
    _note_thanks(session, draft, receivers, now=now)


def post_again(session: Session, shoutout: Shoutout, *, now: datetime, channel_id: str | None = None) -> None:
    """Post what Slack did not take the first time. What was told privately is not told again.

    ``channel_id``: there, instead of where shout-outs stand; whether it can has been looked up before. From
    now on counts how long it can be taken back. Raises NotNow when there is no channel or the words are
    forgotten, and NobodyToTurnTo when everybody it thanks has left.
    """
    if shoutout.state not in (State.HELD, State.IN_DOUBT):
        return
    check_known(shoutout)
    chosen_id = channel_id or _channel(session, shoutout)
    receivers = drafts.receivers_of(session, shoutout)
    if not shoutout.team and not any(_is_here(session, shoutout, receiver) for receiver in receivers):
        receiver_ids = [receiver.person_id for receiver in receivers]
        drafts.check_receivers(
            session, shoutout.workspace_id, author_id=shoutout.author_id, receiver_ids=receiver_ids
        )
    waiting = [receiver for receiver in receivers if receiver.way == Way.IN_CHANNEL]
    shoutout.given_at = now
    _give(session, shoutout, waiting, now=now, channel_id=chosen_id)


def check_known(shoutout: Shoutout) -> None:
    """Raises NotNow when its words are forgotten: of those no post can be made."""
    if shoutout.forgotten_at is not None:
        raise NotNow(words("shoutouts/refusals").plain("forgotten"))


def it_is_there(session: Session, shoutout: Shoutout, *, now: datetime) -> None:
    """The author has seen the post in the channel."""
    if shoutout.state != State.IN_DOUBT:
        return
    shoutout.state = State.GIVEN
    for receiver in drafts.receivers_of(session, shoutout):
        if receiver.way == Way.IN_CHANNEL and receiver.taken_down_at is None:
            telling.ask(session, receiver, now=now)


def way_of(session: Session, shoutout: Shoutout, receiver: ShoutoutReceiver) -> Way | None:
    """How it reaches this person if it does so now; None: it does not.

    Not whoever took this one down, also before it was taken back and given anew: without a word, and the
    author reads the same. Nor whoever has left.
    """
    if receiver.taken_down_at is not None or not _is_here(session, shoutout, receiver):
        return None
    return preferences.way_from(
        session, receiver.workspace_id, receiver.person_id, author_id=shoutout.author_id
    )


def post_in_channel(
    session: Session,
    shoutout: Shoutout,
    named: Sequence[ShoutoutReceiver],
    *,
    channel_id: str,
    now: datetime,
) -> None:
    """Put a post that names these on its way to that channel; it is the shout-out's post from now on."""
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
        receiver.way = way_of(session, shoutout, receiver)
        # Whom it reaches, and whether anybody is asked or told, is found out later: its author waits for the
        # same writing, whoever is thanked.
        receiver.ask_at = now
    named = [receiver for receiver in receivers if receiver.way == Way.IN_CHANNEL]
    if named or shoutout.team:
        where = channel_id or _channel(session, shoutout)
        post_in_channel(session, shoutout, named, channel_id=where, now=now)


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


def _is_here(session: Session, shoutout: Shoutout, receiver: ShoutoutReceiver) -> bool:
    """Whether they can be thanked still: they may have left since."""
    try:
        directory.colleague(
            session, shoutout.workspace_id, asker_id=shoutout.author_id, person_id=receiver.person_id
        )
    except NobodyToTurnTo:
        return False
    return True


def _channel(session: Session, shoutout: Shoutout) -> str:
    channel_id = workspaces.workspace_of(session, shoutout.workspace_id).shoutouts_channel_id
    if channel_id is None:
        raise NotNow(words("shoutouts/refusals").plain("no_channel"))
    return channel_id

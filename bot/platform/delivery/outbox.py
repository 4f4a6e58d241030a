"""Put a message into the outbox, in the transaction of the deed it speaks of."""

import base64
import hashlib
import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.logs import name_of_request
from bot.platform.slack.check import check_message
from bot.platform.slack.message import Message

# Judgement: far more than a calendar needs, and little enough to encrypt and read in one piece.
MOST_BYTES = 1_000_000


def enqueue_to_person(
    session: Session,
    message: Message,
    *,
    workspace_id: str,
    person_id: str,
    purpose: str,
    now: datetime,
    subject_id: int | None = None,
) -> OutboxMessage:
    """Say ``message`` to one person, in the bot's own conversation with them.

    Raises BlocksRefused when Slack would not take it.
    """
    return _enqueue(
        session,
        Kind.POST,
        message,
        lane=f"person:{person_id}",
        workspace_id=workspace_id,
        person_id=person_id,
        purpose=purpose,
        subject_id=subject_id,
        now=now,
    )


def enqueue_file(
    session: Session,
    *,
    name: str,
    content: bytes,
    title: str,
    words: str,
    workspace_id: str,
    person_id: str,
    purpose: str,
    now: datetime,
    subject_id: int | None = None,
) -> OutboxMessage:
    """Hand one person a file, in the bot's own conversation with them.

    ``name`` is what it is called once it is saved, ``title`` what Slack writes above it. ``words`` (mrkdwn,
    already escaped) are the message it comes with; they stand on lock screens. Raises ValueError for an
    empty file or name and for more than ``MOST_BYTES``, BlocksRefused when Slack would not take the words.
    """
    if not name or not 0 < len(content) <= MOST_BYTES:
        raise ValueError(f"A file has a name and 1 to {MOST_BYTES} bytes, not {len(content)}.")
    check_message(words, [])
    return _enqueue(
        session,
        Kind.FILE,
        None,
        lane=f"person:{person_id}",
        workspace_id=workspace_id,
        person_id=person_id,
        purpose=purpose,
        subject_id=subject_id,
        now=now,
        name=name,
        file=base64.b64encode(content).decode("ascii"),
        title=title,
        words=words,
    )


def enqueue_removal_of_file(
    session: Session, *, workspace_id: str, file_id: str, purpose: str, now: datetime
) -> OutboxMessage:
    """Take a file out of Slack that was handed to somebody. ``file_id`` is the ``ts`` of the row that did.

    The row names nobody, so that it may outlive whoever the file was for.
    """
    return _enqueue(
        session,
        Kind.DELETE_FILE,
        None,
        lane=f"file:{file_id}",
        workspace_id=workspace_id,
        ts=file_id,
        purpose=purpose,
        now=now,
    )


def enqueue_removal(
    session: Session, *, workspace_id: str, channel_id: str, ts: str, purpose: str, now: datetime
) -> OutboxMessage:
    """Take the bot's message ``ts`` out of ``channel_id``.

    The row names nobody, so that it may outlive whoever the message was for.
    """
    return _enqueue(
        session,
        Kind.DELETE,
        None,
        lane=f"channel:{channel_id}",
        workspace_id=workspace_id,
        channel_id=channel_id,
        ts=ts,
        purpose=purpose,
        now=now,
    )


def enqueue_to_channel(
    session: Session,
    message: Message,
    *,
    workspace_id: str,
    channel_id: str,
    purpose: str,
    now: datetime,
    subject_id: int | None = None,
    in_thread_of: OutboxMessage | None = None,
) -> OutboxMessage:
    """Say ``message`` in a channel. Raises BlocksRefused when Slack would not take it.

    ``in_thread_of`` is the row of a message in the same channel: the new one is said below it, once it
    stands there, and in the channel itself when it never does. Raises ValueError for another channel's.
    """
    if in_thread_of is not None and in_thread_of.channel_id != channel_id:
        raise ValueError("A reply stands in the channel of what it replies to.")
    return _enqueue(
        session,
        Kind.POST,
        message,
        lane=f"channel:{channel_id}",
        workspace_id=workspace_id,
        channel_id=channel_id,
        follows_id=None if in_thread_of is None else in_thread_of.id,
        purpose=purpose,
        subject_id=subject_id,
        now=now,
    )


def enqueue_update(
    session: Session,
    message: Message,
    *,
    workspace_id: str,
    channel_id: str,
    person_id: str,
    ts: str,
    purpose: str,
    now: datetime,
) -> OutboxMessage:
    """Give the bot's message ``ts`` in ``channel_id`` new words, as ``person_id`` asked.

    In the bot's own conversation with that person it keeps its place among all that goes there.
    """
    is_theirs = channel_id.startswith("D")
    return _enqueue(
        session,
        Kind.UPDATE,
        message,
        lane=f"person:{person_id}" if is_theirs else f"channel:{channel_id}",
        workspace_id=workspace_id,
        person_id=person_id if is_theirs else None,
        channel_id=channel_id,
        ts=ts,
        purpose=purpose,
        now=now,
    )


def enqueue_change_of(
    session: Session, earlier: OutboxMessage, message: Message | None, *, purpose: str, now: datetime
) -> OutboxMessage:
    """Give the message of an earlier row new words, or take it away (``message`` is None).

    It waits in the same lane, so that the earlier one has reached Slack before it is changed.
    """
    return _enqueue(
        session,
        Kind.UPDATE if message else Kind.DELETE,
        message,
        lane=earlier.lane,
        workspace_id=earlier.workspace_id,
        person_id=earlier.person_id,
        channel_id=earlier.channel_id,
        follows_id=earlier.id,
        purpose=purpose,
        now=now,
    )


def enqueue_answer(
    session: Session,
    message: Message | None,
    *,
    workspace_id: str,
    response_url: str,
    replace: bool,
    now: datetime,
) -> OutboxMessage:
    """Answer a command or a press by the address that came with it.

    ``replace`` puts the answer in the place of the message that was pressed; with ``message`` None
    that message is taken away. The address is as secret as the words and kept with them.
    """
    return _enqueue(
        session,
        Kind.ANSWER,
        message,
        # The address itself is as secret as the words: only they stand encrypted.
        lane=f"answer:{hashlib.sha256(response_url.encode()).hexdigest()[:32]}",
        workspace_id=workspace_id,
        purpose="answer",
        now=now,
        response_url=response_url,
        replace=replace,
    )


def drop_everything(session: Session, workspace_id: str, *, reason: str, now: datetime) -> None:
    """Let nothing that still waits reach this workspace, and forget the words of what is parked."""
    here = OutboxMessage.workspace_id == workspace_id
    session.execute(
        sa.update(OutboxMessage)
        .where(here, OutboxMessage.state == State.WAITING)
        .values(state=State.DROPPED, reason=reason, content=None, next_attempt_at=None, ended_at=now)
    )
    session.execute(
        sa.update(OutboxMessage)
        .where(here, OutboxMessage.content.is_not(None), OutboxMessage.ended_at.is_not(None))
        .values(content=None)
    )


def _enqueue(
    session: Session,
    kind: Kind,
    message: Message | None,
    *,
    lane: str,
    workspace_id: str,
    purpose: str,
    now: datetime,
    person_id: str | None = None,
    channel_id: str | None = None,
    ts: str | None = None,
    follows_id: int | None = None,
    subject_id: int | None = None,
    **more: object,
) -> OutboxMessage:
    content: dict[str, object] = dict(more)
    if message is not None:
        check_message(message.text, message.blocks)
        content |= {"text": message.text, "blocks": message.blocks}
    row = OutboxMessage(
        workspace_id=workspace_id,
        kind=kind,
        lane=lane,
        person_id=person_id,
        channel_id=channel_id,
        ts=ts,
        follows_id=follows_id,
        purpose=purpose,
        subject_id=subject_id,
        request_id=name_of_request(),
        content=json.dumps(content),
        next_attempt_at=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row

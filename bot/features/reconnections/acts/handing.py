"""Words that somebody asks for as a message to themselves, taken away once used, or after a day."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.acts import messages
from bot.features.reconnections.acts.models import HandedWords
from bot.features.reconnections.content.openers import Act
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_change_of, enqueue_to_person
from bot.platform.errors import UserError
from bot.platform.templating import words

PURPOSE = "reconnections.words"
_STAYS = timedelta(hours=24)


class GoneAlready(UserError):
    """The message was used, or its day is over."""


def hand_over(
    session: Session,
    reader: Reader,
    text: str,
    *,
    about_id: str | None,
    name: str,
    act: Act,
    follow_up_id: int | None = None,
    draft_token: int | None = None,
) -> HandedWords:
    """Send the reader their own ``text``, in the place of what was sent for the same act before.

    It is that of a promise, or of a draft.
    """
    take_back(session, reader, follow_up_id=follow_up_id, draft_token=draft_token)
    row = HandedWords(
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        about_id=about_id,
        act=act,
        follow_up_id=follow_up_id,
        draft_token=draft_token,
        delete_at=reader.now + _STAYS,
    )
    session.add(row)
    session.flush()
    message = enqueue_to_person(
        session,
        messages.handed(row, text, name=name),
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        purpose=PURPOSE,
        subject_id=row.id,
        now=reader.now,
    )
    row.message_id = message.id
    return row


def owned(session: Session, reader: Reader, *, row_id: int) -> HandedWords:
    """The words of that id, if they are the reader's. Raises GoneAlready."""
    row = session.get(HandedWords, row_id)
    if row is None or (row.workspace_id, row.person_id) != (reader.workspace_id, reader.person_id):
        raise GoneAlready(words("reconnections/handed").plain("not_there"))
    return row


def take_back(
    session: Session, reader: Reader, *, follow_up_id: int | None = None, draft_token: int | None = None
) -> None:
    """Take away what was sent for that promise, or for that draft; for neither, nothing."""
    if follow_up_id is None and draft_token is None:
        return
    its = (
        HandedWords.draft_token == draft_token
        if follow_up_id is None
        else HandedWords.follow_up_id == follow_up_id
    )
    for row_id, message_id in session.execute(
        sa.select(HandedWords.id, HandedWords.message_id).where(
            HandedWords.workspace_id == reader.workspace_id, HandedWords.person_id == reader.person_id, its
        )
    ).all():
        _take_away(session, row_id, message_id, now=reader.now)


def goes_on_with(session: Session, reader: Reader, *, draft_token: int, follow_up_id: int) -> None:
    """What was sent for a draft is that of the promise which it has become."""
    session.execute(
        sa.update(HandedWords)
        .where(
            HandedWords.workspace_id == reader.workspace_id,
            HandedWords.person_id == reader.person_id,
            HandedWords.draft_token == draft_token,
        )
        .values(follow_up_id=follow_up_id, draft_token=None)
    )


def take_one_away(session: Session, *, now: datetime) -> bool:
    """Take away one message whose day is over. False when there is none."""
    chosen = due(now).with_only_columns(HandedWords.id, HandedWords.message_id)
    row = session.execute(chosen.limit(1)).first()
    if row is None:
        return False
    _take_away(session, row.id, row.message_id, now=now)
    return True


def due(now: datetime) -> sa.Select[HandedWords]:
    """The words whose day is over, the oldest first."""
    return (
        sa.select(HandedWords)
        .where(HandedWords.delete_at <= now)
        .order_by(HandedWords.delete_at)
        .with_for_update(skip_locked=True)
    )


def _take_away(session: Session, row_id: int, message_id: int | None, *, now: datetime) -> None:
    # By its plain columns alone: words that no key reads any more must keep nobody's else waiting.
    unread = [orm.defer(OutboxMessage.content)]
    earlier = session.get(OutboxMessage, message_id, options=unread) if message_id else None
    if earlier is not None:
        enqueue_change_of(session, earlier, None, purpose=PURPOSE, now=now)
    session.execute(sa.delete(HandedWords).where(HandedWords.id == row_id))

"""The draft of an act: one for each person, kept for seven days from the last step, then forgotten."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.acts.draft import Draft
from bot.features.reconnections.acts.models import ActDraft
from bot.platform.database import insert_once

# Judgement: long enough to sleep on it and find the time; after a week it would be another message.
KEPT_FOR = timedelta(days=7)


def saved(session: Session, reader: Reader) -> Draft | None:
    """What the reader has begun; None when there is nothing, or its week is over."""
    row = session.get(ActDraft, (reader.workspace_id, reader.person_id))
    if row is None or row.forget_at <= reader.now:
        return None
    return Draft.unpacked(row.content, about_id=row.about_id)


def saved_at(session: Session, reader: Reader) -> datetime | None:
    """When the reader last took a step, in UTC."""
    row = session.get(ActDraft, (reader.workspace_id, reader.person_id))
    return row.saved_at if row else None


def save(session: Session, reader: Reader, draft: Draft) -> None:
    """Keep ``draft`` for another week, in the place of whatever the reader had begun before.

    It enrols nobody: nothing comes of a draft by itself.
    """
    kept = {
        "about_id": draft.about_id,
        "content": draft.packed(),
        "saved_at": reader.now,
        "forget_at": reader.now + KEPT_FOR,
    }
    key = {"workspace_id": reader.workspace_id, "person_id": reader.person_id}
    if not insert_once(session, ActDraft, **key, **kept):
        row = session.get_one(ActDraft, tuple(key.values()))
        for name, value in kept.items():
            setattr(row, name, value)
    session.flush()


def drop(session: Session, reader: Reader) -> None:
    """Forget what the reader has begun."""
    row = session.get(ActDraft, (reader.workspace_id, reader.person_id))
    if row is not None:
        session.delete(row)
        session.flush()


def forget_one(session: Session, *, now: datetime) -> bool:
    """Delete one draft whose week is over. False when there is none."""
    # By its plain columns alone: what no key reads any more must keep nobody else's from being forgotten.
    whose = session.execute(
        sa.select(ActDraft.workspace_id, ActDraft.person_id)
        .where(ActDraft.forget_at <= now)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if whose is None:
        return False
    session.execute(
        sa.delete(ActDraft).where(
            ActDraft.workspace_id == whose.workspace_id, ActDraft.person_id == whose.person_id
        )
    )
    return True

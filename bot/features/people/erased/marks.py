"""Put the mark on somebody who had everything deleted, look for it, take it off when they begin again."""

import hmac
import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.erased.models import ErasedMark, ErasureKey
from bot.platform.database import insert_once


def put_on(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """From now on nobody else's deed makes Tend write to this person."""
    insert_once(session, ErasureKey, workspace_id=workspace_id, key=secrets.token_hex(32))
    mark = _mark(session, workspace_id, person_id)
    insert_once(session, ErasedMark, workspace_id=workspace_id, mark=mark, made_at=now)


def is_on(session: Session, workspace_id: str, person_id: str) -> bool:
    """Whether this person had everything deleted and has not begun again."""
    mark = _mark(session, workspace_id, person_id)
    return mark is not None and session.get(ErasedMark, (workspace_id, mark)) is not None


def take_off(session: Session, workspace_id: str, person_id: str) -> None:
    """They have begun again, by a press of their own."""
    mark = _mark(session, workspace_id, person_id)
    if mark is not None:
        session.execute(
            sa.delete(ErasedMark).where(ErasedMark.workspace_id == workspace_id, ErasedMark.mark == mark)
        )


def _mark(session: Session, workspace_id: str, person_id: str) -> str | None:
    kept = session.get(ErasureKey, workspace_id)
    if kept is None:
        return None
    return hmac.new(kept.key.encode(), f"{workspace_id}\n{person_id}".encode(), "sha256").hexdigest()

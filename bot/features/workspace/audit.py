"""Which admin changed which of the workspace's settings, and when: never what stood there."""

from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.workspace.models import SettingChange
from bot.platform.database import rows_changed

KEPT_FOR = timedelta(days=365)
"""Judgement: a year of decisions can be looked up."""

_CHANGES = cast(sa.Table, SettingChange.__table__)
_FORGET = sa.delete(_CHANGES).where(_CHANGES.c.changed_at < sa.bindparam("before"))


def note_change(session: Session, workspace_id: str, *, actor_id: str, section: str, now: datetime) -> None:
    """Keep that ``actor_id`` changed that group of settings now (UTC)."""
    session.add(SettingChange(workspace_id=workspace_id, changed_at=now, actor_id=actor_id, section=section))
    session.flush()


def changes(session: Session, workspace_id: str) -> list[SettingChange]:
    """A year's changes, the newest first. Only for admins: who asks has to see to that."""
    return list(
        session.scalars(
            sa.select(SettingChange)
            .where(SettingChange.workspace_id == workspace_id)
            .order_by(SettingChange.changed_at.desc(), SettingChange.id.desc())
        )
    )


def forget_old_changes(session: Session, *, now: datetime) -> int:
    """Delete what is older than a year, in every workspace; how many rows that were."""
    return rows_changed(session.execute(_FORGET, {"before": now - KEPT_FOR}))

"""Take a channel's turn: whichever process comes first makes its thread or round-up, and only one does."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.features.workspace import switches
from bot.features.workspace.models import Workspace
from bot.features.workspace.switches import Feature
from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed

# A channel whose turn stumbles is looked at again after this long, and keeps no other waiting meanwhile.
_LEASE = timedelta(minutes=5)

Column = InstrumentedAttribute[datetime | None]


def take_one(
    database: Database,
    clock: Clock,
    column: Column,
    *,
    make: Callable[[Session, Workspace, datetime], None],
    next_at: Callable[[Workspace, datetime], datetime | None],
) -> bool:
    """Do what is due by ``column`` for one workspace. False when nothing is.

    The column is moved a little first, and to ``next_at`` together with what ``make`` makes; nothing is made
    while shout-outs are switched off.
    """
    now = clock.now()
    with database.transaction() as session:
        workspace = session.scalars(due(column, now).limit(1)).first()
        if workspace is None:
            return False
        workspace_id = workspace.id
        if not _move(session, workspace, column, to=now + _LEASE):
            return True
    with database.transaction() as session:
        workspace = session.get_one(Workspace, workspace_id)
        if getattr(workspace, column.key) != now + _LEASE:
            return True  # somebody else has it, or an admin has just decided anew
        is_on = switches.is_on(session, workspace_id, Feature.SHOUTOUTS)
        if _move(session, workspace, column, to=next_at(workspace, now)) and is_on:
            make(session, workspace, now)
    return True


def due(column: Column, now: datetime) -> sa.Select[Workspace]:
    """The workspaces whose turn it is by ``column``."""
    return sa.select(Workspace).where(column <= now).order_by(column).with_for_update(skip_locked=True)


def _move(session: Session, workspace: Workspace, column: Column, *, to: datetime | None) -> bool:
    """Move the due column if it is still what was read; whether it was."""
    moved = session.execute(
        sa.update(Workspace)
        .where(Workspace.id == workspace.id, column == getattr(workspace, column.key))
        .values({column: to})
        .execution_options(synchronize_session=False)
    )
    return rows_changed(moved) == 1

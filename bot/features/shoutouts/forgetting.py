"""Forget the words of shout-outs given long ago; that one was given is kept, and a post stays in Slack."""

import logging
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.shoutouts.models import Shoutout
from bot.features.workspace import retention
from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed

log = logging.getLogger(__name__)


def forget_old_words(database: Database, clock: Clock) -> bool:
    """Forget, in each workspace, what is older than its admins chose. False: nothing is left to do."""
    now = clock.now()
    with database.transaction() as session:
        forgotten = sum(
            forget(session, kept.workspace_id, before=now - kept.thanks, now=now)
            for kept in retention.retentions(session)
        )
    if forgotten:
        log.info("the words of %d shout-outs were forgotten, as the workspaces' admins chose", forgotten)
    return False


def forget(session: Session, workspace_id: str, *, before: datetime, now: datetime) -> int:
    """Forget the words of what was given until then; how many shout-outs that were."""
    old = (
        sa.update(Shoutout)
        .where(
            Shoutout.workspace_id == workspace_id,
            Shoutout.given_at <= before,
            Shoutout.forgotten_at.is_(None),
        )
        .values(did="", occasion="", effect="", team=None, value=None, occasion_link=None, forgotten_at=now)
    )
    return rows_changed(session.execute(old.execution_options(synchronize_session=False)))

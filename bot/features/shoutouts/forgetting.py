"""Forget the words of shout-outs given long ago; that one was given is kept, and a post stays in Slack."""

import logging
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.shoutouts.models import Shoutout
from bot.features.workspace import retention
from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed

log = logging.getLogger(__name__)

_SHOUTOUTS = cast(sa.Table, Shoutout.__table__)
_FORGET = (
    sa.update(_SHOUTOUTS)
    .where(
        _SHOUTOUTS.c.given_at <= sa.bindparam("before"),
        _SHOUTOUTS.c.forgotten_at.is_(None),
        retention.is_chosen_by(_SHOUTOUTS.c.workspace_id, retention.Kept.THANKS),
    )
    .values(did="", occasion="", effect="", team=None, value=None, occasion_link=None)
    .values(forgotten_at=sa.bindparam("now"))
)


def forget_old_words(database: Database, clock: Clock) -> bool:
    """Forget, in each workspace, what is older than its admins chose. False: nothing is left to do."""
    now = clock.now()
    with database.transaction() as session:
        times = retention.times_in_use(session, retention.Kept.THANKS)
        forgotten = sum(forget(session, kept=kept, now=now) for kept in times)
    if forgotten:
        log.info("the words of %d shout-outs were forgotten, as the workspaces' admins chose", forgotten)
    return False


def forget(session: Session, *, kept: timedelta, now: datetime) -> int:
    """Forget words older than that, where they are kept for so long; how many shout-outs that were."""
    given = {retention.CHOSEN: kept.days, "before": now - kept, "now": now}
    return rows_changed(session.execute(_FORGET, given))

"""Somebody took Tend out: its token is forgotten at once, and a month later everything it held there."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform.clock import Clock
from bot.platform.database import Base, Database
from bot.platform.inbound.asker import Body
from bot.platform.installations.models import Installation

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
"""Judgement: long enough to notice that it was taken out by mistake, and to install it again."""


def is_the_end(event: dict[str, Any]) -> bool:
    """Whether the bot can do nothing any more; people's own tokens, which Tend has none of, are no end."""
    is_revoked = event.get("type") == "tokens_revoked" and bool((event.get("tokens") or {}).get("bot"))
    return is_revoked or event.get("type") == "app_uninstalled"


def end(session: Session, body: Body, *, now: datetime) -> Sequence[str]:
    """Forget the token, and say when the data goes. Both events may come, in any order, and twice.

    Returns the workspaces that fall silent: none for an event of before the latest installation, which
    Slack brought late, and all that an organisation's installation reached.
    """
    place = _place_of(body)
    row = session.get(Installation, place, with_for_update=True, populate_existing=True)
    if row is None:
        return [place]
    told_at = datetime.fromtimestamp(int(body.get("event_time") or now.timestamp()), tz=UTC)
    if told_at < row.installed_at.replace(microsecond=0):
        log.info("an end that came late was left alone", extra={"workspace": place})
        return []
    through = sa.select(Installation).where(Installation.through_id == place)
    reached = session.scalars(through.with_for_update()).all()
    for each in (row, *reached):
        each.bot_token = each.refresh_token = each.token_ends_at = each.renew_at = None
        each.purge_at = each.purge_at or now + KEPT_FOR
    session.flush()
    log.info("Tend was taken out; what it holds goes in a month", extra={"workspace": place})
    return [each.workspace_id for each in (row, *reached)]


def purge_one(database: Database, clock: Clock) -> bool:
    """Delete everything of one workspace whose month is over. False when there is none."""
    with database.transaction() as session:
        row = session.scalars(due(clock.now()).limit(1)).first()
        if row is None:
            return False
        workspace_id = row.workspace_id
        session.expunge(row)
        for table in reversed(Base.metadata.sorted_tables):
            theirs = _of(table, workspace_id)
            if theirs is not None:
                session.execute(sa.delete(table).where(theirs))
    log.info(
        "everything of a workspace was deleted, a month after its end", extra={"workspace": workspace_id}
    )
    return True


def due(now: datetime) -> sa.Select[Installation]:
    """Those whose month is over, the earliest first."""
    return (
        sa.select(Installation)
        .where(Installation.purge_at <= now)
        .order_by(Installation.purge_at)
        .with_for_update(skip_locked=True)
    )


def _of(table: sa.Table, workspace_id: str) -> sa.ColumnElement[bool] | None:
    """The rows of one workspace: by its id in them, or in the rows they belong to."""
    if "workspace_id" in table.c:
        return table.c.workspace_id == workspace_id
    if table.name == "workspaces":
        return table.c.id == workspace_id
    for key in table.foreign_keys:
        above = _of(key.column.table, workspace_id)
        if above is not None:
            return key.parent.in_(sa.select(key.column).where(above))
    return None  # of no workspace


def _place_of(body: Body) -> str:
    """The workspace, or the organisation if that is where Tend was taken out."""
    given = (body.get("authorizations") or [{}])[0]
    is_for_all = bool(given.get("is_enterprise_install") or body.get("is_enterprise_install"))
    enterprise_id = body.get("enterprise_id") or given.get("enterprise_id")
    if is_for_all and enterprise_id:
        return str(enterprise_id)
    return str(body.get("team_id") or given.get("team_id") or enterprise_id or "")

"""Read the whole member list from Slack: at the start, and every night after."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.features.people import arrivals
from bot.features.people.org import profiles
from bot.features.workspace import service as workspaces
from bot.features.workspace.models import Workspace
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.installations.models import Installation
from bot.platform.slack.errors import DeliveryError, Later, Refused
from bot.platform.slack.gateway import SlackGateway

log = logging.getLogger(__name__)

# Judgement: events keep the directory current; a daily reading mends what they missed.
_HOW_OFTEN = timedelta(days=1)
# Judgement: soon enough for a first day; where the token is over, nobody waits for the list.
_ASK_AGAIN_AFTER = timedelta(minutes=1)
_REFUSED_FOR = timedelta(minutes=10)

_WHOSE_TURN = (
    sa.select(Workspace.id, Workspace.people_cursor)
    .where(
        sa.or_(Workspace.people_read_at.is_(None), Workspace.people_read_at <= sa.bindparam("read_by")),
        sa.or_(Workspace.people_ask_at.is_(None), Workspace.people_ask_at <= sa.bindparam("now")),
        # Where Tend was taken out, Slack says nothing, and the others would wait behind it.
        ~sa.exists().where(Installation.workspace_id == Workspace.id, Installation.purge_at.is_not(None)),
    )
    .limit(1)
)


def read_one_directory(
    database: Database,
    clock: Clock,
    gateway_of: Callable[[str], SlackGateway],
    *,
    manager_field: str | None = None,
) -> bool:
    """Read a page of the people of one workspace whose list is a day old. False when none is.

    Each page is written down before the next is asked for: where Slack says wait, or the process ends, the
    reading goes on from there. With ``manager_field``, the field of Slack's profiles that says who leads
    them, their profiles come next.
    """
    now = clock.now()
    with database.engine.connect() as connection:
        due = connection.execute(_WHOSE_TURN, {"now": now, "read_by": now - _HOW_OFTEN}).first()
    if due is None:
        return False
    workspace_id, cursor = due
    try:
        members, following = gateway_of(workspace_id).members_page(cursor)
    except DeliveryError as fault:
        _ask_later(database, workspace_id, fault, now=now)
        return True
    with database.transaction() as session:
        workspace = workspaces.workspace_of(session, workspace_id)
        if workspace.people_cursor != cursor:
            return True  # another process was quicker
        arrivals.take_over(session, members, workspace_id=workspace_id, now=now)
        workspace.people_cursor, workspace.people_ask_at = following, None
        if following is None:
            workspace.people_read_at = now
            profiles.begin_the_night(session, workspace_id, field=manager_field, now=now)
    return True


def _ask_later(database: Database, workspace_id: str, fault: DeliveryError, *, now: datetime) -> None:
    """Note when to ask again: from where the reading broke off, or from the start if Slack refused."""
    log.warning("the member list could not be read and will be asked for again: %s", fault.code)
    wait = _REFUSED_FOR if isinstance(fault, Refused) else _ASK_AGAIN_AFTER
    if isinstance(fault, Later) and fault.after is not None:
        wait = max(wait, fault.after)
    with database.transaction() as session:
        workspace = workspaces.workspace_of(session, workspace_id)
        workspace.people_ask_at = now + wait
        if isinstance(fault, Refused):
            workspace.people_cursor = None

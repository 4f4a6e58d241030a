"""Read the whole member list from Slack: at the start, and every night after."""

import logging
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from bot.features.people import arrivals
from bot.features.people.org import profiles
from bot.features.workspace import service as workspaces
from bot.features.workspace.models import Workspace
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.slack.errors import DeliveryError, Refused
from bot.platform.slack.gateway import SlackGateway

log = logging.getLogger(__name__)

# Judgement: events keep the directory current; a daily reading mends what they missed.
_HOW_OFTEN = timedelta(days=1)


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
    with database.reading() as session:
        due = session.execute(
            sa.select(Workspace.id, Workspace.people_cursor)
            .where(sa.or_(Workspace.people_read_at.is_(None), Workspace.people_read_at <= now - _HOW_OFTEN))
            .limit(1)
        ).first()
    if due is None:
        return False
    workspace_id, cursor = due
    try:
        members, following = gateway_of(workspace_id).members_page(cursor)
    except Refused as refused:
        log.warning("the member list could not be read and is asked for from its start: %s", refused.code)
        with database.transaction() as session:
            workspaces.workspace_of(session, workspace_id).people_cursor = None
        return False
    except DeliveryError as fault:
        log.warning("the member list could not be read and will be asked for again: %s", fault.code)
        return False
    with database.transaction() as session:
        workspace = workspaces.workspace_of(session, workspace_id)
        if workspace.people_cursor != cursor:
            return True  # another process was quicker
        arrivals.take_over(session, members, workspace_id=workspace_id, now=now)
        workspace.people_cursor = following
        if following is None:
            workspace.people_read_at = now
            profiles.begin_the_night(session, workspace_id, field=manager_field, now=now)
    return True

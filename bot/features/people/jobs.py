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
from bot.platform.installations.models import Installation
from bot.platform.slack.errors import DeliveryError
from bot.platform.slack.gateway import SlackGateway

log = logging.getLogger(__name__)

# Judgement: events keep the directory current; a daily reading mends what they missed.
_HOW_OFTEN = timedelta(days=1)
# A large workspace is written down in pieces, so that nobody's command waits long for the database.
_AT_ONCE = 500


def read_one_directory(
    database: Database,
    clock: Clock,
    gateway_of: Callable[[str], SlackGateway],
    *,
    manager_field: str | None = None,
) -> bool:
    """Read the people of one workspace whose list is a day old. False when none is.

    With ``manager_field``, the field of Slack's profiles that says who leads them, their profiles come next.
    """
    now = clock.now()
    with database.reading() as session:
        workspace_id = session.scalar(
            sa.select(Workspace.id)
            .where(
                sa.or_(Workspace.people_read_at.is_(None), Workspace.people_read_at <= now - _HOW_OFTEN),
                # Where Tend was taken out, Slack says nothing, and the others would wait behind it.
                ~sa.exists().where(
                    Installation.workspace_id == Workspace.id, Installation.purge_at.is_not(None)
                ),
            )
            .limit(1)
        )
    if workspace_id is None:
        return False
    try:
        members = list(gateway_of(workspace_id).members())
    except DeliveryError as fault:
        log.warning("the member list could not be read and will be asked for again: %s", fault.code)
        return False
    for first in range(0, len(members), _AT_ONCE):
        with database.transaction() as session:
            arrivals.take_over(session, members[first : first + _AT_ONCE], workspace_id=workspace_id, now=now)
    with database.transaction() as session:
        workspaces.workspace_of(session, workspace_id).people_read_at = now
        profiles.begin_the_night(session, workspace_id, field=manager_field, now=now)
    return True

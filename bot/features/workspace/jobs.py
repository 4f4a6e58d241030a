"""Read who is in the channels of the pilot list, once a day, and forget old changes of settings."""

import logging
from collections.abc import Callable
from datetime import timedelta

from bot.features.workspace import audit, pilot
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.slack.errors import DeliveryError, Refused
from bot.platform.slack.gateway import SlackGateway

log = logging.getLogger(__name__)

# Judgement: Slack was asked too much, or is away for a moment.
_ASK_AGAIN_AFTER = timedelta(minutes=2)


def forget_old_changes(database: Database, clock: Clock) -> bool:
    """Delete who changed which settings more than a year ago; how many rows that were is logged."""
    now = clock.now()
    with database.transaction() as session:
        gone = audit.forget_old_changes(session, now=now)
    if gone:
        log.info("%d old changes of settings were forgotten", gone)
    return False


def read_one_pilot_channel(
    database: Database, clock: Clock, gateway_of: Callable[[str], SlackGateway]
) -> bool:
    """Read the members of one channel whose turn it is. False when none is.

    While Slack does not say who is in it, those it said before stay on the list.
    """
    now = clock.now()
    with database.transaction() as session:
        taken = pilot.take_one_channel(session, now=now)
    if taken is None:
        return False
    workspace_id, channel_id = taken
    try:
        members = list(gateway_of(workspace_id).channel_members(channel_id))
    except DeliveryError as fault:
        log.warning("the members of a channel on the pilot list could not be read: %s", fault.code)
        wait = pilot.HOW_OFTEN if isinstance(fault, Refused) else _ASK_AGAIN_AFTER
        with database.transaction() as session:
            pilot.read_again_at(session, workspace_id, channel_id, at=now + wait)
        return True
    with database.transaction() as session:
        pilot.put_members_on(session, workspace_id, channel_id, members, now=now)
    return True

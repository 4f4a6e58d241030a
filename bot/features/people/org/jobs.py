"""Read who leads whom from Slack's profiles, a person a step, and forget old changes of such lines."""

import logging
from collections.abc import Callable
from datetime import timedelta

from bot.features.people.org import changes, profiles
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.slack.errors import DeliveryError, Later, Refused
from bot.platform.slack.gateway import SlackGateway

log = logging.getLogger(__name__)

# These are about the one person; anything else that Slack refuses it would refuse for everybody.
_ABOUT_ONE = frozenset({"user_not_found", "user_not_visible", "users_not_found", "user_is_restricted"})
# Judgement: Slack is away for a moment.
_ASK_AGAIN_AFTER = timedelta(minutes=2)


def forget_old_changes(database: Database, clock: Clock) -> bool:
    """Delete which lines came and went more than a year ago; how many rows that were is logged."""
    now = clock.now()
    with database.transaction() as session:
        gone = changes.forget_old(session, now=now)
    if gone:
        log.info("%d old changes of lines were forgotten", gone)
    return False


def read_one_profile(
    database: Database, clock: Clock, gateway_of: Callable[[str], SlackGateway], *, field: str
) -> bool:
    """Read the profile of whoever's turn it is. False when it is nobody's.

    Where Slack refuses, as it does without the scope users.profile:read, it is told once and the night ends.
    """
    now = clock.now()
    with database.transaction() as session:
        taken = profiles.take_one(session, now=now)
    if taken is None:
        return False
    workspace_id, person_id = taken
    try:
        profile = gateway_of(workspace_id).profile(person_id)
    except DeliveryError as fault:
        _be_refused(database, clock, fault, workspace_id=workspace_id, person_id=person_id)
        return True
    with database.transaction() as session:
        profiles.keep(session, workspace_id, person_id, profile, field=field, now=now)
    return True


def _be_refused(
    database: Database, clock: Clock, fault: DeliveryError, *, workspace_id: str, person_id: str
) -> None:
    with database.transaction() as session:
        if isinstance(fault, Refused) and fault.code in _ABOUT_ONE:
            profiles.finish(session, workspace_id, person_id)
            return
        if isinstance(fault, Refused):
            profiles.end_the_night(session, workspace_id)
            log.warning(
                "who leads whom could not be read from Slack's profiles and is left until tomorrow: %s%s",
                fault.code,
                "; give the app the scope users.profile:read, or leave TEND_MANAGER_FIELD out"
                if fault.code == "missing_scope"
                else "",
            )
            return
        now = clock.now()
        until = now + ((fault.after if isinstance(fault, Later) else None) or _ASK_AGAIN_AFTER)
        profiles.ask_again(session, workspace_id, person_id, at=now)
        session.flush()
        profiles.put_off(session, workspace_id, until=until)

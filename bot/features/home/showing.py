"""Show somebody their Home tab as it stands at this moment."""

import logging
from collections.abc import Callable

from bot.features.home import openings, tab
from bot.features.people.reader import reader_of
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.slack.errors import DeliveryError, Refused
from bot.platform.slack.gateway import SlackGateway

log = logging.getLogger(__name__)

GatewayOf = Callable[[str], SlackGateway]


def show(
    database: Database, clock: Clock, gateway_of: GatewayOf, *, workspace_id: str, person_id: str
) -> None:
    """Publish the tab, each long list on the page they look at. Raises DeliveryError, NobodyToTurnTo."""
    with database.reading() as session:
        pages = openings.pages_of(session, workspace_id, person_id)
        reader = reader_of(session, workspace_id, person_id, now=clock.now())
        view = tab.view(session, reader, pages)
    gateway_of(workspace_id).publish_home(person_id, view)


def show_instead_of_later(
    database: Database, clock: Clock, gateway_of: GatewayOf, *, workspace_id: str, person_id: str
) -> None:
    """The same for somebody who has just done something, so that it is not shown twice.

    What they did is done, whether Slack takes the tab or not. Raises NobodyToTurnTo.
    """
    with database.reading() as session:
        is_due = openings.is_due(session, workspace_id, person_id)
    if is_due:
        with database.transaction() as session:
            openings.claim(session, workspace_id, person_id)
    show_or_try_again(database, clock, gateway_of, workspace_id=workspace_id, person_id=person_id)


def show_or_try_again(
    database: Database, clock: Clock, gateway_of: GatewayOf, *, workspace_id: str, person_id: str
) -> None:
    """Publish the tab; where Slack has its troubles, a little later, a few times at most.

    Raises NobodyToTurnTo.
    """
    try:
        show(database, clock, gateway_of, workspace_id=workspace_id, person_id=person_id)
    except Refused as fault:
        log.warning("Slack does not take a Home tab: %s", fault.code)
    except DeliveryError as fault:
        with database.transaction() as session:
            comes_again = openings.try_again(session, workspace_id, person_id, now=clock.now())
        what = "is tried again" if comes_again else "is left as it is"
        log.warning("a Home tab was not shown and %s: %s", what, fault.code)
    else:
        with database.reading() as session:
            had_trouble = openings.had_trouble(session, workspace_id, person_id)
        if had_trouble:
            with database.transaction() as session:
                openings.shown(session, workspace_id, person_id)

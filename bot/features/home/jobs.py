"""Show Home tabs anew, since something they show has changed; forget who had one open."""

from contextlib import suppress

from bot.features.home import openings, showing
from bot.features.home.showing import GatewayOf
from bot.features.people.directory import NobodyToTurnTo
from bot.platform.clock import Clock
from bot.platform.database import Database


def forget_openings(database: Database, clock: Clock) -> bool:
    """Forget who opened their tab some hours ago. Never has more to do at once."""
    with database.transaction() as session:
        openings.forget(session, now=clock.now())
    return False


def show_one_home(database: Database, clock: Clock, gateway_of: GatewayOf) -> bool:
    """Show the tab that has waited longest. False when none is waiting.

    One that Slack does not take is tried again a few times, and not for ever.
    """
    with database.reading() as session:
        waiting = session.scalars(openings.due(clock.now()).limit(1)).first()
    if waiting is None:
        return False
    whose = {"workspace_id": waiting.workspace_id, "person_id": waiting.person_id}
    with database.transaction() as session:
        is_mine = openings.claim(session, **whose, show_at=waiting.show_at)
    if is_mine:
        # Whoever left the directory meanwhile has no tab any more.
        with suppress(NobodyToTurnTo):
            showing.show_or_try_again(database, clock, gateway_of, **whose)
    return True

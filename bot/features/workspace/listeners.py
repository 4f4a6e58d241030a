"""At the door: nobody gets into what is switched off, and only those on the pilot list into the rest."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.features.workspace import doors, pilot, switches
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Ask, before any listener does, what the workspace's admins decided."""

    @app.middleware
    def keep_to_what_was_decided(body: Body, next: Callable[[], Any]) -> None:
        """Raises NotInThePilot and SwitchedOff."""
        if doors.is_a_request(body):
            asker, feature = asker_of(body), doors.feature_of(body)
            with parts.look() as (session, _now):
                is_welcome = pilot.may_use(session, asker.workspace_id, asker.person_id)
                if not is_welcome and not doors.is_for_everybody(body):
                    raise pilot.NotInThePilot
                if feature is not None:
                    switches.refuse_if_off(session, asker.workspace_id, feature)
        next()

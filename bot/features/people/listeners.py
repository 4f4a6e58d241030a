"""The door at which everybody comes in, and Slack's events about people and about the app being taken out."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.features.people import arrivals, backing_off, door, enrolments
from bot.features.workspace import doors
from bot.platform.delivery import outbox
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.installations import ending


def register(app: App, parts: Parts) -> None:
    """Let in whoever may, keep in step with Slack, and fall silent where the app is no longer wanted."""

    @app.middleware
    def at_the_door(body: Body, next: Callable[[], Any]) -> None:
        """Whoever asks before the member list has been read, or faster than Slack's event, is looked up.

        Raises NotInThePilot and SwitchedOff.
        """
        asker, now = asker_of(body), parts.clock.now()
        with parts.database.engine.connect() as connection:
            found = door.look_at(connection, asker.workspace_id, asker.person_id)
        is_about_somebody = isinstance((body.get("event") or {}).get("user"), dict)
        if asker.person_id and not is_about_somebody and not found.is_known:
            member = parts.gateway_of(asker.workspace_id).member(asker.person_id)
            with parts.database.transaction() as session:
                arrivals.take_over(session, [member], workspace_id=asker.workspace_id, now=now)
        if found.is_enrolled and _is_a_use(body) and backing_off.is_to_be_noted(found.last_seen_at, now=now):
            with parts.database.transaction() as session:
                backing_off.note_seen(session, asker.workspace_id, asker.person_id, now=now)
        doors.keep_to(found.decided, body)
        next()

    @app.event("team_join")
    @app.event("user_change")
    def person_changed(body: Body, event: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            arrivals.take_over(session, [event["user"]], workspace_id=asker.workspace_id, now=now)

    # Both come when the app is removed, in either order; tokens are revoked one by one, too.
    @app.event("app_uninstalled")
    @app.event("tokens_revoked")
    def app_removed(body: Body, event: dict[str, Any]) -> None:
        if not ending.is_the_end(event):
            return
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            for workspace_id in ending.end(session, body, now=now):
                enrolments.fall_silent(session, workspace_id)
                # Without a token nothing leaves, and what waits is kept for the next one.
                if event["type"] == "app_uninstalled":
                    outbox.drop_everything(session, workspace_id, reason="app_removed", now=now)


def _is_a_use(body: Body) -> bool:
    """Whether somebody typed, pressed, filled in or opened something; Slack's other events are none."""
    return "event" not in body or body["event"].get("type") == "app_home_opened"

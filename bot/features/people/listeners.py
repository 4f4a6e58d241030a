"""Slack's events about people, and about the app being taken out of the workspace."""

from typing import Any

from slack_bolt import App

from bot.features.people import arrivals, enrolments
from bot.platform.delivery import outbox
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Keep the directory in step with Slack, and fall silent where the app is no longer wanted."""

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
        if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            enrolments.fall_silent(session, asker.workspace_id)
            outbox.drop_everything(session, asker.workspace_id, reason="app_removed", now=now)

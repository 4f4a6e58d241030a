"""Slack's events about people: somebody joined, somebody changed."""

from typing import Any

from slack_bolt import App

from bot.features.people import directory, enrolments
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Keep the directory in step with Slack."""

    @app.event("team_join")
    @app.event("user_change")
    def person_changed(body: Body, event: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            person = directory.take_over_person(session, event["user"], workspace_id=asker.workspace_id)
            chosen = enrolments.enrolment(session, asker.workspace_id, person.id)
            if chosen is None:
                return
            if person.is_gone:
                chosen.next_card_at = None
            else:
                # Another zone moves the hour of their card with them.
                enrolments.plan_next_card(chosen, zone=person.zone, now=now)

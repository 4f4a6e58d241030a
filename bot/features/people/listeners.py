"""Slack's events about people, and about the app being taken out of the workspace."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from slack_bolt import App

from bot.features.people import arrivals, backing_off, enrolments
from bot.features.people.models import Enrolment, Person
from bot.platform.delivery import outbox
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.installations import ending


def register(app: App, parts: Parts) -> None:
    """Keep the directory in step with Slack, and fall silent where the app is no longer wanted."""

    @app.middleware
    def know_the_asker(body: Body, next: Callable[[], Any]) -> None:
        """Whoever asks before the member list has been read, or faster than Slack's event, is looked up."""
        asker = asker_of(body)
        is_about_somebody = isinstance((body.get("event") or {}).get("user"), dict)
        is_known, is_enrolled, last_seen_at = _known(parts, asker)
        if asker.person_id and not is_about_somebody and not is_known:
            member = parts.gateway_of(asker.workspace_id).member(asker.person_id)
            with parts.database.transaction() as session:
                arrivals.take_over(session, [member], workspace_id=asker.workspace_id, now=parts.clock.now())
        if (
            is_enrolled
            and _is_a_use(body)
            and backing_off.is_to_be_noted(last_seen_at, now=parts.clock.now())
        ):
            with parts.database.transaction() as session:
                backing_off.note_seen(session, asker.workspace_id, asker.person_id, now=parts.clock.now())
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


def _known(parts: Parts, asker: Asker) -> tuple[bool, bool, datetime | None]:
    """Whether the asker is in the directory, whether they are enrolled, and when they were last seen."""
    with parts.look() as (session, _now):
        found = session.execute(
            sa.select(Person.id, Enrolment.enrolled_at, Enrolment.last_seen_at)
            .outerjoin(
                Enrolment,
                sa.and_(Enrolment.workspace_id == Person.workspace_id, Enrolment.person_id == Person.id),
            )
            .where(Person.workspace_id == asker.workspace_id, Person.id == asker.person_id)
        ).first()
    if found is None:
        return False, False, None
    return True, found.enrolled_at is not None, found.last_seen_at


def _is_a_use(body: Body) -> bool:
    """Whether somebody typed, pressed, filled in or opened something; Slack's other events are none."""
    return "event" not in body or body["event"].get("type") == "app_home_opened"

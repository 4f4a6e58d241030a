"""Slack's doors to what admins decide: the page, and the form of each group."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.features.home.admins import changes
from bot.features.home.admins.actions import CHANGES, EARLIER_CHANGES, OPEN
from bot.features.home.admins.allowed import refuse_all_but_admins
from bot.features.home.admins.group import Group, form
from bot.features.home.admins.page import GROUPS, kept, page
from bot.features.people.reader import reader_of
from bot.features.workspace import audit
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """The button on the Home tab, and what is behind it."""

    @app.action(OPEN)
    def pressed(ack: Ack, body: Body) -> None:
        open_page(parts, asker_of(body), body)
        ack()

    @app.action(CHANGES)
    def open_changes(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            refuse_all_but_admins(session, asker)
            view = changes.page(session, reader_of(session, asker.workspace_id, asker.person_id, now=now))
        answers.open_view(parts, asker, body, view)
        ack()

    @app.action(EARLIER_CHANGES)
    def turn_to_earlier_changes(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            refuse_all_but_admins(session, asker)
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            view = changes.page(session, reader, skip=int(action["value"]))
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], view)
        ack()

    for group in GROUPS:
        app.action(group.name.action_id)(_open_form(parts, group))
        app.view(group.name.callback_id)(_keep(parts, group))


def open_page(parts: Parts, asker: Asker, body: Body) -> None:
    """Show the page. Raises NotAnAdmin."""
    with parts.look() as (session, now):
        refuse_all_but_admins(session, asker)
        view = page(session, reader_of(session, asker.workspace_id, asker.person_id, now=now))
    answers.open_view(parts, asker, body, view)


def _open_form(parts: Parts, group: Group) -> Callable[..., None]:
    def pressed(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            refuse_all_but_admins(session, asker)
            view = form(session, reader_of(session, asker.workspace_id, asker.person_id, now=now), group)
        answers.open_view(parts, asker, body, view)
        ack()

    return pressed


def _keep(parts: Parts, group: Group) -> Callable[..., None]:
    def sent(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            refuse_all_but_admins(session, asker)
        if group.look is not None:
            group.look(parts.gateway_of(asker.workspace_id), body)
        with parts.deed(asker) as (session, now):
            refuse_all_but_admins(session, asker)
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            before = group.fields(session, reader)
            said = group.keep(session, reader, body)
            session.flush()
            if group.fields(session, reader) != before:
                audit.note_change(
                    session, asker.workspace_id, actor_id=asker.person_id, section=group.name, now=now
                )
            below = page(session, reader)
        if body["view"].get("previous_view_id"):
            parts.gateway_of(asker.workspace_id).update_view(body["view"]["root_view_id"], below)
        parts.show_home(asker)
        if said is None:
            ack()
        else:
            answers.with_view(ack, kept(said))

    return sent

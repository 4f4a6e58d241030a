"""Slack's doors to an agenda: open it, add to it, and every button on an item."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.one_on_ones import meetings, pressing, series, service
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.agenda import forms, items, lines, message_menu, wishes
from bot.features.one_on_ones.agenda.actions import PageAction
from bot.features.one_on_ones.agenda.models import AgendaItem
from bot.features.one_on_ones.agenda.page import PAGE, USUAL, agenda_page
from bot.features.one_on_ones.agenda.verbs import VERBS, Verb
from bot.features.one_on_ones.place import Place, place_in
from bot.features.people import directory
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import mrkdwn
from bot.platform.slack.block_kit import section
from bot.platform.slack.message import Message
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with an agenda."""
    _register_page(app, parts)
    _register_adding(app, parts)
    _register_item_buttons(app, parts)
    message_menu.register(app, parts)


def add_by_command(parts: Parts, asker: Asker, text: str) -> Message:
    """`/1on1 add @person words`: puts it on the agenda; what the person reads. Raises UserError."""
    named = mrkdwn.mentions_in(text)
    if not named:
        raise UserError(words("one_on_ones/agenda").plain("add_what"))
    # Only the first name says whom it is for; whoever is named after it belongs to the words.
    said = mrkdwn.unescape(mrkdwn.without_first_mention(text))
    with parts.deed(asker) as (session, now):
        item = items.add(
            session,
            asker.workspace_id,
            author_id=asker.person_id,
            other_id=named[0],
            words=said,
            now=now,
        )
        told = _told(session, item)
    return Message(words("one_on_ones/agenda")["notification"], [section(told)])


def _register_page(app: App, parts: Parts) -> None:
    @app.action(Action.AGENDA)
    def open_page(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            view = agenda_page(session, pressing.reader(session, asker, now), Place(action["value"]))
        answers.open_view(parts, asker, body, view)
        ack()

    def turn(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        place = place_in(body["view"]["private_metadata"])
        with parts.look() as (session, now):
            reader = pressing.reader(session, asker, now)
            view = agenda_page(session, reader, Place(place.other_id, int(action["value"])))
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], view)
        ack()

    for name in ("earlier", "later"):
        app.action(f"{PageAction.TURN}.{name}")(turn)

    @app.action(PageAction.SKELETON)
    def choose_skeleton(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        kind, _, meeting_id = action["selected_option"]["value"].partition(":")
        with parts.deed(asker) as (session, now):
            meeting = pressing.meeting(session, asker, meeting_id)
            meetings.choose_agenda(session, meeting, None if kind == USUAL else kind)
            view = _page_again(session, asker, body, now)
        _show_page(parts, asker, body, view)
        ack()

    @app.action(PageAction.SHOW_WISH)
    def show_wish(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            found = service.series_between(
                session, asker.workspace_id, person_id=asker.person_id, other_id=action["value"]
            )
            if found is None:
                raise UserError(words("one_on_ones/refusals").plain("not_yours"))
            wishes.show(session, pressing.reader(session, asker, now), found)
            view = _page_again(session, asker, body, now)
        _show_page(parts, asker, body, view)
        ack()

    @app.action(PageAction.TAKE_WISH_BACK)
    def take_wish_back(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            wishes.take_back(session, pressing.reader(session, asker, now), about_id=action["value"])
            view = _page_again(session, asker, body, now)
        _show_page(parts, asker, body, view)
        ack()


def _register_adding(app: App, parts: Parts) -> None:
    @app.action(Action.ADD)
    def open_form(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            other = directory.person(session, asker.workspace_id, action["value"])
            found = series.between(session, asker.workspace_id, asker.person_id, other.id)
        can_share = found is not None and found.is_in(asker.person_id)
        answers.open_view(parts, asker, body, forms.add_form(others=[other], can_share=can_share))
        ack()

    @app.view(forms.ADD)
    def add(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        kept = json.loads(view["private_metadata"])
        other_id = kept["other"] or filled_in.chosen(body, "other_id") or ""
        with parts.deed(asker) as (session, now):
            item = items.add(
                session,
                asker.workspace_id,
                author_id=asker.person_id,
                other_id=other_id,
                words=filled_in.text(body, "words"),
                is_private=filled_in.chosen(body, "who") == forms.FOR_ME,
                link=kept["link"],
                now=now,
            )
            page = agenda_page(session, pressing.reader(session, asker, now), Place(item.other_id))
        below = view.get("previous_view_id")
        if below:
            parts.gateway_of(asker.workspace_id).update_view(below, page)
            ack()
        else:
            answers.with_view(ack, page)


def _register_item_buttons(app: App, parts: Parts) -> None:
    def press_with(verb: Verb) -> Callable[..., None]:
        def press(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            view = None
            with parts.deed(asker) as (session, now):
                reader = pressing.reader(session, asker, now)
                item = items.item_of(session, reader, int(action["value"]))
                verb(session, reader, item)
                if answers.is_on_a_modal(body):
                    view = _page_again(session, asker, body, now)
                else:
                    pressing.show(session, asker, body, action, lines.answered(item), now=now)
            _show_page(parts, asker, body, view)
            ack()

        return press

    for action_id, verb in VERBS.items():
        app.action(action_id)(press_with(verb))


def _page_again(session: Session, asker: Asker, body: Body, now: datetime) -> dict[str, Any] | None:
    """The page that was pressed on, as it is now; None for a press elsewhere."""
    view = body.get("view") or {}
    if view.get("callback_id") != PAGE:
        return None
    return agenda_page(session, pressing.reader(session, asker, now), place_in(view["private_metadata"]))


def _show_page(parts: Parts, asker: Asker, body: Body, view: dict[str, Any] | None) -> None:
    if view is not None:
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], view)


def _told(session: Session, item: AgendaItem) -> str:
    found = service.series_between(
        session, item.workspace_id, person_id=item.author_id, other_id=item.other_id
    )
    name = directory.person(session, item.workspace_id, item.other_id).name
    is_joined = found is not None and found.is_shared
    return forms.added(item, name=name, is_in_series=found is not None, is_joined=is_joined)

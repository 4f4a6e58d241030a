"""What can be pressed by those who are thanked: read, take down, choose how thanks reach them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader, reader_of
from bot.features.shoutouts.actions import Action, choosing
from bot.features.shoutouts.models import Way
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import preferences, showing, taking_down, thanking_back
from bot.features.shoutouts.receiving.received import one_received
from bot.features.shoutouts.writing import forms
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything around the thanks that reached a person."""
    _register_receiving(app, parts)
    _register_list(app, parts)
    _register_ways(app, parts)


def _register_receiving(app: App, parts: Parts) -> None:
    @app.action(Action.READ)
    def read(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            thanks = one_received(session, _reader(session, asker, now=now), int(action["value"]))
        answers.open_view(parts, asker, body, receiver_blocks.reading(thanks))
        ack()

    @app.action(Action.TAKE_DOWN)
    def take_down(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            asked = _taken_down(session, asker, action["value"], now=now)
            if answers.is_on_a_message(body):
                answers.in_part(session, asker, body, asked, now=now)
        if answers.is_on_a_modal(body):
            page = forms.page(words("shoutouts/receiver")["taken_down"])
            parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], page)
        ack()

    @app.action(Action.THANK_BACK)
    def thank_back(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            _thanked_back(session, asker, action["value"], now=now)
            if answers.is_on_a_message(body):
                asked = showing.question(session, _reader(session, asker, now=now), int(action["value"]))
                answers.in_part(session, asker, body, asked, now=now)
            else:
                thanks = one_received(session, _reader(session, asker, now=now), int(action["value"]))
        if answers.is_on_a_modal(body):
            page = receiver_blocks.reading(thanks)
            parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], page)
        ack()


def _register_list(app: App, parts: Parts) -> None:
    @app.action(Action.THANK_BACK_LISTED)
    def thank_back_listed(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        row_id, _, skip = action["value"].partition(":")
        with parts.deed(asker) as (session, now):
            _thanked_back(session, asker, row_id, now=now)
            page = showing.received_page(session, _reader(session, asker, now=now), skip=int(skip))
            answers.in_place(session, asker, body, page, now=now)
        ack()

    @app.action(Action.TAKE_DOWN_LISTED)
    def take_down_listed(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        row_id, _, skip = action["value"].partition(":")
        with parts.deed(asker) as (session, now):
            _taken_down(session, asker, row_id, now=now)
            page = showing.received_page(session, _reader(session, asker, now=now), skip=int(skip))
            answers.in_place(session, asker, body, page, now=now)
        ack()

    def turn(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            page = showing.received_page(session, _reader(session, asker, now=now), skip=int(action["value"]))
            answers.in_place(session, asker, body, page, now=now)
        ack()

    for action_id in (Action.NEWER, Action.OLDER):
        app.action(action_id)(turn)


def _register_ways(app: App, parts: Parts) -> None:
    @app.view(forms.SETTINGS)
    def choose_way(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        way = Way(filled_in.chosen(body, "way") or preferences.DEFAULT_WAY)
        with parts.deed(asker) as (session, now):
            preferences.choose_preference(session, asker.workspace_id, asker.person_id, way=way, now=now)
        answers.with_view(ack, forms.page(words("shoutouts/receiver")[f"chosen_{way}"]))

    for way in Way:
        app.action(choosing(way))(_choose(parts, way))


def _choose(parts: Parts, way: Way) -> Callable[..., None]:
    def chosen(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            preferences.choose_preference(session, asker.workspace_id, asker.person_id, way=way, now=now)
            reader = _reader(session, asker, now=now)
            asked = showing.answered(session, reader, int(action["value"]), way=way)
            answers.in_part(session, asker, body, asked, now=now)
        ack()

    return chosen


def _taken_down(session: Session, asker: Asker, row_id: str, *, now: datetime) -> dict[str, list[Block]]:
    receiver = taking_down.receiver_row(
        session, asker.workspace_id, person_id=asker.person_id, row_id=int(row_id)
    )
    taking_down.take_down(session, receiver, now=now)
    return showing.question(session, _reader(session, asker, now=now), int(row_id))


def _thanked_back(session: Session, asker: Asker, row_id: str, *, now: datetime) -> None:
    receiver = taking_down.receiver_row(
        session, asker.workspace_id, person_id=asker.person_id, row_id=int(row_id)
    )
    thanking_back.thank_back(session, receiver, now=now)


def _reader(session: Session, asker: Asker, *, now: datetime) -> Reader:
    return reader_of(session, asker.workspace_id, asker.person_id, now=now)

"""Slack's doors to keeping in touch: *it has been a while*, the list of one's people, and *not again*."""

from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections import leaving_alone, rests
from bot.features.reconnections.acts import listeners as acts
from bot.features.reconnections.in_touch import forms, screens, service
from bot.features.reconnections.in_touch.actions import ADDED, CHANGED, Action, Rest
from bot.features.reconnections.models import Rhythm
from bot.features.reconnections.pressing import deed, look, show
from bot.features.relationships import own_list
from bot.features.relationships import service as relationships
from bot.features.relationships.models import RestKind
from bot.features.relationships.service import Started
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block

_STARTED = {
    Action.I_STARTED: Started.READER,
    Action.THEY_STARTED: Started.OTHER,
    Action.IT_HAPPENED: Started.NOBODY,
}


def register(app: App, parts: Parts) -> None:
    """Everything a person can do to keep in touch, or to leave somebody in peace."""
    _register_opening(app, parts)
    _register_answers(app, parts)
    _register_list(app, parts)
    _register_rests(app, parts)


def open_list(ack: Ack, parts: Parts, asker: Asker) -> None:
    """Show the asker their people: ``/reconnect rhythm``."""
    with look(parts, asker) as (session, reader):
        page = forms.people(service.people_of(session, reader))
    parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, page)
    ack()


def _register_opening(app: App, parts: Parts) -> None:
    @app.action(Action.OPEN)
    def open_(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            screen = screens.opened(service.open_pair(session, reader, pair_id=int(action["value"])))
        answers.open_view(parts, asker, body, screen)
        ack()

    @app.action(Action.ACT)
    def act(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (session, reader):
            about_id = own_list.owned(session, reader, pair_id=int(action["value"])).about_id
        show(parts, asker, body, acts.begin(parts, asker, about_id))
        ack()


def _register_answers(app: App, parts: Parts) -> None:
    @app.action(Action.TALKED)
    def talked(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            pair = own_list.owned(session, reader, pair_id=int(action["value"]))
            noted = relationships.talked(session, reader, about_id=pair.about_id)
        show(parts, asker, body, screens.talked(noted))
        ack()

    @app.action(Action.I_STARTED)
    @app.action(Action.THEY_STARTED)
    @app.action(Action.IT_HAPPENED)
    def who_started(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, act_id = asker_of(body), int(action["value"])
        with deed(parts, asker) as (session, reader):
            relationships.say_who_started(
                session, reader, act_id=act_id, started=_STARTED[Action(action["action_id"])]
            )
        show(parts, asker, body, screens.noted())
        ack()

    @app.action(Action.LET_GO)
    def let_go(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            pair = own_list.owned(session, reader, pair_id=int(action["value"]))
            until = leaving_alone.let_rest(session, reader, about_id=pair.about_id)
        show(parts, asker, body, screens.noted("let_go_said", until=until))
        ack()

    @app.action(Action.KEEP)
    def keep(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            own_list.begin_anew(own_list.owned(session, reader, pair_id=int(action["value"])), reader)
        show(parts, asker, body, screens.noted("kept_on"))
        ack()

    @app.action(Action.TAKE_OFF)
    def take_off(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            pair = own_list.owned(session, reader, pair_id=int(action["value"]))
            own_list.take_off(session, reader, about_id=pair.about_id)
        show(parts, asker, body, screens.noted("taken_off"))
        ack()

    @app.action(Action.FINE)
    def fine(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            own_list.owned(session, reader, pair_id=int(action["value"])).starts_is_fine = True
        show(parts, asker, body, screens.noted("fine_said"))
        ack()

    @app.action(Action.NO_ANSWER)
    def no_answer(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            was_second = relationships.no_answer(session, reader, act_id=int(action["value"]))
        show(parts, asker, body, screens.noted("twice" if was_second else "no_answer_said"))
        ack()


def _register_list(app: App, parts: Parts) -> None:
    @app.action(Action.CHANGE)
    def change(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (session, reader):
            form = _how_often(session, reader, action["value"])
        parts.gateway_of(asker.workspace_id).push_view(asker.trigger_id, form)
        ack()

    @app.action(Action.ADD)
    def add(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        parts.gateway_of(asker.workspace_id).push_view(asker.trigger_id, forms.add())
        ack()

    @app.view(ADDED)
    def added(ack: Ack, body: Body) -> None:
        about_id = filled_in.chosen(body, "about_id") or ""
        with look(parts, asker_of(body)) as (session, reader):
            form = _how_often(session, reader, about_id)
        answers.with_view(ack, form)

    @app.view(CHANGED)
    def changed(ack: Ack, body: Body) -> None:
        asker, about_id = asker_of(body), body["view"]["private_metadata"]
        question, in_touch = filled_in.chosen(body, "rhythm"), filled_in.chosen(body, "in_touch")
        with deed(parts, asker) as (session, reader):
            is_left_alone = relationships.was_asked_not_to(session, reader, about_id=about_id)
            if not is_left_alone:
                service.choose(
                    session,
                    reader,
                    about_id=about_id,
                    question=Rhythm(question) if question in set(Rhythm) else None,
                    is_listed=in_touch not in (None, forms.OFF),
                    rhythm_days=int(in_touch) if in_touch and in_touch.isdigit() else None,
                )
            page = forms.people(service.people_of(session, reader))
        if is_left_alone:
            answers.with_view(ack, rests.left_alone(about_id))
            return
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["root_view_id"], page)
        ack()


def _how_often(session: Session, reader: Reader, about_id: str) -> Block:
    one = service.one_of(session, reader, about_id=about_id)
    if one.rest is not None and one.rest.kind == RestKind.ASKED_NOT_TO:
        return rests.left_alone(about_id)
    return forms.change(one)


def _register_rests(app: App, parts: Parts) -> None:
    @app.action(Rest.REST)
    def rest(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            until = leaving_alone.let_rest(session, reader, about_id=action["value"])
        show(parts, asker, body, rests.rests(until))
        ack()

    @app.action(Rest.ASKED_NOT_TO)
    def asked_not_to(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            leaving_alone.they_asked_me_not_to(session, reader, about_id=action["value"])
        show(parts, asker, body, rests.rests(None))
        ack()

    @app.action(Rest.CHANGED)
    def over(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            relationships.take_up_again(session, reader, about_id=action["value"])
        show(parts, asker, body, rests.changed())
        ack()

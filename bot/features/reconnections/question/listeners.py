"""Slack's doors to a question: the screens on the way to one, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people.models import Relation
from bot.features.people.reader import Reader
from bot.features.questions import service as questions
from bot.features.questions.bank import bank_for
from bot.features.questions.history import Outcome
from bot.features.reconnections import forms, rests, screens, service, sides
from bot.features.reconnections.models import Side
from bot.features.reconnections.pressing import about, chosen, deed, look, show, way_of
from bot.features.reconnections.screens import Action
from bot.features.reconnections.service import Asking
from bot.features.reconnections.steps import Step, Way, next_step
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block


def register(app: App, parts: Parts) -> None:
    """Everything a person can do on the way to a question, and with one."""
    _register_way(app, parts)
    _register_answers(app, parts)
    _register_promise(app, parts)


def go_on(parts: Parts, asker: Asker, way: Way) -> Block:
    """The next screen. Only a question is written down; every screen before it is only looked at."""
    with look(parts, asker) as (session, reader):
        step = next_step(session, reader, way)
        if step is not Step.QUESTION:
            return _screen(session, reader, way, step)
    with deed(parts, asker) as (session, reader):
        return _screen(session, reader, way, step)


def _register_way(app: App, parts: Parts) -> None:
    @app.action(Action.EVERYDAY)
    def everyday(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), way_of(body)
        show(parts, asker, body, go_on(parts, asker, Way(way.about_id, is_everyday=True)))
        ack()

    @app.view(screens.WHO)
    def who(ack: Ack, body: Body) -> None:
        way = Way(filled_in.chosen(body, "about_id"), is_everyday=way_of(body).is_everyday)
        answers.with_view(ack, go_on(parts, asker_of(body), way))

    @app.view(screens.SIDE)
    def side(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), way_of(body)
        about_id = way.about_id or ""
        asks_relation = any(block.get("block_id") == "relation" for block in body["view"]["blocks"])
        with deed(parts, asker) as (session, reader):
            service.tell_side(
                session,
                reader,
                about_id=about_id,
                side=chosen(Side, body, "side"),
                relation=chosen(Relation, body, "relation") if asks_relation else None,
            )
            further = Way(about_id, way.is_everyday)
            screen = _screen(session, reader, further, next_step(session, reader, further))
        if way.is_on_top:
            below = body["view"]["previous_view_id"]
            parts.gateway_of(asker.workspace_id).update_view(below, screen)
            ack()
        else:
            answers.with_view(ack, screen)

    @app.action(Action.DIFFERENT)
    def different(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), way_of(body)
        # What was everyday before may not be so now: whoever says *tense* here is asked anew.
        on_top = Way(way.about_id, is_on_top=True)
        with look(parts, asker) as (session, reader):
            form = _screen(session, reader, on_top, Step.SIDE)
        parts.gateway_of(asker.workspace_id).push_view(asker.trigger_id, form)
        ack()


def _register_answers(app: App, parts: Parts) -> None:
    def close_with(outcome: Outcome) -> Callable[..., None]:
        def close(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            with deed(parts, asker) as (session, reader):
                service.answer(session, reader, shown_id=int(action["value"]), outcome=outcome)
            show(parts, asker, body, screens.answered(way_of(body), outcome=outcome))
            ack()

        return close

    app.action(Action.ASKED)(close_with(Outcome.ASKED))
    app.action(Action.NOT_NOW)(close_with(Outcome.NOT_NOW))

    @app.action(Action.ANOTHER)
    def another(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, way = asker_of(body), way_of(body)
        with deed(parts, asker) as (session, reader):
            shown = service.pressed(session, reader, shown_id=int(action["value"]))
            asking = service.present_another(
                session, bank_for(reader.language), reader, about_id=shown.about_id, than_id=shown.id
            )
        show(parts, asker, body, _question(asking, way, asker.workspace_id))
        ack()

    @app.action(Action.NOT_FOR_ME)
    def not_for_me(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, way = asker_of(body), way_of(body)
        with deed(parts, asker) as (session, reader):
            shown = service.pressed(session, reader, shown_id=int(action["value"]))
            questions.answer(shown, outcome=Outcome.NOT_FOR_ME)
            session.flush()
            asking = service.present(session, bank_for(reader.language), reader, about_id=shown.about_id)
        show(parts, asker, body, _question(asking, way, asker.workspace_id))
        ack()


def _register_promise(app: App, parts: Parts) -> None:
    @app.action(Action.PROMISE)
    def promise(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), way_of(body)
        with look(parts, asker) as (session, reader):
            other = about(session, reader, way)
            given = service.suggestion(session, bank_for(reader.language), reader, about=other)
        due_on = reader.working_time.working_day_after(reader.today)
        form = forms.act(way, given=given, due_on=due_on)
        parts.gateway_of(asker.workspace_id).push_view(asker.trigger_id, form)
        ack()

    @app.view(forms.ACT)
    def act(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), way_of(body)
        with deed(parts, asker) as (session, reader):
            follow_up = service.promise_act(
                session,
                reader,
                about_id=way.about_id or "",
                act=filled_in.text(body, "words"),
                due_on=filled_in.day(body, "due_on") or reader.today,
            )
        answers.with_view(ack, forms.promised(follow_up.next_nudge_on))


def _screen(session: Session, reader: Reader, way: Way, step: Step) -> Block:
    if step is Step.LEFT_ALONE and way.about_id:
        return rests.left_alone(way.about_id)
    if step is Step.SAFETY:
        return screens.safety(way.packed(), everyday=Action.EVERYDAY)
    if step is Step.WHO or way.about_id is None:
        return screens.who(way)
    if step is Step.SIDE:
        return screens.side(
            way,
            name=about(session, reader, way).name,
            given=sides.side_of(session, reader, about_id=way.about_id),
            asks_relation=sides.direction_to(session, reader, about_id=way.about_id) is None,
        )
    asking = service.present(session, bank_for(reader.language), reader, about_id=way.about_id)
    return _question(asking, way, reader.workspace_id)


def _question(asking: Asking | None, way: Way, workspace_id: str) -> Block:
    return screens.question(asking, way, workspace_id=workspace_id) if asking else screens.used_up(way)

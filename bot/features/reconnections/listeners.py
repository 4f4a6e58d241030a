"""Slack's doors to reconnecting: `/reconnect`, the screens behind it, and a waiting question on a card."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.models import Person, Relation
from bot.features.people.reader import Reader, reader_of
from bot.features.questions import service as questions
from bot.features.questions.history import Outcome
from bot.features.reconnections import blocks, forms, rhythms, screens, service, sides
from bot.features.reconnections.exits import Exit, boundaries, contacts
from bot.features.reconnections.models import Rhythm, Side
from bot.features.reconnections.screens import Action
from bot.features.reconnections.service import Asking
from bot.features.reconnections.steps import Step, Way, next_step
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import mrkdwn
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_Chosen = TypeVar("_Chosen", bound=StrEnum)


def register(app: App, parts: Parts) -> None:
    """Everything a person can do to reconnect. Raises ContentError when the bank cannot be used."""
    questions.standard_bank()
    _register_ways_in(app, parts)
    _register_exits(app, parts)
    _register_answers(app, parts)
    _register_beside(app, parts)
    _register_card(app, parts)


def _register_ways_in(app: App, parts: Parts) -> None:
    @app.command("/reconnect")
    def reconnect(ack: Ack, body: Body) -> None:
        asker, text = asker_of(body), (body.get("text") or "").strip()
        if text.lower() == "help":
            answers.to_command(ack, blocks.help_message())
            return
        screen = _go_on(parts, asker, Way(_named(text)))
        parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, screen)
        ack()

    @app.action(Action.EVERYDAY)
    def everyday(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), _way(body)
        _show(parts, asker, body, _go_on(parts, asker, Way(way.about_id, is_everyday=True)))
        ack()

    @app.view(screens.WHO)
    def who(ack: Ack, body: Body) -> None:
        way = Way(filled_in.chosen(body, "about_id"), is_everyday=_way(body).is_everyday)
        answers.with_view(ack, _go_on(parts, asker_of(body), way))

    @app.view(screens.SIDE)
    def side(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), _way(body)
        about_id = way.about_id or ""
        asks_relation = any(block.get("block_id") == "relation" for block in body["view"]["blocks"])
        with _deed(parts, asker) as (session, reader):
            service.tell_side(
                session,
                reader,
                about_id=about_id,
                side=_chosen(Side, body, "side"),
                relation=_chosen(Relation, body, "relation") if asks_relation else None,
            )
            further = Way(about_id, way.is_everyday)
            screen = _screen(session, reader, further, next_step(session, reader, further))
        if way.is_on_top:
            below = body["view"]["previous_view_id"]
            parts.gateway_of(asker.workspace_id).update_view(below, screen)
            ack()
        else:
            answers.with_view(ack, screen)


def _register_exits(app: App, parts: Parts) -> None:
    # Neither writes anything, not even that the press was handled: pressing again shows the same again.
    @app.action(Exit.SERIOUS)
    def serious(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            own = directory.workspace_of(session, asker.workspace_id).serious_contacts
        _show(parts, asker, body, contacts(own))
        ack()

    @app.action(Exit.DISTANCE)
    def distance(ack: Ack, body: Body) -> None:
        _show(parts, asker_of(body), body, boundaries())
        ack()


def _register_answers(app: App, parts: Parts) -> None:
    def close_with(outcome: Outcome) -> Callable[..., None]:
        def close(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            with _deed(parts, asker) as (session, reader):
                shown = service.pressed(session, reader, shown_id=int(action["value"]))
                questions.answer(shown, outcome=outcome)
            _show(parts, asker, body, screens.answered(_way(body), outcome=outcome))
            ack()

        return close

    app.action(Action.ASKED)(close_with(Outcome.ASKED))
    app.action(Action.NOT_NOW)(close_with(Outcome.NOT_NOW))

    @app.action(Action.ANOTHER)
    def another(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, way = asker_of(body), _way(body)
        with _deed(parts, asker) as (session, reader):
            shown = service.pressed(session, reader, shown_id=int(action["value"]))
            asking = service.present_another(
                session, questions.standard_bank(), reader, about_id=shown.about_id, than_id=shown.id
            )
        _show(parts, asker, body, _question(asking, way, asker.workspace_id))
        ack()

    @app.action(Action.NOT_FOR_ME)
    def not_for_me(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, way = asker_of(body), _way(body)
        with _deed(parts, asker) as (session, reader):
            shown = service.pressed(session, reader, shown_id=int(action["value"]))
            questions.answer(shown, outcome=Outcome.NOT_FOR_ME)
            session.flush()
            asking = service.present(session, questions.standard_bank(), reader, about_id=shown.about_id)
        _show(parts, asker, body, _question(asking, way, asker.workspace_id))
        ack()


def _register_beside(app: App, parts: Parts) -> None:
    @app.action(Action.DIFFERENT)
    def different(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), _way(body)
        # What was everyday before may not be so now: whoever says *tense* here is asked anew.
        on_top = Way(way.about_id, is_on_top=True)
        with _look(parts, asker) as (session, reader):
            form = _screen(session, reader, on_top, Step.SIDE)
        parts.gateway_of(asker.workspace_id).push_view(asker.trigger_id, form)
        ack()

    @app.action(Action.PROMISE)
    def promise(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), _way(body)
        with _look(parts, asker) as (session, reader):
            about = _colleague(session, reader, way)
            given = service.suggestion(session, questions.standard_bank(), reader, about=about)
        due_on = reader.working_time.working_day_after(reader.today)
        form = forms.act(way, given=given, due_on=due_on)
        parts.gateway_of(asker.workspace_id).push_view(asker.trigger_id, form)
        ack()

    @app.view(forms.ACT)
    def act(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), _way(body)
        with _deed(parts, asker) as (session, reader):
            follow_up = service.promise_act(
                session,
                reader,
                about_id=way.about_id or "",
                act=filled_in.text(body, "words"),
                due_on=filled_in.day(body, "due_on") or reader.today,
            )
        answers.with_view(ack, forms.promised(follow_up.next_nudge_on))

    @app.action(Action.REGULARLY)
    def regularly(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), _way(body)
        with _look(parts, asker) as (session, reader):
            given = rhythms.with_(session, reader, about_id=_colleague(session, reader, way).id)
        parts.gateway_of(asker.workspace_id).push_view(asker.trigger_id, forms.rhythm(way, given=given))
        ack()

    @app.view(forms.RHYTHM)
    def rhythm(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), _way(body)
        is_off = filled_in.chosen(body, "rhythm") == forms.OFF
        with _deed(parts, asker) as (session, reader):
            wanted = None if is_off else _chosen(Rhythm, body, "rhythm")
            kept = rhythms.choose(session, reader, about_id=way.about_id or "", rhythm=wanted)
        answers.with_view(ack, forms.rhythm_kept(kept))


def _register_card(app: App, parts: Parts) -> None:
    @app.action(blocks.Action.OPEN)
    def open_waiting(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with _look(parts, asker) as (session, reader):
            about_id = rhythms.owned(session, reader, rhythm_id=int(action["value"])).about_id
        answers.open_view(parts, asker, body, _go_on(parts, asker, Way(about_id)))
        ack()

    @app.action(blocks.Action.PUT_OFF)
    def put_off(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with _deed(parts, asker) as (session, reader):
            waiting = rhythms.owned(session, reader, rhythm_id=int(action["value"]))
            own = blocks.block_id(waiting.id)
            instead = {own: blocks.put_off_line(waiting), f"{own}:do": []}
            answers.in_part(session, asker, body, instead, now=reader.now)
        ack()

    @app.action(blocks.Action.WHY)
    def why(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with _look(parts, asker) as (session, reader):
            waiting = rhythms.owned(session, reader, rhythm_id=int(action["value"]))
        answers.open_view(parts, asker, body, blocks.why(waiting))
        ack()


@contextmanager
def _deed(parts: Parts, asker: Asker) -> Iterator[tuple[Session, Reader]]:
    with parts.deed(asker) as (session, now):
        yield session, reader_of(session, asker.workspace_id, asker.person_id, now=now)


@contextmanager
def _look(parts: Parts, asker: Asker) -> Iterator[tuple[Session, Reader]]:
    with parts.look() as (session, now):
        yield session, reader_of(session, asker.workspace_id, asker.person_id, now=now)


def _go_on(parts: Parts, asker: Asker, way: Way) -> Block:
    """The next screen. Only a question is written down; every screen before it is only looked at."""
    with _look(parts, asker) as (session, reader):
        step = next_step(session, reader, way)
        if step is not Step.QUESTION:
            return _screen(session, reader, way, step)
    with _deed(parts, asker) as (session, reader):
        return _screen(session, reader, way, step)


def _screen(session: Session, reader: Reader, way: Way, step: Step) -> Block:
    if step is Step.SAFETY:
        return screens.safety(way)
    if step is Step.WHO or way.about_id is None:
        return screens.who(way)
    if step is Step.SIDE:
        return screens.side(
            way,
            name=_colleague(session, reader, way).name,
            given=sides.side_of(session, reader, about_id=way.about_id),
            asks_relation=sides.direction_to(session, reader, about_id=way.about_id) is None,
        )
    asking = service.present(session, questions.standard_bank(), reader, about_id=way.about_id)
    return _question(asking, way, reader.workspace_id)


def _question(asking: Asking | None, way: Way, workspace_id: str) -> Block:
    return screens.question(asking, way, workspace_id=workspace_id) if asking else screens.used_up(way)


def _colleague(session: Session, reader: Reader, way: Way) -> Person:
    return directory.colleague(
        session, reader.workspace_id, asker_id=reader.person_id, person_id=way.about_id or ""
    )


def _show(parts: Parts, asker: Asker, body: Body, screen: Block) -> None:
    parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], screen)


def _way(body: Body) -> Way:
    return Way.unpacked(body["view"].get("private_metadata") or "")


def _named(text: str) -> str | None:
    named = mrkdwn.mentions_in(text)
    if len(named) > 1:
        raise UserError(words("reconnections/refusals", count=len(named)).plain("one_person"))
    if text and not named:
        shown = mrkdwn.unescape(text)[:40]
        raise UserError(words("reconnections/refusals", text=shown).plain("nobody_named"))
    return named[0] if named else None


def _chosen(choices: type[_Chosen], body: Body, field: str) -> _Chosen:
    value = filled_in.chosen(body, field)
    if value not in set(choices):
        raise UserError(words("reconnections/refusals").plain("choose"), field=field)
    return choices(value)

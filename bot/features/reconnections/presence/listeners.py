"""Slack's doors to one small act a week: its page, its line on a card, and one's own acts."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.features.reconnections.presence import blocks, own_acts, weekly
from bot.features.reconnections.presence.actions import OWN_FORM, PAGE, Action, act_block, shown_in
from bot.features.reconnections.presence.models import Outcome
from bot.features.reconnections.presence.page import own_form, page
from bot.features.reconnections.pressing import deed, look, show
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Kind
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block

Verb = Callable[[Session, Reader, int], list[Block]]


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with small acts."""
    _register_act(app, parts)
    _register_page(app, parts)
    _register_own(app, parts)


def open_page(ack: Any, parts: Parts, asker: Asker, body: Body) -> None:
    """`/reconnect presence`, and *Open* wherever an act is covered."""
    with look(parts, asker) as (session, reader):
        view = page(session, reader)
    answers.open_view(parts, asker, body, view)
    ack()


def _register_act(app: App, parts: Parts) -> None:
    def press_with(verb: Verb) -> Callable[..., None]:
        def press(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker, shown_id = asker_of(body), int(action["value"])
            with deed(parts, asker) as (session, reader):
                lines = verb(session, reader, shown_id)
                view = _change(session, reader, asker, body, shown_id, lines)
            _show(parts, asker, body, view)
            ack()

        return press

    for action_id, verb in _VERBS.items():
        app.action(action_id)(press_with(verb))

    @app.action(Action.WITH)
    def with_whom(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, shown_id = asker_of(body), shown_in(action["block_id"])
        about_id = action.get("selected_user") or ""
        with deed(parts, asker) as (session, reader):
            lines = _note_with(session, reader, shown_id, about_id=about_id)
            view = _change(session, reader, asker, body, shown_id, lines)
        _show(parts, asker, body, view)
        ack()


def _register_page(app: App, parts: Parts) -> None:
    @app.action(Action.OPEN)
    def open_from_card(ack: Ack, body: Body) -> None:
        open_page(ack, parts, asker_of(body), body)

    def press_with(verb: Callable[[Session, Reader], object]) -> Callable[..., None]:
        def press(ack: Ack, body: Body) -> None:
            asker = asker_of(body)
            with deed(parts, asker) as (session, reader):
                verb(session, reader)
                view = page(session, reader)
            _show(parts, asker, body, view)
            ack()

        return press

    app.action(Action.BEGIN)(press_with(weekly.begin))
    app.action(Action.NOW)(press_with(weekly.give))

    stop_on_page = press_with(weekly.stop)

    @app.action(Action.STOP)
    def stop(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        if not answers.is_on_a_message(body):
            stop_on_page(ack, body)
            return
        asker, shown_id = asker_of(body), int(action["value"])
        with deed(parts, asker) as (session, reader):
            weekly.stop(session, reader)
            _change(session, reader, asker, body, shown_id, blocks.stopped(shown_id))
        ack()


def _register_own(app: App, parts: Parts) -> None:
    @app.action(Action.ADD_OWN)
    def open_form(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, own_form())
        ack()

    @app.view(OWN_FORM)
    def add(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            own_acts.add(session, reader, filled_in.text(body, "words"))
            anew = page(session, reader)
        parts.gateway_of(asker.workspace_id).update_view(view["previous_view_id"], anew)
        ack()

    @app.action(Action.TAKE_OUT)
    def take_out(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            own_acts.take_out(session, reader, own_id=int(action["value"]))
            view = page(session, reader)
        _show(parts, asker, body, view)
        ack()


def _did_it(session: Session, reader: Reader, shown_id: int) -> list[Block]:
    weekly.answer(session, reader, shown_id=shown_id, outcome=Outcome.DID_IT)
    return blocks.done(shown_id)


def _not_this_week(session: Session, reader: Reader, shown_id: int) -> list[Block]:
    weekly.answer(session, reader, shown_id=shown_id, outcome=Outcome.NOT_THIS_WEEK)
    choice = weekly.choice_of(session, reader)
    return blocks.not_this_week(shown_id, next_on=choice.next_on if choice else None)


def _another(session: Session, reader: Reader, shown_id: int) -> list[Block]:
    given = weekly.another(session, reader, shown_id=shown_id)
    return blocks.line(given) if given else blocks.used_up(shown_id)


_VERBS: dict[Action, Verb] = {
    Action.DID_IT: _did_it,
    Action.NOT_THIS_WEEK: _not_this_week,
    Action.ANOTHER: _another,
}


def _note_with(session: Session, reader: Reader, shown_id: int, *, about_id: str) -> list[Block]:
    weekly.answer(session, reader, shown_id=shown_id, outcome=Outcome.DID_IT)
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    relationships.log_act(
        session,
        reader.workspace_id,
        person_id=reader.person_id,
        about_id=about_id,
        kind=Kind.PRESENCE,
        key=f"presence:{shown_id}",
        done_on=reader.today,
    )
    return blocks.noted_with(shown_id, about_id=about_id)


def _change(
    session: Session, reader: Reader, asker: Asker, body: Body, shown_id: int, lines: list[Block]
) -> Block:
    """Put ``lines`` in the place of the act on a message; the page as it would look with them."""
    if answers.is_on_a_message(body):
        own = act_block(shown_id)
        answers.in_part(session, asker, body, {f"{own}:do": [], own: lines}, now=reader.now)
    return page(session, reader, news=lines)


def _show(parts: Parts, asker: Asker, body: Body, view: Block) -> None:
    """Show the page anew, if it is the page that was pressed on. A Home tab shows itself anew."""
    if (body.get("view") or {}).get("callback_id") == PAGE:
        show(parts, asker, body, view)

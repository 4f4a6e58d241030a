"""Slack's doors to shout-outs: `/shoutout`, the form, the preview, and what receivers can press."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader, reader_of
from bot.features.shoutouts import (
    blocks,
    drafts,
    forms,
    posting,
    preferences,
    receiver_blocks,
    showing,
    spoken,
    taking_down,
)
from bot.features.shoutouts.actions import Action, choosing
from bot.features.shoutouts.models import Shoutout, State, Way
from bot.features.shoutouts.received import one_received
from bot.features.shoutouts.wording import Wording
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with shout-outs."""
    _register_command(app, parts)
    _register_forms(app, parts)
    _register_preview(app, parts)
    _register_posting_again(app, parts)
    _register_receiving(app, parts)


def _register_command(app: App, parts: Parts) -> None:
    @app.command("/shoutout")
    def shoutout(ack: Ack, body: Body) -> None:
        asker, text = asker_of(body), (body.get("text") or "").strip()
        if text.lower() == "help":
            answers.to_command(ack, showing.help_message())
        elif text.lower() == "received":
            with parts.look() as (session, now):
                page = showing.received_page(session, _reader(session, asker, now=now), skip=0)
            answers.to_command(ack, page)
        elif text.lower() == "settings":
            with parts.look() as (session, _now):
                way = preferences.preference_of(session, asker.workspace_id, asker.person_id)
            answers.open_view(parts, asker, body, forms.settings(way))
            ack()
        elif not text:
            with parts.look() as (session, now):
                form = showing.form(session, _reader(session, asker, now=now))
            answers.open_view(parts, asker, body, form)
            ack()
        else:
            answers.to_command(ack, _kept(parts, asker, spoken.understood(text)))


def _register_forms(app: App, parts: Parts) -> None:
    @app.view(forms.WRITE)
    def write(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        given = Wording(
            did=filled_in.text(body, "did"),
            occasion=filled_in.text(body, "occasion"),
            effect=filled_in.text(body, "effect"),
        )
        receiver_ids = filled_in.several(body, "receivers")
        with parts.deed(asker) as (session, now):
            if view.get("private_metadata"):
                draft = _draft(session, asker, view["private_metadata"], now=now)
                drafts.change(session, draft, receiver_ids=receiver_ids, wording=given, now=now)
            else:
                draft = drafts.keep(
                    session,
                    asker.workspace_id,
                    author_id=asker.person_id,
                    receiver_ids=receiver_ids,
                    wording=given,
                    now=now,
                )
            shown = posting.preview_of(session, draft, now=now)
        answers.with_view(ack, forms.preview(shown))

    @app.view(forms.PREVIEW)
    def post_from_form(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            shoutout, is_current = _referred(session, asker, view["private_metadata"], now=now)
            if is_current:
                posting.post(session, shoutout, now=now)
                shown = forms.page(showing.done(session, shoutout).blocks[0]["text"]["text"])
            else:
                shown = forms.preview(posting.preview_of(session, shoutout, now=now))
        answers.with_view(ack, shown)

    @app.view(forms.SETTINGS)
    def choose_way(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        way = Way(filled_in.chosen(body, "way") or preferences.DEFAULT_WAY)
        with parts.deed(asker) as (session, now):
            preferences.choose_preference(session, asker.workspace_id, asker.person_id, way=way, now=now)
        answers.with_view(ack, forms.page(words("shoutouts/receiver")[f"chosen_{way}"]))


def _register_preview(app: App, parts: Parts) -> None:
    @app.action(Action.POST)
    def post(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            shoutout, is_current = _referred(session, asker, action["value"], now=now)
            if is_current:
                posting.post(session, shoutout, now=now)
                answer = showing.done(session, shoutout)
            else:
                answer = blocks.preview(posting.preview_of(session, shoutout, now=now), is_new=False)
            answers.in_place(session, asker, body, answer, now=now)
        ack()

    @app.action(Action.CHANGE)
    def change(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            draft = _draft(session, asker, action["value"], now=now)
            form = showing.filled_form(session, draft)
        if answers.is_on_a_modal(body):
            parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], form)
        else:
            answers.open_view(parts, asker, body, form)
        ack()

    @app.action(Action.CANCEL)
    def cancel(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            drafts.discard(session, _draft(session, asker, action["value"], now=now))
            answers.in_place(session, asker, body, None, now=now)
        ack()

    @app.action(Action.THROW_AWAY)
    def throw_away(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            drafts.discard(session, _draft(session, asker, action["value"], now=now))
        page = forms.page(words("shoutouts/form")["thrown_away"])
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], page)
        ack()


def _register_posting_again(app: App, parts: Parts) -> None:
    @app.action(Action.POST_AGAIN)
    def post_again(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            shoutout = _written(session, asker, action["value"], now=now)
            posting.post_again(session, shoutout, now=now)
            answers.in_place(session, asker, body, showing.done(session, shoutout), now=now)
        ack()

    @app.action(Action.IT_IS_THERE)
    def it_is_there(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            posting.it_is_there(session, _written(session, asker, action["value"], now=now), now=now)
            answers.in_place(session, asker, body, blocks.it_stays(), now=now)
        ack()


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
    for way in Way:
        app.action(choosing(way))(_choose(parts, way))


def _choose(parts: Parts, way: Way) -> Callable[..., None]:
    def chosen(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            preferences.choose_preference(session, asker.workspace_id, asker.person_id, way=way, now=now)
            asked = showing.question(session, _reader(session, asker, now=now), int(action["value"]))
            answers.in_part(session, asker, body, asked, now=now)
        ack()

    return chosen


def _kept(parts: Parts, asker: Asker, said: spoken.Spoken) -> Message:
    """The preview of what was typed; or why there is none, with the words given back."""
    try:
        with parts.deed(asker) as (session, now):
            draft = drafts.keep(
                session,
                asker.workspace_id,
                author_id=asker.person_id,
                receiver_ids=said.receiver_ids,
                wording=Wording(did=said.words),
                now=now,
            )
            return blocks.preview(posting.preview_of(session, draft, now=now))
    except UserError as error:
        return blocks.refused(error.words, given=said.words)


def _written(session: Session, asker: Asker, shoutout_id: str, *, now: datetime) -> Shoutout:
    return drafts.written_by(
        session, asker.workspace_id, author_id=asker.person_id, shoutout_id=int(shoutout_id), now=now
    )


def _draft(session: Session, asker: Asker, shoutout_id: str, *, now: datetime) -> Shoutout:
    draft = _written(session, asker, shoutout_id, now=now)
    if draft.state != State.DRAFT:
        raise UserError(words("shoutouts/refusals").plain("posted_already"))
    return draft


def _referred(session: Session, asker: Asker, reference: str, *, now: datetime) -> tuple[Shoutout, bool]:
    """The shout-out that a preview showed, and whether its words are still those."""
    shoutout_id, _, version = reference.partition(":")
    shoutout = _written(session, asker, shoutout_id, now=now)
    return shoutout, shoutout.state != State.DRAFT or shoutout.version == int(version)


def _taken_down(session: Session, asker: Asker, row_id: str, *, now: datetime) -> dict[str, list[Block]]:
    receiver = taking_down.receiver_row(
        session, asker.workspace_id, person_id=asker.person_id, row_id=int(row_id)
    )
    taking_down.take_down(session, receiver, now=now)
    return showing.question(session, _reader(session, asker, now=now), int(row_id))


def _reader(session: Session, asker: Asker, *, now: datetime) -> Reader:
    return reader_of(session, asker.workspace_id, asker.person_id, now=now)


def _open(parts: Parts, asker: Asker, body: Body, view: Block) -> None:
    gateway = parts.gateway_of(asker.workspace_id)
    show = gateway.push_view if answers.is_on_a_modal(body) else gateway.open_view
    show(asker.trigger_id, view)

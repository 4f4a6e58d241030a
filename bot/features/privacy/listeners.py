"""Slack's doors to my data: look at it, have a copy sent, delete it."""

import json
import re
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.home.tab import Action
from bot.features.people.reader import Reader, reader_of
from bot.features.privacy import exporting, screens
from bot.features.privacy.erasing import erase
from bot.features.privacy.rows import KINDS, Said, counts, names_in, rows_of
from bot.features.workspace import service as workspaces
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with what is held about them."""
    _register_looking(app, parts)
    _register_export(app, parts)
    _register_erasing(app, parts)


def _register_looking(app: App, parts: Parts) -> None:
    @app.command("/tend", matchers=[_asks_for_data])
    @app.action(Action.MY_DATA)
    def my_data(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            workspace = workspaces.workspace_of(session, asker.workspace_id)
            view = screens.overview(counts(session, reader), workspace)
        answers.open_view(parts, asker, body, view)
        ack()

    @app.action(re.compile(rf"^{re.escape(screens.OPEN)}\."))
    def open_kind(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        answers.open_view(parts, asker, body, _page(parts, asker, kind=action["value"], page=0))
        ack()

    @app.action(re.compile(rf"^{re.escape(screens.TURN)}\."))
    def turn(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, place = asker_of(body), json.loads(action["value"])
        view = _page(parts, asker, kind=place["kind"], page=int(place["page"]))
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], view)
        ack()


def _register_export(app: App, parts: Parts) -> None:
    @app.action(screens.EXPORT)
    def warn(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, screens.before_export())
        ack()

    @app.view(screens.EXPORT_FORM)
    def send(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        # Packed before the transaction: nobody else waits for the database meanwhile.
        with parts.look() as (session, now):
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            files = exporting.packed(session, reader)
        with parts.deed(asker) as (session, _now):
            exporting.send(session, reader, files)
        answers.with_view(ack, screens.on_its_way(len(files)))

    @app.action(exporting.DELETE)
    def delete_it(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            exporting.delete_now(session, reader)
            answers.in_place(session, asker, body, _deleted(), now=now)
        ack()


def _register_erasing(app: App, parts: Parts) -> None:
    @app.action(screens.ERASE)
    def ask(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, screens.before_erasing())
        ack()

    @app.view(screens.ERASE_FORM)
    def do(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        posts_too = screens.POSTS_TOO in filled_in.several(body, "posts")
        with parts.deed(asker) as (session, now):
            erased = erase(session, asker.workspace_id, asker.person_id, posts_too=posts_too, now=now)
        answers.with_view(ack, screens.gone(erased))
        # Slack goes on showing the tab as it was last published, with all that stood on it.
        parts.show_home(asker)


def _asks_for_data(body: Body) -> bool:
    # Home's own words for `/tend` are those of whoever has begun; this is for everybody.
    return (body.get("text") or "").strip().lower() == "data"


def _page(parts: Parts, asker: Asker, *, kind: str, page: int) -> Block:
    with parts.look() as (session, now):
        reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
        return _rows_page(session, reader, kind=kind if kind in KINDS else KINDS[0], page=page)


def _rows_page(session: Session, reader: Reader, *, kind: str, page: int) -> Block:
    rows = rows_of(session, reader, kind=kind)
    told = Said(names_in(session, reader, rows), reader=reader)
    return screens.opened(rows, told, kind=kind, page=page)


def _deleted() -> Message:
    said = words("privacy/export")
    return Message(said["notification"], [block_kit.section(said["deleted"])])

"""Slack's doors to calendars: the file, the private address, and its end when the app is removed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.one_on_ones import pressing
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.calendar import feeds, files
from bot.features.one_on_ones.calendar.actions import ALL, CalendarAction
from bot.features.one_on_ones.calendar.page import calendar_page, offer, sent
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything a person can do to have their one-on-ones in another calendar."""
    _register_file(app, parts)
    _register_address(app, parts)
    _register_removal(app, parts)


def open_by_series(ack: Ack, parts: Parts, asker: Asker, body: Body, series_id: str) -> None:
    """The page for one series. Raises NotOnYourList."""
    _open(ack, parts, asker, body, scope=series_id)


def by_command(parts: Parts, asker: Asker) -> Message:
    """`/1on1 calendar`: what the person reads, and can press, about all of their series."""
    with parts.look() as (session, now):
        return offer(session, pressing.reader(session, asker, now), public_url=parts.public_url)


def _register_file(app: App, parts: Parts) -> None:
    @app.action(Action.CALENDAR)
    def open_page(ack: Ack, body: Body) -> None:
        _open(ack, parts, asker_of(body), body, scope=ALL)

    @app.action(CalendarAction.SEND)
    def send(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, scope = asker_of(body), action["value"]
        # Made before the transaction: nobody else waits for the database meanwhile.
        with parts.look() as (session, now):
            reader = pressing.reader(session, asker, now)
            if scope == ALL:
                file = files.file_of_all(session, reader)
            else:
                file = files.file_of_one(session, reader, pressing.one_series(session, asker, scope))
            view = _page(session, parts, asker, scope, now=now, is_sent=True)
        with parts.deed(asker) as (session, now):
            files.send(session, reader, file, now=now)
            if answers.was_for_the_asker_alone(body):
                answers.in_place(session, asker, body, sent(), now=now)
        _show_again(parts, asker, body, view)
        ack()


def _register_address(app: App, parts: Parts) -> None:
    def change_with(verb: Callable[[Session, Asker, datetime], None]) -> Callable[..., None]:
        def change(ack: Ack, body: Body) -> None:
            asker = asker_of(body)
            if parts.public_url is None:
                raise UserError(words("one_on_ones/calendar").plain("no_addresses_here"))
            with parts.deed(asker) as (session, now):
                verb(session, asker, now)
                scope = (body.get("view") or {}).get("private_metadata") or ALL
                view = _page(session, parts, asker, scope, now=now)
            _show_again(parts, asker, body, view)
            ack()

        return change

    def make(session: Session, asker: Asker, now: datetime) -> None:
        feeds.make_address(session, asker.workspace_id, asker.person_id, now=now)

    def stop(session: Session, asker: Asker, _now: datetime) -> None:
        feeds.stop(session, asker.workspace_id, asker.person_id)

    app.action(CalendarAction.MAKE_ADDRESS)(change_with(make))
    app.action(CalendarAction.STOP_ADDRESS)(change_with(stop))


def _register_removal(app: App, parts: Parts) -> None:
    @app.middleware
    def stop_addresses(body: Body, next: Callable[[], Any]) -> None:
        """An event has one listener, and that of the app's removal is about people."""
        event = body.get("event") or {}
        is_revoked = event.get("type") == "tokens_revoked" and (event.get("tokens") or {}).get("bot")
        if event.get("type") == "app_uninstalled" or is_revoked:
            with parts.database.transaction() as session:
                feeds.stop_all(session, asker_of(body).workspace_id)
        next()


def _open(ack: Ack, parts: Parts, asker: Asker, body: Body, *, scope: str) -> None:
    with parts.look() as (session, now):
        view = _page(session, parts, asker, scope, now=now)
    answers.open_view(parts, asker, body, view)
    ack()


def _page(
    session: Session, parts: Parts, asker: Asker, scope: str, *, now: datetime, is_sent: bool = False
) -> Block:
    one = None if scope == ALL else pressing.one_series(session, asker, scope)
    return calendar_page(
        session,
        pressing.reader(session, asker, now),
        scope=scope,
        other_id=one.other_end(asker.person_id) if one else None,
        public_url=parts.public_url,
        is_sent=is_sent,
    )


def _show_again(parts: Parts, asker: Asker, body: Body, view: Block) -> None:
    if answers.is_on_a_modal(body):
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], view)

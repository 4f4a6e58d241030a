"""Slack's doors to what two people expect of each other. No message is ever sent about it."""

from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.expectations import screens
from bot.features.reconnections.expectations.sides import sides, take_back, write
from bot.features.reconnections.pressing import deed, look, show
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with what they expect of somebody."""

    @app.view(screens.FORM)
    def keep(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        about_id = view["private_metadata"]
        with deed(parts, asker_of(body)) as (session, reader):
            write(
                session,
                reader,
                about_id=about_id,
                text=filled_in.text(body, "words"),
                would_share=screens.SHARE in filled_in.several(body, "share"),
            )
            page = screens.kept(sides(session, reader, about_id=about_id))
        answers.with_view(ack, page)

    @app.action(screens.CHANGE)
    def change(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (session, reader):
            form = screens.form(sides(session, reader, about_id=action["value"]))
        show(parts, asker, body, form)
        ack()

    @app.action(screens.TAKE_BACK)
    def take_it_back(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            take_back(session, reader, about_id=action["value"])
            form = screens.form(sides(session, reader, about_id=action["value"]))
        show(parts, asker, body, form)
        ack()


def first_screen(session: Session, reader: Reader, about_id: str) -> Block:
    """`/reconnect expectations @person`, and the button on the agenda of the two."""
    return screens.screen(sides(session, reader, about_id=about_id))

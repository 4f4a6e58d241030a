"""Slack's doors for somebody who was reached out to. None of them writes anything."""

from typing import Any

from slack_bolt import Ack, App

from bot.features.reconnections.content.cards import Received
from bot.features.reconnections.pressing import look, show
from bot.features.reconnections.receiving import screens
from bot.features.reconnections.receiving.screens import Action
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Everything a person can do about something that came to them."""

    def choose(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (_session, reader):
            language = reader.language
        show(parts, asker, body, screens.answers_to(Received(action["value"]), language=language))
        ack()

    for action_id in (Action.ACT, Action.APOLOGY):
        app.action(action_id)(choose)

    @app.action(Action.BACK)
    def back(ack: Ack, body: Body) -> None:
        show(parts, asker_of(body), body, screens.what_came())
        ack()


def open_page(ack: Any, parts: Parts, asker: Asker, body: Body) -> None:
    """`/reconnect received`."""
    answers.open_view(parts, asker, body, screens.what_came())
    ack()

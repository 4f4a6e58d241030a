"""Slack's doors to the cards that are there to be read. None of them writes anything."""

from typing import Any

from slack_bolt import Ack, App

from bot.features.reconnections.around.actions import Action
from bot.features.reconnections.around.showing import show_in_front
from bot.features.reconnections.knowledge import cards
from bot.features.reconnections.pressing import look
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Everything there is to read."""

    @app.action(Action.STEADY)
    def steady(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (_session, reader):
            view = cards.before_a_hard_talk(reader.language)
        show_in_front(parts, asker, body, view)
        ack()

    @app.action(Action.MYTH)
    def myth(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (_session, reader):
            view = cards.myth(action["value"], language=reader.language, day=reader.today)
        answers.open_view(parts, asker, body, view)
        ack()


def open_examples(ack: Any, parts: Parts, asker: Asker, body: Body) -> None:
    """`/reconnect example`."""
    with look(parts, asker) as (_session, reader):
        view = cards.examples(reader.language)
    answers.open_view(parts, asker, body, view)
    ack()

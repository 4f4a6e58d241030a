"""Slack's doors to the rooms around the act: the words behind `/reconnect`, and buttons that lead there."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.one_on_ones.actions import Action as OneOnOneAction
from bot.features.people.reader import Reader
from bot.features.reconnections.around import doorstep, screens
from bot.features.reconnections.around.actions import WHOM, Action, Towards
from bot.features.reconnections.around.showing import show_in_front
from bot.features.reconnections.asking import listeners as asking
from bot.features.reconnections.expectations import listeners as expectations
from bot.features.reconnections.expectations.sides import written_about
from bot.features.reconnections.in_touch import screens as in_touch
from bot.features.reconnections.knowledge import listeners as knowledge
from bot.features.reconnections.presence import listeners as presence
from bot.features.reconnections.pressing import deed, look, named_in, show
from bot.features.reconnections.receiving import listeners as receiving
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Act
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block, section
from bot.platform.slack.message import Message
from bot.platform.templating import words

_PAGES: Mapping[str, Callable[[Any, Parts, Asker, Body], None]] = {
    "presence": presence.open_page,
    "received": receiving.open_page,
    "example": knowledge.open_examples,
}
# Slack takes 100 blocks in a modal; whoever is not among them is chosen in the field.
_MOST_WRITTEN = 50
_FIRST_SCREENS: Mapping[Towards, Callable[[Session, Reader, str], Block]] = {
    Towards.ASK: asking.first_screen,
    Towards.EXPECTATIONS: expectations.first_screen,
}


def register(app: App, parts: Parts) -> None:
    """Everything a person can do around the act."""
    for room in (presence, receiving, expectations, asking, knowledge):
        room.register(app, parts)
    _register_ways_in(app, parts)


def answer_command(ack: Ack, parts: Parts, asker: Asker, body: Body, text: str) -> bool:
    """What a first word of ``text`` stands for; False when it stands for nothing here. Raises UserError."""
    first, _, rest = text.partition(" ")
    word = first.lower()
    if word in _PAGES:
        _PAGES[word](ack, parts, asker, body)
        return True
    if word not in set(Towards):
        return False
    towards, about_id = Towards(word), named_in(rest)
    if about_id is not None and towards is Towards.TALKED:
        _note_talk(parts, asker, about_id)
        said = words("reconnections/around", about_id=about_id)
        answers.to_command(ack, Message(said["notification"], [section(said["talked_said"])]))
        return True
    view = _go(parts, asker, towards, about_id) if about_id else _whom(parts, asker, towards)
    answers.open_view(parts, asker, body, view)
    ack()
    return True


def _register_ways_in(app: App, parts: Parts) -> None:
    def lead_to(towards: Towards) -> Callable[..., None]:
        def lead(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            about_id = action.get("selected_user") or action.get("value") or ""
            show_in_front(parts, asker, body, _go(parts, asker, towards, about_id))
            ack()

        return lead

    app.action(Action.ASK)(lead_to(Towards.ASK))
    app.action(OneOnOneAction.EXPECTATIONS)(lead_to(Towards.EXPECTATIONS))
    app.action(Action.TALKED)(lead_to(Towards.TALKED))
    app.action(Action.TALKED_WITH)(lead_to(Towards.TALKED))

    @app.view(WHOM)
    def whom(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        towards, about_id = Towards(view["private_metadata"]), filled_in.chosen(body, "about_id") or ""
        answers.with_view(ack, _go(parts, asker_of(body), towards, about_id))

    @app.action(Action.GO_ON)
    def go_on(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        towards, about_id = doorstep.goal_in(body["view"]["private_metadata"])
        with look(parts, asker) as (session, reader):
            view = _FIRST_SCREENS[towards](session, reader, about_id)
        show(parts, asker, body, view)
        ack()


def _go(parts: Parts, asker: Asker, towards: Towards, about_id: str) -> Block:
    """The screen to which that leads. Raises NobodyToTurnTo."""
    if towards is Towards.TALKED:
        return in_touch.talked(_note_talk(parts, asker, about_id))
    with look(parts, asker) as (session, reader):
        screen = _FIRST_SCREENS[towards](session, reader, about_id)
        if doorstep.comes_first(session, reader, about_id=about_id):
            return doorstep.safety(towards, about_id)
        return screen


def _whom(parts: Parts, asker: Asker, towards: Towards) -> Block:
    if towards is not Towards.EXPECTATIONS:
        return screens.whom(towards)
    with look(parts, asker) as (session, reader):
        return screens.whom(towards, written_about=written_about(session, reader, most=_MOST_WRITTEN))


def _note_talk(parts: Parts, asker: Asker, about_id: str) -> Act:
    with deed(parts, asker) as (session, reader):
        return relationships.talked(session, reader, about_id=about_id)

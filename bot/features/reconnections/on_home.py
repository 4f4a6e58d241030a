"""Reconnecting on the Home tab: the small act of the week, *we talked*, and what people say."""

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.around.actions import talked_select
from bot.features.reconnections.knowledge.cards import myth_on_home
from bot.features.reconnections.presence.page import on_home as small_act
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def section(session: Session, reader: Reader) -> list[Block]:
    """All of it is there to be looked at; nothing of it is ever pushed."""
    said = words("reconnections/around")
    begin = block_kit.button(words("reconnections/first").plain("title"), action_id=Action.BEGIN)
    return [
        block_kit.header(said.plain("home_heading")),
        *small_act(session, reader),
        block_kit.actions([begin, talked_select()], block_id="talked"),
        *myth_on_home(reader.today, language=reader.language),
    ]

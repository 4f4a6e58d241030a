"""Reconnecting on the Home tab: what was begun, one question and one small act for today, cards to read."""

from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.features.reconnections import blocks, rhythms
from bot.features.reconnections.acts import drafts
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.around.actions import steady_button, talked_select
from bot.features.reconnections.knowledge.cards import myth_on_home
from bot.features.reconnections.presence.page import on_home as small_act
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

EXAMPLES = "reconnections.examples_on_home"
"""The button that shows the worked examples."""


def begun(session: Session, reader: Reader) -> list[Block]:
    """The act that the reader began and has not finished, with the way back to it."""
    draft = drafts.saved(session, reader)
    if draft is None:
        return []
    known = directory.people(session, reader.workspace_id, [draft.about_id]) if draft.about_id else {}
    name = known[draft.about_id].name if draft.about_id in known else draft.label
    said = words("reconnections/on_home", name=name)
    button = block_kit.button(said.plain("go_on"), action_id=Action.BEGIN)
    return [block_kit.section(said["begun"], accessory=button)]


def today(session: Session, reader: Reader) -> list[Block]:
    """One question and one small act. All of it is there to be looked at; nothing of it is ever pushed."""
    begin = block_kit.button(words("reconnections/first").plain("title"), action_id=Action.BEGIN)
    return [
        block_kit.header(words("reconnections/around").plain("home_heading")),
        *_question(session, reader),
        *small_act(session, reader),
        block_kit.actions([begin, talked_select()], block_id="talked"),
    ]


def to_read(reader: Reader) -> list[Block]:
    """The myth of the month, and the cards that are always there."""
    said = words("reconnections/on_home")
    examples = block_kit.button(said.plain("examples"), action_id=EXAMPLES)
    return [
        *myth_on_home(reader.today, language=reader.language),
        block_kit.actions([examples, steady_button()], block_id="to_read"),
    ]


def _question(session: Session, reader: Reader) -> list[Block]:
    """The question that has waited longest, whether a card has told of it or not."""
    longest = rhythms.waiting_longest(session, reader)
    row = rhythms.with_(session, reader, about_id=longest[0]) if longest else None
    if row is None:
        return []
    said = words("reconnections/on_home", about_id=row.about_id)
    button = block_kit.button(said.plain("open"), action_id=blocks.Action.OPEN, value=str(row.id))
    return [block_kit.section(said["question"], accessory=button)]

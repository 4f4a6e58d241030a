"""Somebody reached out: how to take it, and words to answer with. Nothing here is stored."""

from enum import StrEnum

from bot.features.reconnections import exits
from bot.features.reconnections.content.cards import Received
from bot.features.reconnections.content.library import content_for
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


class Action(StrEnum):
    """What came. The value says it once more."""

    ACT = "reconnections.received_act"
    APOLOGY = "reconnections.received_apology"
    BACK = "reconnections.received_back"


_BUTTONS = {Received.ACT: Action.ACT, Received.APOLOGY: Action.APOLOGY}


def what_came() -> Block:
    """How to take it, whatever it was; and which of the two it was."""
    said = words("reconnections/receiving")
    buttons = [
        block_kit.button(said.plain(received), action_id=action, value=received)
        for received, action in _BUTTONS.items()
    ]
    return _page([block_kit.section(said["lead"]), block_kit.actions(buttons, block_id="received")])


def answers_to(received: Received, *, language: str) -> Block:
    """Words for each of the answers one may give, or not give."""
    said = words("reconnections/receiving")
    blocks = [block_kit.section(said[f"{received}_lead"])]
    for card in content_for(language).receiving_for(received):
        blocks.append(block_kit.section(words("reconnections/receiving", title=card.title)["answer"]))
        # Literal words: the ___ of a sentence would be markup elsewhere.
        blocks.append(block_kit.rich_text([block_kit.rich_text_quote(card.words)]))
    back = block_kit.button(said.plain("back"), action_id=Action.BACK)
    return _page([*blocks, block_kit.context(said["end"]), block_kit.actions([back], block_id="back")])


def _page(blocks: list[Block]) -> Block:
    said = words("reconnections/receiving")
    return block_kit.modal(
        said.plain("title"),
        blocks=[*blocks, block_kit.context(said["nothing_kept"]), exits.row()],
        callback_id="reconnections.received",
        close=said.plain("close"),
    )

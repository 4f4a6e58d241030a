"""How the weekly question whom one might thank looks: on a card, and once something was pressed."""

from collections.abc import Sequence

from bot.features.shoutouts.actions import Action as Shoutouts
from bot.features.shoutouts.appreciating.actions import Action
from bot.features.shoutouts.appreciating.service import Asked
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def block_id(asked_id: int) -> str:
    """The block that asks; each name stands in one with ``:<its place>`` behind it, the rest in ``:do``."""
    return f"appreciating:{asked_id}"


def line(asked: Asked) -> list[Block]:
    """The question, a line for each of the people, and how to leave it."""
    own = block_id(asked.id)
    said = words("shoutouts/appreciating")
    value = str(asked.id)
    leave = [
        block_kit.button(said.plain("not_this_week"), action_id=Action.NOT_THIS_WEEK, value=value),
        block_kit.button(said.plain("never"), action_id=Action.NEVER, value=value),
    ]
    return [
        *_asks(asked.person_ids, block_id=own),
        block_kit.actions(leave, block_id=f"{own}:do"),
    ]


def left(asked_id: int) -> list[Block]:
    """What stands there after *Not this week*."""
    return [block_kit.context(words("shoutouts/appreciating")["left"], block_id=block_id(asked_id))]


def not_any_more(asked_id: int) -> list[Block]:
    """What stands there after *Don't ask me this*, and how it comes back."""
    return [block_kit.context(words("shoutouts/appreciating")["off"], block_id=block_id(asked_id))]


def line_on_older_card() -> list[Block]:
    """The line of a card that a newer one has taken the place of: it names nobody any more."""
    return [block_kit.context(words("shoutouts/appreciating")["older"])]


def _asks(person_ids: Sequence[str], *, block_id: str) -> list[Block]:
    if len(person_ids) == 1:
        return [_with_button("asks_about_one", person_ids[0], block_id=block_id)]
    names = [
        _with_button("name", person_id, block_id=f"{block_id}:{place}")
        for place, person_id in enumerate(person_ids)
    ]
    return [block_kit.section(words("shoutouts/appreciating")["asks"], block_id=block_id), *names]


def _with_button(part: str, person_id: str, *, block_id: str) -> Block:
    said = words("shoutouts/appreciating", person_id=person_id)
    button = block_kit.button(said.plain("say_thanks"), action_id=Shoutouts.BEGIN, value=f"to:{person_id}")
    return block_kit.section(said[part], accessory=button, block_id=block_id)

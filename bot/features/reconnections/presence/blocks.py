"""How a small act looks: on a card, on its page, and once something was said to it."""

from datetime import date

from bot.features.reconnections.presence.actions import Action, act_block
from bot.features.reconnections.presence.weekly import Given
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def line(given: Given) -> list[Block]:
    """The act of this week on a card. One's own words stay covered: cards are read over shoulders."""
    said = words("reconnections/presence", words=given.text)
    return [
        block_kit.section(said["covered" if given.is_own else "act"], block_id=act_block(given.id)),
        _buttons(given, is_covered=given.is_own, may_stop=True),
    ]


def uncovered(given: Given, *, may_stop: bool) -> list[Block]:
    """The same where only the reader looks."""
    said = words("reconnections/presence", words=given.text)
    return [
        block_kit.section(said["act"], block_id=act_block(given.id)),
        _buttons(given, is_covered=False, may_stop=may_stop),
    ]


def done(shown_id: int) -> list[Block]:
    """*Did it*, and whom it was with, for whoever likes to note that."""
    said = words("reconnections/presence")
    whom = elements.users_select(Action.WITH, placeholder=said.plain("with_whom"))
    return [
        block_kit.context(said["done"], block_id=act_block(shown_id)),
        block_kit.actions([whom], block_id=f"{act_block(shown_id)}:do"),
    ]


def noted_with(shown_id: int, *, about_id: str) -> list[Block]:
    """It is noted whom it was with."""
    said = words("reconnections/presence", about_id=about_id)
    return [block_kit.context(said["done_with"], block_id=act_block(shown_id))]


def not_this_week(shown_id: int, *, next_on: date | None) -> list[Block]:
    """It waits for another week."""
    said = words("reconnections/presence", next_on=next_on)
    return [block_kit.context(said["not_now_said"], block_id=act_block(shown_id))]


def stopped(shown_id: int) -> list[Block]:
    """None come any more."""
    return [block_kit.context(words("reconnections/presence")["stopped"], block_id=act_block(shown_id))]


def used_up(shown_id: int) -> list[Block]:
    """There is no other."""
    return [block_kit.context(words("reconnections/presence")["none"], block_id=act_block(shown_id))]


def line_on_older_card() -> list[Block]:
    """The line of a card that a newer one has taken the place of."""
    return [block_kit.context(words("reconnections/presence")["older"])]


def _buttons(given: Given, *, is_covered: bool, may_stop: bool) -> Block:
    said, value = words("reconnections/presence"), str(given.id)
    names = [("did_it", Action.DID_IT), ("another", Action.ANOTHER), ("not_this_week", Action.NOT_THIS_WEEK)]
    if is_covered:
        names.insert(0, ("open", Action.OPEN))
    if may_stop:
        names.append(("stop", Action.STOP))
    return block_kit.actions(
        [block_kit.button(said.plain(name), action_id=action, value=value) for name, action in names],
        block_id=f"{act_block(given.id)}:do",
    )

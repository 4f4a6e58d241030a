"""The form for a new series."""

from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.arranging.roles import role_field
from bot.features.one_on_ones.arranging.slot_fields import slot_fields, slot_spoken
from bot.features.one_on_ones.spoken.understood import Spoken
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

SET_UP = "one_on_ones.set_up_form"


def set_up_form(given: Spoken | None, *, own_zone: str, their_zone: str | None, asks_role: bool) -> Block:
    """A new series, filled in as far as it was understood.

    ``their_zone`` is None while it is not known who the other is; then several can be set up instead, too.
    ``asks_role``: the asker has not said yet who the other is.
    """
    said = words("one_on_ones/form")
    person = elements.users_select("other_id", initial=given.person_id if given else None)
    blocks = [
        block_kit.input_(said.plain("other_id"), element=person, block_id="other_id"),
        *slot_fields(slot_spoken(given), own_zone=own_zone, their_zone=their_zone),
    ]
    lacks_a_side = given is not None and given.lacks_a_side
    role = given.other_is if given else None
    if asks_role or role or lacks_a_side:
        blocks.append(role_field(role, is_needed=lacks_a_side))
    if given is None:
        several = block_kit.button(said.plain("several_instead"), action_id=Action.SET_UP_SEVERAL)
        blocks.append(block_kit.actions([several]))
    return block_kit.modal(
        said.plain("set_up_title"),
        blocks=blocks,
        callback_id=SET_UP,
        submit=said.plain("set_up_submit"),
        close=said.plain("close"),
    )

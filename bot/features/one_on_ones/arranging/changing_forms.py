"""The forms about a series that is there: another slot, a pause, the end, and when one is told."""

from datetime import date

from bot.features.one_on_ones.arranging.slot_fields import Slot, slot_fields
from bot.features.one_on_ones.models import Series
from bot.features.one_on_ones.sides import LEADS
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

CHANGE = "one_on_ones.change_form"
PAUSE = "one_on_ones.pause_form"
END = "one_on_ones.end_form"
LEAD = "one_on_ones.lead_form"
_ON_THE_CARD = "card"


def change_form(one: Series, slot: Slot, *, own_zone: str, their_zone: str) -> Block:
    """Another rhythm or slot. ``slot`` is the one there is."""
    fields = slot_fields(slot, own_zone=own_zone, their_zone=their_zone)
    return _form("change", fields, one, callback_id=CHANGE)


def pause_form(one: Series, *, until: date) -> Block:
    """Until when? ``until`` is what the form begins with."""
    said = words("one_on_ones/changing")
    field = block_kit.input_(
        said.plain("until"),
        element=elements.datepicker("until", initial=until),
        block_id="until",
        hint=said.plain("until_hint"),
    )
    return _form("pause", [field], one, callback_id=PAUSE)


def end_form(one: Series, *, other_id: str) -> Block:
    """Is it to end? Asked before it does."""
    said = words("one_on_ones/changing", other_id=other_id, is_shared=one.is_shared)
    return _form("end", [block_kit.section(said["end_for_whom"])], one, callback_id=END)


def lead_form(one: Series, *, minutes: int | None) -> Block:
    """How long before each of them is one told? ``minutes`` is what was chosen; None: on the card."""
    said = words("one_on_ones/changing")
    leads = [_ON_THE_CARD, *(str(lead) for lead in LEADS)]
    options = {lead: option(said.plain(f"lead_{lead}"), value=lead) for lead in leads}
    buttons = elements.radio_buttons(
        "lead",
        options=list(options.values()),
        initial=options[_ON_THE_CARD if minutes is None else str(minutes)],
    )
    field = block_kit.input_(
        said.plain("lead"), element=buttons, block_id="lead", hint=said.plain("lead_hint")
    )
    return _form("lead", [field], one, callback_id=LEAD)


def lead_in(body: Body) -> int | None:
    """What was chosen there: minutes, or None for the card. What was on no list is -1."""
    chosen = filled_in.chosen(body, "lead") or ""
    if chosen == _ON_THE_CARD:
        return None
    return int(chosen) if chosen.isdecimal() else -1


def _form(name: str, blocks: list[Block], one: Series, *, callback_id: str) -> Block:
    said = words("one_on_ones/changing")
    return block_kit.modal(
        said.plain(f"{name}_title"),
        blocks=blocks,
        callback_id=callback_id,
        submit=said.plain(f"{name}_submit"),
        close=words("one_on_ones/form").plain("close"),
        private_metadata=str(one.id),
    )

"""What the inputs of a message or view hold, in the shape Slack sends as ``state.values``."""

from collections.abc import Iterator
from typing import Any, NamedTuple

State = dict[str, dict[str, dict[str, Any]]]
"""block_id → action_id → the element's type and value."""


class Slot(NamedTuple):
    """Where an element's value stands in the state, where its initial one, and whether it is a list."""

    key: str
    initial: str
    many: bool = False


# https://docs.slack.dev/reference/block-kit/block-elements
SLOTS = {
    "plain_text_input": Slot("value", "initial_value"),
    "email_text_input": Slot("value", "initial_value"),
    "url_text_input": Slot("value", "initial_value"),
    "number_input": Slot("value", "initial_value"),
    "rich_text_input": Slot("rich_text_value", "initial_value"),
    "datepicker": Slot("selected_date", "initial_date"),
    "timepicker": Slot("selected_time", "initial_time"),
    "datetimepicker": Slot("selected_date_time", "initial_date_time"),
    "radio_buttons": Slot("selected_option", "initial_option"),
    "checkboxes": Slot("selected_options", "initial_options", many=True),
    "static_select": Slot("selected_option", "initial_option"),
    "multi_static_select": Slot("selected_options", "initial_options", many=True),
    "users_select": Slot("selected_user", "initial_user"),
    "multi_users_select": Slot("selected_users", "initial_users", many=True),
    "conversations_select": Slot("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Slot("selected_conversations", "initial_conversations", many=True),
    "channels_select": Slot("selected_channel", "initial_channel"),
    "multi_channels_select": Slot("selected_channels", "initial_channels", many=True),
}


def elements_of(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything in a block that a person can press or fill, in reading order."""
    for key in ("accessory", "element", "elements", "actions"):
        inside = block.get(key)
        for element in inside if isinstance(inside, list) else [inside]:
            if isinstance(element, dict) and "action_id" in element:
                yield element


def initial_state(blocks: list[dict[str, Any]], *, kept: State | None = None) -> State:
    """The state of freshly shown blocks. Like Slack, what was filled stays where both ids stay."""
    state: State = {}
    for block in blocks:
        for element in elements_of(block):
            slot = SLOTS.get(element["type"])
            if slot is None:
                continue
            before = (kept or {}).get(block["block_id"], {}).get(element["action_id"])
            if before is None or before["type"] != element["type"]:
                before = {"type": element["type"], slot.key: _initial(element, slot)}
            state.setdefault(block["block_id"], {})[element["action_id"]] = before
    return state


def is_empty(held: dict[str, Any]) -> bool:
    """Whether an element's entry in the state holds nothing: Slack counts blank text as nothing."""
    value = held[SLOTS[held["type"]].key]
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _initial(element: dict[str, Any], slot: Slot) -> Any:
    value = element.get(slot.initial)
    if value is None:
        return [] if slot.many else None
    return value

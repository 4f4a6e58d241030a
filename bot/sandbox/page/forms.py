"""What a form of the page says: which message or modal, and what stands in its fields."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from bot.sandbox.hands.filling import Value
from bot.sandbox.hands.hands import Hands, Screen
from bot.sandbox.rendering.place import field_name
from bot.sandbox.slack.element_state import SLOTS, elements_of
from bot.sandbox.slack.refusals import NotThere, Refused
from bot.sandbox.slack.workspace import Workspace


def text_in(form: FormData, name: str) -> str:
    """The words of one field, ``""`` if there are none."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def screen_in(form: FormData, *, workspace: Workspace) -> Screen:
    """The message, modal or Home tab a form belongs to. Raises NotThere when it is gone."""
    if text_in(form, "view"):
        try:
            return workspace.screens.find(view_id=text_in(form, "view"))
        except Refused:
            raise NotThere("This is no longer open.") from None
    message = workspace.find_message(text_in(form, "channel"), text_in(form, "ts"))
    if message is None:
        raise NotThere("This message is no longer there.")
    return message


def element_in(form: FormData, screen: Screen) -> tuple[dict[str, Any], dict[str, Any]]:
    """The block and the element that was used. Raises NotThere when it is gone."""
    block_id, action_id = text_in(form, "block_id"), text_in(form, "action_id")
    for block in screen.blocks:
        for element in elements_of(block):
            if block["block_id"] == block_id and element["action_id"] == action_id:
                return block, element
    raise NotThere("This is no longer there.")


def fill_in(hands: Hands, screen: Screen, form: FormData, *, zone: ZoneInfo) -> None:
    """Put into ``screen`` what was typed into its inputs; the bot is not told yet."""
    for block in screen.blocks:
        if block["type"] != "input" or block.get("dispatch_action"):
            continue
        for element in elements_of(block):
            if element["type"] in SLOTS:
                value = value_in(form, block, element, zone=zone)
                hands.choose(screen, element["action_id"], value, block_id=block["block_id"])


def value_in(form: FormData, block: dict[str, Any], element: dict[str, Any], *, zone: ZoneInfo) -> Value:
    """What a person has put into ``element``; a date and time is read in ``zone``. None if it is empty.

    Raises NotThere for what cannot be read.
    """
    sent = form.getlist(field_name(block["block_id"], element["action_id"]))
    values = [value for value in sent if isinstance(value, str) and value]
    if "conversations" in element["type"]:
        values = ["@" + value if value.startswith(("U", "W")) else value for value in values]
    if SLOTS[element["type"]].many:
        return values
    if not values:
        return None
    if element["type"] == "datetimepicker":
        try:
            return datetime.fromisoformat(values[0]).replace(tzinfo=zone)
        except ValueError:
            raise NotThere(f"“{values[0]}” is not a date and time.") from None
    return values[0].replace("\r\n", "\n")

"""What a person can reach on a message or view: buttons by their label, fields by theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack.element_state import SLOTS, elements_of
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.words import words_in

Blocks = list[dict[str, Any]]


@dataclass(frozen=True)
class Control:
    """One thing to press or fill, the block it stands in, and the names by which it can be found.

    The first name is what a person reads; ``option`` is set for an entry of an overflow menu.
    """

    index: int
    block: dict[str, Any]
    element: dict[str, Any]
    names: tuple[str, ...]
    option: dict[str, Any] | None = None

    @property
    def dispatches(self) -> bool:
        """Whether using it tells the app at once, and not only with the form."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))

    @property
    def asks_first(self) -> bool:
        return "confirm" in self.element


def find_button(
    blocks: Blocks, label: str, *, block_id: str | None = None, near: str | None = None
) -> Control:
    """The button, or entry of an overflow menu, with this label. Raises NotThere unless there is just one.

    ``block_id`` looks in one block only; ``near`` takes the first at or after the block with these words.
    """
    return _find(list(_buttons(blocks)), label, blocks, block_id=block_id, near=near)


def find_field(
    blocks: Blocks, label: str, *, block_id: str | None = None, near: str | None = None
) -> Control:
    """The field with this label, placeholder, section text or action_id. Raises NotThere as above."""
    return _find(list(_fields(blocks)), label, blocks, block_id=block_id, near=near)


def find_option(element: dict[str, Any], wanted: str) -> dict[str, Any]:
    """The option that reads ``wanted`` or has it as value. Raises NotThere."""
    options = list(element.get("options", []))
    for group in element.get("option_groups", []):
        options += group["options"]
    for option in options:
        if wanted in (option["text"]["text"], without_emoji(option["text"]["text"]), option.get("value")):
            return {key: option[key] for key in ("text", "value", "description") if key in option}
    raise NotThere(f"No option “{wanted}”. There are: {_listed(o['text']['text'] for o in options)}.")


def without_emoji(label: str) -> str:
    """A label without its ``:emoji:``, as it is said aloud."""
    return re.sub(r":[a-z0-9_+'-]+:", "", label).strip()


def _buttons(blocks: Blocks) -> Iterator[Control]:
    for index, block in enumerate(blocks):
        for element in elements_of(block):
            if element["type"] == "button":
                label = element["text"]["text"]
                yield Control(index, block, element, (label, without_emoji(label), element["action_id"]))
            elif element["type"] == "overflow":
                for option in element["options"]:
                    label = option["text"]["text"]
                    yield Control(index, block, element, (label, without_emoji(label)), option)


def _fields(blocks: Blocks) -> Iterator[Control]:
    for index, block in enumerate(blocks):
        for element in elements_of(block):
            if element["type"] in SLOTS:
                said = (block.get("label"), block.get("text"), element.get("placeholder"))
                labels = [part["text"] for part in said if isinstance(part, dict)]
                names = [name for label in labels for name in (label, without_emoji(label))]
                yield Control(index, block, element, (*names, element["action_id"]))


def _find(
    controls: list[Control], label: str, blocks: Blocks, *, block_id: str | None, near: str | None
) -> Control:
    found = [control for control in controls if label in control.names]
    if block_id is not None:
        found = [control for control in found if control.block["block_id"] == block_id]
    if near is not None:
        start = next((index for index, block in enumerate(blocks) if near in words_in(block)), None)
        if start is None:
            raise NotThere(f"Nothing here says “{near}”.")
        found = [control for control in found if control.index >= start]
        found = [control for control in found if control.index == found[0].index]
    if len(found) == 1:
        return found[0]
    there = _listed(control.names[0] for control in controls)
    if not found:
        raise NotThere(f"No “{label}” here. There are: {there}.")
    raise NotThere(f"“{label}” stands here {len(found)} times: say near= or block_id=.")


def _listed(labels: Iterator[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels) or "none"

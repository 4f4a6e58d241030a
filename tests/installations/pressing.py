"""Hands that try whatever is there: each button once, and each form that opens, with a few words in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.sandbox.hands.controls import Control, _buttons, _fields
from bot.sandbox.hands.filling import Value
from bot.sandbox.slack.element_state import is_empty
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from tests.installations.two_teams import Side
from tests.sweeps.registered import listeners

Screen = Message | View
_PATTERNS = [re.compile(name.partition(" ")[2]) for name in listeners() if name.startswith("action ^")]
_MOST_PAGES = 8


@dataclass
class Pressing:
    """What was pressed on one side already, by whoever's hands. ``words`` goes into every field for text.

    ``never``: action_ids that are left alone.
    """

    side: Side
    words: str
    never: frozenset[str] = frozenset()
    pressed: set[str] = field(default_factory=set)

    def everything(self, handle: str) -> None:
        """Press what nobody has pressed yet, wherever this person can, until there is nothing left."""
        while (found := next(self._fresh(self._screens(handle)), None)) is not None:
            screen, control = found
            self._press(handle, screen, control)
            self.behind(handle)

    def behind_lines(self, handle: str, *lines: str) -> None:
        """Type each line, and press what is new on its answer and behind it."""
        for line in lines:
            self.side.hands(handle).types(line)
            self.behind(handle)
            self.everything(handle)

    def behind(self, handle: str) -> None:
        """Go through the modals in front of this person: press what is new, send each form, close."""
        hands, workspace = self.side.hands(handle), self.side.workspace
        for _ in range(_MOST_PAGES):
            front = workspace.modal_of(handle)
            if front is None:
                return
            found = next(self._fresh([front]), None)
            if found is not None:
                self._press(handle, front, found[1])
                continue
            if "submit" not in front.content or not self._sent(handle, front):
                hands.close(front)
        front = workspace.modal_of(handle)
        if front is not None:
            hands.close(front, all_of_them=True)

    def _sent(self, handle: str, form: View) -> bool:
        """Whether the form was new, and went through."""
        name = f"submit {form.callback_id}"
        if name in self.pressed:
            return False
        self.pressed.add(name)
        hands = self.side.hands(handle)
        for control in list(_fields(form.blocks)):
            held = form.filled.get(control.block["block_id"], {}).get(control.element["action_id"], {})
            if not control.dispatches and (is_empty(held) or not held):
                value = self._value(handle, control)
                if value is not None:
                    label = control.element["action_id"]
                    hands.choose(form, label, value, block_id=control.block["block_id"])
        return hands.submit(form) is None

    def _value(self, handle: str, control: Control) -> Value:
        element = control.element
        kind = element["type"].removeprefix("multi_")
        today = self.side.now().date()
        match kind:
            case "static_select" | "radio_buttons" | "checkboxes":
                options = list(element.get("options", []))
                options += [one for group in element.get("option_groups", []) for one in group["options"]]
                return str(options[0]["text"]["text"])
            case "users_select":
                return "ana" if handle != "ana" else "maya"
            case "channels_select" | "conversations_select":
                return "#general"
            case "datepicker":
                return today + timedelta(days=3)
            case "timepicker":
                return "10:00"
            case "datetimepicker":
                return self.side.now() + timedelta(days=2)
            case "number_input":
                return str(element.get("min_value", 1))
            case "plain_text_input":
                return f"{self.words} words of {handle}"
            case _:
                return None

    def _press(self, handle: str, screen: Screen, control: Control) -> None:
        hands, label = self.side.hands(handle), control.element["action_id"]
        self.pressed.add(_name(control))
        block_id = control.block["block_id"]
        if control.option is not None:
            hands.press(screen, control.names[0], block_id=block_id)
        elif control.element["type"] == "button":
            hands.press(screen, label, block_id=block_id)
        else:
            hands.choose(screen, label, self._value(handle, control), block_id=block_id)

    def _fresh(self, screens: Iterable[Screen]) -> Iterator[tuple[Screen, Control]]:
        for screen in screens:
            for control in (*_buttons(screen.blocks), *_fields(screen.blocks)):
                if not control.dispatches or "url" in control.element:
                    continue
                if _name(control) not in self.pressed and control.element["action_id"] not in self.never:
                    yield screen, control

    def _screens(self, handle: str) -> Iterator[Screen]:
        workspace = self.side.workspace
        home = workspace.home_of(handle)
        yield from reversed(workspace.in_dm(handle))
        if home is not None:
            yield home
        place: Any
        for place in workspace.channels:
            yield from workspace.seen_by(workspace.person(handle), place)


def _name(control: Control) -> str:
    action = control.element["action_id"]
    found = next((pattern.pattern for pattern in _PATTERNS if pattern.search(action)), action)
    return f"{found} {control.option['value']}" if control.option is not None else found

"""One control of a message or modal: where it stands, what it is called, and what happens when it is used."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from bot.sandbox.rendering.scene import Scene, Surface

_STATE = "state/"


def field_name(block_id: str, action_id: str) -> str:
    """The form field that carries the value of this control; ``ids_of_field`` reads it back."""
    return f"{_STATE}{quote(block_id, safe='')}/{quote(action_id, safe='')}"


def ids_of_field(name: str) -> tuple[str, str] | None:
    """The block_id and action_id in a form field's name, or None for other fields."""
    parts = name.removeprefix(_STATE).split("/")
    if not name.startswith(_STATE) or len(parts) != 2:
        return None
    return unquote(parts[0]), unquote(parts[1])


@dataclass(frozen=True)
class Place:
    """Where one control stands. ``acts`` says whether using it is told to the bot at once."""

    scene: Scene
    surface: Surface
    block_id: str
    element: dict[str, Any]
    acts: bool = True
    required: bool = False
    label: str = ""

    @property
    def action_id(self) -> str:
        return str(self.element.get("action_id", ""))

    @property
    def id(self) -> str:
        return self.surface.id_of(self.block_id, self.action_id)

    @property
    def name(self) -> str:
        return field_name(self.block_id, self.action_id)

    @property
    def placeholder(self) -> str:
        return str((self.element.get("placeholder") or {}).get("text", ""))

    @property
    def spoken(self) -> str | None:
        """What a screen reader says where there is no label beside the control."""
        if self.label:
            return None
        return str(self.element.get("accessibility_label") or self.placeholder or "Choose")

    @property
    def held(self) -> Mapping[str, Any] | None:
        """What the person has filled in here so far; None for a control without a value."""
        return self.surface.held.get(self.block_id, {}).get(self.action_id)

    @property
    def takes_focus(self) -> bool:
        return self.surface.fresh and bool(self.element.get("focus_on_load"))

    def pressed(self, value: str | None = None) -> dict[str, str]:
        """The form fields that say this control was used; ``value`` is the option that was chosen."""
        fields = {"block_id": self.block_id, "action_id": self.action_id}
        return fields if value is None else {**fields, "value": value}

    def telling(self, value: str | None = None, *, when: str | None = None) -> dict[str, str | None]:
        """The attributes of a control that tells the bot about itself, on its own event or on ``when``."""
        if not self.surface.live or not self.acts:
            return {}
        return {
            "hx_post": self.surface.action,
            "hx_trigger": when,
            "hx_vals": json.dumps(self.pressed(value), ensure_ascii=True),
        }

"""Modals and Home tabs: what a person has open, and what Slack tells apps about it."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.slack.changes import Changes
from bot.sandbox.slack.element_state import State, initial_state
from bot.sandbox.slack.identifiers import new_id, with_ids
from bot.sandbox.slack.refusals import Refused

# One modal and two pushed on it: https://docs.slack.dev/surfaces/modals
DEEPEST_STACK = 3


@dataclass(eq=False)
class View:
    """A modal or Home tab, alive: an update shows in the object that a test already holds.

    ``content`` is what the app sent, with ids filled in. ``errors`` (block_id → words) are what the
    person reads under the fields since their last submit.
    """

    id: str
    person_id: str
    content: dict[str, Any]
    root_view_id: str
    previous_view_id: str | None = None
    hash: str = field(default_factory=lambda: secrets.token_hex(8))
    filled: State = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    failed_control: str | None = None

    @property
    def type(self) -> str:
        return str(self.content["type"])

    @property
    def blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = self.content["blocks"]
        return blocks

    @property
    def title(self) -> str:
        return str(self.content.get("title", {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        return str(self.content.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        return str(self.content.get("private_metadata", ""))

    def show(self, content: dict[str, Any]) -> None:
        """Take over new content. What was filled stays where block_id and action_id stay."""
        with_ids(content["blocks"])
        self.content = content
        self.hash = secrets.token_hex(8)
        self.filled = initial_state(content["blocks"], kept=self.filled)
        self.errors = {}
        self.failed_control = None

    def as_slack(self, *, team_id: str, bot_id: str, app_id: str) -> dict[str, Any]:
        """Slack's view object (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload)."""
        content = self.content
        return {
            "id": self.id,
            "team_id": team_id,
            "type": self.type,
            "title": content.get("title"),
            "submit": content.get("submit"),
            "close": content.get("close"),
            "blocks": self.blocks,
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "external_id": content.get("external_id", ""),
            "state": {"values": self.filled},
            "hash": self.hash,
            "clear_on_close": bool(content.get("clear_on_close", False)),
            "notify_on_close": bool(content.get("notify_on_close", False)),
            "root_view_id": self.root_view_id,
            "previous_view_id": self.previous_view_id,
            "app_id": app_id,
            "bot_id": bot_id,
            "app_installed_team_id": team_id,
        }


class Screens:
    """Which views are open: a stack of modals and a Home tab for each person (by id)."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._modals: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def modals_of(self, person_id: str) -> list[View]:
        """A person's open modals, the one in front last."""
        return list(self._modals.get(person_id, []))

    def home_of(self, person_id: str) -> View | None:
        return self._homes.get(person_id)

    def open(self, person_id: str, content: dict[str, Any]) -> View:
        """Open a modal in place of whatever modals are open."""
        with self._changes.lock:
            self._modals[person_id] = []
            return self._put(person_id, content)

    def push(self, person_id: str, content: dict[str, Any]) -> View:
        """Put a modal on top. Raises Refused: ``push_limit_reached``; ``not_found`` with none open."""
        with self._changes.lock:
            stack = self._modals.get(person_id, [])
            if not stack:
                raise Refused("not_found")
            if len(stack) >= DEEPEST_STACK:
                raise Refused("push_limit_reached")
            return self._put(person_id, content)

    def find(self, *, view_id: str | None = None, external_id: str | None = None) -> View:
        """The open view or Home with this id. Raises Refused: ``not_found``."""
        for view in [*self._homes.values(), *(v for stack in list(self._modals.values()) for v in stack)]:
            if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                return view
        raise Refused("not_found")

    def update(self, view: View, content: dict[str, Any], *, hash: str | None = None) -> View:
        """Show something else in an open view. Raises Refused: ``hash_conflict`` for an older hash."""
        with self._changes.lock:
            if hash is not None and hash != view.hash:
                raise Refused("hash_conflict")
            view.show(content)
            self._changes.note()
            return view

    def publish(self, person_id: str, content: dict[str, Any], *, hash: str | None = None) -> View:
        """Show a Home tab. Its id stays the same for good."""
        with self._changes.lock:
            home = self._homes.get(person_id)
            if home is None:
                view_id = new_id("V")
                home = View(view_id, person_id, content, root_view_id=view_id)
                hash = None
            self.update(home, content, hash=hash)
            self._homes[person_id] = home
            return home

    def is_open(self, view: View) -> bool:
        return view in self._modals.get(view.person_id, []) or self._homes.get(view.person_id) is view

    def close(self, view: View) -> None:
        """Take one modal away; the one below it is in front again."""
        with self._changes.lock:
            stack = self._modals.get(view.person_id, [])
            if view in stack:
                stack.remove(view)
            self._changes.note()

    def clear(self, person_id: str) -> None:
        """Take all of a person's modals away."""
        with self._changes.lock:
            self._modals.pop(person_id, None)
            self._changes.note()

    def forget(self) -> None:
        with self._changes.lock:
            self._modals.clear()
            self._homes.clear()

    def _put(self, person_id: str, content: dict[str, Any]) -> View:
        stack = self._modals.setdefault(person_id, [])
        view_id = new_id("V")
        root = stack[0].id if stack else view_id
        previous = stack[-1].id if stack else None
        view = View(view_id, person_id, content, root_view_id=root, previous_view_id=previous)
        view.show(content)
        stack.append(view)
        self._changes.note()
        return view

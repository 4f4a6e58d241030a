"""What a person can do in the workspace: type, press, choose, fill in, send."""

from typing import Any

from bot.sandbox.doors.door import Door
from bot.sandbox.hands.commands import give_command
from bot.sandbox.hands.controls import Control, find_button, find_field
from bot.sandbox.hands.filling import Value, held_by
from bot.sandbox.hands.happenings import Happenings
from bot.sandbox.hands.seen import Seen
from bot.sandbox.hands.spelling import spelled
from bot.sandbox.hands.submitting import complaints, follow_answer
from bot.sandbox.slack import payloads
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.element_state import State, initial_state
from bot.sandbox.slack.manifest import Shortcut
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.views import View
from bot.sandbox.slack.workspace import Workspace

Screen = Message | View
"""What can be pressed on: a message, a modal or a Home tab."""


class Hands:
    """The hands of one person. Whatever is not on that person's screen raises NotThere.

    Each act waits for the bot's answer, three seconds of real time at most, as Slack does.
    """

    def __init__(self, workspace: Workspace, door: Door, handle: str | Person) -> None:
        self.person = workspace.person(handle)
        self._workspace = workspace
        self._door = door
        self._happenings = Happenings(workspace, door)

    def types(self, line: str, *, channel: str = "#general") -> Seen:
        """Send a line that starts with a slash, in a channel or (``@tend``) a direct message."""
        mark = self._workspace.changes
        trouble = give_command(self._workspace, self._door, self.person, self._place(channel), line)
        return self._seen(mark, trouble=trouble)

    def says(self, text: str, *, channel: str = "#general", thread_ts: str | None = None) -> Message:
        """Write a message. The bot is not told: it has no scope to read messages."""
        words = spelled(text, directory=self._workspace, with_names=False)
        return self._workspace.post(self._place(channel), author=self.person, text=words, thread_ts=thread_ts)

    def press(
        self,
        screen: Screen,
        label: str,
        *,
        confirm: bool = True,
        block_id: str | None = None,
        near: str | None = None,
    ) -> Seen:
        """Press a button, or choose an entry of an overflow menu, by its label.

        ``confirm`` answers the question that some buttons ask first. With the same label several times,
        ``near`` takes the first at or after the block with these words, ``block_id`` the one in that block.
        """
        mark = self._workspace.changes
        self._reach(screen)
        control = find_button(screen.blocks, label, block_id=block_id, near=near)
        if not self._goes_on(control, confirm=confirm):
            return self._seen(mark)
        chosen: dict[str, Any] = {}
        if control.option is not None:
            chosen["selected_option"] = control.option
        else:
            chosen["text"] = control.element["text"]
            chosen |= {key: control.element[key] for key in ("value", "style") if key in control.element}
        return self._act(screen, control, chosen, mark)

    def choose(
        self,
        screen: Screen,
        label: str,
        value: Value,
        *,
        confirm: bool = True,
        block_id: str | None = None,
        near: str | None = None,
    ) -> Seen:
        """Put ``value`` into a field, by the field's label, placeholder, section text or action_id.

        Options go by their words, people by handle, dates and times as ISO or Python's own; None empties
        it. Outside a form the bot is told at once.
        """
        mark = self._workspace.changes
        self._reach(screen)
        control = find_field(screen.blocks, label, block_id=block_id, near=near)
        held = held_by(control.element, value, directory=self._workspace)
        if control.dispatches and not self._goes_on(control, confirm=confirm):
            return self._seen(mark)
        with self._workspace.lock:
            state = self._state_on(screen)
            state[control.block["block_id"]][control.element["action_id"]] = held
            self._workspace.note_change()
        if not control.dispatches:
            return self._seen(mark)
        chosen = {key: part for key, part in held.items() if key != "type"}
        if "placeholder" in control.element:
            chosen["placeholder"] = control.element["placeholder"]
        return self._act(screen, control, chosen, mark)

    def fill(self, view: View, answers: dict[str, Value]) -> View:
        """Fill in several fields of a modal, by label, one after the other."""
        for label, value in answers.items():
            self.choose(view, label, value)
        return view

    def submit(self, view: View) -> dict[str, str] | None:
        """Press the modal's submit button.

        What is wrong, as words by block_id (``""`` for the whole form), or None when it went through.
        Then ``workspace.modal_of`` tells what is open now.
        """
        self._reach(view)
        if "submit" not in view.content:
            raise NotThere("This modal has nothing to submit.")
        errors = complaints(view)
        if not errors:
            payload = payloads.submission(self._workspace, self.person, view)
            errors = follow_answer(self._workspace, view, self._door.deliver("interactive", payload))
        view.errors = errors
        self._workspace.note_change()
        return errors or None

    def close(self, view: View, *, all_of_them: bool = False) -> None:
        """Close a modal, or with the × all that are stacked. The bot is told if it wished to be."""
        self._reach(view)
        stack = self._workspace.screens.modals_of(self.person.id)
        everything = all_of_them or bool(view.content.get("clear_on_close"))
        for closed in reversed(stack) if everything else [view]:
            self._workspace.screens.close(closed)
            if closed.content.get("notify_on_close"):
                told = payloads.closing(self._workspace, self.person, closed, is_cleared=everything)
                self._door.deliver("interactive", told)

    def opens_home(self) -> View | None:
        """Open the app's Home tab; what is on it after the bot was told."""
        self._happenings.home_is_opened(self.person, tab="home")
        return self._workspace.home_of(self.person)

    def opens_messages(self) -> list[Message]:
        """Open the direct message with the app; what stands there after the bot was told."""
        self._happenings.home_is_opened(self.person, tab="messages")
        return self._workspace.seen_by(self.person, self._workspace.direct_message(self.person))

    def shortcut(self, name: str, message: Message) -> Seen:
        """Choose an entry of a message's menu."""
        self._reach(message)
        shortcut = self._shortcut(name, "message")
        return self._send(payloads.message_shortcut(self._workspace, self.person, shortcut, message))

    def global_shortcut(self, name: str) -> Seen:
        """Choose an entry of the menu beside the message field."""
        return self._send(
            payloads.global_shortcut(self._workspace, self.person, self._shortcut(name, "global"))
        )

    def changes_profile(self, **fields: Any) -> None:
        """Change one's own profile: ``tz``, ``status_text``, ``status_emoji``, ``real_name`` …"""
        self._happenings.changes(self.person, **fields)

    def is_deactivated(self) -> None:
        """Leave the workspace for good."""
        self._happenings.is_deactivated(self.person)

    def _act(self, screen: Screen, control: Control, chosen: dict[str, Any], mark: int) -> Seen:
        action = {
            "type": control.element["type"],
            "action_id": control.element["action_id"],
            "block_id": control.block["block_id"],
            **chosen,
            "action_ts": self._workspace.next_ts(),
        }
        if isinstance(screen, Message):
            payload = payloads.action_on_message(self._workspace, self.person, screen, action)
        else:
            payload = payloads.action_on_view(self._workspace, self.person, screen, action)
        ack = self._door.deliver("interactive", payload)
        # Slack puts a warning sign on the very button that got no answer.
        screen.failed_control = None if ack.ok else control.element["action_id"]
        self._workspace.note_change()
        return self._seen(mark, trouble=ack.error)

    def _send(self, payload: dict[str, Any]) -> Seen:
        mark = self._workspace.changes
        ack = self._door.deliver("interactive", payload)
        return self._seen(mark, trouble=ack.error)

    def _goes_on(self, control: Control, *, confirm: bool) -> bool:
        if not confirm and not control.asks_first:
            raise NotThere(f"“{control.names[0]}” asks no question that could be denied.")
        return confirm

    def _reach(self, screen: Screen) -> None:
        if self.person.deleted:
            raise NotThere(f"{self.person.real_name} is no longer in the workspace.")
        if isinstance(screen, View):
            front = self._workspace.modal_of(self.person)
            if screen is not front and screen is not self._workspace.home_of(self.person):
                raise NotThere("This view is not in front of this person, or no longer.")
        elif screen.deleted or screen not in self._workspace.seen_by(self.person, screen.channel):
            raise NotThere("This person does not see this message, or no longer.")

    def _place(self, channel: str) -> Channel:
        if channel.startswith("@"):
            return self._workspace.direct_message(self.person, channel)
        place = self._workspace.channel(channel)
        if self.person.id not in place.members or place.is_archived or self.person.deleted:
            raise NotThere(f"{self.person.real_name} cannot write in {channel}.")
        return place

    def _shortcut(self, name: str, kind: str) -> Shortcut:
        for shortcut in self._workspace.manifest.shortcuts:
            if shortcut.kind == kind and name in (shortcut.name, shortcut.callback_id):
                return shortcut
        raise NotThere(f"There is no {kind} shortcut “{name}”.")

    def _state_on(self, screen: Screen) -> State:
        if isinstance(screen, View):
            return screen.filled
        return screen.filled.setdefault(self.person.id, initial_state(screen.blocks))

    def _seen(self, mark: int, *, trouble: str | None = None) -> Seen:
        touched = self._workspace.touched_since(mark, self.person)
        return Seen(
            [message for message in touched if message.born > mark],
            changed=[message for message in touched if message.born <= mark],
            modal=self._workspace.modal_of(self.person),
            trouble=trouble,
        )

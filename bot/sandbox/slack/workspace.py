"""The state of a Slack workspace on this machine: who is there, what was said, what is open."""

from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.platform import places
from bot.platform.clock import Clock
from bot.sandbox.slack.calls import Call
from bot.sandbox.slack.changes import Changes
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.directory import Directory
from bot.sandbox.slack.element_state import initial_state
from bot.sandbox.slack.faults import Faults
from bot.sandbox.slack.files import File, Uploads
from bot.sandbox.slack.granted import Granted
from bot.sandbox.slack.identifiers import with_ids
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.messages import Blocks, Message
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.response_urls import ResponseUrls
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.slack.views import Screens, View

Seed = Callable[["Workspace"], None]
# Enough to look back on; judgement. A benchmark makes more calls than anyone reads.
_REMEMBERED = 5000


class Workspace(Directory):
    """One Slack workspace with one app in it. Every method may be called from any thread.

    ``clock`` decides on timestamps and the age of response URLs; trigger ids and the three seconds for an
    answer are real time. ``seed`` fills it, now and on every ``reset()``. ``address`` is where its web API
    answers, without a slash at the end; set it once that is known.
    """

    team_id = "T0TEND0001"
    name = "Harbour"
    domain = "harbour"
    enterprise_id: str | None = None
    app_id = "A0TEND0001"
    bot_id = "B0TEND0001"
    # These open nothing but a sandbox; the bot's settings are made from them.
    bot_token = "xoxb-sandbox"  # noqa: S105
    app_token = "xapp-sandbox"  # noqa: S105
    signing_secret = "sandbox-signing-secret"  # noqa: S105

    def __init__(self, clock: Clock, *, manifest: Manifest | None = None, seed: Seed | None = None) -> None:
        self.clock = clock
        self.manifest = manifest or Manifest.read(places.MANIFEST)
        self.address = ""
        self.is_installed = True
        self.grants: list[Granted] = []
        self._changes = Changes()
        self.lock = self._changes.lock
        self.screens = Screens(self._changes)
        self.triggers = Triggers()
        self.response_urls = ResponseUrls()
        self.uploads = Uploads()
        self.faults = Faults()
        self.socket_tickets: set[str] = set()
        self._seed = seed
        self._calls: deque[Call] = deque(maxlen=_REMEMBERED)
        self._touched: deque[Message] = deque(maxlen=_REMEMBERED)
        self._last_ts = 0
        name = self.manifest.app_name
        super().__init__(self._changes, bot=Person("U0TENDBOT1", name.lower(), name, is_bot=True))
        self._fill()

    # Who may call

    def knows_token(self, token: str) -> bool:
        """Whether the token was ever good for this workspace."""
        return token == self.bot_token or any(each.knows(token) for each in self.grants)

    def fault_of_token(self, token: str) -> str | None:
        """What Slack says of a bot's token; None: nothing against it."""
        granted = next((each for each in self.grants if each.knows(token)), None)
        if granted is not None:
            return granted.fault_of(token, now=self.now())
        if token != self.bot_token:
            return "invalid_auth"
        return None if self.is_installed else "token_revoked"

    # What was said

    def post(
        self,
        channel: str | Channel,
        *,
        author: str | Person,
        text: str = "",
        blocks: Blocks | None = None,
        thread_ts: str | None = None,
        metadata: dict[str, Any] | None = None,
        ephemeral_to: str | None = None,
        files: Sequence[File] = (),
    ) -> Message:
        """Put a message into a channel; the rules of the web API are not applied here."""
        with self.lock:
            place, person = self.channel(channel), self.person(author)
            message = Message(
                channel=place.id,
                ts=self.next_ts(),
                user=person.id,
                text=text,
                blocks=with_ids(blocks or []),
                thread_ts=thread_ts,
                metadata=metadata,
                ephemeral_to=ephemeral_to,
                files=list(files),
                by_app=person is self.bot,
            )
            place.messages.append(message)
            self.touch(message)
            message.born = message.touched
            return message

    def edit(
        self,
        message: Message,
        *,
        text: str | None = None,
        blocks: Blocks | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        """Change a message. What is None stays, as in chat.update; ``[]`` takes the blocks away."""
        with self.lock:
            if text is not None:
                message.text = text
            if blocks is not None:
                message.blocks = with_ids(blocks)
                message.filled = {
                    person_id: initial_state(blocks, kept=state)
                    for person_id, state in message.filled.items()
                }
            if metadata is not None:
                message.metadata = metadata or None
            message.edited = self.next_ts()
            message.failed_control = None
            self.touch(message)

    def delete(self, message: Message) -> None:
        with self.lock:
            message.deleted = True
            place = self.channel(message.channel)
            place.messages = [other for other in place.messages if other is not message]
            self.touch(message)

    def take_away(self, file_id: str) -> bool:
        """Take a file off every message; one with nothing else on it goes. False when it stands on none."""
        with self.lock:
            found = [
                message
                for channel in self.channels
                for message in list(channel.messages)
                if any(file.id == file_id for file in message.files)
            ]
            for message in found:
                message.files = [file for file in message.files if file.id != file_id]
                self.touch(message)
                if not (message.files or message.text or message.blocks):
                    self.delete(message)
            return bool(found)

    def find_message(self, channel_id: str, ts: str) -> Message | None:
        """A message by its channel's id and its ts, ephemeral ones too; None once it is deleted."""
        place = self.channel_with_id(channel_id)
        recent_first = reversed(place.messages) if place else iter(())
        return next((message for message in recent_first if message.ts == ts), None)

    def touch(self, message: Message) -> None:
        """Note that a message looks different now."""
        with self.lock:
            message.touched = self._changes.note()
            self._touched.append(message)

    def next_ts(self) -> str:
        """A Slack timestamp of now, unique and later than all before, even when the clock went back."""
        with self.lock:
            now = int(self.clock.now().timestamp() * 1_000_000)
            self._last_ts = max(now, self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # What can be read

    def forget_ephemerals(self) -> None:
        """Drop every answer that one person alone saw, as Slack does when its page is loaded again."""
        with self.lock:
            for place in self.channels:
                place.messages[:] = [message for message in place.messages if message.ephemeral_to is None]
            self.note_change()

    def in_dm(self, name: str | Person) -> list[Message]:
        """What stands in the bot's direct message with a person, for both to see, oldest first."""
        return self.in_channel(self.direct_message(name))

    def in_channel(self, channel: str | Channel) -> list[Message]:
        """What stands in a channel for all to see, oldest first."""
        return [message for message in self.channel(channel).messages if message.ephemeral_to is None]

    def seen_by(self, name: str | Person, channel: str | Channel) -> list[Message]:
        """What one person sees in a channel, with what is visible to them alone, oldest first."""
        person, place = self.person(name), self.channel(channel)
        if person.id not in place.members:
            return []
        return [message for message in place.messages if message.ephemeral_to in (None, person.id)]

    def touched_since(self, mark: int, name: str | Person) -> list[Message]:
        """What appeared or changed for a person after change number ``mark``, in order of appearance."""
        person = self.person(name)
        with self.lock:
            recent = {id(m): m for m in self._touched if m.touched > mark and not m.deleted}.values()
        visible = [
            message
            for message in recent
            if message.ephemeral_to in (None, person.id)
            and person.id in self.channel(message.channel).members
        ]
        return sorted(visible, key=lambda message: message.ts)

    def modal_of(self, name: str | Person) -> View | None:
        """The modal in front of a person, if one is open."""
        stack = self.screens.modals_of(self.person(name).id)
        return stack[-1] if stack else None

    def home_of(self, name: str | Person) -> View | None:
        """A person's Home tab, if the app has published one."""
        return self.screens.home_of(self.person(name).id)

    # What happened

    @property
    def changes(self) -> int:
        """How many changes there were; only ever grows."""
        return self._changes.count

    def wait_for_change(self, since: int, *, timeout: float) -> int:
        """Wait for a change after number ``since``, at most ``timeout`` seconds; the count then."""
        return self._changes.wait(since, timeout=timeout)

    def note_change(self) -> int:
        """Count a change that was made on an object, such as a person's profile."""
        return self._changes.note()

    @property
    def calls(self) -> list[Call]:
        """What the bot asked for, oldest first; the last 5,000."""
        with self.lock:
            return list(self._calls)

    def refused_calls(self) -> list[Call]:
        """The calls that broke one of Slack's rules: in a healthy test there are none."""
        return [call for call in self.calls if call.was_refused]

    def record(self, call: Call) -> None:
        with self.lock:
            self._calls.append(call)

    def now(self) -> datetime:
        return self.clock.now().astimezone(UTC)

    def reset(self) -> None:
        """Back to how it was at the start: nothing said, nothing open, nothing broken."""
        with self.lock:
            self.screens.forget()
            self.triggers.forget()
            self.response_urls.forget()
            self.uploads.forget()
            self.faults.forget()
            self._calls.clear()
            self._touched.clear()
            self.is_installed = True
            self._last_ts = 0
            self.forget()
            self._fill()

    def _fill(self) -> None:
        if self._seed is not None:
            self._seed(self)
        self._changes.note()

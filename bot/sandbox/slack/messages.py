"""One message in the workspace, and what Slack tells apps about it."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.slack.element_state import State
from bot.sandbox.slack.files import File
from bot.sandbox.slack.words import words_in

Blocks = list[dict[str, Any]]


@dataclass(eq=False)
class Message:
    """A message, alive: an edit shows in the object that a test already holds.

    ``channel``, ``user`` and ``ephemeral_to`` are ids; ``ts`` and ``thread_ts`` are Slack's timestamps;
    ``born`` and ``touched`` are numbers of the workspace's changes. Compared by identity.
    """

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: Blocks = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    ephemeral_to: str | None = None
    by_app: bool = False
    edited: str | None = None
    deleted: bool = False
    born: int = 0
    touched: int = 0
    failed_control: str | None = None
    filled: dict[str, State] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All that can be read on it: the blocks' words, or the text without blocks; the files' names."""
        said = words_in(self.blocks) if self.blocks else self.text
        return "\n".join(filter(None, [said, *(file.name for file in self.files)]))

    def as_slack(self, *, team_id: str, bot_id: str, app_id: str) -> dict[str, Any]:
        """Slack's message object, as it stands in answers and payloads."""
        described: dict[str, Any] = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.by_app:
            described |= {"bot_id": bot_id, "app_id": app_id}
        described |= {"team": team_id}
        if self.blocks:
            described["blocks"] = self.blocks
        if self.files:
            described["files"] = [file.as_slack(user=self.user) for file in self.files]
        if self.thread_ts:
            described["thread_ts"] = self.thread_ts
        if self.edited:
            described["edited"] = {"user": self.user, "ts": self.edited}
        if self.metadata:
            described["metadata"] = self.metadata
        return described

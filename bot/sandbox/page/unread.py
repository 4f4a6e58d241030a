"""Who has already seen which conversation, so that the page can point to what is new."""

from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.workspace import Workspace


class Unread:
    """How far each person has read, by the numbers of the workspace's changes.

    Kept in memory only. What stood there when the page was first drawn counts as read.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[tuple[str, str], int] = {}
        self._from: int | None = None

    def begin_again(self) -> None:
        """Take everything that stands there now as read."""
        self._from = self._workspace.changes
        self._read.clear()

    def mark_read(self, person: Person, channel: Channel) -> None:
        self._read[person.id, channel.id] = self._workspace.changes

    def count(self, person: Person, channel: Channel) -> int:
        """How many messages of others are new to ``person`` in ``channel``."""
        if self._from is None:
            self.begin_again()
        read = max(self._read.get((person.id, channel.id), 0), self._from or 0)
        return sum(
            message.born > read and message.user != person.id
            for message in self._workspace.seen_by(person, channel)
        )

    def count_all(self, person: Person) -> int:
        """How many are new to ``person`` in all conversations together."""
        return sum(self.count(person, channel) for channel in self._workspace.channels_of(person))

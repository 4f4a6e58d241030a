"""What a person sees right after doing something."""

from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View


class Seen(list[Message]):
    """The messages that are new for this person, in order; ``changed`` are older ones that look different.

    ``modal`` is what is open in front of them now; ``trouble`` is what Slack itself says went wrong.
    """

    def __init__(
        self, messages: list[Message], *, changed: list[Message], modal: View | None, trouble: str | None
    ) -> None:
        super().__init__(messages)
        self.changed = changed
        self.modal = modal
        self.trouble = trouble

    @property
    def words(self) -> str:
        """All that is new to read, message by message."""
        return "\n".join(message.words for message in self)

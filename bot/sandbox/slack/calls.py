"""What the bot asked of the workspace, and what it was told."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """One call of the Web API (or ``respond``, ``upload``, or ``ack`` for an answer that was of no use).

    ``answer`` is None when nothing was done; with ``fault`` the bot did not get this answer.
    """

    method: str
    arguments: dict[str, Any]
    answer: dict[str, Any] | None
    fault: str | None = None

    @property
    def was_refused(self) -> bool:
        """Whether Slack said no on its own account, not because it was told to fail."""
        return self.fault is None and self.answer is not None and not self.answer.get("ok", False)

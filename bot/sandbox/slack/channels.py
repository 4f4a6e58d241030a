"""Channels and direct messages, as Slack describes them."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.slack.messages import Message


@dataclass(eq=False)
class Channel:
    """A place where messages stand. ``members`` are people's ids; a direct message has exactly two.

    ``last_post`` is when the app last wrote here, by the monotonic clock, if somebody keeps count.
    """

    id: str
    name: str = ""
    members: list[str] = field(default_factory=list)
    is_private: bool = False
    is_archived: bool = False
    is_im: bool = False
    topic: str = ""
    purpose: str = ""
    created: int = 0
    last_post: float = float("-inf")
    messages: list[Message] = field(default_factory=list)

    @property
    def name_in_payloads(self) -> str:
        """Slack calls every direct message ``directmessage`` in commands and clicks."""
        return "directmessage" if self.is_im else self.name

    def partner_of(self, person_id: str) -> str:
        """The other one in a direct message (oneself, when it is a note to oneself)."""
        return next((member for member in self.members if member != person_id), person_id)

    def as_slack(self, *, seen_by: str) -> dict[str, Any]:
        """Slack's conversation object (https://docs.slack.dev/reference/objects/conversation-object)."""
        if self.is_im:
            return {
                "id": self.id,
                "created": self.created,
                "is_im": True,
                "is_org_shared": False,
                "is_archived": self.is_archived,
                "is_user_deleted": False,
                "user": self.partner_of(seen_by),
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": self.name == "general",
            "is_member": seen_by in self.members,
            "created": self.created,
            "num_members": len(self.members),
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.purpose, "creator": "", "last_set": 0},
        }

"""A message that has not been sent yet."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Message:
    """What is to be said: ``text`` for the notification, ``blocks`` for the conversation.

    ``text`` stands on lock screens and is read out by screen readers. It is mrkdwn, already escaped,
    and in a direct message it names no third person, act or state.
    """

    text: str
    blocks: list[dict[str, Any]]


@dataclass(frozen=True)
class Line:
    """One thing among others in a message: the row it is about, and how it looks."""

    subject_id: int
    blocks: list[dict[str, Any]]

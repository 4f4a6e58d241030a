"""The way from the workspace to the bot, whichever transport it takes, and the bot's answer."""

import json
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Kind = Literal["slash_commands", "interactive", "events_api"]
"""Slack's three inbound kinds, by the names that Socket Mode gives them."""

# https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
SECONDS_TO_ACK = 3.0
TIMED_OUT = "operation_timeout"
NOT_REACHED = "dispatch_failed"


@dataclass(frozen=True)
class Retry:
    """What Slack says about a repeated event: the how-manieth time it is, and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Ack:
    """The bot's answer. ``status`` is an HTTP status (200 for a Socket Mode ack), None if none came.

    ``body`` is the answer's payload, plain text as ``{"text": …}``; ``error`` is Slack's word for what
    went wrong, ``operation_timeout`` or ``dispatch_failed``.
    """

    status: int | None
    body: dict[str, Any] | None = None
    error: str | None = None
    wants_no_retry: bool = False

    @property
    def ok(self) -> bool:
        return self.error is None


class Door(Protocol):
    """Delivers to the bot and waits for its answer, three seconds at most."""

    def deliver(self, kind: Kind, payload: dict[str, Any], *, retry: Retry | None = None) -> Ack: ...


def read_body(raw: bytes, *, content_type: str) -> dict[str, Any] | None:
    """What an HTTP answer says: JSON, or plain text as ``{"text": …}``, or nothing."""
    text = raw.decode("utf-8", errors="replace")
    if not text.strip():
        return None
    if "json" in content_type:
        read = json.loads(text)
        return read if isinstance(read, dict) else None
    return {"text": text}

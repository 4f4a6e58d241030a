"""What Slack's answers mean for a delivery: refused for good, later, or in doubt.

DeliveryError
├── Refused     trying again would change nothing
├── Later       it was not sent; try again after a while
└── InDoubt     it may have been sent: the connection ended before the answer came
"""

import re
from datetime import timedelta

from bot.platform.errors import BotError

Code = str
"""Slack's short name of an error (``channel_not_found``), or one of ours where Slack gave none."""


class DeliveryError(BotError):
    """Slack did not confirm a message."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code
        self.method: str | None = None
        """Which of Slack's methods said so; None for an answer by the address of a press."""


class Refused(DeliveryError):
    """Slack will not take this message, however often it is tried."""


class Later(DeliveryError):
    """Slack did not take it now. ``after`` is how long it asked to be left alone, if it said."""

    def __init__(self, code: Code, *, after: timedelta | None = None) -> None:
        super().__init__(code)
        self.after = after


class InDoubt(DeliveryError):
    """The request went out and no answer came back."""


# https://docs.slack.dev/reference/methods/chat.postMessage, errors that pass by themselves.
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
# https://docs.slack.dev/apis/web-api/rate-limits: of this method in this workspace, and of nothing else.
TOO_FAST = frozenset({"ratelimited", "rate_limited", "http_429"})
# Of the bot's token, whatever it was used for; the last is said of one person, too.
TOKEN_IS_OVER = frozenset(
    {"token_revoked", "token_expired", "invalid_auth", "not_authed", "account_inactive"}
)
# Judgement: no limit of Slack's lasts longer; what asks for more is a mistake on the way.
_LONGEST_WAIT = timedelta(days=1)
BLOCKS_REFUSED = "invalid_blocks"
"""Also of a chart where it cannot stand, and of one that this Slack does not know yet."""
# These end an update without a word: the message is gone or may no longer be changed.
NOTHING_LEFT_TO_CHANGE = frozenset(
    {
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
        "file_not_found",
        "file_deleted",
    }
)
# What a reply was to be said below is not there.
THREAD_IS_GONE = "thread_not_found"


def from_answer(code: Code, *, status: int, retry_after: str | None) -> DeliveryError:
    """The error behind Slack's answer.

    ``code`` is the answer's ``error``, ``status`` the HTTP status, ``retry_after`` the header of that
    name: whole seconds, a day at most; what is not a number counts as not said. Whatever is not one of
    Slack's short names, such as a proxy's page, does not tell whether Slack has taken the message.
    """
    is_readable = re.fullmatch(r"[a-z0-9_]{1,64}", code) is not None
    if not is_readable:
        code = f"http_{status}"
    after = _wait_named(retry_after or "")
    if status == 429 or code in _PASSING or status >= 500:
        return Later(code, after=after)
    return Refused(code) if is_readable or status >= 400 else InDoubt("unreadable_answer")


def _wait_named(retry_after: str) -> timedelta | None:
    if not re.fullmatch(r"[0-9]{1,18}", retry_after, re.ASCII):
        return None
    return min(timedelta(seconds=min(int(retry_after), 10**9)), _LONGEST_WAIT)

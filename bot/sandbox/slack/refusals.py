"""The ways in which the sandbox says no: as Slack's API does, and as a screen does to a hand.

BotError
├── Refused      Slack's API answers ``{"ok": false, "error": code}``
└── NotThere     a person reached for something that is not on their screen
"""

from typing import Any

from bot.platform.errors import BotError
from bot.platform.slack.check import Problem, problems_in_message, problems_in_view


class Refused(BotError):
    """What Slack's API answers instead of doing what was asked. ``more`` stands beside the code."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more

    def as_answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.code, **self.more}


class NotThere(BotError):
    """A button, field, person or channel that this person cannot see, or that is no longer open."""


def refuse_message(text: Any, blocks: Any) -> None:
    """Raise Refused when Slack would not take this: ``no_text``, ``msg_too_long`` or ``invalid_blocks``."""
    if not text and not blocks:
        raise Refused("no_text")
    # Slack takes blocks without a text for the notification, which the bot's own check does not.
    problems = problems_in_message(text or "-", [] if blocks is None else blocks)
    if any(problem.where.startswith("/text") for problem in problems):
        raise Refused("msg_too_long")
    _refuse("invalid_blocks", problems)


def refuse_view(content: Any, *, kind: str) -> None:
    """Raise Refused when Slack would not take this view of that kind, ``modal`` or ``home``."""
    problems = problems_in_view(content)
    if not problems and content["type"] != kind:
        problems = [Problem("/type", f"must be {kind}")]
    _refuse("invalid_arguments", problems, inside="/view")


def _refuse(code: str, problems: list[Problem], *, inside: str = "") -> None:
    if problems:
        messages = [f"[ERROR] {problem.what} [json-pointer:{inside}{problem.where}]" for problem in problems]
        raise Refused(code, errors=messages, response_metadata={"messages": messages})

"""What blocks are made of: texts, options, and the question before a press counts."""

from typing import Any

from bot.platform.slack import limits
from bot.platform.slack.limits import fit

Block = dict[str, Any]


def plain_text(text: str, *, limit: int = limits.TEXT) -> Block:
    """Words without any markup; only ``:emoji:`` is drawn."""
    return {"type": "plain_text", "text": fit(text, limit), "emoji": True}


def mrkdwn(text: str) -> Block:
    """Words with markup, already escaped. Bare ``@here``, ``#general`` and addresses stay words."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def option(text: str, *, value: str, description: str | None = None) -> Block:
    made: Block = {"text": plain_text(text, limit=limits.OPTION), "value": value}
    if description is not None:
        made["description"] = plain_text(description, limit=limits.OPTION)
    return made


def confirm(title: str, *, text: str, yes: str, no: str, style: str | None = None) -> Block:
    """What is asked before a press counts."""
    asked = {
        "title": plain_text(title, limit=limits.CONFIRM_TITLE),
        "text": plain_text(text, limit=limits.CONFIRM_TEXT),
        "confirm": plain_text(yes, limit=limits.CONFIRM_BUTTON),
        "deny": plain_text(no, limit=limits.CONFIRM_BUTTON),
    }
    return asked if style is None else {**asked, "style": style}


def given(kind: str, **parts: Any) -> Block:
    return {"type": kind, **{key: part for key, part in parts.items() if part is not None}}

"""Nothing that Slack would refuse leaves: a strict check of messages and views before they are sent.

The limits come from Slack's documentation (`bot.platform.slack.limits`); where sources differ, the check
keeps to the stricter. It refuses what it does not know, too: at best Slack drops a misspelt key in silence.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.platform.errors import BotError
from bot.platform.slack import limits
from bot.platform.slack.check_blocks import any_block
from bot.platform.slack.check_values import (
    Problem,
    Walk,
    code,
    flag,
    list_of,
    one_of,
    plain_text,
    shape,
    words,
)

__all__ = [
    "BlocksRefused",
    "Problem",
    "check_message",
    "check_view",
    "how_many_fit",
    "problems_in_message",
    "problems_in_view",
]


class BlocksRefused(BotError):
    """Slack would refuse this message or view. ``problems`` say where and why, without people's words."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{problem.where} {problem.what}" for problem in problems))
        self.problems = list(problems)


def check_message(text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
    """Raise BlocksRefused if Slack would not take this message."""
    _refuse(problems_in_message(text, blocks))


def check_view(view: Mapping[str, Any]) -> None:
    """Raise BlocksRefused if Slack would not take this modal or Home tab."""
    _refuse(problems_in_view(view))


def problems_in_message(text: str, blocks: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """What Slack would not take in a message: ``text`` for the notification, and its ``blocks``."""
    walk = Walk("message")
    _message_text(text, "/text", walk)
    walk.characters = 0
    _message_blocks(blocks, "/blocks", walk)
    _check_the_whole(walk)
    total = _total(walk)
    if total > limits.MESSAGE_TOTAL:
        walk.refuse("/blocks", f"are longer than about {limits.MESSAGE_TOTAL} characters together ({total})")
    if walk.markdown > limits.MESSAGE_MARKDOWN:
        walk.refuse("/blocks", f"hold more than {limits.MESSAGE_MARKDOWN} characters of markdown together")
    return walk.problems


def how_many_fit(groups: Sequence[Sequence[Mapping[str, Any]]], *, beside: int) -> int:
    """How many of these groups of blocks, in their order, one message holds beside so many other blocks."""
    room, characters = limits.MESSAGE_BLOCKS - beside, 0
    for count, group in enumerate(groups):
        walk = Walk("message")
        _message_blocks(group, "/blocks", walk)
        room -= len(group)
        characters += _total(walk)
        if room < 0 or characters > limits.MESSAGE_TOTAL - beside * _BESIDE_EACH:
            return count
    return len(groups)


def problems_in_view(view: Mapping[str, Any]) -> list[Problem]:
    """What Slack would not take in a modal or a Home tab."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in ("modal", "home"):
        return [Problem("/type", "must be one of modal, home")]
    walk = Walk(kind)
    (_modal if kind == "modal" else _home)(view, "", walk)
    _check_the_whole(walk)
    if walk.kinds["input"] and kind == "modal" and "submit" not in view:
        walk.refuse("/submit", "is missing, and there is something to fill in")
    size = len(json.dumps(view, default=str))
    if size > limits.VIEW_BYTES:
        walk.refuse("", f"is larger than {limits.VIEW_BYTES} bytes ({size})")
    return walk.problems


# Judgement: a heading or a note is no longer than this.
_BESIDE_EACH = 150
_message_text = words(limits.MESSAGE_TEXT)
_message_blocks = list_of(any_block, at_most=limits.MESSAGE_BLOCKS, at_least=0)
_shared = {
    "callback_id": code(limits.VIEW_CALLBACK_ID),
    "external_id": code(limits.VIEW_EXTERNAL_ID, at_least=0),
    "private_metadata": code(limits.VIEW_PRIVATE_METADATA, at_least=0),
}
_view_blocks = list_of(any_block, at_most=limits.VIEW_BLOCKS)
_label = plain_text(limits.VIEW_TITLE)
_modal = shape(
    required={"type": one_of("modal"), "title": _label, "blocks": _view_blocks},
    optional={
        **_shared,
        "submit": _label,
        "close": _label,
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_home = shape(required={"type": one_of("home"), "blocks": _view_blocks}, optional=_shared)


def _total(walk: Walk) -> int:
    return walk.characters + limits.MESSAGE_TOTAL_PER_BLOCK * walk.kinds.total()


def _check_the_whole(walk: Walk) -> None:
    if walk.kinds["table"] > limits.MESSAGE_TABLES:
        walk.refuse("/blocks", f"hold more than {limits.MESSAGE_TABLES} table")
    if walk.kinds["data_visualization"] > limits.MESSAGE_CHARTS:
        walk.refuse("/blocks", f"hold more than {limits.MESSAGE_CHARTS} charts")
    if walk.focused > 1:
        walk.refuse("/blocks", "hold more than one element with focus_on_load")


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise BlocksRefused(problems)

"""Shapes of messages and views: pure builders of the plain dicts that Slack takes.

They check nothing (`bot.platform.slack.check` does), but labels, where people's words may land, are cut with
an ellipsis at Slack's limit. ``text`` of a section, a field and a context is mrkdwn, escaped before it comes
here; every other text is plain and must not be escaped. https://docs.slack.dev/reference/block-kit
"""

from collections.abc import Mapping, Sequence

from bot.platform.slack import limits
from bot.platform.slack.block_elements import (
    channels_select,
    checkboxes,
    conversations_select,
    datepicker,
    multi_users_select,
    overflow,
    plain_text_input,
    radio_buttons,
    static_select,
    timepicker,
    users_select,
)
from bot.platform.slack.block_parts import Block, confirm, given, mrkdwn, option, plain_text
from bot.platform.slack.block_rich_text import (
    person,
    rich_text,
    rich_text_list,
    rich_text_quote,
    rich_text_section,
    words,
)
from bot.platform.slack.limits import fit

__all__ = [
    "Block",
    "actions",
    "button",
    "channels_select",
    "chart",
    "checkboxes",
    "confirm",
    "context",
    "conversations_select",
    "datepicker",
    "divider",
    "fit",
    "header",
    "home",
    "input_",
    "modal",
    "mrkdwn",
    "multi_users_select",
    "option",
    "overflow",
    "person",
    "plain_text",
    "plain_text_input",
    "radio_buttons",
    "replace_block",
    "rich_text",
    "rich_text_list",
    "rich_text_quote",
    "rich_text_section",
    "section",
    "static_select",
    "timepicker",
    "users_select",
    "without_buttons",
    "words",
]


def header(text: str, *, block_id: str | None = None) -> Block:
    return given("header", block_id=block_id, text=plain_text(text, limit=limits.HEADER))


def section(
    text: str | None = None,
    *,
    fields: Sequence[str] | None = None,
    accessory: Block | None = None,
    block_id: str | None = None,
) -> Block:
    """``text`` and ``fields`` are mrkdwn. One of them at least; fields stand two in a row."""
    return given(
        "section",
        block_id=block_id,
        text=None if text is None else mrkdwn(text),
        fields=[mrkdwn(field) for field in fields] if fields else None,
        accessory=accessory,
    )


def divider(*, block_id: str | None = None) -> Block:
    return given("divider", block_id=block_id)


def context(texts: str | Sequence[str], *, block_id: str | None = None) -> Block:
    """Small grey words, as mrkdwn: one text, or up to ten side by side."""
    every = [texts] if isinstance(texts, str) else texts
    return given("context", block_id=block_id, elements=[mrkdwn(text) for text in every])


def actions(elements: Sequence[Block], *, block_id: str | None = None) -> Block:
    return given("actions", block_id=block_id, elements=list(elements))


def input_(
    label: str,
    *,
    element: Block,
    block_id: str | None = None,
    hint: str | None = None,
    optional: bool | None = None,
    dispatch: bool | None = None,
) -> Block:
    """A field of a form. ``dispatch``: tell the bot of each choice, before the form is sent."""
    return given(
        "input",
        block_id=block_id,
        label=plain_text(label, limit=limits.INPUT_LABEL),
        element=element,
        hint=None if hint is None else plain_text(hint, limit=limits.INPUT_HINT),
        optional=optional,
        dispatch_action=dispatch,
    )


def chart(
    title: str,
    *,
    kind: str,
    categories: Sequence[str],
    series: Mapping[str, Sequence[float]],
    block_id: str | None = None,
) -> Block:
    """A small chart, in messages only. ``kind`` is bar, line or area; a series has a value a category."""
    labels = [fit(category, limits.CHART_LABEL) for category in categories]
    drawn = [
        {
            "name": fit(name, limits.CHART_LABEL),
            "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)],
        }
        for name, values in series.items()
    ]
    return given(
        "data_visualization",
        block_id=block_id,
        title=fit(title, limits.CHART_TITLE),
        chart={"type": kind, "series": drawn, "axis_config": {"categories": labels}},
    )


def button(
    text: str,
    *,
    action_id: str,
    value: str | None = None,
    style: str | None = None,
    confirm: Block | None = None,
    url: str | None = None,
    accessibility_label: str | None = None,
) -> Block:
    """``style`` is primary or danger. ``accessibility_label`` is what a screen reader says instead."""
    return given(
        "button",
        action_id=action_id,
        text=plain_text(text, limit=limits.BUTTON),
        value=value,
        style=style,
        confirm=confirm,
        url=url,
        accessibility_label=None if accessibility_label is None else fit(accessibility_label, limits.BUTTON),
    )


def modal(
    title: str,
    *,
    blocks: Sequence[Block],
    callback_id: str,
    submit: str | None = None,
    close: str | None = None,
    private_metadata: str | None = None,
    notify_on_close: bool | None = None,
) -> Block:
    """A form or a page in front of the conversation. A form needs ``submit``."""
    return given(
        "modal",
        title=plain_text(title, limit=limits.VIEW_TITLE),
        blocks=list(blocks),
        callback_id=callback_id,
        submit=None if submit is None else plain_text(submit, limit=limits.VIEW_TITLE),
        close=None if close is None else plain_text(close, limit=limits.VIEW_TITLE),
        private_metadata=private_metadata,
        notify_on_close=notify_on_close,
    )


def home(
    blocks: Sequence[Block], *, callback_id: str | None = None, private_metadata: str | None = None
) -> Block:
    """The App Home tab of one person."""
    return given("home", blocks=list(blocks), callback_id=callback_id, private_metadata=private_metadata)


def replace_block(blocks: Sequence[Block], block_id: str, new_blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` with ``new_blocks`` where the one called ``block_id`` stood; unchanged if there is none."""
    kept: list[Block] = []
    for block in blocks:
        kept.extend(new_blocks if block.get("block_id") == block_id else [block])
    return kept


def without_buttons(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` as they read once nothing in them can be pressed, chosen or filled in any more."""
    pressable = ("actions", "input", "context_actions")
    return [
        {key: part for key, part in block.items() if key != "accessory" or part.get("type") == "image"}
        for block in blocks
        if block.get("type") not in pressable
    ]

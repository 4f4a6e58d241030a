"""What can be typed into and chosen with, for forms and beside sections."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.platform.slack import limits
from bot.platform.slack.block_parts import Block, given, plain_text
from bot.platform.slack.limits import fit


def plain_text_input(
    action_id: str,
    *,
    initial: str | None = None,
    placeholder: str | None = None,
    multiline: bool | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
    focus: bool | None = None,
) -> Block:
    """Room to type in. ``initial`` is cut to ``max_length``, or to what Slack takes at most."""
    return given(
        "plain_text_input",
        action_id=action_id,
        initial_value=None if initial is None else fit(initial, max_length or limits.PLAIN_TEXT_INPUT),
        placeholder=_placeholder(placeholder),
        multiline=multiline,
        min_length=min_length,
        max_length=max_length,
        focus_on_load=focus,
    )


def users_select(
    action_id: str, *, initial: str | None = None, placeholder: str | None = None, focus: bool | None = None
) -> Block:
    """One person. ``initial`` is a user id."""
    return _chooser("users_select", action_id, placeholder, initial_user=initial, focus_on_load=focus)


def multi_users_select(
    action_id: str,
    *,
    initial: Sequence[str] | None = None,
    placeholder: str | None = None,
    at_most: int | None = None,
    focus: bool | None = None,
) -> Block:
    """Several people. ``initial`` are user ids."""
    return _chooser(
        "multi_users_select",
        action_id,
        placeholder,
        initial_users=list(initial) if initial else None,
        max_selected_items=at_most,
        focus_on_load=focus,
    )


def conversations_select(
    action_id: str,
    *,
    initial: str | None = None,
    placeholder: str | None = None,
    include: Sequence[str] | None = None,
) -> Block:
    """A channel or a conversation. ``include`` narrows it to some of public, private, im and mpim."""
    return _chooser(
        "conversations_select",
        action_id,
        placeholder,
        initial_conversation=initial,
        filter={"include": list(include), "exclude_bot_users": True} if include else None,
    )


def channels_select(action_id: str, *, initial: str | None = None, placeholder: str | None = None) -> Block:
    """A public channel. ``initial`` is a channel id."""
    return _chooser("channels_select", action_id, placeholder, initial_channel=initial)


def multi_channels_select(
    action_id: str,
    *,
    initial: Sequence[str] | None = None,
    placeholder: str | None = None,
    at_most: int | None = None,
) -> Block:
    """Several public channels. ``initial`` are channel ids."""
    return _chooser(
        "multi_channels_select",
        action_id,
        placeholder,
        initial_channels=list(initial) if initial else None,
        max_selected_items=at_most,
    )


def static_select(
    action_id: str, *, options: Sequence[Block], initial: Block | None = None, placeholder: str | None = None
) -> Block:
    """One of up to a hundred options. ``initial`` is one of them."""
    return _chooser("static_select", action_id, placeholder, options=list(options), initial_option=initial)


def radio_buttons(action_id: str, *, options: Sequence[Block], initial: Block | None = None) -> Block:
    """One of up to ten options, all in sight. ``initial`` is one of them."""
    return given("radio_buttons", action_id=action_id, options=list(options), initial_option=initial)


def checkboxes(action_id: str, *, options: Sequence[Block], initial: Sequence[Block] | None = None) -> Block:
    """Any of up to ten options. ``initial`` are some of them."""
    return given(
        "checkboxes",
        action_id=action_id,
        options=list(options),
        initial_options=list(initial) if initial else None,
    )


def datepicker(action_id: str, *, initial: date | None = None, placeholder: str | None = None) -> Block:
    """A calendar day, without a zone."""
    return _chooser(
        "datepicker", action_id, placeholder, initial_date=None if initial is None else initial.isoformat()
    )


def timepicker(
    action_id: str,
    *,
    initial: time | None = None,
    placeholder: str | None = None,
    timezone: str | None = None,
) -> Block:
    """A time on the wall clock. ``timezone`` (IANA) is shown beside it; the person's own if left out."""
    return _chooser(
        "timepicker",
        action_id,
        placeholder,
        initial_time=None if initial is None else initial.strftime("%H:%M"),
        timezone=timezone,
    )


def overflow(action_id: str, *, options: Sequence[Block]) -> Block:
    """Up to five options behind three dots."""
    return given("overflow", action_id=action_id, options=list(options))


def _chooser(kind: str, action_id: str, placeholder: str | None, **parts: Any) -> Block:
    return given(kind, action_id=action_id, placeholder=_placeholder(placeholder), **parts)


def _placeholder(text: str | None) -> Block | None:
    return None if text is None else plain_text(text, limit=limits.PLACEHOLDER)

"""What buttons, menus, pickers and inputs must look like, and where each may stand.

https://docs.slack.dev/reference/block-kit/block-elements and /composition-objects
"""

from typing import Any

from bot.platform.slack import limits
from bot.platform.slack.check_rich_text import rich_text_parts
from bot.platform.slack.check_values import (
    Also,
    Rule,
    Walk,
    action_id,
    address,
    any_text,
    channel_id,
    code,
    flag,
    focus,
    list_of,
    one_kind_of,
    one_of,
    only_in_modals,
    person_id,
    placeholder,
    plain_text,
    shape,
    typed,
    whole,
    words,
    written,
)

_DAY = written(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a day such as 2026-10-07")
_TIME = written(r"([01]\d|2[0-3]):[0-5]\d", "a time such as 09:30")
_ZONE = written(r"[A-Za-z0-9_+\-/]+", "an IANA time zone")
_NUMBER = written(r"-?\d+(\.\d+)?", "a number in a string")
_MANY = 1_000  # judgement: Slack names no number of people or channels chosen beforehand

confirm = shape(
    required={
        "title": plain_text(limits.CONFIRM_TITLE),
        "text": any_text(limits.CONFIRM_TEXT),
        "confirm": plain_text(limits.CONFIRM_BUTTON),
        "deny": plain_text(limits.CONFIRM_BUTTON),
    },
    optional={"style": one_of("primary", "danger")},
)
_dispatch = shape(
    required={
        "trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), at_most=2),
    }
)
_conversations = shape(
    required={},
    optional={
        "include": list_of(one_of("im", "mpim", "private", "public"), at_most=4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_plain_option = shape(
    required={"text": plain_text(limits.OPTION), "value": code(limits.OPTION_VALUE)},
    optional={"description": plain_text(limits.OPTION)},
)
_marked_option = shape(
    required={"text": any_text(limits.OPTION), "value": code(limits.OPTION_VALUE)},
    optional={"description": any_text(limits.OPTION)},
)
_linked_option = shape(
    required={"text": plain_text(limits.OPTION), "value": code(limits.OPTION_VALUE)},
    optional={"description": plain_text(limits.OPTION), "url": address},
)
_group = shape(
    required={
        "label": plain_text(limits.OPTION),
        "options": list_of(_plain_option, at_most=limits.SELECT_OPTIONS),
    }
)


def _every_option(element: dict[str, Any]) -> list[Any]:
    groups = element.get("option_groups")
    lists = [element.get("options")]
    if isinstance(groups, list):
        lists += [group.get("options") for group in groups if isinstance(group, dict)]
    return [option for options in lists if isinstance(options, list) for option in options]


def _begins_among_its_options(element: dict[str, Any], where: str, walk: Walk) -> None:
    options = _every_option(element)
    chosen = element.get("initial_options")
    begins = [("initial_option", element["initial_option"])] if "initial_option" in element else []
    if isinstance(chosen, list):
        begins += [(f"initial_options/{place}", option) for place, option in enumerate(chosen)]
    for key, option in begins:
        if option not in options:
            walk.refuse(f"{where}/{key}", "is none of the options")


def _options_or_groups(element: dict[str, Any], where: str, walk: Walk) -> None:
    if ("options" in element) == ("option_groups" in element):
        walk.refuse(where, "needs options or option_groups, one of the two")
    _begins_among_its_options(element, where, walk)


def _shortest_before_longest(element: dict[str, Any], where: str, walk: Walk) -> None:
    shortest, longest = element.get("min_length"), element.get("max_length")
    if isinstance(shortest, int) and isinstance(longest, int) and shortest > longest:
        walk.refuse(f"{where}/min_length", "is more than max_length")


def _decimals_decided(element: dict[str, Any], where: str, walk: Walk) -> None:
    if "is_decimal_allowed" not in element:
        walk.refuse(f"{where}/is_decimal_allowed", "is missing")


def _menu(own: dict[str, Rule], *, many: bool = False, also: Also | None = None) -> Rule:
    parts: dict[str, Rule] = {"placeholder": placeholder, "confirm": confirm, "focus_on_load": focus, **own}
    if many:
        parts["max_selected_items"] = whole(1, _MANY)
    return typed({"action_id": action_id}, parts, also)


def _typed_in(own: dict[str, Rule], also: Also | None = None) -> Rule:
    parts = {"placeholder": placeholder, "dispatch_action_config": _dispatch, "focus_on_load": focus}
    return typed({"action_id": action_id}, {**parts, **own}, also)


def _pick(own: dict[str, Rule], also: Also | None = None) -> Rule:
    return typed({"action_id": action_id}, {"confirm": confirm, "focus_on_load": focus, **own}, also)


def _choices(own: dict[str, Rule]) -> Rule:
    parts = {"confirm": confirm, "focus_on_load": focus, **own}
    options = list_of(_marked_option, at_most=limits.CHOICE_OPTIONS)
    return typed({"action_id": action_id, "options": options}, parts, _begins_among_its_options)


def one_picture(image: dict[str, Any], where: str, walk: Walk) -> None:
    if ("image_url" in image) == ("slack_file" in image):
        walk.refuse(where, "needs image_url or slack_file, one of the two")


_options = list_of(_plain_option, at_most=limits.SELECT_OPTIONS)
_groups = list_of(_group, at_most=limits.OPTION_GROUPS)
_button_text = plain_text(limits.BUTTON)
_button_label = words(limits.BUTTON)
_feedback = shape(
    required={"text": _button_text, "value": code(limits.BUTTON_VALUE)},
    optional={"accessibility_label": _button_label},
)
_button = typed(
    {"text": _button_text, "action_id": action_id},
    {
        "url": address,
        "value": code(limits.BUTTON_VALUE),
        "style": one_of("primary", "danger"),
        "confirm": confirm,
        "accessibility_label": _button_label,
    },
)
slack_file = shape(required={}, optional={"id": code(limits.ID), "url": address})
image = typed(
    {"alt_text": words(limits.IMAGE_ALT)}, {"image_url": address, "slack_file": slack_file}, one_picture
)

_menus = {
    "static_select": _menu(
        {"options": _options, "option_groups": _groups, "initial_option": _plain_option},
        also=_options_or_groups,
    ),
    "external_select": _menu({"initial_option": _plain_option, "min_query_length": whole(0, limits.TEXT)}),
    "users_select": _menu({"initial_user": person_id}),
    "conversations_select": _menu(
        {
            "initial_conversation": code(limits.ID),
            "default_to_current_conversation": flag,
            "response_url_enabled": only_in_modals,
            "filter": _conversations,
        }
    ),
    "channels_select": _menu({"initial_channel": channel_id, "response_url_enabled": only_in_modals}),
    "multi_static_select": _menu(
        {
            "options": _options,
            "option_groups": _groups,
            "initial_options": list_of(_plain_option, at_most=limits.SELECT_OPTIONS),
        },
        many=True,
        also=_options_or_groups,
    ),
    "multi_external_select": _menu(
        {
            "initial_options": list_of(_plain_option, at_most=limits.SELECT_OPTIONS),
            "min_query_length": whole(0, limits.TEXT),
        },
        many=True,
    ),
    "multi_users_select": _menu({"initial_users": list_of(person_id, at_most=_MANY)}, many=True),
    "multi_conversations_select": _menu(
        {
            "initial_conversations": list_of(code(limits.ID), at_most=_MANY),
            "default_to_current_conversation": flag,
            "filter": _conversations,
        },
        many=True,
    ),
    "multi_channels_select": _menu({"initial_channels": list_of(channel_id, at_most=_MANY)}, many=True),
}
_boxes = {
    "radio_buttons": _choices({"initial_option": _marked_option}),
    "checkboxes": _choices({"initial_options": list_of(_marked_option, at_most=limits.CHOICE_OPTIONS)}),
}
_days_and_times = {
    "datepicker": _pick({"placeholder": placeholder, "initial_date": _DAY}),
    "timepicker": _pick({"placeholder": placeholder, "initial_time": _TIME, "timezone": _ZONE}),
}
_moments = {"datetimepicker": _pick({"initial_date_time": whole(1_000_000_000, 9_999_999_999)})}
_overflow = typed(
    {"action_id": action_id, "options": list_of(_linked_option, at_most=limits.OVERFLOW_OPTIONS)},
    {"confirm": confirm},
)
_length = whole(1, limits.PLAIN_TEXT_INPUT)
_inputs = {
    "plain_text_input": _typed_in(
        {
            "initial_value": words(limits.PLAIN_TEXT_INPUT, at_least=0, blank=True),
            "multiline": flag,
            "min_length": whole(0, limits.PLAIN_TEXT_INPUT),
            "max_length": _length,
        },
        _shortest_before_longest,
    ),
    "email_text_input": _typed_in({"initial_value": words(limits.TEXT)}),
    "url_text_input": _typed_in({"initial_value": address}),
    "number_input": _typed_in(
        {
            "is_decimal_allowed": flag,
            "initial_value": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _NUMBER,
        },
        _decimals_decided,
    ),
    "rich_text_input": _typed_in(
        {
            "initial_value": one_kind_of({"rich_text": typed({"elements": rich_text_parts})}),
            "min_lines": whole(1, limits.RICH_TEXT_INPUT_LINES),
            "max_lines": whole(1, limits.RICH_TEXT_INPUT_LINES),
        }
    ),
    "file_input": typed(
        {"action_id": action_id},
        {"filetypes": list_of(code(limits.ID), at_most=_MANY), "max_files": whole(1, limits.FILES)},
    ),
}

accessory = one_kind_of(
    {"button": _button, "image": image, "overflow": _overflow, **_menus, **_boxes, **_days_and_times}
)
action = one_kind_of(
    {"button": _button, "overflow": _overflow, **_menus, **_boxes, **_days_and_times, **_moments}
)
answer = one_kind_of({**_inputs, **_menus, **_boxes, **_days_and_times, **_moments})
button = one_kind_of({"button": _button})
remark = one_kind_of(
    {
        "feedback_buttons": typed(
            {"positive_button": _feedback, "negative_button": _feedback}, {"action_id": action_id}
        ),
        "icon_button": typed(
            {"icon": one_of("trash"), "text": _button_text, "action_id": action_id},
            {
                "value": code(limits.BUTTON_VALUE),
                "confirm": confirm,
                "accessibility_label": _button_label,
                "visible_to_user_ids": list_of(person_id, at_most=10),
            },
        ),
    }
)

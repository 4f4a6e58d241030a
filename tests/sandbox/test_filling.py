"""A field holds what Slack would keep for it, and Slack itself complains first."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.platform.clock import ManualClock
from bot.sandbox.hands.filling import Value, complaint_about, held_by
from bot.sandbox.slack.harbour import START, harbour
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.workspace import Workspace
from tests.sandbox.tiny_bot import MANIFEST, text

OPTIONS = [{"text": text(f":herb: {word}"), "value": word[0]} for word in ("Small", "Large")]
SMALL, LARGE = OPTIONS


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return harbour(ManualClock(START), manifest=MANIFEST)


@pytest.mark.parametrize(
    ("element", "value", "key", "kept"),
    [
        ({"type": "radio_buttons", "options": OPTIONS}, "Small", "selected_option", SMALL),
        ({"type": "checkboxes", "options": OPTIONS}, ["S", ":herb: Large"], "selected_options", OPTIONS),
        ({"type": "static_select", "option_groups": [{"options": OPTIONS}]}, "L", "selected_option", LARGE),
        ({"type": "multi_users_select"}, ["@ana", "leo"], "selected_users", ["U0ANA00001", "U0LEO00001"]),
        ({"type": "channels_select"}, "#general", "selected_channel", "C0GENERAL1"),
        ({"type": "conversations_select"}, "@maya", "selected_conversation", "D0MAYA0001"),
        ({"type": "datepicker"}, date(2026, 10, 9), "selected_date", "2026-10-09"),
        ({"type": "timepicker"}, time(9, 5), "selected_time", "09:05"),
        ({"type": "datetimepicker"}, datetime(2026, 10, 9, tzinfo=UTC), "selected_date_time", 1791504000),
        ({"type": "checkboxes", "options": OPTIONS}, None, "selected_options", []),
        ({"type": "datepicker"}, None, "selected_date", None),
    ],
)
def test_a_value_is_kept_in_the_shape_slack_sends(
    workspace: Workspace, element: dict[str, Any], value: Value, key: str, kept: Any
) -> None:
    assert held_by(element, value, directory=workspace) == {"type": element["type"], key: kept}


def test_what_cannot_be_chosen_is_not_there(workspace: Workspace) -> None:
    with pytest.raises(NotThere, match="Nobody here"):
        held_by({"type": "users_select"}, "@ghost", directory=workspace)
    several = {"type": "multi_users_select", "max_selected_items": 1}
    with pytest.raises(NotThere, match="Only 1"):
        held_by(several, ["ana", "leo"], directory=workspace)
    with pytest.raises(ValueError, match="Invalid isoformat"):
        held_by({"type": "datepicker"}, "tomorrow", directory=workspace)


@pytest.mark.parametrize(
    ("element", "typed", "complaint"),
    [
        ({"type": "plain_text_input"}, "  ", "Please complete this required field."),
        ({"type": "plain_text_input"}, "fine", None),
        (
            {"type": "plain_text_input", "min_length": 5},
            "ab",
            "Please lengthen this text to 5 characters or more.",
        ),
        ({"type": "number_input"}, "many", "Please enter a number."),
        ({"type": "number_input"}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "1.5", None),
        ({"type": "number_input", "min_value": "2"}, "1", "Please enter a number that is 2 or more."),
        ({"type": "number_input", "max_value": "2"}, "3", "Please enter a number that is 2 or less."),
    ],
)
def test_slack_complains_before_the_bot_is_asked(
    element: dict[str, Any], typed: str, complaint: str | None
) -> None:
    held = {"type": element["type"], "value": typed}
    assert complaint_about({"type": "input", "element": element}, held) == complaint


def test_an_optional_field_may_stay_empty() -> None:
    block = {"type": "input", "optional": True, "element": {"type": "plain_text_input"}}
    assert complaint_about(block, {"type": "plain_text_input", "value": None}) is None

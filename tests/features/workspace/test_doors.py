"""Which feature a request is about: every command, shortcut and button of one is held by its switch."""

from typing import Any

import pytest

from bot.features.workspace.doors import feature_of, is_for_everybody
from bot.features.workspace.switches import Feature
from bot.platform.slack import manifest

ALWAYS_THERE = {"/followups", "/tend", "follow_up_on_message"}


def press(action_id: str) -> dict[str, Any]:
    return {"type": "block_actions", "actions": [{"action_id": action_id}], "view": {"callback_id": "x.y"}}


def test_every_command_and_shortcut_but_those_of_promises_and_settings_has_a_switch() -> None:
    for command in manifest.slash_commands():
        found = feature_of({"command": command.name, "text": "help"})
        assert (found is None) == (command.name in ALWAYS_THERE), command.name
    for shortcut in manifest.shortcuts():
        kind = "shortcut" if shortcut.kind == "global" else "message_action"
        found = feature_of({"type": kind, "callback_id": shortcut.callback_id})
        assert (found is None) == (shortcut.callback_id in ALWAYS_THERE), shortcut.callback_id


@pytest.mark.parametrize(
    ("body", "feature"),
    [
        (press("shoutouts.post"), Feature.SHOUTOUTS),
        (press("one_on_ones.several_back"), Feature.ONE_ON_ONES),
        (press("home.reconnect"), Feature.RECONNECTIONS),
        (press("digest.open"), Feature.DIGEST),
        (press("follow_ups.done"), None),
        (press("home.settings"), None),
        (press("shoutouts.take_down"), None),
        (press("reconnections.serious"), None),
        ({"type": "view_submission", "view": {"callback_id": "reconnections.side"}}, Feature.RECONNECTIONS),
        ({"type": "view_submission", "view": {"callback_id": "home.admins_values"}}, None),
        ({"command": "/shoutout", "text": "received"}, None),
        ({"command": "/shoutout", "text": "@ana received"}, Feature.SHOUTOUTS),
        ({"command": "/tend", "text": "figures"}, Feature.FIGURES),
        ({"command": "/tend", "text": ""}, None),
        ({"type": "block_actions", "actions": [{}]}, None),
        ({"type": "view_submission"}, None),
    ],
)
def test_a_press_or_a_form_is_known_by_its_name(body: dict[str, Any], feature: Feature | None) -> None:
    assert feature_of(body) is feature


@pytest.mark.parametrize(
    ("body", "is_open"),
    [
        ({"command": "/tend", "text": " Help me"}, True),
        ({"command": "/tend", "text": "stop"}, True),
        ({"command": "/tend", "text": "admin"}, True),
        ({"command": "/tend", "text": "settings"}, False),
        ({"command": "/shoutout", "text": "help"}, False),
        ({"command": "/shoutout", "text": "received"}, True),
        ({"command": "/shoutout", "text": "received @ana found it"}, False),
        (press("home.admins.pilot"), True),
        (press("home.holds"), True),
        (press("home.start"), False),
        (press("shoutouts.take_down"), True),
        ({"type": "shortcut", "callback_id": "home.holds"}, False),
    ],
)
def test_little_is_open_to_whoever_is_not_on_the_pilot_list(body: dict[str, Any], is_open: bool) -> None:
    assert is_for_everybody(body) is is_open

"""Which feature a request is about: every command, shortcut and button of one is held by its switch."""

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import MagicMock

import pytest

from bot.app import FEATURES
from bot.features.workspace.doors import feature_of, is_for_everybody
from bot.features.workspace.switches import Feature
from bot.features.workspace.ways_out import WAYS_OUT
from bot.platform.slack import manifest

ALWAYS_THERE = {"/followups", "/tend", "follow_up_on_message"}


def press(action_id: str) -> dict[str, Any]:
    return {"type": "block_actions", "actions": [{"action_id": action_id}], "view": {"callback_id": "x.y"}}


def choose(action_id: str, value: str) -> dict[str, Any]:
    body = press(action_id)
    body["actions"][0]["selected_option"] = {"value": value}
    return body


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
        ({"command": "/shoutout", "text": "settings"}, None),
        (press("shoutouts.thank_back"), Feature.SHOUTOUTS),
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
        ({"command": "/shoutout", "text": " Settings "}, True),
        (press("shoutouts.take_down"), True),
        (press("shoutouts.thank_back"), True),
        (press("shoutouts.thank_back_listed"), True),
        ({"type": "shortcut", "callback_id": "home.holds"}, False),
    ],
)
def test_little_is_open_to_whoever_is_not_on_the_pilot_list(body: dict[str, Any], is_open: bool) -> None:
    assert is_for_everybody(body) is is_open


class Doors:
    """Stands in for Bolt's app, and keeps what can be pressed and sent."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def action(self, name: str | re.Pattern[str]) -> Callable[[object], object]:
        if isinstance(name, str):
            self.names.add(str(name))
        return lambda listener: listener

    view = action

    def __getattr__(self, _kind: str) -> Callable[..., Any]:
        return lambda *_name, **_more: lambda listener: listener


def names_of_everything() -> set[str]:
    doors = Doors()
    for register in FEATURES:
        register(doors, MagicMock())  # type: ignore[arg-type]
    return doors.names


def submit(callback_id: str, **chosen: str) -> dict[str, Any]:
    values = {field: {field: {"selected_option": {"value": value}}} for field, value in chosen.items()}
    return {"type": "view_submission", "view": {"callback_id": callback_id, "state": {"values": values}}}


# Words of what stops, withdraws, declines, deletes or says how thanks may come. What has one of them in its
# name is a way out, or stands below with the reason.
ENDS = re.compile(
    r"stop|pause|(^|\.)end(_|$)|not_|never|no_|let_go|take_|forget|delete|throw|cancel|undo|off|rest|away|private|fine"
    r"|choose|settings|serious|distance|out$"
)
NO_WAYS_OUT = {
    "follow_ups.put_off": "asks for another day",
    "home.not_for_me": "for everybody as it is",
    "home.pause": "would enrol; the same is done by stopping",
    "home.settings": "sets what comes, for those who use it",
    "home.stop": "for everybody as it is",
    "one_on_ones.item_not_today": "stays on the agenda",
    "one_on_ones.take_slot.1": "moves a meeting",
    "one_on_ones.take_slot.2": "moves a meeting",
    "reconnections.act_no_answer": "notes something",
    "reconnections.in_touch.no_answer": "notes something",
    "reconnections.rest.changed": "takes a rest back",
}


def test_every_way_out_is_open_whatever_is_switched_off_or_tried_out() -> None:
    everything = names_of_everything()
    assert everything >= WAYS_OUT
    for name in WAYS_OUT:
        for body in (press(name), submit(name)):
            assert feature_of(body) is None, name
            assert is_for_everybody(body), name


def test_whatever_sounds_like_a_way_out_is_one_or_has_a_reason() -> None:
    sounding = {name for name in names_of_everything() if ENDS.search(name.partition(".")[2])}
    assert sounding - WAYS_OUT == set(NO_WAYS_OUT)


@pytest.mark.parametrize(
    ("body", "is_open"),
    [
        (choose("one_on_ones.more", "end:12"), True),
        (choose("one_on_ones.more", "pause:12"), True),
        (choose("one_on_ones.more", "resume:12"), False),
        (press("one_on_ones.more"), False),
        (submit("reconnections.rhythm", rhythm="off"), True),
        (submit("reconnections.rhythm", rhythm="weekly"), False),
        (submit("reconnections.rhythm"), False),
    ],
)
def test_some_are_ways_out_by_what_is_chosen(body: dict[str, Any], is_open: bool) -> None:
    assert is_for_everybody(body) is is_open
    assert (feature_of(body) is None) is is_open

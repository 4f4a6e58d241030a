"""What Slack is told about the bot is short, allowed, and fits."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.platform import places
from bot.platform.slack import manifest

SCHEMA = (
    places.MANIFEST.parent.parent / "shared/data/slack/manifest-schema/schemas/manifest.schema.1.0.0.json"
)

# The whole of what the bot may do. A new scope is a decision that is written down, not a line in a file.
ALLOWED_SCOPES = ["commands", "chat:write", "im:write", "users:read", "channels:read", "files:write"]
# What an admin may leave out when installing.
OPTIONAL_SCOPES = ["users.profile:read"]
# event: the scope it comes with. The last two come to every app.
EVENTS = {
    "app_home_opened": None,
    "team_join": "users:read",
    "user_change": "users:read",
    "app_uninstalled": None,
    "tokens_revoked": None,
}


@pytest.fixture
def told() -> dict[str, Any]:
    return manifest.for_socket_mode()


def test_the_bot_asks_for_these_scopes_and_no_others(told):
    assert manifest.bot_scopes() == ALLOWED_SCOPES
    assert told["oauth_config"]["scopes"] == {"bot": ALLOWED_SCOPES, "bot_optional": OPTIONAL_SCOPES}


@pytest.mark.parametrize("forbidden", ["history", "search", "email", "customize", "public", "admin"])
def test_no_scope_reads_messages_or_addresses_or_speaks_as_another(forbidden):
    assert not [scope for scope in [*manifest.bot_scopes(), *OPTIONAL_SCOPES] if forbidden in scope]


def test_every_event_has_the_scope_it_needs():
    assert manifest.bot_events() == list(EVENTS)
    assert {scope for scope in EVENTS.values() if scope} <= set(manifest.bot_scopes())


def test_the_commands_are_the_six_that_people_know():
    names = [command.name for command in manifest.slash_commands()]
    assert names == ["/1on1", "/shoutout", "/reconnect", "/followups", "/digest", "/tend"]


def test_every_command_offers_help_and_fits(told):
    for command in manifest.slash_commands():
        assert command.name.startswith("/")
        assert 2 <= len(command.name) <= 32
        assert 1 <= len(command.description) <= 2000
        assert 1 <= len(command.usage_hint) <= 1000
        assert command.usage_hint.split(" · ")[-1] == "help"


def test_people_in_a_command_arrive_as_ids(told):
    assert all(command["should_escape"] is True for command in told["features"]["slash_commands"])


def test_what_can_be_begun_from_a_messages_menu_and_from_anywhere():
    shortcuts = manifest.shortcuts()
    assert [(one.name, one.kind, one.callback_id) for one in shortcuts] == [
        ("Follow up on this", "message", "follow_up_on_message"),
        ("Add to a one-on-one", "message", "add_to_one_on_one"),
        ("Say thanks", "global", "say_thanks"),
        ("Say thanks for this", "message", "say_thanks_for_message"),
    ]
    assert all(len(one.name) <= 24 and len(one.description) <= 150 for one in shortcuts)


def test_the_bot_says_who_it_is_within_the_room_there_is(told):
    shown = told["display_information"]
    assert shown["name"] == told["features"]["bot_user"]["display_name"] == "Tend"
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert "!" not in shown["long_description"]


def test_people_can_read_what_the_bot_writes_but_not_write_to_it(told):
    assert told["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }


def test_over_a_socket_nothing_needs_an_address(told):
    assert told["settings"]["socket_mode_enabled"] is True
    assert told["settings"]["token_rotation_enabled"] is False
    assert told["settings"]["org_deploy_enabled"] is False
    assert told["settings"]["interactivity"] == {"is_enabled": True}
    assert "url" not in json.dumps(told)


@pytest.mark.parametrize(
    "url",
    ["https://tend.example.org", "https://tend.example.org/", "https://tend.example.org/slack/events"],
)
def test_over_http_everything_comes_to_one_door(url):
    told = manifest.for_http(url)
    door = "https://tend.example.org/slack/events"
    assert {command["url"] for command in told["features"]["slash_commands"]} == {door}
    assert told["settings"]["event_subscriptions"]["request_url"] == door
    assert told["settings"]["interactivity"] == {"is_enabled": True, "request_url": door}
    assert told["settings"]["socket_mode_enabled"] is False


def test_a_bot_may_live_below_a_path():
    told = manifest.for_http("https://example.org/tend/")
    assert told["oauth_config"]["redirect_urls"] == ["https://example.org/tend/slack/oauth_redirect"]
    assert told["settings"]["interactivity"]["request_url"] == "https://example.org/tend/slack/events"


@pytest.mark.parametrize(
    "url", ["", "tend.example.org", "http://tend.example.org", "https://", "https://a.example/?x=1"]
)
def test_an_address_that_slack_cannot_call_is_refused(url):
    with pytest.raises(manifest.AddressRefused, match="https"):
        manifest.for_http(url)


def test_making_one_variant_leaves_the_other_alone(told):
    manifest.for_http("https://tend.example.org")
    told["settings"].clear()
    assert manifest.for_socket_mode()["settings"]["socket_mode_enabled"] is True


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's manifest schema is not beside this checkout")
@pytest.mark.parametrize("variant", ["socket", "http"])
def test_slacks_own_schema_takes_both_variants(variant):
    schema = Draft7Validator(json.loads(Path(SCHEMA).read_text(encoding="utf-8")))
    told = (
        manifest.for_socket_mode() if variant == "socket" else manifest.for_http("https://tend.example.org")
    )
    assert [error.message for error in schema.iter_errors(told)] == []

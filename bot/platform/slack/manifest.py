"""What Slack is told about the bot: its commands, shortcuts, scopes and events, read from manifest.yml."""

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.platform import places
from bot.platform.errors import BotError

DOOR = "/slack/events"
WAY_BACK = "/slack/oauth_redirect"


class AddressRefused(BotError):
    """Slack cannot call the bot at this address."""


@dataclass(frozen=True)
class SlashCommand:
    """``name`` begins with a slash; ``usage_hint`` is what Slack shows behind it while a person types."""

    name: str
    description: str
    usage_hint: str


@dataclass(frozen=True)
class Shortcut:
    """``kind`` is message (in the menu of a message) or global."""

    name: str
    kind: str
    callback_id: str
    description: str


def for_socket_mode() -> dict[str, Any]:
    """The manifest as it stands in the file, for a bot that calls Slack. A copy of one's own."""
    return deepcopy(_read())


def for_http(url: str) -> dict[str, Any]:
    """The manifest for a bot that Slack calls at ``url``, such as ``https://tend.example.org``.

    One manifest cannot serve both transports. Raises AddressRefused unless ``url`` begins with https.
    """
    address = urlsplit(url.strip())
    if address.scheme != "https" or not address.hostname or address.query or address.fragment:
        raise AddressRefused(
            f"Slack calls https addresses only, such as https://tend.example.org, not {url!r}."
        )
    public_url = url.strip().rstrip("/").removesuffix(DOOR)
    door = public_url + DOOR
    told = for_socket_mode()
    for command in told["features"]["slash_commands"]:
        command["url"] = door
    # Where Slack sends somebody back to who has allowed it: elsewhere it refuses to.
    told["oauth_config"] = {"redirect_urls": [public_url + WAY_BACK], **told["oauth_config"]}
    told["settings"]["event_subscriptions"]["request_url"] = door
    told["settings"]["interactivity"]["request_url"] = door
    told["settings"]["socket_mode_enabled"] = False
    return told


def slash_commands() -> list[SlashCommand]:
    return [
        SlashCommand(command["command"], command["description"], command["usage_hint"])
        for command in _read()["features"]["slash_commands"]
    ]


def shortcuts() -> list[Shortcut]:
    return [
        Shortcut(shortcut["name"], shortcut["type"], shortcut["callback_id"], shortcut["description"])
        for shortcut in _read()["features"]["shortcuts"]
    ]


def bot_scopes() -> list[str]:
    """What the bot's token may do."""
    return list(_read()["oauth_config"]["scopes"]["bot"])


def bot_events() -> list[str]:
    """What Slack tells the bot about without being asked."""
    return list(_read()["settings"]["event_subscriptions"]["bot_events"])


@cache
def _read() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(places.MANIFEST.read_text(encoding="utf-8"))
    return told

"""What the app's manifest lets it do: scopes, commands, shortcuts and events."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

# libyaml's where it was built in: ten times as quick, and every sandbox reads one.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Command:
    """A slash command: its name with the slash, what Slack shows beside it, and how text arrives."""

    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """An entry of the shortcuts menu; ``kind`` is ``message`` or ``global``."""

    name: str
    kind: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest that decide what the sandbox lets the app do."""

    app_name: str
    scopes: frozenset[str]
    commands: Mapping[str, Command]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a manifest in YAML or JSON. Optional scopes count as not granted: the careful case."""
        written = yaml.load(path.read_text(encoding="utf-8"), Loader=_SafeLoader)  # noqa: S506  it is a safe one
        features = written.get("features", {})
        settings = written.get("settings", {})
        return cls(
            app_name=written["display_information"]["name"],
            scopes=frozenset(written.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
            commands={entry["command"]: _command(entry) for entry in features.get("slash_commands", [])},
            shortcuts=tuple(_shortcut(entry) for entry in features.get("shortcuts", [])),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        )


def _command(entry: dict[str, Any]) -> Command:
    return Command(
        name=entry["command"],
        description=entry.get("description", ""),
        usage_hint=entry.get("usage_hint", ""),
        should_escape=bool(entry.get("should_escape", False)),
    )


def _shortcut(entry: dict[str, Any]) -> Shortcut:
    return Shortcut(
        name=entry["name"],
        kind=entry["type"],
        callback_id=entry["callback_id"],
        description=entry.get("description", ""),
    )

"""Checks of the house that Tend stands in: Python, the settings, and room on the disk."""

import platform
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.config import Settings, SettingsError, from_environment
from bot.doctor.findings import Finding, ok, problem, unknown
from bot.platform.sqlite import sqlite_file

_OLDEST_PYTHON = (3, 11)
# Judgement: a workspace of a thousand people writes less than that in months, and a backup needs room, too.
_LEAST_ROOM = 200_000_000


def check_python(version: tuple[int, int] = sys.version_info[:2]) -> Finding:
    """Whether this Python is one that Tend is made for."""
    if version < _OLDEST_PYTHON:
        return problem(
            "Python",
            f"{version[0]}.{version[1]}",
            "Tend needs Python 3.11 or newer. Install it, and run `make setup` again.",
        )
    return ok("Python", platform.python_version())


def check_settings(
    environment: Mapping[str, str] | None, env_file: Path
) -> tuple[Settings | None, list[Finding]]:
    """The settings, or None and a problem for each that is missing or malformed."""
    try:
        settings = from_environment(environment, env_file=env_file, transport="as given")
    except SettingsError as error:
        findings = [problem("settings", *_parted(line)) for line in str(error).splitlines()]
        if not env_file.exists():
            findings.append(
                unknown("settings", f"there is no {env_file.name} in this folder: is it the right one?")
            )
        return None, findings
    if settings.installs:
        way = "many workspaces, Slack calls over HTTP (`run --http`)"
    elif settings.slack_app_token:
        way = "one workspace, over Socket Mode (`run`)"
    else:
        way = "one workspace, Slack calls over HTTP (`run --http`)"
    return settings, [ok("settings", way)]


def check_room(database_url: str, *, free: int | None = None) -> list[Finding]:
    """Whether there is room for SQLite to write. ``free``: bytes, asked from the disk if left out."""
    file = sqlite_file(database_url)
    if file is None:
        return []
    if free is None:
        try:
            free = shutil.disk_usage(file.absolute().parent).free
        except OSError:
            return [unknown("room", "the disk did not say how much is left")]
    seen = f"{free / 1_000_000_000:.1f} GB are free where the database lies"
    if free < _LEAST_ROOM:
        return [
            problem(
                "room",
                f"{free / 1_000_000:.0f} MB are free where the database lies",
                "Make room there: on a full disk nothing can be written down, and people are told so.",
            )
        ]
    return [ok("room", seen)]


def _parted(line: str) -> tuple[str, str]:
    """What is wrong, and what to do: the first sentence, and those behind it."""
    first, _, rest = line.partition(". ")
    return first.rstrip("."), rest or "Mend it in .env or in the environment."

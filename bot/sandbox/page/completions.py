"""What a half-typed line could become: one of the app's commands, or somebody's name."""

import json
import re
from typing import Any

from bot.sandbox.page.look import Look, city_of, team_of
from bot.sandbox.rendering.avatars import draw_avatar
from bot.sandbox.slack.workspace import Workspace

_COMMAND = re.compile(r"/\S*")
_NAME = re.compile(r"(?<![\w@])@([\w.-]*)$")


def completions_of(line: str, *, look: Look, workspace: Workspace) -> tuple[str, list[dict[str, Any]]]:
    """A heading and what can be picked; nothing when the line needs no help."""
    if _COMMAND.fullmatch(line):
        return "Commands", _commands(line, look=look, workspace=workspace)
    name = _NAME.search(line)
    if name is not None:
        return "People", _people(line[: name.start()], name[1].lower(), look=look, workspace=workspace)
    return "", []


def _commands(line: str, *, look: Look, workspace: Workspace) -> list[dict[str, Any]]:
    return [
        {
            "name": command.name,
            "hint": command.usage_hint,
            "description": command.description,
            "avatar": "",
            "fields": _fields(look, command.name + " "),
        }
        for command in workspace.manifest.commands.values()
        if command.name.startswith(line.lower())
    ]


def _people(before: str, begun: str, *, look: Look, workspace: Workspace) -> list[dict[str, Any]]:
    return [
        {
            "name": person.real_name,
            "hint": f"@{person.handle} · {city_of(person)}",
            "description": "",
            "avatar": draw_avatar(person.id, name=person.real_name),
            "fields": _fields(look, f"{before}@{person.handle} "),
        }
        for person in team_of(workspace)
        if person.handle.startswith(begun)
        or any(w.lower().startswith(begun) for w in person.real_name.split())
    ]


def _fields(look: Look, line: str) -> str:
    return json.dumps({"as": look.person.handle, "at": look.at, "line": line})

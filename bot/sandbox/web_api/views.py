"""views.open, push, update and publish."""

from typing import Any

from bot.sandbox.slack.payloads import view_of
from bot.sandbox.slack.refusals import Refused, refuse_view
from bot.sandbox.slack.views import View
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.users import person_with_id


def views_open(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    content = _content(arguments, kind="modal")
    trigger = workspace.triggers.use(_trigger_id(arguments))
    return _shown(workspace, workspace.screens.open(trigger.person_id, content))


def views_push(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    """Only an act in an open modal lets a view be pushed on it."""
    content = _content(arguments, kind="modal")
    trigger = workspace.triggers.use(_trigger_id(arguments))
    if trigger.view_id is None:
        raise Refused("invalid_trigger_id")
    return _shown(workspace, workspace.screens.push(trigger.person_id, content))


def views_update(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    content = _content(arguments, kind="modal")
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    view = workspace.screens.find(view_id=view_id or None, external_id=external_id or None)
    workspace.screens.update(view, content, hash=arguments.text("hash") or None)
    return _shown(workspace, view)


def views_publish(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    content = _content(arguments, kind="home")
    person = person_with_id(workspace, arguments.required("user_id"))
    home = workspace.screens.publish(person.id, content, hash=arguments.text("hash") or None)
    return _shown(workspace, home)


def _trigger_id(arguments: Arguments) -> str:
    return arguments.text("trigger_id") or arguments.required("interactivity_pointer")


def _content(arguments: Arguments, *, kind: str) -> dict[str, Any]:
    """The view, checked before the trigger is used up: a refused view can be sent once more."""
    content = arguments.structure("view")
    if not isinstance(content, dict):
        arguments.required("view")
        raise Refused("invalid_arguments")
    refuse_view(content, kind=kind)
    return content


def _shown(workspace: Workspace, view: View) -> dict[str, Any]:
    return {"view": view_of(workspace, view)}


METHODS = {
    "views.open": views_open,
    "views.publish": views_publish,
    "views.push": views_push,
    "views.update": views_update,
}

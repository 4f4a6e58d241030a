"""auth.test, api.test, bots.info, team.info and apps.connections.open."""

import secrets
from typing import Any

from bot.sandbox.slack.refusals import Refused
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api.arguments import Arguments


def auth_test(workspace: Workspace, _arguments: Arguments) -> dict[str, Any]:
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.handle,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def api_test(_workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    if arguments.text("error"):
        raise Refused(arguments.text("error"), args=arguments.given)
    return {"args": arguments.given}


def bots_info(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    if arguments.text("bot") not in ("", workspace.bot_id):
        raise Refused("bot_not_found")
    return {
        "bot": {
            "id": workspace.bot_id,
            "deleted": False,
            "name": workspace.bot.real_name,
            "updated": workspace.bot.updated,
            "app_id": workspace.app_id,
            "user_id": workspace.bot.id,
            "icons": {},
        }
    }


def team_info(workspace: Workspace, _arguments: Arguments) -> dict[str, Any]:
    team = {"id": workspace.team_id, "name": workspace.name, "domain": workspace.domain, "email_domain": ""}
    return {"team": team}


def apps_connections_open(workspace: Workspace, _arguments: Arguments) -> dict[str, Any]:
    """An address for one Socket Mode connection; the ticket in it is good for one."""
    ticket = secrets.token_urlsafe(12)
    workspace.socket_tickets.add(ticket)
    address = "ws" + workspace.address.removeprefix("http")
    return {"url": f"{address}/link/?ticket={ticket}&app_id={workspace.app_id}"}


METHODS = {
    "api.test": api_test,
    "apps.connections.open": apps_connections_open,
    "auth.test": auth_test,
    "bots.info": bots_info,
    "team.info": team_info,
}

"""The payloads that Slack sends when a person does something.

https://docs.slack.dev/reference/interaction-payloads
"""

from typing import Any

from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.element_state import initial_state
from bot.sandbox.slack.manifest import Shortcut
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.views import View
from bot.sandbox.slack.workspace import Workspace

# Slack's deprecated verification token; apps are to look at the signature instead.
_OLD_TOKEN = "sandbox"  # noqa: S105
Payload = dict[str, Any]


def command(workspace: Workspace, person: Person, name: str, text: str, channel: Channel) -> Payload:
    """A slash command, as the form fields that Slack posts."""
    return {
        "token": _OLD_TOKEN,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel.name_in_payloads,
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        **({"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {}),
        "response_url": response_url(workspace, person, channel.id),
        "trigger_id": workspace.triggers.issue(person.id),
    }


def action_on_message(
    workspace: Workspace, person: Person, message: Message, action: dict[str, Any]
) -> Payload:
    """A button or menu used on a message. An ephemeral one comes without its ``message``, as from Slack."""
    channel = workspace.channel(message.channel)
    payload = {
        "type": "block_actions",
        **_common(workspace, person),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral_to is not None,
        },
        "trigger_id": workspace.triggers.issue(person.id),
        "channel": {"id": channel.id, "name": channel.name_in_payloads},
        "state": {"values": message.filled.get(person.id) or initial_state(message.blocks)},
        "response_url": response_url(workspace, person, channel.id, message=message),
        "actions": [action],
    }
    if message.ephemeral_to is None:
        payload["message"] = message_of(workspace, message)
    return payload


def action_on_view(workspace: Workspace, person: Person, view: View, action: dict[str, Any]) -> Payload:
    """A button or field used in a modal or on the Home tab."""
    return {
        "type": "block_actions",
        **_common(workspace, person),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": workspace.triggers.issue(person.id, view_id=view.id),
        "view": view_of(workspace, view),
        "actions": [action],
    }


def submission(workspace: Workspace, person: Person, view: View) -> Payload:
    return {
        "type": "view_submission",
        **_common(workspace, person),
        "trigger_id": workspace.triggers.issue(person.id, view_id=view.id),
        "view": view_of(workspace, view),
        "response_urls": [],
    }


def closing(workspace: Workspace, person: Person, view: View, *, is_cleared: bool) -> Payload:
    return {
        "type": "view_closed",
        **_common(workspace, person),
        "view": view_of(workspace, view),
        "is_cleared": is_cleared,
    }


def message_shortcut(workspace: Workspace, person: Person, shortcut: Shortcut, message: Message) -> Payload:
    """An entry of a message's menu; works in every channel the person is in, without the bot."""
    channel = workspace.channel(message.channel)
    return {
        "type": "message_action",
        **_common(workspace, person),
        "callback_id": shortcut.callback_id,
        "trigger_id": workspace.triggers.issue(person.id),
        "action_ts": workspace.next_ts(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel.name_in_payloads},
        "message": message_of(workspace, message),
        "response_url": response_url(workspace, person, channel.id),
    }


def global_shortcut(workspace: Workspace, person: Person, shortcut: Shortcut) -> Payload:
    return {
        "type": "shortcut",
        **_common(workspace, person),
        "callback_id": shortcut.callback_id,
        "trigger_id": workspace.triggers.issue(person.id),
        "action_ts": workspace.next_ts(),
    }


def view_of(workspace: Workspace, view: View) -> Payload:
    return view.as_slack(team_id=workspace.team_id, bot_id=workspace.bot_id, app_id=workspace.app_id)


def message_of(workspace: Workspace, message: Message) -> Payload:
    return message.as_slack(team_id=workspace.team_id, bot_id=workspace.bot_id, app_id=workspace.app_id)


def response_url(
    workspace: Workspace, person: Person, channel_id: str, *, message: Message | None = None
) -> str:
    secret = workspace.response_urls.issue(
        person.id, channel_id=channel_id, message=message, now=workspace.now()
    )
    return f"{workspace.address}/respond/{secret}"


def _common(workspace: Workspace, person: Person) -> Payload:
    return {
        "token": _OLD_TOKEN,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "user": person.in_payloads(workspace.team_id),
        "api_app_id": workspace.app_id,
        "enterprise": {"id": workspace.enterprise_id} if workspace.enterprise_id else None,
        "is_enterprise_install": any(each.is_for_all for each in workspace.grants),
    }

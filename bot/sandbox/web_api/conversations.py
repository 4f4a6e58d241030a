"""conversations.open, info, list, members, and a join that is never granted."""

from typing import Any

from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.refusals import Refused
from bot.sandbox.slack.scopes import require_scope
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.users import paged, person_with_id


def conversations_open(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    if arguments.text("channel"):
        channel = known_channel(workspace, arguments.text("channel"))
        if not channel.is_im:
            raise Refused("method_not_supported_for_channel_type")
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = _users(arguments)
    if len(users) > 1:
        require_scope(workspace, "mpim:write")
        raise Refused("not_enough_users")
    person = person_with_id(workspace, users[0])
    if person.deleted:
        raise Refused("user_disabled")
    if person.is_bot:
        raise Refused("cannot_dm_bot")
    channel = workspace.direct_message(person)
    if arguments.flag("return_im"):
        return {"channel": channel.as_slack(seen_by=workspace.bot.id)}
    return {"channel": {"id": channel.id}}


def conversations_info(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    channel = known_channel(workspace, arguments.text("channel"))
    require_scope(workspace, _reading(channel))
    described = channel.as_slack(seen_by=workspace.bot.id)
    if not arguments.flag("include_num_members"):
        described.pop("num_members", None)
    return {"channel": described}


def conversations_list(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    types = (arguments.text("types") or "public_channel").split(",")
    for kind in types:
        if kind not in _SCOPES:
            raise Refused("invalid_types")
        require_scope(workspace, _SCOPES[kind])
    listed = [
        channel
        for channel in workspace.channels
        if _kind(channel) in types
        and (_kind(channel) == "public_channel" or workspace.bot.id in channel.members)
        and not (channel.is_archived and arguments.flag("exclude_archived"))
    ]
    limit = arguments.number("limit", default=100) or 100
    page, next_cursor = paged(listed, limit=limit, cursor=arguments.text("cursor"))
    return {
        "channels": [channel.as_slack(seen_by=workspace.bot.id) for channel in page],
        "response_metadata": {"next_cursor": next_cursor},
    }


def conversations_members(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    channel = known_channel(workspace, arguments.text("channel"))
    require_scope(workspace, _reading(channel))
    limit = arguments.number("limit", default=100) or 100
    page, next_cursor = paged(channel.members, limit=limit, cursor=arguments.text("cursor"))
    return {"members": page, "response_metadata": {"next_cursor": next_cursor}}


def conversations_join(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    """With the scope it would work; this app lets people invite it instead."""
    channel = known_channel(workspace, arguments.text("channel"))
    if workspace.bot.id not in channel.members:
        channel.members.append(workspace.bot.id)
        workspace.note_change()
    return {"channel": channel.as_slack(seen_by=workspace.bot.id)}


def known_channel(workspace: Workspace, channel_id: str) -> Channel:
    """The channel with this id, if the app may know of it. Raises Refused: ``channel_not_found``."""
    channel = workspace.channel_with_id(channel_id)
    if channel is None:
        raise Refused("channel_not_found")
    if (channel.is_im or channel.is_private) and workspace.bot.id not in channel.members:
        raise Refused("channel_not_found")
    return channel


_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _reading(channel: Channel) -> str:
    return _SCOPES[_kind(channel)]


def _users(arguments: Arguments) -> list[str]:
    given = arguments.given.get("users")
    users = given if isinstance(given, list) else [part for part in str(given or "").split(",") if part]
    if not users:
        raise Refused("users_list_not_supplied")
    return [str(user).strip() for user in users]


METHODS = {
    "conversations.info": conversations_info,
    "conversations.join": conversations_join,
    "conversations.list": conversations_list,
    "conversations.members": conversations_members,
    "conversations.open": conversations_open,
}

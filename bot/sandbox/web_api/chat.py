"""chat.postMessage, postEphemeral, update, delete and getPermalink."""

import time
from typing import Any

from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.payloads import message_of
from bot.sandbox.slack.refusals import Refused, refuse_message
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.conversations import known_channel
from bot.sandbox.web_api.users import person_with_id


def post_message(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    channel = _channel_to_write_in(workspace, arguments)
    text, blocks = _said(arguments)
    refuse_message(text, blocks)
    thread_ts = _thread(workspace, channel, arguments)
    metadata = _metadata(arguments)
    keep_pace(workspace, channel)
    message = workspace.post(
        channel, author=workspace.bot, text=text, blocks=blocks, thread_ts=thread_ts, metadata=metadata
    )
    return {"channel": channel.id, "ts": message.ts, "message": message_of(workspace, message)}


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    channel = _channel_to_write_in(workspace, arguments)
    reader = arguments.required("user")
    if reader not in channel.members:
        raise Refused("user_not_in_channel")
    text, blocks = _said(arguments)
    refuse_message(text, blocks)
    thread_ts = _thread(workspace, channel, arguments)
    message = workspace.post(
        channel, author=workspace.bot, text=text, blocks=blocks, thread_ts=thread_ts, ephemeral_to=reader
    )
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    """Without ``blocks`` the old blocks stay; an empty list takes them away."""
    channel = known_channel(workspace, arguments.required("channel"))
    message = _own_message(workspace, channel, arguments, otherwise="cant_update_message")
    text, blocks = _said(arguments)
    refuse_message(text, message.blocks if blocks is None else blocks)
    metadata = _metadata(arguments)
    workspace.edit(
        message, text=text if "text" in arguments.given else None, blocks=blocks, metadata=metadata
    )
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message_of(workspace, message),
    }


def delete(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    channel = known_channel(workspace, arguments.required("channel"))
    message = _own_message(workspace, channel, arguments, otherwise="cant_delete_message")
    workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    channel = known_channel(workspace, arguments.required("channel"))
    message = workspace.find_message(channel.id, arguments.required("message_ts"))
    if message is None or message.ephemeral_to is not None:
        raise Refused("message_not_found")
    digits = message.ts.replace(".", "")
    link = f"https://{workspace.domain}.slack.com/archives/{channel.id}/p{digits}"
    return {"channel": channel.id, "permalink": link}


def _channel_to_write_in(workspace: Workspace, arguments: Arguments) -> Channel:
    """Where the bot may write: a channel it is in, or the direct message of a person who is there."""
    name = arguments.required("channel")
    if name[0] in "UW":
        try:
            channel = workspace.direct_message(person_with_id(workspace, name))
        except Refused as unknown:
            raise Refused("channel_not_found") from unknown
    else:
        by_name = workspace.find_channel(name) if name.startswith("#") else None
        channel = known_channel(workspace, by_name.id if by_name else name)
    refuse_writing(workspace, channel)
    return channel


def refuse_writing(workspace: Workspace, channel: Channel) -> None:
    """Raise Refused: ``is_archived``, ``not_in_channel``, or ``account_inactive`` for somebody who left."""
    if channel.is_archived:
        raise Refused("is_archived")
    if workspace.bot.id not in channel.members:
        raise Refused("not_in_channel")
    # Slack's documentation names no error for this, and some workspaces take the message all the same.
    if channel.is_im and workspace.person(channel.partner_of(workspace.bot.id)).deleted:
        raise Refused("account_inactive")


def _own_message(workspace: Workspace, channel: Channel, arguments: Arguments, *, otherwise: str) -> Message:
    message = workspace.find_message(channel.id, arguments.required("ts"))
    if message is None or message.ephemeral_to is not None:
        raise Refused("message_not_found")
    if message.user != workspace.bot.id:
        raise Refused(otherwise)
    return message


def _said(arguments: Arguments) -> tuple[str, Any]:
    if arguments.given.get("attachments"):
        raise Refused("invalid_attachments")
    return arguments.text("text"), arguments.structure("blocks", bad="invalid_blocks_format")


def _thread(workspace: Workspace, channel: Channel, arguments: Arguments) -> str | None:
    thread_ts = arguments.text("thread_ts")
    if not thread_ts:
        return None
    if workspace.find_message(channel.id, thread_ts) is None:
        raise Refused("thread_not_found")
    return thread_ts


def _metadata(arguments: Arguments) -> dict[str, Any] | None:
    """https://docs.slack.dev/messaging/message-metadata: an event_type and a flat event_payload."""
    metadata = arguments.structure("metadata", bad="invalid_metadata_format")
    if not metadata:
        return {} if metadata == {} else None
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise Refused("invalid_metadata_schema")
    return metadata


def keep_pace(workspace: Workspace, channel: Channel) -> None:
    """One message a second and channel, if the sandbox is told to be strict; Slack bears short bursts."""
    if not workspace.faults.strict_pace:
        return
    now = time.monotonic()
    if now - channel.last_post < 1.0:
        raise Refused("ratelimited")
    channel.last_post = now


METHODS = {
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.update": update,
}

"""files.getUploadURLExternal, the address it gives out, and files.completeUploadExternal.

https://docs.slack.dev/messaging/working-with-files#upload
"""

import re
from typing import Any

from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.files import File, titled
from bot.sandbox.slack.refusals import Refused, refuse_message
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.chat import keep_pace, refuse_writing
from bot.sandbox.web_api.conversations import known_channel

_CONVERSATION = r"[CGDZ][A-Z0-9]{8,}"


def get_upload_url(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    name = arguments.required("filename")
    length = arguments.number("length", default=0)
    if not length:
        arguments.required("length")
        raise Refused("invalid_arguments")
    with workspace.lock:
        file_id, secret = workspace.uploads.announce(name=name, length=length)
    return {"upload_url": f"{workspace.address}/upload/v1/{secret}", "file_id": file_id}


def bring(workspace: Workspace, secret: str, content: bytes) -> dict[str, Any]:
    """Take in what was posted to an upload address. Whoever knows the address needs no token."""
    with workspace.lock:
        workspace.uploads.bring(secret, content)
    return {"length": len(content)}


def complete_upload(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    """Show uploaded files in a conversation; without one they stay the app's own. Works once for each."""
    wanted = _wanted(arguments)
    channel = _channel(workspace, arguments)
    text = arguments.text("initial_comment")
    blocks = None if text else arguments.structure("blocks", bad="invalid_blocks")
    if text or blocks:
        refuse_message(text, blocks)
    with workspace.lock:
        files = [titled(file, wanted[file.id]) for file in workspace.uploads.look_up(list(wanted))]
        if channel is not None:
            keep_pace(workspace, channel)
            workspace.post(channel, author=workspace.bot, text=text, blocks=blocks, files=files)
        workspace.uploads.finish(files)
    return {"files": [_described(workspace, file) for file in files]}


def delete(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    """Take a file out of every message it stands on. The app deletes its own files only; here all are."""
    file_id = arguments.required("file")
    with workspace.lock:
        if not workspace.take_away(file_id):
            raise Refused("file_not_found")
    return {}


def _wanted(arguments: Arguments) -> dict[str, str]:
    """The titles of the files to show, by their ids."""
    given = arguments.structure("files")
    if not given or not isinstance(given, list) or not all(map(_names_a_file, given)):
        raise Refused("invalid_arguments")
    return {str(each["id"]): str(each.get("title") or "") for each in given}


def _names_a_file(given: Any) -> bool:
    return isinstance(given, dict) and bool(given.get("id"))


def _channel(workspace: Workspace, arguments: Arguments) -> Channel | None:
    channel_id = arguments.text("channel_id")
    if not channel_id:
        return None
    if re.fullmatch(_CONVERSATION, channel_id) is None:
        wrong = f"[ERROR] input must match regex pattern: ^{_CONVERSATION}$ [json-pointer:/channel_id]"
        raise Refused("invalid_arguments", response_metadata={"messages": [wrong]})
    channel = known_channel(workspace, channel_id)
    refuse_writing(workspace, channel)
    return channel


def _described(workspace: Workspace, file: File) -> dict[str, Any]:
    return file.as_slack(user=workspace.bot.id)


METHODS = {
    "files.completeUploadExternal": complete_upload,
    "files.delete": delete,
    "files.getUploadURLExternal": get_upload_url,
}

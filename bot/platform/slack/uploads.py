"""Sends a file to Slack in its three steps: ask for a place, bring the bytes there, show it to somebody.

https://docs.slack.dev/messaging/working-with-files#upload. Until the third step nobody sees anything, so a
connection that ends before it leaves no doubt: the file is sent again from the beginning.
"""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient

from bot.platform.slack.errors import InDoubt, Later, Refused, from_answer
from bot.platform.slack.wire import as_object, faults_named, is_slacks, retry_after

FILES_HOST = "files.slack.com"
# Of a message, a channel or a file; Slack's are a dozen characters, and more is kept nowhere.
LONGEST_ID = 32
# Slack has lost this upload; the next attempt begins with a new one.
_BEGIN_AGAIN = frozenset({"file_not_found", "file_update_failed"})


def upload(client: WebClient, *, name: str, content: bytes) -> str:
    """Bring Slack the bytes; the id (F…) of a file that nobody sees yet.

    Waits as long as ``client`` does, in each step. Raises Refused or Later, never InDoubt.
    """
    try:
        with faults_named("files.getUploadURLExternal"):
            answer = client.api_call(
                "files.getUploadURLExternal", params={"filename": name, "length": len(content)}
            )
        place = as_object(answer.data)
        file_id, address = place.get("file_id"), place.get("upload_url")
        if not isinstance(file_id, str) or len(file_id) > LONGEST_ID or not isinstance(address, str):
            raise InDoubt("unreadable_answer")
        if not is_slacks(address, api_url=client.base_url, host=FILES_HOST):
            raise Refused("not_an_address_of_slacks")
        _bring(content, address, seconds=client.timeout)
    except InDoubt as unseen:
        raise Later(unseen.code) from unseen
    return file_id


def show(client: WebClient, file_id: str, *, channel_id: str, title: str, words: str) -> None:
    """Show an uploaded file in a conversation, with ``words`` (mrkdwn, escaped) beside it.

    Raises Later too when Slack no longer knows the file: then it must be uploaded once more.
    """
    arguments = {
        "files": json.dumps([{"id": file_id, "title": title}]),
        "channel_id": channel_id,
        "initial_comment": words,
    }
    try:
        with faults_named("files.completeUploadExternal"):
            as_object(client.api_call("files.completeUploadExternal", params=arguments).data)
    except Refused as refused:
        if refused.code in _BEGIN_AGAIN:
            raise Later(refused.code) from refused
        raise


def _bring(content: bytes, address: str, *, seconds: float) -> None:
    request = Request(  # noqa: S310  the caller has seen to it that the address is Slack's
        address, data=content, headers={"Content-Type": "application/octet-stream"}, method="POST"
    )
    with faults_named():
        try:
            with build_opener(_StayHere).open(request, timeout=seconds) as answer:
                status = answer.status
        except HTTPError as refused:
            with refused:
                raise from_answer(
                    "", status=refused.code, retry_after=retry_after(dict(refused.headers))
                ) from refused
    if status != 200:
        raise Later(f"http_{status}")


class _StayHere(HTTPRedirectHandler):
    """Follows no redirect: it would lead away from the address that was checked."""

    def redirect_request(self, *_: Any) -> None:
        return None

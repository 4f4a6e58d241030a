"""One message on its way: into which conversation, by which of Slack's methods, and if it is still ours."""

import base64
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.platform.delivery.leases import Slip
from bot.platform.delivery.models import Kind
from bot.platform.slack.charts import has_chart, without_charts
from bot.platform.slack.errors import BLOCKS_REFUSED, Refused
from bot.platform.slack.gateway import Posted, SlackGateway
from bot.platform.slack.message import Message

# Judgement: the people of a large workspace, at some hundred bytes each.
_MOST_CONVERSATIONS = 20_000
_NOT_THERE = "channel_not_found"


@dataclass(slots=True)
class Parcel:
    """What the courier carries between its transactions."""

    row: Slip
    token: int
    lease_ends: datetime
    channel_id: str | None
    ts: str | None
    """Of the message that is changed; of a new one: of the message in whose thread it is said."""
    may_ask_for_conversation: bool = True
    """Whether Slack's pace for opening conversations lets one more through."""
    is_begun: bool = False
    """Whether this attempt at it has been counted."""


ContentIfOurs = Callable[[Parcel], str | None]
"""Read just before each send: the content, unless somebody else has the message by now (raises LeaseLost)."""


class Conversations:
    """The bot's conversations with people, as far as Slack has been asked since this process began."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()

    def find(self, row: Slip) -> str | None:
        return self._known.get((row.workspace_id, row.person_id or ""))

    def remember(self, row: Slip, channel_id: str) -> None:
        self._known[(row.workspace_id, row.person_id or "")] = channel_id
        while len(self._known) > _MOST_CONVERSATIONS:
            self._known.popitem(last=False)

    def forget(self, row: Slip) -> None:
        self._known.pop((row.workspace_id, row.person_id or ""), None)


def send(
    parcel: Parcel, gateway: SlackGateway, *, conversations: Conversations, content_if_ours: ContentIfOurs
) -> Posted | None:
    """Bring it to Slack. Raises DeliveryError, LeaseLost, and what makes the content unreadable."""
    try:
        return _send_once(parcel, gateway, conversations, content_if_ours)
    except Refused as refused:
        if refused.code != _NOT_THERE or conversations.find(parcel.row) is None:
            raise
        conversations.forget(parcel.row)  # Slack gave this person another one since
    return _send_once(parcel, gateway, conversations, content_if_ours)


def _send_once(
    parcel: Parcel, gateway: SlackGateway, conversations: Conversations, content_if_ours: ContentIfOurs
) -> Posted | None:
    channel_id = _channel(parcel, gateway, conversations)
    content: dict[str, Any] = json.loads(content_if_ours(parcel) or "{}")
    try:
        posted = _carry(parcel, gateway, channel_id, content)
    except Refused as refused:
        blocks = content.get("blocks") or []
        if refused.code != BLOCKS_REFUSED or not has_chart(blocks):
            raise
        content_if_ours(parcel)
        posted = _carry(parcel, gateway, channel_id, content | {"blocks": without_charts(blocks)})
    if parcel.row.person_id and posted is not None and posted.channel_id.startswith("D"):
        conversations.remember(parcel.row, posted.channel_id)
    return posted


def has_to_ask(parcel: Parcel, conversations: Conversations) -> bool:
    """Whether Slack is asked for the conversation first."""
    return _known(parcel, conversations) is None


def _channel(parcel: Parcel, gateway: SlackGateway, conversations: Conversations) -> str:
    known = _known(parcel, conversations)
    return gateway.open_conversation(parcel.row.person_id or "") if known is None else known


def _known(parcel: Parcel, conversations: Conversations) -> str | None:
    row = parcel.row
    if row.kind in (Kind.DELETE_FILE, Kind.ANSWER):
        return ""
    known = parcel.channel_id or (conversations.find(row) if row.person_id else None)
    if known is None and row.kind == Kind.POST and not parcel.may_ask_for_conversation:
        # Slack opens it by itself for whoever posts to a person's id, and names it in its answer.
        return row.person_id or ""
    return known


def _carry(parcel: Parcel, gateway: SlackGateway, channel_id: str, content: dict[str, Any]) -> Posted | None:
    row = parcel.row
    message = Message(content["text"], content["blocks"]) if "text" in content else None
    if row.kind == Kind.DELETE_FILE:
        gateway.delete_file(row.ts or "")
        return None
    if row.kind == Kind.ANSWER:
        gateway.answer(content["response_url"], message, replace=content["replace"])
        return None
    if row.kind == Kind.FILE:
        file_id = gateway.send_file(
            channel_id,
            name=content["name"],
            content=base64.b64decode(content["file"]),
            title=content["title"],
            words=content["words"],
        )
        return Posted(channel_id, file_id)
    if row.kind == Kind.POST and message is not None:
        if parcel.ts is None:
            return gateway.post(channel_id, message)
        return gateway.post(channel_id, message, thread_ts=parcel.ts)
    ts = parcel.ts or ""
    if row.kind == Kind.DELETE or message is None:
        gateway.delete(channel_id, ts)
    else:
        gateway.update(channel_id, ts, message)
    return Posted(channel_id, ts)

"""Messages as rows of the page: who, when, what, and what can be done with each."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from bot.sandbox.page.files import files_of
from bot.sandbox.page.look import Look, written_day
from bot.sandbox.rendering.avatars import draw_avatar
from bot.sandbox.rendering.blocks import draw_blocks
from bot.sandbox.rendering.dates import clock_time
from bot.sandbox.rendering.html import join, tag
from bot.sandbox.rendering.mrkdwn import draw_mrkdwn
from bot.sandbox.rendering.scene import Scene, Surface
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.workspace import Workspace

ACT = "/page/act"
# The page shows the last of these; judgement. Nobody scrolls further back in a sandbox.
_SHOWN = 200
# Slack, too, writes the name once for what one person says within a few minutes.
_TOGETHER = timedelta(minutes=5)


def rows_of(channel: Channel, *, look: Look, workspace: Workspace, scene: Scene) -> list[dict[str, Any]]:
    """What ``look.person`` sees in ``channel``, oldest first, and replies below what they reply to."""
    rows = []
    before: Message | None = None
    day_before: date | None = None
    for message in _threaded(workspace.seen_by(look.person, channel)[-_SHOWN:]):
        day = day_before if _is_reply(message) else _moment_of(message, look).date()
        new_day = day != day_before
        row = _row(message, before, new_day=new_day, look=look, workspace=workspace, scene=scene)
        rows.append(row)
        before, day_before = message, day
    return rows


def hidden_fields(fields: dict[str, str]) -> Markup:
    """Form fields that a person does not see."""
    return join(tag("input", type="hidden", name=name, value=value) for name, value in fields.items())


def _threaded(messages: Sequence[Message]) -> Iterator[Message]:
    """Each message, and right behind it what replies to it; a reply to nothing in sight keeps its place."""
    stamps = {message.ts for message in messages}
    replies: dict[str, list[Message]] = {}
    for message in messages:
        if _is_reply(message):
            replies.setdefault(message.thread_ts or "", []).append(message)
    for message in messages:
        if not _is_reply(message) or message.thread_ts not in stamps:
            yield message
            yield from replies.get(message.ts, [])


def _is_reply(message: Message) -> bool:
    return bool(message.thread_ts) and message.thread_ts != message.ts


def _row(
    message: Message,
    before: Message | None,
    *,
    new_day: bool,
    look: Look,
    workspace: Workspace,
    scene: Scene,
) -> dict[str, Any]:
    moment = _moment_of(message, look)
    author = workspace.person(message.user)
    name = "m-" + message.ts.replace(".", "-")
    fields = {"as": look.person.handle, "channel": message.channel, "ts": message.ts}
    surface = Surface(
        name,
        action=ACT,
        held=message.filled.get(look.person.id, {}),
        failed=message.failed_control,
        heading=2,
    )
    return {
        "name": name,
        "day": written_day(moment) if new_day else "",
        "grouped": not new_day and before is not None and _belong_together(before, message, look),
        "author": author.real_name,
        "avatar": draw_avatar(author.id, name=author.real_name, bot=author is workspace.bot),
        "by_app": author.is_bot,
        "time": clock_time(moment),
        "moment": moment.isoformat(timespec="seconds"),
        "only_you": message.ephemeral_to is not None,
        "is_reply": _is_reply(message),
        "edited": bool(message.edited),
        "failed": bool(message.failed_control),
        "hidden": hidden_fields(fields),
        "blocks": draw_blocks(message.blocks, scene=scene, surface=surface) if message.blocks else "",
        "text": draw_mrkdwn(message.text, scene=scene),
        "files": files_of(message, look=look),
        "shortcuts": _shortcuts(message, fields, workspace),
    }


def _shortcuts(message: Message, fields: dict[str, str], workspace: Workspace) -> list[dict[str, str]]:
    if message.ephemeral_to is not None:
        return []
    return [
        {"name": shortcut.name, "fields": json.dumps({**fields, "shortcut": shortcut.callback_id})}
        for shortcut in workspace.manifest.shortcuts
        if shortcut.kind == "message"
    ]


def _belong_together(before: Message, message: Message, look: Look) -> bool:
    return (
        before.user == message.user
        and before.ephemeral_to is None
        and message.ephemeral_to is None
        and before.thread_ts == message.thread_ts
        and not before.by_app
        and _moment_of(message, look) - _moment_of(before, look) < _TOGETHER
    )


def _moment_of(message: Message, look: Look) -> datetime:
    return datetime.fromtimestamp(float(message.ts), look.zone)

"""The next week, lived through on the clock: what came to whom, day by day, as it read when it came."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from markupsafe import Markup

from bot.sandbox.page.look import MESSAGES, Look, written_day, zone_of
from bot.sandbox.rendering.avatars import draw_avatar
from bot.sandbox.rendering.dates import clock_time
from bot.sandbox.rendering.mrkdwn import draw_mrkdwn
from bot.sandbox.rendering.scene import Scene
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.words import words_in
from bot.sandbox.slack.workspace import Workspace

DAYS = 7
# Judgement: enough to tell one message from another; the rest stands behind the link.
_LINES = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Came:
    """One message of the app. ``person`` got it alone; None: it stands in a channel for all who are there."""

    message: Message
    person: Person | None
    channel: Channel
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Week:
    """``since`` is when it began, aware, in UTC; ``came`` is in order of appearance."""

    since: datetime
    came: tuple[Came, ...]


def live_a_week(workspace: Workspace, *, turn: Callable[[timedelta], None]) -> Week:
    """Turn the clock seven days on with ``turn`` and keep what the app wrote to whom.

    It is read at the end of each day: an older card says less once a newer one has come.
    """
    since = workspace.now()
    came: list[Came] = []
    for _ in range(DAYS):
        mark = workspace.changes
        turn(_DAY)
        came += _came_after(mark, workspace)
    return Week(since, tuple(came))


def shown_week(week: Week | None, *, look: Look, workspace: Workspace, scene: Scene) -> dict[str, Any] | None:
    """A week as the page shows it: its days, and in each who got something, by their own clock.

    None as long as no week was lived through.
    """
    if week is None:
        return None
    by_day: dict[date, list[Came]] = {}
    for one in week.came:
        by_day.setdefault(_moment_of(one, look).date(), []).append(one)
    first = week.since.astimezone(look.zone).date()
    every = sorted({first + timedelta(days=number) for number in range(DAYS + 1)} | by_day.keys())
    return {
        "count": len(week.came),
        "days": [
            {
                "name": written_day(datetime(day.year, day.month, day.day, tzinfo=look.zone)),
                "who": _by_person(by_day.get(day, []), look=look, workspace=workspace, scene=scene),
            }
            for day in every
        ],
    }


def _by_person(came: list[Came], *, look: Look, workspace: Workspace, scene: Scene) -> list[dict[str, Any]]:
    def place(one: Came) -> str:
        return one.person.real_name if one.person else f"#{one.channel.name}"

    found = []
    for name, some in groupby(sorted(came, key=place), key=place):
        each = list(some)
        person = each[0].person
        found.append(
            {
                "name": name,
                "is_you": person is look.person,
                "avatar": draw_avatar(person.id, name=name) if person else Markup(""),
                "href": look.address_of(each[0].channel.id) if person is None else _messages_of(person, look),
                "messages": [
                    {
                        "time": clock_time(_moment_of(one, look)),
                        "moment": _moment_of(one, look).isoformat(timespec="seconds"),
                        "lines": [draw_mrkdwn(line, scene=scene) for line in one.lines],
                    }
                    for one in each
                ],
            }
        )
    return found


def _messages_of(person: Person, look: Look) -> str:
    return Look(person, MESSAGES, is_chosen=True).address_of(MESSAGES)


def _came_after(mark: int, workspace: Workspace) -> list[Came]:
    with workspace.lock:
        found = [
            Came(message, _only_reader(channel, workspace), channel, _lines_of(message))
            for channel in workspace.channels
            for message in channel.messages
            if message.born > mark and message.by_app and message.ephemeral_to is None
        ]
    return sorted(found, key=lambda one: one.message.ts)


def _only_reader(channel: Channel, workspace: Workspace) -> Person | None:
    return workspace.person(channel.partner_of(workspace.bot.id)) if channel.is_im else None


def _lines_of(message: Message) -> tuple[str, ...]:
    """The first lines of what it says, without its buttons."""
    said = [line for block in message.blocks for line in _said_in(block).splitlines() if line.strip()]
    return tuple((said or message.text.splitlines())[:_LINES])


def _said_in(block: dict[str, Any]) -> str:
    match block["type"]:
        case "section" | "markdown":
            text = block.get("text", "")
            return str(text if isinstance(text, str) else text.get("text", ""))
        case "rich_text":
            return words_in(block)
        case _:
            return ""


def _moment_of(one: Came, look: Look) -> datetime:
    zone = zone_of(one.person) if one.person else look.zone
    return datetime.fromtimestamp(float(one.message.ts), zone)

"""The left rail: who one is, the app, the channels and the people, with what is new in each."""

from datetime import datetime
from typing import Any

from bot.sandbox.page.look import HOME, MESSAGES, WEEK, Look, city_of, team_of, zone_of
from bot.sandbox.page.unread import Unread
from bot.sandbox.rendering.avatars import draw_avatar
from bot.sandbox.rendering.dates import clock_time
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.workspace import Workspace


def rail_of(look: Look, *, workspace: Workspace, unread: Unread, has_week: bool = False) -> dict[str, Any]:
    """What the rail shows to ``look.person``; ``has_week``: a week was lived through."""
    now, you = workspace.now(), look.person
    team = team_of(workspace)
    everybody = [
        {
            **_described(person, now),
            "switch": look.address_as(person),
            "is_you": person is you,
            "news": 0 if person is you else unread.count_all(person),
        }
        for person in team
    ]
    with_app = workspace.direct_message(you)
    return {
        "you": _described(you, now),
        "everybody": everybody,
        "elsewhere": sum(person["news"] for person in everybody),
        "home": _entry(look, HOME, name="Home"),
        "messages": _entry(look, MESSAGES, name="Messages", news=unread.count(you, with_app)),
        "week": _entry(look, WEEK, name="What the week brought") if has_week else None,
        "channels": [
            _entry(look, channel.id, name=channel.name, news=unread.count(you, channel))
            for channel in workspace.channels_of(you)
            if not channel.is_im
        ],
        "others": [
            {
                **_entry(
                    look, person.id, name=person.real_name, news=_news_from(person, you, workspace, unread)
                ),
                "avatar": draw_avatar(person.id, name=person.real_name),
                "aside": clock_time(now.astimezone(zone_of(person))),
            }
            for person in team
            if person is not you
        ],
    }


def _described(person: Person, now: datetime) -> dict[str, Any]:
    return {
        "name": person.real_name,
        "place": city_of(person),
        "time": clock_time(now.astimezone(zone_of(person))),
        "avatar": draw_avatar(person.id, name=person.real_name),
    }


def _entry(look: Look, at: str, *, name: str, news: int = 0) -> dict[str, Any]:
    return {
        "href": look.address_of(at),
        "name": name,
        "is_here": look.at == at,
        "news": news,
        "aside": "",
    }


def _news_from(person: Person, you: Person, workspace: Workspace, unread: Unread) -> int:
    talk = next(
        (c for c in workspace.channels_of(you) if c.is_im and set(c.members) == {you.id, person.id}), None
    )
    return unread.count(you, talk) if talk else 0

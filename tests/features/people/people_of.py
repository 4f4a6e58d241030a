"""What the directory knows, and how Slack tells it, for tests about people."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.features.people.models import Enrolment, Person
from bot.sandbox.doors.door import Ack
from bot.sandbox.doors.events import Events
from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.hands.happenings import Happenings
from bot.sandbox.sandbox import Sandbox


def known(tend: Sandbox, person_id: str) -> Person:
    """The person as the bot's directory has them."""
    with tend.database.reading() as session:
        return session.get_one(Person, (tend.workspace.team_id, person_id))


def person_of(tend: Sandbox, handle: str) -> Person:
    return known(tend, tend.workspace.person(handle).id)


def choices_of(tend: Sandbox, handle: str) -> Enrolment | None:
    """What a person chose, or None while they are not enrolled."""
    with tend.database.reading() as session:
        return session.get(Enrolment, (tend.workspace.team_id, tend.workspace.person(handle).id))


def next_card_of(tend: Sandbox, handle: str, zone: str) -> datetime | None:
    """When the next card is looked at, on the wall clock of ``zone``."""
    chosen = choices_of(tend, handle)
    assert chosen is not None
    return chosen.next_card_at.astimezone(ZoneInfo(zone)) if chosen.next_card_at else None


def happenings(tend: Sandbox) -> Happenings:
    return Happenings(tend.workspace, door_of(tend))


def tell(tend: Sandbox, kind: str, member: dict[str, Any]) -> Ack:
    """Send a user_change or team_join with exactly these fields."""
    events = Events(tend.workspace, tend._door)
    return events.deliver(events.envelope({"type": kind, "user": member}))


def door_of(tend: Sandbox) -> HttpDoor:
    return HttpDoor(f"{tend.url}/slack/events", signing_secret=tend.workspace.signing_secret)

"""Who looks at the page and where: all of it stands in the address, nothing is kept between visits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.workspace import Workspace

HOME = "home"
MESSAGES = "messages"
WEEK = "week"
FIRST_PLACE = "general"


@dataclass(frozen=True)
class Look:
    """One person's look at one place.

    ``at`` is ``home``, ``messages`` (both of the app), ``week`` (what a week brought), the id of a channel,
    or of a person to talk with. ``is_chosen`` is False when the address names no place; a phone shows the
    list of places then.
    """

    person: Person
    at: str
    is_chosen: bool

    @property
    def query(self) -> str:
        return urlencode({"as": self.person.handle, "at": self.at})

    @property
    def back(self) -> str:
        """The address of the list of places, for narrow screens."""
        return "/?" + urlencode({"as": self.person.handle})

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.person)

    def address_of(self, at: str) -> str:
        """Where this person looks at another place."""
        return "/?" + urlencode({"as": self.person.handle, "at": at})

    def address_as(self, person: Person) -> str:
        """Where another person looks at this place, or at their own messages when it is a conversation."""
        at = MESSAGES if self.at.startswith(("U", "W")) else self.at
        return "/?" + urlencode({"as": person.handle, "at": at})


def read_look(asked: Mapping[str, str], *, workspace: Workspace) -> Look:
    """The look that an address or a form asks for. Raises NotThere for people and places there are not."""
    handle = asked.get("as", "")
    person = workspace.find_person(handle) if handle else next(iter(team_of(workspace)), None)
    if person is None or person.is_bot:
        raise NotThere(f"Nobody here is called “{handle}”.")
    at = asked.get("at", "")
    look = Look(person, at or _first_place(person, workspace), is_chosen=bool(at))
    channel_of(look, workspace=workspace)
    return look


def channel_of(look: Look, *, workspace: Workspace) -> Channel | None:
    """The channel or conversation that is looked at; None on other pages. Raises NotThere."""
    if look.at in (HOME, WEEK):
        return None
    if look.at == MESSAGES:
        return workspace.direct_message(look.person)
    partner = next((person for person in team_of(workspace) if person.id == look.at), None)
    if partner is not None:
        return workspace.direct_message(look.person, partner)
    channel = workspace.channel(look.at)
    if look.person.id not in channel.members:
        raise NotThere(f"{look.person.real_name} is not in this conversation.")
    return channel


def team_of(workspace: Workspace) -> list[Person]:
    """The people one can be: everybody but machines and those who left."""
    machines = ("USLACKBOT", workspace.bot.id)
    return [
        person
        for person in workspace.people
        if not (person.is_bot or person.deleted or person.id in machines)
    ]


def zone_of(person: Person) -> ZoneInfo:
    return ZoneInfo(person.tz or "UTC")


def city_of(person: Person) -> str:
    """The place a zone is named after: ``New York`` for America/New_York."""
    return (person.tz or "UTC").rpartition("/")[2].replace("_", " ")


def written_day(moment: datetime) -> str:
    """``Wednesday 7 October``, in the zone that ``moment`` has."""
    return f"{moment:%A} {moment.day} {moment:%B}"


def _first_place(person: Person, workspace: Workspace) -> str:
    channel = workspace.find_channel(FIRST_PLACE)
    return channel.id if channel and person.id in channel.members else MESSAGES

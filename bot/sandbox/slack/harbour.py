"""The people and channels of Harbour, the invented team that the sandbox opens with."""

from datetime import UTC, datetime

from bot.platform.clock import Clock
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.workspace import Workspace

# A Wednesday at ten in Berlin, in the middle of an ordinary working week.
START = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)

# Who leads whom is the bot's knowledge, not Slack's; it is seeded where the bot's history is.
_PEOPLE = (
    ("maya", "Maya Okafor", "Europe/Berlin"),
    ("leo", "Leo Fontaine", "America/New_York"),
    ("ana", "Ana Sousa", "Europe/Lisbon"),
    ("sam", "Sam Becker", "Europe/Berlin"),
    ("priya", "Priya Raman", "Europe/Berlin"),
    ("jonas", "Jonas Vogt", "Europe/Berlin"),
    ("noor", "Noor Haddad", "America/New_York"),
    ("kofi", "Kofi Mensah", "America/New_York"),
)
_CHANNELS = (
    ("C0GENERAL1", "general", True),
    ("C0SHOUTS01", "shout-outs", True),
    ("C0TIDE0001", "project-tide", False),
)


def seed_harbour(workspace: Workspace) -> None:
    """Eight people, Maya an admin, Priya with Slack in German, and three channels; the bot is in two."""
    members = [
        workspace.add_person(Person(f"U0{handle.upper():0<7}1", handle, name, tz=zone))
        for handle, name, zone in _PEOPLE
    ]
    workspace.person("maya").is_admin = True
    workspace.person("priya").locale = "de-DE"
    everyone = [person.id for person in members]
    for channel_id, name, with_bot in _CHANNELS:
        present = [*everyone, workspace.bot.id] if with_bot else everyone
        workspace.add_channel(Channel(channel_id, name, members=list(present)))
    for person in members:
        workspace.direct_message(person)


def harbour(clock: Clock, *, manifest: Manifest | None = None) -> Workspace:
    """A workspace with Harbour's people in it, refilled with them on every reset."""
    return Workspace(clock, manifest=manifest, seed=seed_harbour)


def another(clock: Clock, *, team_id: str, name: str, enterprise_id: str | None = None) -> Workspace:
    """A workspace whose people and channels have the very ids of Harbour's, and no app in it yet."""
    found = Workspace(clock, seed=seed_harbour)
    found.team_id, found.name, found.domain = team_id, name, name.lower()
    found.enterprise_id = enterprise_id
    found.bot_token, found.is_installed = "", False
    return found

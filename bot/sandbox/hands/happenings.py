"""What happens in a workspace without anybody asking the bot: people come, change and go."""

from typing import Any

from bot.sandbox.doors.door import Door
from bot.sandbox.doors.events import Events
from bot.sandbox.slack.identifiers import new_id
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.workspace import Workspace


class Happenings:
    """Makes things happen and sends the event that Slack sends for each."""

    def __init__(self, workspace: Workspace, door: Door) -> None:
        self._workspace = workspace
        self._events = Events(workspace, door)

    def joins(self, handle: str, real_name: str, *, tz: str = "Europe/Berlin", **more: Any) -> Person:
        """Somebody new joins the workspace and #general. ``more`` are further fields of a Person."""
        workspace = self._workspace
        person = Person(
            more.pop("id", None) or new_id("U0"), handle, real_name, tz=tz, updated=self._seconds(), **more
        )
        workspace.add_person(person)
        general = workspace.find_channel("general")
        if general is not None:
            general.members.append(person.id)
        workspace.direct_message(person)
        self._events.send({"type": "team_join", **self._described(person)})
        return person

    def changes(self, name: str | Person, **fields: Any) -> Person:
        """Somebody's profile changes: ``tz``, ``status_text``, ``real_name`` … (fields of a Person)."""
        person = self._workspace.person(name)
        for field, value in fields.items():
            if not hasattr(person, field):
                raise AttributeError(f"A person has no {field}.")
            setattr(person, field, value)
        person.updated = self._seconds()
        self._workspace.note_change()
        self._events.send({"type": "user_change", **self._described(person)})
        return person

    def is_deactivated(self, name: str | Person) -> None:
        """Somebody leaves; what they wrote stays."""
        self.changes(name, deleted=True)

    def is_reactivated(self, name: str | Person) -> None:
        self.changes(name, deleted=False)

    def app_is_uninstalled(self) -> None:
        """An admin removes the app. Both events come, and the token is worth nothing any more."""
        self._workspace.is_installed = False
        for granted in self._workspace.grants:
            granted.revoke()
        self._workspace.note_change()
        self._events.send({"type": "tokens_revoked", "tokens": {"bot": [self._workspace.bot.id]}})
        self._events.send({"type": "app_uninstalled"})

    def home_is_opened(self, person: Person, *, tab: str) -> None:
        """Somebody opens the app; ``tab`` is ``home`` or ``messages``."""
        workspace = self._workspace
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": workspace.direct_message(person).id,
            "tab": tab,
        }
        home = workspace.home_of(person)
        if home is not None and tab == "home":
            event["view"] = home.as_slack(
                team_id=workspace.team_id, bot_id=workspace.bot_id, app_id=workspace.app_id
            )
        self._events.send(event)

    def _described(self, person: Person) -> dict[str, Any]:
        described = person.as_slack(team_id=self._workspace.team_id, now=self._workspace.now())
        return {"user": described, "cache_ts": self._seconds()}

    def _seconds(self) -> int:
        return int(self._workspace.now().timestamp())

"""The people of a workspace, as Slack describes them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SLACKBOT = "USLACKBOT"


@dataclass(eq=False)
class Person:
    """A Slack user. ``tz`` is an IANA zone; ``status_expiration`` and ``updated`` are Unix seconds."""

    id: str
    handle: str
    real_name: str
    tz: str | None = None
    locale: str = "en-US"
    title: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    is_admin: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    deleted: bool = False
    updated: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    """What stands in the workspace's own fields of the profile, by the field's id; of people, their ids."""

    def as_slack(self, *, team_id: str, now: datetime, with_locale: bool = True) -> dict[str, Any]:
        """Slack's user object (https://docs.slack.dev/reference/objects/user-object), without e-mail.

        As in Slack, a deactivated person has hardly anything but a name left.
        """
        described: dict[str, Any] = {
            "id": self.id,
            "team_id": team_id,
            "name": self.handle,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "profile": {
                "real_name": self.real_name,
                "real_name_normalized": self.real_name,
                # Empty for whoever has not chosen one, which is most people.
                "display_name": "",
                "display_name_normalized": "",
                "title": self.title,
                "status_text": self.status_text,
                "status_emoji": self.status_emoji,
                "status_expiration": self.status_expiration,
                "team": team_id,
            },
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": self.updated,
        }
        if self.deleted:
            return described
        described |= {
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": False,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
            "color": "9f69e7",
            **self._zone(now),
        }
        if with_locale:
            described["locale"] = self.locale
        return described

    def in_payloads(self, team_id: str) -> dict[str, str]:
        """The short form of a person in interactive payloads."""
        return {"id": self.id, "username": self.handle, "name": self.handle, "team_id": team_id}

    def _zone(self, now: datetime) -> dict[str, Any]:
        if self.tz is None:
            return {"tz": None, "tz_label": None, "tz_offset": 0}
        there = now.astimezone(ZoneInfo(self.tz))
        offset = there.utcoffset() or timedelta()
        return {"tz": self.tz, "tz_label": there.tzname(), "tz_offset": int(offset.total_seconds())}

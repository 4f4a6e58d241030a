"""The directory's verbs: take over what Slack says about people, and find them again."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Person
from bot.platform.errors import UserError
from bot.platform.templating import words

SLACKBOT = "USLACKBOT"


class NobodyToTurnTo(UserError):
    """The person asked for is unknown, gone, a bot, a guest, or the asker; the words say which."""


def take_over_person(
    session: Session, member: dict[str, Any], *, known: Person | None, workspace_id: str
) -> Person:
    """Keep what Slack says about one member. Fields that Slack left out keep a sensible value.

    ``known``: who that is in the directory; None: nobody yet.
    """
    person = known
    if person is None:
        person = Person(workspace_id=workspace_id, id=member["id"])
        session.add(person)
    elif person.forgotten_at is not None and member.get("deleted"):
        return person  # they left and were forgotten: Slack still knows their name, Tend does not
    profile = member.get("profile") or {}
    called = (
        profile.get("display_name")
        or profile.get("real_name")
        or member.get("real_name")
        or member.get("name")
        or member["id"]
    )
    person.name = " ".join(str(called).split())[:255] or member["id"]
    person.zone = str(member.get("tz") or person.zone or "UTC")[:64]
    person.locale = str(member.get("locale") or person.locale or "")[:16] or None
    person.is_bot = bool(member.get("is_bot")) or member["id"] == SLACKBOT
    person.is_guest = bool(member.get("is_restricted") or member.get("is_ultra_restricted"))
    person.is_foreign = bool(member.get("is_stranger")) or _belongs_elsewhere(member, workspace_id)
    person.is_admin = bool(member.get("is_admin") or member.get("is_owner"))
    person.is_gone = bool(member.get("deleted"))
    return person


def person(session: Session, workspace_id: str, person_id: str) -> Person:
    """The person of that id. Raises NobodyToTurnTo when the directory does not know them."""
    found = session.get(Person, (workspace_id, person_id))
    if found is None:
        raise NobodyToTurnTo(words("people/refusals").plain("unknown"))
    return found


def people(session: Session, workspace_id: str, person_ids: Iterable[str]) -> dict[str, Person]:
    """The people of those ids, by id; unknown ones are left out."""
    found = session.scalars(
        sa.select(Person).where(Person.workspace_id == workspace_id, Person.id.in_(set(person_ids)))
    )
    return {someone.id: someone for someone in found}


def colleague(session: Session, workspace_id: str, *, asker_id: str, person_id: str) -> Person:
    """Somebody the asker can turn to through Tend.

    Raises NobodyToTurnTo for oneself, for bots, guests, people of other companies and people who left.
    """
    refusals = words("people/refusals")
    if person_id == asker_id:
        raise NobodyToTurnTo(refusals.plain("oneself"))
    found = person(session, workspace_id, person_id)
    refusals = words("people/refusals", name=found.name)
    for reason in ("gone", "bot", "guest", "foreign"):
        if getattr(found, f"is_{reason}"):
            raise NobodyToTurnTo(refusals.plain(reason))
    return found


def _belongs_elsewhere(member: dict[str, Any], workspace_id: str) -> bool:
    teams = (member.get("enterprise_user") or {}).get("teams") or []
    return bool(member.get("team_id")) and workspace_id not in {member["team_id"], *teams}

"""Take over what Slack says about people, and let their cards follow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.features.people import away_status, directory, enrolments, leaving


def take_over(
    session: Session, members: Sequence[dict[str, Any]], *, workspace_id: str, now: datetime
) -> None:
    """Keep what Slack says about each of ``members``; who is not among them stays as they were."""
    known = directory.people(session, workspace_id, [member["id"] for member in members])
    before = {person.id: (person.zone, person.is_gone) for person in known.values()}
    for member in members:
        person = directory.take_over_person(
            session, member, known=known.get(member["id"]), workspace_id=workspace_id
        )
        known[person.id] = person
        zone, was_gone = before.get(person.id, (person.zone, person.is_gone))
        if (zone, was_gone) != (person.zone, person.is_gone):
            enrolments.follow(session, person, is_elsewhere=zone != person.zone, now=now)
        leaving.note(person, now=now)
    away_status.heed(session, members, workspace_id=workspace_id, now=now)

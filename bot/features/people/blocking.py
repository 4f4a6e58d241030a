"""Whom a person has blocked: nothing that one does through Tend reaches them, and nobody learns of it.

Decision: blocking enrols nobody, since whoever wants to be left alone has not asked for cards. A one-on-one
that two people share already goes on until either ends it: a silent half of it would give the block away.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.people.models import BlockedPerson, Person
from bot.platform.database import insert_once
from bot.platform.templating import words


def block(session: Session, workspace_id: str, person_id: str, *, about_id: str, now: datetime) -> Person:
    """Let nothing that ``about_id`` does reach the person any more; whom that is.

    Raises NobodyToTurnTo for oneself and for whoever the directory does not know.
    """
    about = _somebody_else(session, workspace_id, person_id, about_id)
    insert_once(
        session,
        BlockedPerson,
        workspace_id=workspace_id,
        person_id=person_id,
        about_id=about_id,
        blocked_at=now,
    )
    return about


def unblock(session: Session, workspace_id: str, person_id: str, *, about_id: str) -> Person:
    """End that; what was held back before stays where it is. Raises NobodyToTurnTo as ``block`` does."""
    about = _somebody_else(session, workspace_id, person_id, about_id)
    session.execute(
        sa.delete(BlockedPerson).where(
            BlockedPerson.workspace_id == workspace_id,
            BlockedPerson.person_id == person_id,
            BlockedPerson.about_id == about_id,
        )
    )
    return about


def blocked_by(session: Session, workspace_id: str, person_id: str) -> list[str]:
    """The ids of those whom the person has blocked, for that person alone; the latest first."""
    found = session.scalars(
        sa.select(BlockedPerson.about_id)
        .where(BlockedPerson.workspace_id == workspace_id, BlockedPerson.person_id == person_id)
        .order_by(BlockedPerson.blocked_at.desc(), BlockedPerson.about_id)
    )
    return list(found)


def has_blocked(session: Session, workspace_id: str, person_id: str, *, about_id: str) -> bool:
    """Whether ``person_id`` has blocked ``about_id``. One and the same question, whatever the answer is."""
    row = sa.select(BlockedPerson.about_id).where(
        BlockedPerson.workspace_id == workspace_id,
        BlockedPerson.person_id == person_id,
        BlockedPerson.about_id == about_id,
    )
    return session.scalar(row) is not None


def may_be_reached(session: Session, workspace_id: str, person_id: str, *, by_id: str, now: datetime) -> bool:
    """Whether something that ``by_id`` does may reach the person now: not blocked, paused or gone."""
    is_blocked = has_blocked(session, workspace_id, person_id, about_id=by_id)
    may_be = enrolments.may_be_written_to(session, workspace_id, person_id, now=now)
    return may_be and not is_blocked


def _somebody_else(session: Session, workspace_id: str, person_id: str, about_id: str) -> Person:
    about = directory.person(session, workspace_id, about_id)
    if about_id == person_id:
        raise directory.NobodyToTurnTo(words("people/refusals").plain("oneself"))
    return about

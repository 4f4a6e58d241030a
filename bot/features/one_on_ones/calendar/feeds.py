"""The verbs of a private calendar address: make one, show it, stop it, and read what stands behind it."""

import hashlib
import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones.calendar import files
from bot.features.one_on_ones.calendar.models import CalendarFeed
from bot.features.people import directory
from bot.features.people.reader import reader_of
from bot.features.workspace import pilot, switches
from bot.features.workspace.switches import Feature
from bot.platform.database import insert_once

PATH = "/calendar/{secret}.ics"
"""Where a calendar stands below the public address."""

# 256 bits: nobody comes upon one by trying.
_BYTES = 32


def address_of(session: Session, workspace_id: str, person_id: str, *, public_url: str) -> str | None:
    """The person's address, or None while they have none. ``public_url`` has no slash at its end."""
    feed = session.get(CalendarFeed, (workspace_id, person_id))
    return f"{public_url}{PATH.format(secret=feed.secret)}" if feed else None


def make_address(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """Make the person's address, or another one: then the old one stops at once."""
    secret = secrets.token_urlsafe(_BYTES)
    made = {"secret": secret, "secret_hash": _hash(secret), "made_at": now}
    if not insert_once(session, CalendarFeed, workspace_id=workspace_id, person_id=person_id, **made):
        session.execute(
            sa.update(CalendarFeed)
            .where(CalendarFeed.workspace_id == workspace_id, CalendarFeed.person_id == person_id)
            .values(made)
        )


def stop(session: Session, workspace_id: str, person_id: str) -> None:
    """Let nothing stand behind the person's address from now on."""
    session.execute(
        sa.delete(CalendarFeed).where(
            CalendarFeed.workspace_id == workspace_id, CalendarFeed.person_id == person_id
        )
    )


def stop_all(session: Session, workspace_id: str) -> None:
    """The same for everybody: the app has been taken out of this workspace."""
    session.execute(sa.delete(CalendarFeed).where(CalendarFeed.workspace_id == workspace_id))


def calendar_at(session: Session, secret: str, *, now: datetime) -> bytes | None:
    """The series of whoever has the address with that secret; None where nothing stands behind it.

    That is so for one that was never made, was stopped or replaced, for that of a person who left, and as
    long as one-on-ones are switched off or the person is not on the pilot list.
    """
    feed = session.scalars(
        sa.select(CalendarFeed).where(CalendarFeed.secret_hash == _hash(secret))
    ).one_or_none()
    if feed is None or directory.person(session, feed.workspace_id, feed.person_id).is_gone:
        return None
    is_on = switches.is_on(session, feed.workspace_id, Feature.ONE_ON_ONES)
    if not is_on or not pilot.may_use(session, feed.workspace_id, feed.person_id):
        return None
    return files.content_of_all(session, reader_of(session, feed.workspace_id, feed.person_id, now=now))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

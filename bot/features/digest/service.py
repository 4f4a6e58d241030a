"""Put a person's week together, once a week by itself and whenever they ask."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.digest.models import Digest as SentDigest
from bot.features.digest.parts import Part
from bot.features.digest.reading import Week, read_week
from bot.features.digest.sections import sections_of
from bot.features.digest.twelve_weeks import TwelveWeeks, twelve_weeks
from bot.features.digest.week import is_digest_day, week_of
from bot.features.people import enrolments
from bot.features.people.reader import Reader
from bot.platform.database import insert_once


@dataclass(frozen=True, slots=True)
class Digest:
    """A week in its parts, and the twelve weeks up to it where there is something to see in them."""

    parts: list[Part]
    chart: TwelveWeeks | None
    comes_by_itself: bool = True
    """Whether there is anything to pause: to whoever only looks, nothing comes."""

    @property
    def says_something(self) -> bool:
        """Whether it is worth a digest: suggestions alone are not."""
        return any(not part.is_suggestion for part in self.parts)


def digest(session: Session, reader: Reader) -> Digest:
    """Everything there is to say about the reader's week, read anew, in eight queries at most."""
    return of_week(read_week(session, reader))


def of_week(week: Week) -> Digest:
    """The digest of a week that has been read. Pure."""
    parts = [part for section in sections_of(week) for part in section(week)]
    return Digest(parts, twelve_weeks(week), comes_by_itself=week.is_enrolled)


def take_week(session: Session, reader: Reader) -> bool:
    """Whether this is the reader's digest day and this week's has not been made; it counts as made then."""
    chosen = enrolments.enrolment(session, reader.workspace_id, reader.person_id)
    weekday = chosen.digest_day if chosen else 0
    if not is_digest_day(reader.today, working_time=reader.working_time, weekday=weekday):
        return False
    return insert_once(
        session,
        SentDigest,
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        week_of=week_of(reader.today),
        made_at=reader.now,
    )


def taken_week(session: Session, reader: Reader) -> int:
    """The id of the week that was taken."""
    return session.scalars(
        sa.select(SentDigest.id).where(
            SentDigest.workspace_id == reader.workspace_id,
            SentDigest.person_id == reader.person_id,
            SentDigest.week_of == week_of(reader.today),
        )
    ).one()

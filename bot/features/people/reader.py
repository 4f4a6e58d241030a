"""Whom something is written for: their days, their wall clock, their language, what day it is for them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.platform.working_time import WorkingTime, local_day


@dataclass(frozen=True, slots=True)
class Reader:
    """One person at one moment. ``now`` is in UTC; ``today`` is the date on their wall."""

    workspace_id: str
    person_id: str
    working_time: WorkingTime
    now: datetime
    language: str = "en"
    """In which they use Slack: "en", "pt"; "en" where that is not known."""

    @property
    def zone(self) -> str:
        return self.working_time.zone

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)


def reader_of(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> Reader:
    """The person as a reader at ``now``. Raises NobodyToTurnTo when the directory does not know them."""
    working_time = enrolments.working_time_of(session, workspace_id, person_id)
    locale = directory.person(session, workspace_id, person_id).locale
    return Reader(
        workspace_id=workspace_id,
        person_id=person_id,
        working_time=working_time,
        now=now,
        language=(locale or "en").partition("-")[0].lower(),
    )

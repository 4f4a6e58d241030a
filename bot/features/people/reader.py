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
    """In which they want to read: as they chose, or else as they use Slack: "en", "pt". "en" where neither is
    known."""

    @property
    def zone(self) -> str:
        return self.working_time.zone

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)


def reader_of(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> Reader:
    """The person as a reader at ``now``. Raises NobodyToTurnTo when the directory does not know them."""
    person = directory.person(session, workspace_id, person_id)
    chosen = enrolments.enrolment(session, workspace_id, person_id)
    in_slack = (person.locale or "en").partition("-")[0].lower()
    return Reader(
        workspace_id=workspace_id,
        person_id=person_id,
        working_time=chosen.working_time(person.zone) if chosen else WorkingTime(zone=person.zone),
        now=now,
        language=(chosen.language if chosen else None) or in_slack,
    )

"""The question for the relationship that has waited longest, where it is known already who rests."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections import rhythms
from bot.features.reconnections.models import Rhythm
from bot.features.reconnections.rhythm import next_day


@dataclass(frozen=True, slots=True)
class Waiting:
    """A rhythm that has run out: its row, whom to ask the question, and since when none was seen."""

    rhythm_id: int
    about_id: str
    since: date


def longest_waiting(session: Session, reader: Reader, *, at_rest: Collection[str]) -> Waiting | None:
    """As ``rhythms.waiting_longest``, in one query: the reader is told who is ``at_rest``."""
    longest: Waiting | None = None
    for row in rhythms.rhythms_of(session, reader):
        since = row.seen_on or row.chosen_on
        if row.about_id in at_rest or (longest is not None and since >= longest.since):
            continue
        if next_day(Rhythm(row.rhythm), today=since, working_time=reader.working_time) <= reader.today:
            longest = Waiting(row.id, row.about_id, since)
    return longest

"""A company before a Monday on which everybody's promises, one-on-ones and digest are due."""

from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from benchmarks.company import TEAM, ZONES, fill
from bot.features.follow_ups.models import FollowUp, Origin, State
from bot.features.people.models import Enrolment, Person, Relation, ReportingLine
from bot.platform.database import Database
from bot.platform.working_time import zone_named

MONDAY = date(2026, 10, 12)
NINE = time(9)
PROMISES_EACH = 3

_LONG_AGO = datetime(2026, 8, 3, tzinfo=UTC)
_BATCH = 5_000


def fill_for_monday(database: Database, people: int) -> None:
    """Write that company into an empty database that is up to date."""
    fill(database, people, due=0)
    ids = [f"U{number:08}" for number in range(people)]
    with database.transaction() as session:
        for zone in ZONES:
            nine = datetime.combine(MONDAY, NINE, tzinfo=zone_named(zone))
            here = sa.select(Person.id).where(Person.zone == zone)
            session.execute(
                sa.update(Enrolment)
                .where(Enrolment.person_id.in_(here))
                .values(card_at=NINE, next_card_at=nine, digest_day=0),
                execution_options={"synchronize_session": False},
            )
    promise = {
        "workspace_id": TEAM,
        "is_shared": False,
        "words": "call Leo",
        "origin": Origin.COMMAND,
        "state": State.OPEN,
        "due_on": MONDAY,
        "next_nudge_on": MONDAY,
        "created_at": _LONG_AGO,
    }
    line = {"workspace_id": TEAM, "relation": Relation.REPORT, "said_at": _LONG_AGO}
    for start in range(0, people, _BATCH):
        some = range(start, min(start + _BATCH, people))
        with database.transaction() as session:
            session.execute(
                sa.insert(FollowUp),
                [
                    promise | {"owner_id": ids[number], "author_id": ids[number]}
                    for number in some
                    for _ in range(PROMISES_EACH)
                ],
            )
            session.execute(  # of whom each meets weekly, they lead: there is something to tell in a digest
                sa.insert(ReportingLine),
                [
                    line | {"person_id": ids[number], "other_id": ids[(number + 1) % people]}
                    for number in some
                ],
            )

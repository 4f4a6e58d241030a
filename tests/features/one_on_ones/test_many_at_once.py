"""Many meetings at the same moment: each planned and told of once, and one that cannot be holds up nobody."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from benchmarks.company import LEAD, MEETS_AT, fill
from bot.features.one_on_ones import early
from bot.features.one_on_ones.jobs import plan_meetings, prompt_people
from bot.features.one_on_ones.models import Meeting, Series
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
from bot.platform.encryption import WrongKey

DUE = 60
BROKEN = 7


@pytest.fixture
def company(database: Database) -> Database:
    """Eighty series, of which sixty meet at the same moment."""
    fill(database, 80, due=DUE)
    return database


def until_nothing_is_due(step: Callable[[], bool]) -> None:
    while step():
        pass


def planned(database: Database) -> set[int]:
    """The series that have a meeting a week later."""
    with database.reading() as session:
        asked = sa.select(Meeting.series_id).where(Meeting.starts_at == MEETS_AT + timedelta(days=7))
        return set(session.scalars(asked))


def told(database: Database) -> Counter[str | None]:
    """Who has been told early, and how often."""
    with database.reading() as session:
        asked = sa.select(OutboxMessage.person_id).where(OutboxMessage.purpose == early.PURPOSE)
        return Counter(session.scalars(asked))


def test_all_that_is_due_is_told_of_and_planned_each_once(company: Database) -> None:
    until_nothing_is_due(partial(prompt_people, company, ManualClock(MEETS_AT - LEAD)))
    assert told(company) == Counter(f"U{number:08}" for number in range(DUE))
    until_nothing_is_due(partial(plan_meetings, company, ManualClock(MEETS_AT)))
    assert planned(company) == set(range(1, DUE + 1))


def test_a_series_that_cannot_be_planned_holds_up_nobody(company: Database) -> None:
    clock = ManualClock(MEETS_AT)
    set_rhythm(company, "whenever")
    with pytest.raises(ValueError, match="whenever"):
        until_nothing_is_due(partial(plan_meetings, company, clock))
    until_nothing_is_due(partial(plan_meetings, company, clock))
    assert planned(company) == set(range(1, DUE + 1)) - {BROKEN}
    set_rhythm(company, "weekly")
    clock.turn_to(MEETS_AT + timedelta(minutes=5))
    until_nothing_is_due(partial(plan_meetings, company, clock))
    assert planned(company) == set(range(1, DUE + 1))


def test_a_meeting_that_cannot_be_told_of_holds_up_nobody(company: Database) -> None:
    clock = ManualClock(MEETS_AT - LEAD)
    with company.transaction() as session:
        session.execute(sa.text("UPDATE agenda_items SET words = 'x' WHERE series_id = 7"))
    with pytest.raises(WrongKey):
        until_nothing_is_due(partial(prompt_people, company, clock))
    until_nothing_is_due(partial(prompt_people, company, clock))
    assert told(company) == Counter(f"U{number:08}" for number in range(DUE) if number != BROKEN - 1)


def set_rhythm(database: Database, rhythm: str) -> None:
    with database.transaction() as session:
        session.execute(sa.update(Series).where(Series.id == BROKEN).values(rhythm=rhythm))

"""The days off that a person notes: taking some, reading them, and working after all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.features.people import days_off, enrolments
from bot.features.people.days_off import NoSuchDaysOff
from bot.features.people.models import DaysOff, Person
from bot.features.people.stretches import Stretch, merged
from bot.features.workspace.models import Workspace
from bot.platform.database import Database

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
TEAM, ELSEWHERE = "T0TEND0001", "T0ELSE0001"

days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 3, 1))
stretches = st.builds(
    lambda first, length: Stretch(first, first + timedelta(days=length)), days, st.integers(0, 20)
)


@pytest.fixture
def team(database: Database) -> Database:
    """Maya and Ana, and another workspace with people of the same ids."""
    with database.transaction() as session:
        for team_id in (TEAM, ELSEWHERE):
            session.add(Workspace(id=team_id, name="", url="", bot_user_id="U"))
            session.flush()
            session.add_all(
                Person(workspace_id=team_id, id=name, name=name, zone="Europe/Berlin")
                for name in ("maya", "ana")
            )
    return database


def october(first: int, last: int | None = None) -> Stretch:
    return Stretch(date(2026, 10, first), date(2026, 10, last or first))


def take(team: Database, stretch: Stretch, *, now: datetime = NOW) -> Stretch:
    with team.transaction() as session:
        return days_off.take_days_off(
            session, TEAM, "maya", first_on=stretch.first_on, last_on=stretch.last_on, now=now
        )


def noted(team: Database, person_id: str = "maya", *, team_id: str = TEAM) -> list[Stretch]:
    with team.reading() as session:
        return days_off.days_off_of(session, team_id, person_id, now=NOW)


@contextmanager
def counted(team: Database) -> Iterator[list[str]]:
    """The queries that are asked meanwhile."""
    asked: list[str] = []

    def remember(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    sa.event.listen(team.engine, "before_cursor_execute", remember)
    yield asked
    sa.event.remove(team.engine, "before_cursor_execute", remember)


# Which days belong together


@given(st.lists(stretches, max_size=8))
def test_stretches_that_are_merged_hold_the_same_days_and_stand_apart(given_: list[Stretch]) -> None:
    found = merged(given_)
    assert {day for stretch in found for day in stretch} == {day for stretch in given_ for day in stretch}
    for earlier, later in pairwise(found):
        assert later.first_on - earlier.last_on > timedelta(days=1)


@given(st.lists(stretches, max_size=8))
def test_what_is_merged_stays_as_it_is(given_: list[Stretch]) -> None:
    assert merged(merged(given_)) == merged(given_) == merged(reversed(given_))


def test_the_last_day_of_the_calendar_can_be_merged() -> None:
    last = Stretch(date.max, date.max)
    assert merged([last, Stretch(date.min, date.min), last]) == [Stretch(date.min, date.min), last]


# Taking days off


def test_taking_days_off_enrols_and_frees_those_days_alone(team: Database) -> None:
    assert take(team, october(12, 16)) == october(12, 16)
    with team.reading() as session:
        chosen = enrolments.enrolment(session, TEAM, "maya")
        assert chosen is not None
        assert chosen.enrolled_at == NOW
        working_time = enrolments.working_time_of(session, TEAM, "maya")
    assert [day for day in october(7, 20) if not working_time.is_working_day(day)] == [
        date(2026, 10, day) for day in (10, 11, 12, 13, 14, 15, 16, 17, 18)
    ]


def test_days_off_belong_to_one_person_in_one_workspace(team: Database) -> None:
    take(team, october(12, 16))
    assert noted(team) == [october(12, 16)]
    assert noted(team, "ana") == []
    assert noted(team, team_id=ELSEWHERE) == []


@pytest.mark.parametrize(
    ("more", "together"),
    [
        (october(14, 20), [october(12, 20)]),
        (october(13), [october(12, 16)]),
        (october(17), [october(12, 17)]),
        (october(8, 11), [october(8, 16)]),
        (october(19, 20), [october(12, 16), october(19, 20)]),
    ],
)
def test_days_that_meet_are_one_stretch_in_the_table_too(
    team: Database, more: Stretch, together: list[Stretch]
) -> None:
    take(team, october(12, 16))
    assert take(team, more) in together
    assert noted(team) == together
    with team.reading() as session:
        rows = session.scalars(sa.select(DaysOff).order_by(DaysOff.first_on))
        assert [Stretch(row.first_on, row.last_on) for row in rows] == together


def test_days_that_have_begun_can_still_be_noted(team: Database) -> None:
    take(team, october(5, 7))
    assert noted(team) == [october(5, 7)]


@pytest.mark.parametrize(
    ("first_on", "last_on", "sentence"),
    [
        (date(2026, 10, 16), date(2026, 10, 12), "ends before it begins"),
        (date(2026, 10, 5), date(2026, 10, 6), "over"),
        (TODAY, TODAY + timedelta(days=366), "more than a year"),
        (date(2029, 1, 1), date(2029, 1, 1), "years away"),
        (date.max, date.max, "years away"),
        (date.min, date.min, "over"),
        (date.min, date.max, "more than a year"),
    ],
)
def test_days_that_make_no_sense_are_refused_and_enrol_nobody(
    team: Database, first_on: date, last_on: date, sentence: str
) -> None:
    with pytest.raises(NoSuchDaysOff, match=sentence):
        take(team, Stretch(first_on, last_on))
    with team.reading() as session:
        assert enrolments.enrolment(session, TEAM, "maya") is None


def test_a_whole_year_can_be_taken_off(team: Database) -> None:
    year = Stretch(TODAY, TODAY + timedelta(days=365))
    assert take(team, year) == year


def test_days_that_are_over_are_forgotten_when_others_are_noted(team: Database) -> None:
    take(team, october(8))
    take(team, october(20), now=NOW + timedelta(days=3))
    with team.reading() as session:
        assert session.scalars(sa.select(DaysOff.first_on)).all() == [date(2026, 10, 20)]


# Working after all


def test_days_off_can_be_taken_back_and_the_others_stay(team: Database) -> None:
    take(team, october(12, 16))
    take(team, october(20))
    with team.transaction() as session:
        assert _work_after_all(session, 12) == october(12, 16)
    assert noted(team) == [october(20)]


def test_days_that_nobody_took_off_cannot_be_taken_back(team: Database) -> None:
    with team.transaction() as session, pytest.raises(NoSuchDaysOff, match="no days off"):
        _work_after_all(session, 12)
    take(team, october(12, 16))
    with team.transaction() as session, pytest.raises(NoSuchDaysOff, match="no days off"):
        _work_after_all(session, 13)
    assert noted(team) == [october(12, 16)]


def _work_after_all(session: Session, day: int) -> Stretch:
    return days_off.work_after_all(session, TEAM, "maya", first_on=date(2026, 10, day), now=NOW)


# What it costs


def test_a_persons_days_off_cost_one_query_however_many_there_are(team: Database) -> None:
    for day in range(8, 30, 2):
        take(team, october(day))
    with team.reading() as session, counted(team) as asked:
        working_time = enrolments.working_time_of(session, TEAM, "maya")
        assert working_time.on_or_after(date(2026, 10, 8)) == date(2026, 10, 9)
        # The person, what they chose, their days off.
        assert len([statement for statement in asked if statement.startswith("SELECT")]) == 3


def test_waking_everybody_up_asks_for_the_days_off_of_all_at_once(team: Database) -> None:
    take(team, october(8, 9))
    with team.transaction() as session:
        enrolments.enrol(session, TEAM, "ana", now=NOW)
        enrolments.fall_silent(session, TEAM)
    with team.transaction() as session, counted(team) as asked:
        enrolments.wake_up(session, TEAM, now=NOW)
        session.flush()
        assert sum("FROM days_off" in statement for statement in asked) == 1
        maya, ana = (enrolments.enrolment(session, TEAM, name) for name in ("maya", "ana"))
        assert maya is not None
        assert ana is not None
        assert maya.next_card_at == datetime(2026, 10, 12, 7, tzinfo=UTC)
        assert ana.next_card_at == datetime(2026, 10, 8, 7, tzinfo=UTC)

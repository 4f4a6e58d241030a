"""Whoever saves something is enrolled by it, and what is read of them at once is what is known of them."""

from datetime import UTC, date, datetime, time

import pytest

from bot.features.people import days_off, enrolments, standing
from bot.features.people.directory import NobodyToTurnTo
from bot.features.people.models import Person
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.working_time import WorkingTime

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
TEAM = "T0TEND0001"


@pytest.fixture
def team(database: Database) -> Database:
    with database.transaction() as session:
        session.add(Workspace(id=TEAM, name="", url="", bot_user_id="U"))
        session.flush()
        session.add(Person(workspace_id=TEAM, id="maya", name="Maya", zone="Europe/Berlin"))
    return database


def saves(team: Database) -> WorkingTime:
    with team.transaction() as session:
        return standing.enrolled(session, TEAM, "maya", now=NOW)


def test_whoever_saves_for_the_first_time_is_enrolled(team: Database) -> None:
    assert saves(team).zone == "Europe/Berlin"
    with team.reading() as session:
        chosen = enrolments.enrolment(session, TEAM, "maya")
        assert chosen is not None
        assert chosen.enrolled_at == NOW
        assert chosen.next_card_at is not None


def test_what_they_chose_is_what_is_read(team: Database) -> None:
    with team.transaction() as session:
        enrolments.choose_working_days(session, TEAM, "maya", weekdays="0123", now=NOW)
        enrolments.choose_working_hours(session, TEAM, "maya", opens=time(8), closes=time(15, 30), now=NOW)
        enrolments.choose_country(session, TEAM, "maya", country="DE", now=NOW)
        for first_on, last_on in ((date(2026, 12, 21), date(2027, 1, 3)), (date(2026, 10, 12),) * 2):
            days_off.take_days_off(session, TEAM, "maya", first_on=first_on, last_on=last_on, now=NOW)
    with team.reading() as session:
        known = enrolments.working_time_of(session, TEAM, "maya")
    assert saves(team) == known
    assert not known.is_working_day(date(2026, 12, 22))


def test_what_was_chosen_a_moment_ago_and_not_yet_written_counts(team: Database) -> None:
    saves(team)
    with team.transaction() as session:
        chosen = enrolments.enrol(session, TEAM, "maya", now=NOW)
        chosen.weekdays = "34"
        assert standing.enrolled(session, TEAM, "maya", now=NOW).days == {3, 4}


def test_whoever_stopped_and_saves_something_has_come_back(team: Database) -> None:
    saves(team)
    with team.transaction() as session:
        enrolments.stop(session, TEAM, "maya", now=NOW)
    saves(team)
    with team.reading() as session:
        chosen = enrolments.enrolment(session, TEAM, "maya")
        assert chosen is not None
        assert (chosen.stopped_at, chosen.next_card_at is None) == (None, False)


def test_nobody_is_enrolled_whom_the_directory_does_not_know(team: Database) -> None:
    with team.transaction() as session, pytest.raises(NobodyToTurnTo):
        standing.enrolled(session, TEAM, "nobody", now=NOW)

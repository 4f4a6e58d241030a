"""Who leads whom, as each side says; one side's word grants nothing about the other."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from bot.features.people import directory, reporting_lines
from bot.features.people.models import Person, Relation
from bot.features.workspace.models import Workspace
from bot.platform.database import Database

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
TEAM = "T0TEND0001"
MANAGER, REPORT, PEER = Relation.MANAGER, Relation.REPORT, Relation.PEER


@pytest.fixture
def team(database: Database) -> Database:
    """Maya, Ana and Sam, and another workspace with people of the same ids."""
    with database.transaction() as session:
        for team_id in (TEAM, "T0ELSE0001"):
            session.add(Workspace(id=team_id, name="", url="", bot_user_id="U"))
            session.flush()
            session.add_all(
                Person(workspace_id=team_id, id=name, name=name) for name in ("maya", "sam", "ana")
            )
    return database


def say(session: Session, person_id: str, other_id: str, relation: Relation, *, team_id: str = TEAM) -> None:
    reporting_lines.say(session, team_id, person_id=person_id, other_id=other_id, relation=relation, now=NOW)


def relation(session: Session, person_id: str, other_id: str) -> Relation | None:
    return reporting_lines.relation_to(session, TEAM, person_id=person_id, other_id=other_id)


def names(people: list[Person]) -> list[str]:
    return [person.name for person in people]


@pytest.mark.parametrize("said", [MANAGER, REPORT, PEER])
def test_what_one_side_says_tells_the_other_side_nothing(team: Database, said: Relation) -> None:
    with team.transaction() as session:
        assert relation(session, "ana", "maya") is None
        say(session, "ana", "maya", said)
        assert relation(session, "ana", "maya") == said
        assert relation(session, "maya", "ana") is None
        say(session, "maya", "ana", PEER)
        assert relation(session, "maya", "ana") == PEER
        assert relation(session, "ana", "maya") == said


def test_reports_are_whom_the_manager_named_not_who_named_the_manager(team: Database) -> None:
    with team.transaction() as session:
        say(session, "ana", "maya", MANAGER)
        assert reporting_lines.reports_of(session, TEAM, "maya") == []
        assert names(reporting_lines.managers_of(session, TEAM, "ana")) == ["maya"]
        say(session, "maya", "sam", REPORT)
        say(session, "maya", "ana", REPORT)
        assert names(reporting_lines.reports_of(session, TEAM, "maya")) == ["ana", "sam"]
        assert reporting_lines.managers_of(session, TEAM, "sam") == []


def test_saying_something_else_replaces_what_was_said(team: Database) -> None:
    with team.transaction() as session:
        say(session, "maya", "sam", REPORT)
        say(session, "maya", "sam", PEER)
        assert reporting_lines.reports_of(session, TEAM, "maya") == []


def test_who_left_is_led_by_nobody(team: Database) -> None:
    with team.transaction() as session:
        say(session, "maya", "sam", REPORT)
        directory.person(session, TEAM, "sam").is_gone = True
        session.flush()
        assert reporting_lines.reports_of(session, TEAM, "maya") == []


def test_another_workspace_is_another_company(team: Database) -> None:
    with team.transaction() as session:
        say(session, "maya", "sam", REPORT, team_id="T0ELSE0001")
        assert reporting_lines.reports_of(session, TEAM, "maya") == []
        assert relation(session, "sam", "maya") is None


def test_nobody_leads_themselves_or_somebody_unknown(team: Database) -> None:
    with team.transaction() as session:
        for other in ("maya", "nobody"):
            with pytest.raises(directory.NobodyToTurnTo):
                say(session, "maya", other, REPORT)

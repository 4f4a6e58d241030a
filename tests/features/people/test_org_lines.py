"""What the company says stands beneath what a person says, and is read for each of the two alone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.features.people import reporting_lines
from bot.features.people.models import Enrolment, Person, Relation, Source
from bot.features.people.org import told
from bot.features.people.org.importing import Imported, NoWorkspace, import_list
from bot.features.people.org.planning import Change, Leads
from bot.features.people.reporting_lines import Line
from bot.features.workspace.models import Workspace
from bot.platform.database import Database

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
TEAM = "T0TEND0001"
PEOPLE = ("ana", "kim", "leo", "maya", "sam")
MANAGER, REPORT, PEER = Relation.MANAGER, Relation.REPORT, Relation.PEER


@pytest.fixture
def team(database: Database) -> Database:
    """Five people of one workspace, each with their handle for an id."""
    with database.transaction() as session:
        session.add(Workspace(id=TEAM, name="", url="", bot_user_id="U", people_read_at=NOW))
        session.flush()
        session.add_all(Person(workspace_id=TEAM, id=name, name=name) for name in PEOPLE)
    return database


def say(session: Session, person_id: str, other_id: str, relation: Relation) -> None:
    reporting_lines.say(session, TEAM, person_id=person_id, other_id=other_id, relation=relation, now=NOW)


def tell(session: Session, report_id: str, *managers: str, source: Source = Source.LIST) -> None:
    """Let a source say who leads somebody, whatever it said before."""
    before = told.lines_in(session, TEAM, source=source, about_id=report_id).get(report_id)
    after = Leads(*managers) if managers else None
    told.keep(session, TEAM, [Change(report_id, before, after)], source=source, now=NOW)


def leaders(session: Session, person_id: str) -> list[str]:
    return [person.id for person in reporting_lines.managers_of(session, TEAM, person_id)]


def led(session: Session, person_id: str) -> list[str]:
    return [person.id for person in reporting_lines.reports_of(session, TEAM, person_id)]


def imported(team: Database, *lines: str, is_applied: bool = True, now: datetime = NOW) -> Imported:
    content = "\n".join(["person,manager,second manager", *lines]).encode()
    return import_list(team, content, workspace_id=None, is_applied=is_applied, now=now)


def kept(team: Database) -> dict[str, Leads]:
    with team.reading() as session:
        return dict(told.lines_in(session, TEAM, source=Source.LIST))


def by(lines: Sequence[Line]) -> list[tuple[str, Source, bool]]:
    return [(line.other_id, line.source, line.holds) for line in lines]


def test_by_hand_goes_before_the_profile_and_that_before_the_list(team: Database) -> None:
    with team.transaction() as session:
        tell(session, "ana", "maya")
        assert leaders(session, "ana") == ["maya"]
        assert led(session, "maya") == ["ana"]
        tell(session, "ana", "leo", source=Source.PROFILE)
        assert leaders(session, "ana") == ["leo"]
        assert (led(session, "maya"), led(session, "leo")) == ([], ["ana"])
        say(session, "ana", "kim", MANAGER)
        assert leaders(session, "ana") == ["kim"]
        assert by(reporting_lines.lines_of(session, TEAM, "ana")) == [
            ("kim", Source.HAND, True),
            ("leo", Source.PROFILE, False),
            ("maya", Source.LIST, False),
        ]
        # Leo reads nothing of what Ana said.
        assert led(session, "leo") == ["ana"]
        assert led(session, "kim") == []


@pytest.mark.parametrize("said", [PEER, REPORT, MANAGER])
def test_a_persons_word_about_another_goes_before_what_the_company_says_of_the_two(
    team: Database, said: Relation
) -> None:
    with team.transaction() as session:
        tell(session, "ana", "maya")
        say(session, "maya", "ana", said)
        assert reporting_lines.relation_to(session, TEAM, person_id="maya", other_id="ana") is said
        assert reporting_lines.source_of(session, TEAM, person_id="maya", other_id="ana") is Source.HAND
        assert led(session, "maya") == (["ana"] if said is REPORT else [])
        assert reporting_lines.relation_to(session, TEAM, person_id="ana", other_id="maya") is MANAGER
        assert reporting_lines.source_of(session, TEAM, person_id="ana", other_id="maya") is Source.LIST
        assert reporting_lines.source_of(session, TEAM, person_id="ana", other_id="leo") is None


def test_a_second_manager_leads_beside_the_first_whoever_that_is(team: Database) -> None:
    with team.transaction() as session:
        tell(session, "ana", "maya", "leo")
        assert leaders(session, "ana") == ["leo", "maya"]
        assert (led(session, "maya"), led(session, "leo")) == (["ana"], ["ana"])
        tell(session, "ana", "kim", source=Source.PROFILE)
        assert leaders(session, "ana") == ["kim", "leo"]
        assert (led(session, "maya"), led(session, "leo"), led(session, "kim")) == ([], ["ana"], ["ana"])
        say(session, "ana", "sam", MANAGER)
        assert leaders(session, "ana") == ["leo", "sam"]


def test_who_has_left_takes_nobodys_place(team: Database) -> None:
    with team.transaction() as session:
        tell(session, "ana", "maya")
        tell(session, "ana", "leo", source=Source.PROFILE)
        say(session, "ana", "kim", MANAGER)
        for gone, leader in (("kim", "leo"), ("leo", "maya")):
            session.get_one(Person, (TEAM, gone)).is_gone = True
            session.flush()
            assert leaders(session, "ana") == [leader]
        assert led(session, "maya") == ["ana"]
        session.get_one(Person, (TEAM, "ana")).is_gone = True
        session.flush()
        assert led(session, "maya") == []


def test_of_two_profiles_that_name_each_other_ones_own_goes_first(team: Database) -> None:
    with team.transaction() as session:
        tell(session, "ana", "maya", source=Source.PROFILE)
        tell(session, "maya", "ana", source=Source.PROFILE)
        assert (leaders(session, "ana"), led(session, "ana")) == (["maya"], [])
        assert (leaders(session, "maya"), led(session, "maya")) == (["ana"], [])


def test_the_lists_lines_are_exactly_those_of_the_file_and_a_second_run_changes_nothing(
    team: Database,
) -> None:
    assert imported(team, "ana,maya,leo", "sam,leo,", "leo,maya,").is_written
    assert kept(team) == {"ana": Leads("maya", "leo"), "sam": Leads("leo"), "leo": Leads("maya")}
    again = imported(team, "ana,maya,leo", "sam,leo,", "leo,maya,", now=NOW + timedelta(days=1))
    assert (list(again.changes), again.unchanged) == ([], 3)
    done = imported(team, "ana,leo,maya", "leo,maya,", "kim,maya,", now=NOW + timedelta(days=2))
    assert kept(team) == {"ana": Leads("leo", "maya"), "leo": Leads("maya"), "kim": Leads("maya")}
    assert list(done.lines()) == [
        "changed  line 2: ana (ana) is led by leo (leo), and by maya (maya) as well, "
        "no longer by maya (maya), and by leo (leo) as well",
        "added    line 4: kim (kim) is led by maya (maya)",
        "ended    no longer in the file: sam (sam) was led by leo (leo)",
        "1 added, 1 changed, 1 ended, 1 as before. Written.",
    ]
    with team.reading() as session:
        since = {line.other_id: line.said_at for line in reporting_lines.lines_of(session, TEAM, "leo")}
    # What did not change is as old as it was.
    assert since == {"ana": NOW + timedelta(days=2), "maya": NOW}


def test_looking_writes_nothing_and_one_wrong_line_keeps_all_from_being_written(team: Database) -> None:
    looked = imported(team, "ana,maya,", is_applied=False)
    assert list(looked.lines()) == [
        "added    line 2: ana (ana) is led by maya (maya)",
        "1 added, 0 changed, 0 ended, 0 as before. Nothing is written without --apply.",
    ]
    refused = imported(team, "ana,maya,", "sam,nobody,")
    assert list(refused.lines())[-1] == "1 problem. Nothing was written: mend the file first."
    assert not refused.is_written
    assert kept(team) == {}


def test_whom_the_list_no_longer_names_loses_only_what_the_list_said(team: Database) -> None:
    imported(team, "ana,maya,", "sam,maya,")
    with team.transaction() as session:
        say(session, "maya", "sam", REPORT)
        tell(session, "ana", "maya", source=Source.PROFILE)
    imported(team, "kim,maya,")
    with team.reading() as session:
        assert led(session, "maya") == ["ana", "kim", "sam"]


def test_a_list_enrols_nobody(team: Database) -> None:
    imported(team, "ana,maya,", "sam,maya,")
    with team.reading() as session:
        assert session.query(Enrolment).count() == 0


def test_another_workspace_is_another_company(team: Database) -> None:
    with team.transaction() as session:
        session.add(Workspace(id="T0ELSE0001", name="", url="", bot_user_id="U", people_read_at=NOW))
        session.flush()
        session.add_all(Person(workspace_id="T0ELSE0001", id=name, name=name) for name in PEOPLE)
    content = b"person,manager\nana,maya\n"
    with pytest.raises(NoWorkspace, match="several workspaces: T0ELSE0001, T0TEND0001"):
        import_list(team, content, workspace_id=None, is_applied=True, now=NOW)
    with pytest.raises(NoWorkspace, match="no workspace T0NONE"):
        import_list(team, content, workspace_id="T0NONE", is_applied=True, now=NOW)
    import_list(team, content, workspace_id="T0ELSE0001", is_applied=True, now=NOW)
    assert kept(team) == {}
    with team.reading() as session:
        assert leaders(session, "ana") == []
        assert len(reporting_lines.managers_of(session, "T0ELSE0001", "ana")) == 1


def test_a_large_company_is_taken_over_at_once(team: Database) -> None:
    with team.transaction() as session:
        session.add_all(
            Person(workspace_id=TEAM, id=f"U{number:08}", name=f"p{number}") for number in range(2500)
        )
    lines = [f"U{number:08},U{(number - 1) // 5:08}," for number in range(1, 2500)]
    assert imported(team, *lines).is_written
    moved = [line.replace(",U00000000,", ",maya,") for line in lines[1000:]]
    assert imported(team, *moved).is_written
    assert len(kept(team)) == 1499
    assert imported(team, *moved).unchanged == 1499

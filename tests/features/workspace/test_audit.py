"""Who changed a setting of the workspace, and whose word changed a line about somebody, can be looked up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.models import Source
from bot.features.people.org import changes, profiles, told
from bot.features.people.org.planning import Change, Leads
from bot.features.workspace import audit
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY
from tests.features.workspace.deciding import TEAM, decide, switch_off, words_of
from tests.platform.test_query_plans import plan_of

MAYA, ANA, LEO, SAM = "U0MAYA0001", "U0ANA00001", "U0LEO00001", "U0SAM00001"
CANARY = "call zzcanaryzz"
NOW = datetime(2026, 10, 7, tzinfo=UTC)


def changes_read(tend: Sandbox, handle: str = "maya") -> str:
    """What an admin reads behind *Changes*."""
    hands = tend.hands(handle)
    hands.types("/tend admin")
    hands.press(tend.workspace.modal_of(handle), "Changes")
    return words_of(tend.workspace.modal_of(handle))


def noted(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(change.section, change.actor_id) for change in audit.changes(session, TEAM)]


def change_lines(tend: Sandbox, *made: Change, source: Source = Source.LIST) -> None:
    with tend.database.transaction() as session:
        told.keep(session, TEAM, made, source=source, now=tend.now())


def test_admins_read_who_changed_which_group_and_when_and_not_what_stands_there(tend: Sandbox) -> None:
    assert "Nobody has changed anything yet" in changes_read(tend)
    decide(tend, "Contacts", {"Whom can people turn to with something more serious?": CANARY})
    switch_off(tend, "Digests")
    read = changes_read(tend)
    assert read.index("What is used here") < read.index("Contacts")
    assert "Wednesday 7 October 2026, 10:00" in read
    assert f"<@{MAYA}>" in read
    assert "zzcanaryzz" not in read
    assert noted(tend.database) == [("switches", MAYA), ("contacts", MAYA)]


def test_saving_what_stood_there_already_is_no_change(tend: Sandbox) -> None:
    switch_off(tend)
    assert noted(tend.database) == []


def test_the_channel_chosen_by_command_is_a_change_once(tend: Sandbox) -> None:
    for _ in range(2):
        tend.hands("maya").types("/tend channel #general")
    assert noted(tend.database) == [("channel", MAYA)]


def test_whoever_is_no_admin_any_more_does_not_open_it(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend admin")
    page = tend.workspace.modal_of("maya")
    with tend.database.transaction() as session:
        directory.person(session, TEAM, MAYA).is_admin = False
    hands.press(page, "Changes")
    assert "Only the admins of this Slack workspace" in words_of(tend.workspace.modal_of("maya"))
    assert "Only the admins" in tend.hands("leo").types("/tend admin").words


def test_settings_changes_are_forgotten_after_a_year(tend: Sandbox) -> None:
    switch_off(tend, "Digests")
    tend.let_days_pass(364)
    assert noted(tend.database) == [("switches", MAYA)]
    tend.let_days_pass(2)
    assert noted(tend.database) == []


def test_the_two_whom_a_line_is_about_read_whose_word_changed_it_and_nobody_else(tend: Sandbox) -> None:
    change_lines(tend, Change(ANA, None, Leads(MAYA)))
    tend.let_days_pass(1)
    change_lines(tend, Change(ANA, Leads(MAYA), Leads(LEO)))
    read = {handle: tend.hands(handle).types("/tend who").words for handle in ("ana", "maya", "leo", "sam")}
    assert f"7 October 2026: your company's list said that <@{MAYA}> leads you" in read["ana"]
    assert f"8 October 2026: your company's list no longer said that <@{MAYA}> leads you" in read["ana"]
    assert f"no longer said that you lead <@{ANA}>" in read["maya"]
    assert LEO not in read["maya"]
    assert f"said that you lead <@{ANA}>" in read["leo"]
    assert "changed by others" not in read["sam"]
    assert "U0" not in changes_read(tend)


def test_a_second_manager_who_becomes_the_first_is_no_change_of_who_leads(database: Database) -> None:
    change = Change(ANA, Leads(MAYA, LEO), Leads(LEO, MAYA))
    with database.transaction() as session:
        changes.note(session, TEAM, [change], source=Source.LIST, now=NOW)
        assert changes.about(session, TEAM, ANA, at_most=9) == []


def test_profiles_that_are_asked_no_more_end_what_they_said(tend: Sandbox) -> None:
    change_lines(tend, Change(SAM, None, Leads(MAYA)), source=Source.PROFILE)
    with tend.database.transaction() as session:
        profiles.begin_the_night(session, TEAM, field=None, now=tend.now() + timedelta(hours=1))
    assert "Slack's profiles no longer said that" in tend.hands("sam").types("/tend who").words
    with tend.database.reading() as session:
        assert told.lines_in(session, TEAM, source=Source.PROFILE) == {}


def test_changes_of_lines_are_forgotten_after_a_year(tend: Sandbox) -> None:
    change_lines(tend, Change(ANA, None, Leads(MAYA)))
    tend.let_days_pass(366)
    with tend.database.reading() as session:
        assert changes.about(session, TEAM, ANA, at_most=9) == []


def test_the_newest_come_first(database: Database) -> None:
    with database.transaction() as session:
        session.add(Workspace(id=TEAM, name="", url="", bot_user_id="U"))
        session.flush()
        for number in range(5):
            audit.note_change(
                session,
                TEAM,
                actor_id=MAYA,
                section=str(number),
                now=NOW + timedelta(hours=number),
            )
        latest = audit.changes(session, TEAM)
    assert [change.section for change in latest] == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda session: audit.changes(session, TEAM),
        lambda session: audit.forget_old_changes(session, now=NOW),
        lambda session: changes.about(session, TEAM, ANA, at_most=9),
        lambda session: changes.forget_old(session, now=NOW),
    ],
)
def test_changes_are_found_and_forgotten_by_an_index(
    sqlite_url: str, ask: Callable[[Session], object]
) -> None:
    database = Database(sqlite_url, Cipher((KEY,)))
    plan = plan_of(database, ask)
    database.dispose()
    assert "SEARCH" in plan
    assert "SCAN" not in plan


def test_admins_read_a_years_changes_page_by_page_and_how_many_lines_a_source_changed(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        for number in range(40):
            audit.note_change(
                session,
                TEAM,
                actor_id=MAYA,
                section="switches",
                now=tend.now() - timedelta(days=number + 1),
            )
    change_lines(tend, Change(ANA, None, ((LEO, False),)), Change(SAM, None, ((LEO, False),)))
    read = changes_read(tend)
    assert "your company's list · who leads whom: 2 changes" in read
    assert LEO not in read
    assert read.count("What is used here") == 29
    page = tend.workspace.modal_of("maya")
    tend.hands("maya").press(page, "Earlier")
    earlier = words_of(tend.workspace.modal_of("maya"))
    assert earlier.count("What is used here") == 11
    assert "Earlier" not in earlier

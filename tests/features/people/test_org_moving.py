"""Somebody moves: what the company's list changes for series, digests and promises, and what it leaves."""

from datetime import date

import pytest

from bot.features.follow_ups.models import FollowUp
from bot.features.one_on_ones.models import Kind, Series
from bot.features.people.models import Enrolment
from bot.features.people.org.importing import import_list
from bot.platform.delivery.models import OutboxMessage
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.arranging import ANA, LEO, MAYA, join, listed, series_in, set_up

ASKED = (
    f"Your company's list says that <@{LEO}> leads you now. What becomes of your one-on-ones with <@{MAYA}>?"
)


def take_over(tend: Sandbox, *lines: str) -> None:
    """Import a list in which these are the lines; a day passes, as between two of them."""
    content = "\n".join(["person,manager,second manager", *lines]).encode()
    assert import_list(
        tend.database, content, workspace_id=None, is_applied=True, now=tend.clock.now()
    ).is_written
    tend.let_days_pass(1)


@pytest.fixture
def led(tend: Sandbox) -> Sandbox:
    """Maya leads Ana by the list, and the two meet on Tuesdays; Ana has set it up."""
    take_over(tend, f"{ANA},{MAYA},")
    set_up(tend, "@maya weekly tuesday 10:00", by="ana")
    join(tend, "maya")
    tend.let_days_pass(1)
    return tend


def test_the_list_says_who_leads_in_a_series_that_is_set_up_later(led: Sandbox) -> None:
    assert (series_in(led.database).kind, series_in(led.database).lead_id) == (Kind.LED, MAYA)


def test_whoever_is_led_by_another_one_is_asked_what_becomes_of_their_one_on_ones(led: Sandbox) -> None:
    take_over(led, f"{ANA},{LEO},")
    assert ASKED in listed(led, "ana").words
    assert ASKED in led.hands("ana").types("/tend who").words
    assert "What becomes of" not in listed(led, "maya").words
    assert (series_in(led.database).kind, series_in(led.database).lead_id) == (Kind.LED, MAYA)
    led.hands("ana").press(listed(led, "ana"), "Keep them, as peers")
    assert series_in(led.database).kind == Kind.PEER
    take_over(led, f"{ANA},{LEO},")
    assert "What becomes of" not in listed(led, "ana").words


def test_a_one_on_one_with_the_new_manager_begins_as_one_that_they_lead(led: Sandbox) -> None:
    take_over(led, f"{ANA},{LEO},")
    set_up(led, "@leo weekly thursday 10:00", by="ana")
    with led.database.reading() as session:
        assert session.query(Series).filter_by(lead_id=LEO).one().kind == Kind.LED


def test_a_second_manager_and_the_same_list_again_ask_nothing(led: Sandbox) -> None:
    take_over(led, f"{ANA},{MAYA},{LEO}")
    assert "What becomes of" not in listed(led, "ana").words
    take_over(led, f"{ANA},U0NOOR0001,{MAYA}")
    assert "What becomes of" not in listed(led, "ana").words


def test_what_the_list_says_against_ones_own_word_is_asked_and_changes_nothing(led: Sandbox) -> None:
    led.hands("ana").types("/tend manager @maya")
    led.let_days_pass(1)
    take_over(led, f"{ANA},{LEO},")
    assert ASKED in listed(led, "ana").words
    shown = led.hands("ana").types("/tend who").words
    assert f"<@{MAYA}> · noted by you\n" in shown
    assert f"<@{LEO}> · from your company's list; what you noted goes first" in shown


def test_the_digest_follows_and_promises_stay_with_whoever_made_them(led: Sandbox) -> None:
    note(led, "maya", "send @ana the roadmap", due_on=date(2026, 10, 20))
    with led.database.reading() as session:
        before = [(one.id, one.owner_id, one.state, one.due_on) for one in session.query(FollowUp)]
    assert before
    assert f"<@{ANA}>" not in led.hands("leo").types("/digest").words
    assert f"<@{ANA}>" in led.hands("maya").types("/digest").words
    take_over(led, f"{ANA},{LEO},")
    assert f"<@{ANA}>" in led.hands("leo").types("/digest").words
    assert f"<@{ANA}>" in led.hands("maya").types("/digest").words  # the two still meet
    with led.database.reading() as session:
        assert [(one.id, one.owner_id, one.state, one.due_on) for one in session.query(FollowUp)] == before


def test_who_shows_each_line_with_its_source_and_nothing_the_other_noted(tend: Sandbox) -> None:
    assert "I don't know who leads you" in tend.hands("ana").types("/tend who").words
    tend.hands("leo").types("/tend report @ana")
    assert "I don't know who leads you" in tend.hands("ana").types("/tend who").words
    take_over(tend, f"{ANA},{MAYA},{LEO}", f"U0NOOR0001,{ANA},")
    assert tend.hands("ana").types("/tend who").words == (
        "*Who leads you*\n"
        f"• <@{LEO}> · from your company's list, as a second manager\n"
        f"• <@{MAYA}> · from your company's list\n"
        "*Whom you lead*\n"
        "• <@U0NOOR0001> · from your company's list\n"
        "*What changed by others' word*\n"
        "• Wednesday 7 October 2026: your company's list said that you lead <@U0NOOR0001>\n"
        f"• Wednesday 7 October 2026: your company's list said that <@{MAYA}> leads you\n"
        f"• Wednesday 7 October 2026: your company's list said that <@{LEO}> leads you\n"
        "Is something wrong? `/tend manager @person`, `report @person` or `peer @person` puts it right: "
        "what you note goes first. Only you see this."
    )


def test_a_list_sends_nobody_anything_and_enrols_nobody(tend: Sandbox) -> None:
    take_over(tend, f"{ANA},{MAYA},{LEO}")
    tend.let_days_pass(14)
    with tend.database.reading() as session:
        for table in (Enrolment, OutboxMessage, Series):
            assert session.query(table).count() == 0
    assert [tend.workspace.in_dm(handle) for handle in ("ana", "maya", "leo")] == [[], [], []]

"""Everybody gets ready on a page of their own; what they note there is theirs alone, until they have met."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.content import three_questions
from bot.features.one_on_ones.models import Role
from bot.features.one_on_ones.preparation import notes
from bot.features.one_on_ones.preparation.models import Preparation
from bot.sandbox.sandbox import Sandbox
from tests.features.one_on_ones.arranging import listed, set_up
from tests.features.one_on_ones.preparing import (
    MAYA,
    NOTES,
    SAM,
    all_that_is_seen,
    at,
    choose_repair,
    close_all,
    forged,
    front,
    keep_notes,
    look_back,
    maya_leads_sam,
    move_next,
    noted,
    page_words,
    preparing,
    promise,
    say_held,
)

CANARY = "canary: ask about the yellow room"


@pytest.mark.parametrize(
    ("handle", "role", "name"), [("maya", Role.LEAD, "Sam"), ("sam", Role.REPORT, "Maya")]
)
def test_the_page_has_the_next_meeting_and_three_questions_for_ones_own_role(
    tend: Sandbox, handle: str, role: Role, name: str
) -> None:
    maya_leads_sam(tend)
    person_id = MAYA if handle == "maya" else SAM
    asked = three_questions(role, seed=f"{MAYA}:{SAM}:{person_id}", turn=0)
    with preparing(tend, handle) as page:
        said = page_words(page)
    assert "Next:* tomorrow at 14:00, 25 minutes." in said
    for question in asked:
        assert question.replace("{name}", name) in said


def test_the_questions_are_others_once_they_have_met(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    tend.turn_to(at(9, 8))
    with preparing(tend, "sam") as page:
        said = page_words(page)
    for question in three_questions(Role.REPORT, seed=f"{MAYA}:{SAM}:{SAM}", turn=1):
        assert question.replace("{name}", "Maya") in said


def test_what_each_of_them_promised_stands_there_with_what_became_of_it(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    promise(tend, "maya", "send the budget")
    promise(tend, "sam", "read the draft")
    promise(tend, "maya", "call the printer", is_theirs=True)
    tend.hands("maya").press(tend.hands("maya").types("/followups")[0], "Done", near="send the budget")
    with preparing(tend, "maya") as page:
        said = page_words(page)
    assert "You: send the budget – kept on Wednesday 7 October" in said
    assert "Sam: read the draft – open, by Wednesday 14 October" in said
    assert "Sam: call the printer – not taken on yet" in said
    assert "In the last three months." in said


def test_only_what_was_promised_since_they_last_met_stands_there(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    promise(tend, "maya", "send the budget")
    tend.turn_to(at(9, 8))
    say_held(tend, "maya")
    with preparing(tend, "maya") as page:
        said = page_words(page)
    assert "Since Thursday 8 October, when you last met." in said
    assert "Nothing was noted." in said
    assert "send the budget" not in said


def test_of_many_promises_eight_are_shown_and_the_rest_are_counted(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    for number in range(10):
        promise(tend, "maya", f"thing {number}")
    with preparing(tend, "sam") as page:
        said = page_words(page)
    assert said.count("Maya: thing") == 8
    assert "and 2 more" in said


@pytest.mark.parametrize("handle", ["maya", "sam"])
def test_notes_are_kept_and_stand_there_the_next_time(tend: Sandbox, handle: str) -> None:
    maya_leads_sam(tend)
    assert "Kept. Only you see it." in keep_notes(tend, handle, CANARY)
    assert noted(tend, handle) == CANARY
    keep_notes(tend, handle, "something shorter")
    assert noted(tend, handle) == "something shorter"


def test_emptied_notes_are_deleted(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    keep_notes(tend, "sam", CANARY)
    assert "Nothing is kept." in keep_notes(tend, "sam", None)
    assert noted(tend, "sam") is None
    assert preparations(tend) == []


def test_opened_on_the_agenda_it_goes_back_to_the_agenda(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    hands = tend.hands("sam")
    hands.press(listed(tend, "sam"), "Agenda")
    agenda = front(tend, "sam")
    hands.press(agenda, "Prepare")
    hands.choose(front(tend, "sam"), NOTES, CANARY)
    assert hands.submit(front(tend, "sam")) is None
    assert front(tend, "sam") is agenda
    close_all(tend, "sam")
    assert noted(tend, "sam") == CANARY


def test_the_organizer_can_prepare_before_the_other_has_joined(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    keep_notes(tend, "maya", CANARY)
    assert noted(tend, "maya") == CANARY
    hands = tend.hands("sam")
    hands.press(forged(tend, Action.PREPARE, MAYA), "Press")
    assert "You are in no one-on-one with Maya Okafor" in page_words(front(tend, "sam"))


def test_with_nobody_set_up_it_says_how_to(tend: Sandbox) -> None:
    tend.hands("leo").press(forged(tend, Action.PREPARE, MAYA), "Press")
    assert "`/1on1` and their name sets one up" in page_words(front(tend, "leo"))


def test_too_long_is_refused_in_the_form_and_what_fits_comes_back_whole(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    hands = tend.hands("maya")
    with preparing(tend, "maya") as page:
        hands.choose(page, NOTES, "a" * 2_501)
        assert hands.submit(page) == {
            "notes": "That is 2501 characters, and notes can have 2500. Say it shorter."
        }
        hands.choose(page, NOTES, "🌼" * 1_251)
        assert "notes" in (hands.submit(page) or {})
    for text in ("&" * 2_500, "🌼" * 1_250):
        keep_notes(tend, "maya", text)
        assert noted(tend, "maya") == text


def test_notes_go_with_a_meeting_that_is_moved_and_are_past_once_it_was_held(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    keep_notes(tend, "sam", CANARY)
    move_next(tend, "maya", day=date(2026, 10, 9), at="15:00")
    assert noted(tend, "sam") == CANARY
    tend.turn_to(at(12, 8))
    assert noted(tend, "sam") == CANARY  # nobody has said yet that they met
    card = say_held(tend, "maya")
    assert noted(tend, "sam") is None
    assert CANARY not in page_words(look_back(tend, "maya", card))
    page = page_words(look_back(tend, "sam", forged(tend, Action.HISTORY, MAYA), label="Press"))
    assert page.index("Friday 9 October") < page.index(CANARY) < page.index("Thursday 8 October")


def test_notes_stay_when_a_meeting_is_skipped(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    keep_notes(tend, "sam", CANARY)
    tend.hands("maya").press(listed(tend, "maya"), "Not this time")
    tend.turn_to(at(12, 8))
    assert noted(tend, "sam") == CANARY


def test_during_the_meeting_ones_notes_are_those_for_it(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    keep_notes(tend, "sam", CANARY)
    tend.turn_to(at(8, 12) + timedelta(minutes=10))
    with preparing(tend, "sam") as page:
        assert "Now:* since today at 14:00" in page_words(page)
    keep_notes(tend, "sam", f"{CANARY}, said")
    tend.turn_to(at(9, 8))
    card = say_held(tend, "sam")
    assert noted(tend, "sam") is None
    assert f"{CANARY}, said" in page_words(look_back(tend, "sam", card))


def test_nothing_of_it_is_ever_in_the_others_sight_nor_in_a_log(
    tend: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    maya_leads_sam(tend)
    keep_notes(tend, "sam", CANARY)
    assert "canary" not in all_that_is_seen(tend, "maya")
    tend.turn_to(at(9, 8))
    say_held(tend, "sam")
    assert "canary" in all_that_is_seen(tend, "sam")
    assert "canary" not in all_that_is_seen(tend, "maya")
    tend.let_days_pass(8)
    assert "canary" not in all_that_is_seen(tend, "maya")
    assert "canary" not in caplog.text


def test_nor_in_the_sight_of_somebody_else_who_meets_the_same_person(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    set_up(tend, "@maya weekly thursday 16:00", by="leo")
    keep_notes(tend, "sam", CANARY)
    assert noted(tend, "leo") is None
    keep_notes(tend, "leo", "what Leo notes")
    assert noted(tend, "sam") == CANARY
    assert "canary" not in all_that_is_seen(tend, "leo")


def test_it_is_encrypted_where_it_is_stored(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    keep_notes(tend, "sam", CANARY)
    with tend.database.reading() as session:
        [stored] = session.execute(sa.text("SELECT words FROM preparations")).scalars()
    assert "canary" not in stored


def test_for_a_repair_nothing_is_kept(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    choose_repair(tend, "maya")
    with preparing(tend, "sam") as page:
        assert NOTES not in page_words(page)
        assert "Nothing is kept of this meeting" in page_words(page)
        assert "submit" not in page.content


def test_a_form_that_was_open_before_it_became_a_repair_keeps_nothing(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    hands = tend.hands("sam")
    with preparing(tend, "sam") as page:
        choose_repair(tend, "maya")
        hands.choose(page, NOTES, CANARY)
        assert "Nothing is kept of the next meeting" in (hands.submit(page) or {})["notes"]
    assert preparations(tend) == []


def test_notes_from_before_a_repair_are_for_the_meeting_after_it(tend: Sandbox) -> None:
    maya_leads_sam(tend)
    keep_notes(tend, "sam", CANARY)
    choose_repair(tend, "maya")
    tend.turn_to(at(9, 8))
    card = say_held(tend, "sam")
    assert CANARY not in page_words(look_back(tend, "sam", card))
    close_all(tend, "sam")
    assert noted(tend, "sam") == CANARY


def test_notes_last_on_either_database(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    maya_leads_sam(tend)
    keep_notes(tend, "sam", CANARY)
    assert noted(tend, "sam") == CANARY
    tend.turn_to(at(9, 8))
    card = say_held(tend, "sam")
    assert CANARY in page_words(look_back(tend, "sam", card))
    close_all(tend, "sam")
    keep_notes(tend, "sam", "for the next time")
    assert len(preparations(tend)) == 2
    keep_notes(tend, "sam", None)
    assert [one.words for one in preparations(tend)] == [CANARY]


_BEGAN = datetime(2026, 10, 1, 12, tzinfo=UTC)
_hours = st.integers(0, 500).map(lambda hours: _BEGAN + timedelta(hours=hours))


@given(
    held=st.lists(_hours, unique=True, max_size=8),
    written_at=_hours,
    planned_at=st.none() | _hours,
)
def test_notes_belong_to_the_first_meeting_after_them(
    held: list[datetime], written_at: datetime, planned_at: datetime | None
) -> None:
    numbered = [(starts_at, number) for number, starts_at in enumerate(held)]
    found = notes.meeting_that_was(numbered, written_at=written_at, planned_at=planned_at)
    since = min(written_at, planned_at or written_at)
    later = [starts_at for starts_at in held if starts_at >= since]
    assert (found is None) == (not later)
    if found is not None:
        assert held[found] == min(later)


def preparations(tend: Sandbox) -> list[Preparation]:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(Preparation)))

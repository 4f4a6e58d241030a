"""A series takes another rhythm or slot, and each of the two says when they want to hear of it."""

import pytest

from bot.features.one_on_ones import sides
from bot.features.one_on_ones.models import MeetingState, SeriesSide
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.arranging import (
    MAYA,
    cards_naming,
    cards_of,
    join,
    listed,
    meetings_in,
    more_form,
    series_in,
    set_up,
    submitted,
)


def test_the_form_begins_with_what_there_is_and_changes_nothing_by_itself(tend: Sandbox) -> None:
    set_up(tend, "@ana monthly last friday 14:00 40 minutes their time")
    before = series_in(tend.database)
    said = submitted(tend, "maya", more_form(tend, "maya", "Change the slot"))
    assert "That is how it was already, so nothing has changed: every month on the last Friday" in said
    after = series_in(tend.database)
    assert (after.sequence, after.starts_on, after.zone) == (before.sequence, before.starts_on, before.zone)


def test_another_day_and_time_hold_from_the_next_one_on(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    form = more_form(tend, "maya", "Change the slot")
    answers = {"On which day?": "Thursday", "At what time?": "16:30", "How long?": "50 minutes"}
    said = submitted(tend, "maya", tend.hands("maya").fill(form, answers))
    assert "are every Thursday at 16:30, 50 minutes now. The next is Thursday 8 October at 16:30." in said
    assert "next card" not in said  # Ana has not joined, and is told nothing
    states = {meeting.starts_at: meeting.state for meeting in meetings_in(tend.database)}
    assert states == {
        utc(2026, 10, 8, 14, 30): MeetingState.PLANNED,
        utc(2026, 10, 13, 8): MeetingState.LEFT_OUT,
    }


def test_another_rhythm_and_clock(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly tuesday 16:00")
    form = more_form(tend, "maya", "Change the slot")
    answers = {
        "How often?": "Every three months",
        "Which one of the month?": "second",
        "On whose clock?": "Theirs (America/New_York)",
        "At what time?": "09:30",
    }
    said = submitted(tend, "maya", tend.hands("maya").fill(form, answers))
    assert "every three months on the second Tuesday at 09:30 (America/New_York)" in said
    assert "The next is Tuesday 13 October at 15:30." in said


def test_the_other_one_reads_it_once_they_are_in(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly tuesday 10:00")
    join(tend, "sam")
    form = more_form(tend, "sam", "Change the slot")
    said = submitted(tend, "sam", tend.hands("sam").fill(form, {"On which day?": "Monday"}))
    assert "Maya Okafor reads it on their next card." in said
    tend.let_days_pass(1)
    assert cards_naming(tend, "maya", "New from <@U0SAM00001>: your one-on-ones are every Monday at 10:00")


def test_a_fortnightly_one_stays_in_its_weeks(tend: Sandbox) -> None:
    set_up(tend, "@sam fortnightly tuesday 10:00")
    tend.turn_to(utc(2026, 10, 14, 10))  # the day after the first
    form = more_form(tend, "maya", "Change the slot")
    said = submitted(tend, "maya", tend.hands("maya").fill(form, {"At what time?": "11:00"}))
    assert "The next is Tuesday 27 October at 11:00." in said


def test_whoever_was_asked_whether_it_goes_on_can_change_it_there(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    for month, day in ((10, 9), (10, 16), (10, 23), (10, 30)):
        tend.turn_to(utc(2026, month, day, 9))
    [card] = cards_naming(tend, "maya", "Does the series go on?")
    hands = tend.hands("maya")
    hands.press(card, "Change the slot", near="Does the series go on?")
    form = hands.fill(tend.workspace.modal_of("maya"), {"How often?": "Every month"})
    assert "every month on the" in submitted(tend, "maya", form)
    hands.press(card, "End", near="Does the series go on?")
    assert "have ended" in submitted(tend, "maya", tend.workspace.modal_of("maya"))


@pytest.mark.parametrize(
    ("choice", "minutes", "said"),
    [
        ("15 minutes before", 15, "15 minutes before it."),
        ("An hour before", 60, "an hour before it."),
        ("A day before", 1440, "a day before it."),
        ("On the day's card", None, "on the day's card."),
    ],
)
def test_each_says_for_themselves_when_they_are_told(
    tend: Sandbox, choice: str, minutes: int | None, said: str
) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    hands = tend.hands("maya")
    submitted(tend, "maya", hands.fill(more_form(tend, "maya", "When I am told"), {"lead": "A day before"}))
    form = hands.fill(more_form(tend, "maya", "When I am told"), {"lead": choice})
    assert said in submitted(tend, "maya", form)
    with tend.database.reading() as session:
        assert sides.lead_of(session, series_in(tend.database), MAYA) == minutes
        assert session.query(SeriesSide).count() == 1


def test_whoever_is_told_an_hour_before_hears_of_it_then_and_not_on_the_card(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    form = more_form(tend, "maya", "When I am told")
    submitted(tend, "maya", tend.hands("maya").fill(form, {"lead": "An hour before"}))
    tend.turn_to(utc(2026, 10, 8, 10, 59))
    assert not cards_of(tend, "maya")
    tend.turn_to(utc(2026, 10, 8, 11, 1))
    assert "one-on-one with" in tend.workspace.in_dm("maya")[-1].words


def test_what_is_on_the_list_stays_what_it_is_while_a_form_is_open(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    form = more_form(tend, "maya", "Change the slot")
    tend.hands("maya").close(form)
    assert "every Thursday at 14:00" in listed(tend, "maya").words
    assert series_in(tend.database).sequence == 0


@pytest.mark.parametrize(
    ("choice", "title"),
    [("Note a promise", "promise"), ("Earlier meetings", None), ("For my calendar", None)],
)
def test_everything_behind_more_opens_something(tend: Sandbox, choice: str, title: str | None) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    form = more_form(tend, "maya", choice)
    assert title is None or title in form.content["title"]["text"].lower()

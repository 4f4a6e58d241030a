"""A series pauses until a day, and goes on then or as soon as somebody says so."""

from datetime import date

import pytest

from bot.features.one_on_ones.models import MeetingState
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.arranging import (
    cards_naming,
    join,
    listed,
    meetings_in,
    more,
    more_form,
    series_in,
    set_up,
    submitted,
)


def pause(tend: Sandbox, handle: str, until: str) -> str:
    form = more_form(tend, handle, "Pause")
    tend.hands(handle).choose(form, "Until which day?", until)
    return submitted(tend, handle, form)


def move(tend: Sandbox, day: str) -> None:
    """Maya moves the next meeting to that day at four."""
    hands = tend.hands("maya")
    hands.press(listed(tend, "maya"), "Moved")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"On which day?": day, "At what time?": "16:00"})
    assert hands.submit(form) is None
    hands.close(tend.workspace.modal_of("maya"))


def test_the_usual_pause_is_a_fortnight(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    said = submitted(tend, "maya", more_form(tend, "maya", "Pause"))
    assert "pause until Wednesday 21 October. The next is Thursday 22 October at 14:00." in said
    assert "Paused until Wednesday 21 October." in listed(tend, "maya").words
    assert series_in(tend.database).paused_until == date(2026, 10, 21)


def test_nothing_is_asked_or_told_meanwhile(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    pause(tend, "maya", "2026-10-23")
    tend.turn_to(utc(2026, 10, 28, 12))
    assert cards_naming(tend, "maya", "14:00 · one-on-one") == []
    tend.turn_to(utc(2026, 10, 29, 12))
    assert cards_naming(tend, "maya", "14:00 · one-on-one")


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("2026-10-06", "Choose a day after today."),
        ("2026-10-07", "Choose a day after today."),
        ("2027-12-01", "That is more than a year away."),
    ],
)
def test_a_day_that_makes_no_pause_is_told_at_its_field(tend: Sandbox, until: str, why: str) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    form = more_form(tend, "maya", "Pause")
    tend.hands("maya").choose(form, "Until which day?", until)
    wrong = tend.hands("maya").submit(form)
    assert wrong is not None
    assert why in wrong["until"]
    assert series_in(tend.database).paused_until is None


def test_going_on_brings_back_what_was_left_out(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    pause(tend, "maya", "2026-11-02")
    seen = more(tend, "maya", "Go on, no pause")
    assert seen.modal is None
    [shown] = seen.changed
    assert "Paused" not in shown.words
    assert "Next: tomorrow at 14:00." in shown.words
    planned = [one.starts_at for one in meetings_in(tend.database) if one.state == MeetingState.PLANNED]
    assert planned == [utc(2026, 10, 8, 12)]


def test_a_paused_one_offers_its_end_and_its_own_day(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    pause(tend, "maya", "2026-11-02")
    options = [
        option["text"]["text"]
        for block in listed(tend, "maya").blocks
        for element in block.get("elements", [])
        for option in element.get("options", [])
    ]
    assert "Go on, no pause" in options
    assert "Pause" in options  # until another day


def test_the_other_one_reads_of_it_once_they_are_in(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    assert "next card" not in pause(tend, "maya", "2026-11-02")
    more(tend, "maya", "Go on, no pause")
    join(tend, "sam")
    assert "Sam Becker reads it on their next card." in pause(tend, "maya", "2026-11-02")
    tend.let_days_pass(1)
    assert cards_naming(tend, "sam", "your one-on-ones pause until Monday 2 November")


def test_the_other_one_can_pause_and_go_on_too(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    pause(tend, "sam", "2026-11-02")
    assert "Paused until Monday 2 November" in listed(tend, "maya").words
    more(tend, "maya", "Go on, no pause")
    assert "Paused" not in listed(tend, "sam").words


def test_going_on_at_once_keeps_what_had_been_moved(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    move(tend, "2026-10-09")
    pause(tend, "maya", "2026-11-02")
    more(tend, "maya", "Go on, no pause")
    assert "Next: Friday 9 October at 16:00." in listed(tend, "maya").words
    tend.turn_to(utc(2026, 10, 9, 12))
    assert cards_naming(tend, "maya", "16:00 · one-on-one with")


def test_what_was_moved_behind_the_pause_takes_place(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    move(tend, "2026-10-20")
    pause(tend, "maya", "2026-10-15")
    tend.turn_to(utc(2026, 10, 20, 12))
    assert cards_naming(tend, "maya", "16:00 · one-on-one with")


def test_a_longer_pause_does_not_forget_what_the_first_one_took_away(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    move(tend, "2026-10-09")
    pause(tend, "maya", "2026-10-20")
    tend.turn_to(utc(2026, 10, 7, 9))
    pause(tend, "maya", "2026-11-02")
    more(tend, "maya", "Go on, no pause")
    assert "Next: Friday 9 October at 16:00." in listed(tend, "maya").words

"""Whoever chose to be told before a meeting is told then, once, with the agenda, and not if it is off."""

from datetime import timedelta

import pytest

from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from tests.features.one_on_ones.agendas import add, share_a_series
from tests.features.one_on_ones.arranging import cards_naming, listed

EARLY = "One of your meetings is coming up"
HOUR_BEFORE = "An hour before"
MEETS_AT = utc(2026, 10, 8, 12)  # Thursday at two in Berlin


def choose(tend: Sandbox, handle: str, when: str) -> None:
    """Choose when to be told, from the list."""
    hands = tend.hands(handle)
    hands.choose(listed(tend, handle), "More", "When I am told")
    form = tend.workspace.modal_of(handle)
    hands.choose(form, "When do you want to hear of each one?", when)
    assert hands.submit(form) is None
    hands.close(tend.workspace.modal_of(handle))


def told(tend: Sandbox, handle: str) -> list[Message]:
    """What came early to a person."""
    return [message for message in tend.workspace.in_dm(handle) if message.text == EARLY]


@pytest.fixture
def told_an_hour_before(tend: Sandbox) -> Sandbox:
    share_a_series(tend)
    choose(tend, "sam", HOUR_BEFORE)
    return tend


def test_it_comes_at_that_time_with_the_agenda_and_not_on_the_card(told_an_hour_before: Sandbox) -> None:
    tend = told_an_hour_before
    add(tend, "maya", "@sam the hiring plan")
    tend.turn_to(MEETS_AT - timedelta(minutes=61))
    assert told(tend, "sam") == []
    assert cards_naming(tend, "sam", "one-on-one with") == []
    tend.turn_to(MEETS_AT - timedelta(minutes=59))
    [early] = told(tend, "sam")
    assert "14:00 · one-on-one with <@U0MAYA0001>" in early.words
    assert "the hiring plan" in early.words
    assert told(tend, "maya") == []
    assert len(cards_naming(tend, "maya", "one-on-one with")) == 1


def test_each_meeting_is_told_once(told_an_hour_before: Sandbox) -> None:
    tend = told_an_hour_before
    tend.let_days_pass(28)
    assert len(told(tend, "sam")) == 4


def test_one_that_was_moved_is_told_before_its_new_time(told_an_hour_before: Sandbox) -> None:
    tend = told_an_hour_before
    hands = tend.hands("maya")
    hands.press(listed(tend, "maya"), "Moved")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"On which day?": "2026-10-09", "At what time?": "16:00"})
    assert hands.submit(form) is None
    tend.turn_to(utc(2026, 10, 9, 12, 59))
    assert told(tend, "sam") == []
    tend.turn_to(utc(2026, 10, 9, 13, 1))
    [early] = told(tend, "sam")
    assert "16:00 · one-on-one" in early.words


def test_nothing_comes_once_it_was_left_out(told_an_hour_before: Sandbox) -> None:
    tend = told_an_hour_before
    tend.hands("maya").press(listed(tend, "maya"), "Not this time")
    tend.turn_to(utc(2026, 10, 14, 12))
    assert told(tend, "sam") == []


def test_nothing_comes_when_the_other_is_deactivated_the_minute_before(told_an_hour_before: Sandbox) -> None:
    tend = told_an_hour_before
    tend.turn_to(MEETS_AT - timedelta(minutes=61))
    tend.hands("maya").is_deactivated()
    tend.turn_to(MEETS_AT)
    assert told(tend, "sam") == []


def test_nothing_comes_on_a_day_off(told_an_hour_before: Sandbox) -> None:
    tend = told_an_hour_before
    tend.hands("maya").types("/tend away 2026-10-08")
    tend.turn_to(MEETS_AT)
    assert told(tend, "sam") == []


def test_whoever_takes_a_day_off_back_is_told_after_all(tend: Sandbox) -> None:
    share_a_series(tend)
    choose(tend, "sam", "A day before")
    tend.hands("maya").types("/tend away 2026-10-08")
    tend.turn_to(utc(2026, 10, 7, 13))
    tend.hands("maya").types("/tend back 2026-10-08")
    tend.turn_to(MEETS_AT)
    assert len(told(tend, "sam")) == 1
    tend.turn_to(MEETS_AT + timedelta(days=7))
    assert len(told(tend, "sam")) == 2


def test_whoever_ends_a_pause_is_told_in_the_morning(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.hands("sam").types("/tend pause 2 weeks")
    choose(tend, "sam", "A day before")
    tend.turn_to(utc(2026, 10, 7, 22))
    tend.hands("sam").types("/tend resume")
    tend.turn_to(utc(2026, 10, 8, 6, 59))
    assert told(tend, "sam") == []
    tend.turn_to(utc(2026, 10, 8, 7, 1))
    assert len(told(tend, "sam")) == 1


def test_one_on_a_day_off_holds_back_none_after_it(tend: Sandbox) -> None:
    share_a_series(tend)
    choose(tend, "sam", "A day before")
    tend.hands("maya").types("/tend away 2026-10-08")
    tend.turn_to(utc(2026, 10, 15, 7))
    assert len(told(tend, "sam")) == 1


def test_back_on_the_card(told_an_hour_before: Sandbox) -> None:
    tend = told_an_hour_before
    choose(tend, "sam", "On the day's card")
    tend.turn_to(MEETS_AT)
    assert told(tend, "sam") == []
    assert len(cards_naming(tend, "sam", "one-on-one with")) == 1


def test_after_an_outage_nothing_comes_for_one_that_has_begun(told_an_hour_before: Sandbox) -> None:
    tend = told_an_hour_before
    tend.clock.turn_to(MEETS_AT + timedelta(minutes=5))
    tend.settle()
    assert told(tend, "sam") == []
    tend.turn_to(MEETS_AT + timedelta(days=7))
    assert len(told(tend, "sam")) == 1


def test_what_would_come_on_a_weekend_comes_on_the_friday_before(tend: Sandbox) -> None:
    share_a_series(tend, "@sam weekly monday 11:00")
    choose(tend, "sam", "A day before")
    tend.turn_to(utc(2026, 10, 9, 8, 59))
    assert told(tend, "sam") == []
    tend.turn_to(utc(2026, 10, 9, 9, 1))
    assert len(told(tend, "sam")) == 1
    tend.turn_to(utc(2026, 10, 12, 12))
    assert len(told(tend, "sam")) == 1


def test_what_would_come_on_a_day_off_comes_before_it(tend: Sandbox) -> None:
    share_a_series(tend, "@sam weekly friday 11:00")
    tend.hands("sam").types("/tend away 2026-10-08")
    choose(tend, "sam", "A day before")
    tend.turn_to(utc(2026, 10, 7, 10))
    assert len(told(tend, "sam")) == 1

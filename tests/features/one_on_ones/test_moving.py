"""*Moved* is one press; who would read it too late is told at once, and moving often is noticed once."""

import pytest

from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from tests.features.one_on_ones.agendas import share_a_series
from tests.features.one_on_ones.arranging import cards_naming, end, listed, more_form, set_up, submitted

OFF = "One of your meetings does not take place"
TOLD = "One of your meetings has another time"


def move(tend: Sandbox, handle: str, day: str, at: str) -> str:
    """Move the next meeting from the list; what the form says then."""
    hands = tend.hands(handle)
    hands.press(listed(tend, handle), "Moved", near="Next:")
    form = tend.workspace.modal_of(handle)
    hands.fill(form, {"On which day?": day, "At what time?": at})
    assert hands.submit(form) is None
    said = str(tend.workspace.modal_of(handle).blocks)
    hands.close(tend.workspace.modal_of(handle))
    return said


def told(tend: Sandbox, handle: str) -> list[Message]:
    return [message for message in tend.workspace.in_dm(handle) if message.text == TOLD]


def test_the_other_is_told_at_once_when_their_card_would_come_too_late(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.turn_to(utc(2026, 10, 8, 8))
    move(tend, "maya", "2026-10-08", "16:30")
    [message] = told(tend, "sam")
    assert "Your one-on-one with <@U0MAYA0001> is now today at 16:30." in message.words
    assert told(tend, "maya") == []


def test_one_that_is_days_away_waits_for_the_card_of_its_day(tend: Sandbox) -> None:
    share_a_series(tend, "@sam weekly friday 14:00")
    move(tend, "maya", "2026-10-12", "11:00")
    assert told(tend, "sam") == []
    tend.turn_to(utc(2026, 10, 12, 8))
    assert len(cards_naming(tend, "sam", "11:00 · one-on-one with")) == 1
    assert cards_naming(tend, "sam", "14:00 · one-on-one with") == []


def test_whoever_has_not_joined_is_told_nothing(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(utc(2026, 10, 8, 8))
    move(tend, "maya", "2026-10-08", "16:30")
    assert told(tend, "sam") == []


def test_nobody_is_told_at_night(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.turn_to(utc(2026, 10, 7, 20))
    move(tend, "maya", "2026-10-08", "09:10")
    assert told(tend, "sam") == []


def test_the_third_move_in_a_row_suggests_another_slot_once(tend: Sandbox) -> None:
    share_a_series(tend)
    suggestion = "third one in a row"
    assert suggestion not in move(tend, "maya", "2026-10-09", "11:00")
    tend.turn_to(utc(2026, 10, 14, 9))
    assert suggestion not in move(tend, "sam", "2026-10-16", "11:00")
    tend.turn_to(utc(2026, 10, 21, 9))
    assert suggestion in move(tend, "maya", "2026-10-23", "11:00")
    assert suggestion not in move(tend, "maya", "2026-10-23", "12:00")
    tend.turn_to(utc(2026, 10, 28, 9))
    assert suggestion not in move(tend, "maya", "2026-10-30", "11:00")


def test_a_meeting_held_in_between_begins_the_count_anew(tend: Sandbox) -> None:
    share_a_series(tend)
    move(tend, "maya", "2026-10-09", "11:00")
    tend.turn_to(utc(2026, 10, 14, 9))
    move(tend, "maya", "2026-10-16", "11:00")
    tend.turn_to(utc(2026, 10, 23, 9))
    tend.hands("maya").press(cards_naming(tend, "maya", "did it happen?")[-1], "Held")
    tend.turn_to(utc(2026, 10, 28, 9))
    assert "in a row" not in move(tend, "maya", "2026-10-30", "11:00")


def test_calling_todays_off_tells_the_other_at_once(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.turn_to(utc(2026, 10, 8, 8))
    [card] = cards_naming(tend, "sam", "one-on-one with")
    tend.hands("sam").press(card, "Not this time")
    [message] = [one for one in tend.workspace.in_dm("maya") if one.text == OFF]
    assert "<@U0SAM00001>, today at 14:00, does not take place this time" in message.words
    assert [one for one in tend.workspace.in_dm("sam") if one.text == OFF] == []


@pytest.mark.parametrize("how", ["Pause", "End"])
def test_a_pause_or_an_end_that_takes_todays_away_tells_the_other_at_once(tend: Sandbox, how: str) -> None:
    share_a_series(tend)
    tend.turn_to(utc(2026, 10, 8, 8))
    submitted(tend, "sam", more_form(tend, "sam", how))
    assert len([one for one in tend.workspace.in_dm("maya") if one.text == OFF]) == 1


def test_one_that_is_days_away_is_called_off_without_a_message(tend: Sandbox) -> None:
    share_a_series(tend, "@sam weekly tuesday 14:00")
    tend.hands("sam").press(listed(tend, "sam"), "Not this time")
    assert [one for one in tend.workspace.in_dm("maya") if one.text == OFF] == []


def test_what_has_ended_cannot_be_moved(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.turn_to(utc(2026, 10, 9, 8))
    [card] = cards_naming(tend, "maya", "did it happen?")
    end(tend, "sam")
    seen = tend.hands("maya").press(card, "Moved")
    assert "This series has ended; nothing was changed." in seen.words
    assert tend.workspace.modal_of("maya") is None

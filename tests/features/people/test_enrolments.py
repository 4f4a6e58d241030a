"""What a person chose for themselves: their hour, a pause, a stop, and coming back."""

from datetime import date

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import ServerError
from tests.features.follow_ups.noting import cards_of, day_of, note
from tests.features.people.people_of import choices_of, next_card_of


def test_looking_and_stopping_enrol_nobody(tend: Sandbox) -> None:
    for line in ("/tend", "/tend help", "/tend stop", "/followups", "/tend dance"):
        tend.hands("maya").types(line)
    assert (chosen := choices_of(tend, "maya")) is None or chosen.enrolled_at is None


@pytest.mark.parametrize(
    "lines", [("/tend pause 2 weeks",), ("/tend quieter",), ("/tend stop", "/tend pause 2 weeks")]
)
def test_whoever_asked_for_quiet_alone_gets_no_cards_after_a_restart_or_a_move(
    tend: Sandbox, lines: tuple[str, ...]
) -> None:
    for line in lines:
        tend.hands("sam").types(line)
    tend.tend.prepare()
    tend.hands("sam").changes_profile(tz="America/New_York")
    chosen = choices_of(tend, "sam")
    assert chosen is not None
    assert (chosen.enrolled_at, chosen.next_card_at, chosen.last_seen_at, chosen.stopped_at) == (None,) * 4


def test_saving_something_enrols_with_nine_oclock_on_working_days(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    assert f"{next_card_of(tend, 'maya', 'Europe/Berlin'):%a %d %b %H:%M}" == "Thu 08 Oct 09:00"


@pytest.mark.parametrize(
    ("said", "comes"),
    [("10:30", "Wed 07 Oct 10:30"), ("9", "Thu 08 Oct 09:00"), ("20:00", "Wed 07 Oct 20:00")],
)
def test_the_hour_is_the_next_one_on_ones_own_wall_clock(tend: Sandbox, said: str, comes: str) -> None:
    tend.hands("maya").types(f"/tend hour {said}")
    assert f"{next_card_of(tend, 'maya', 'Europe/Berlin'):%a %d %b %H:%M}" == comes


def test_the_hour_stays_when_the_clocks_go_back(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend hour 9")
    tend.let_days_pass(16)  # Friday; on Sunday the clocks in Berlin go back
    assert f"{next_card_of(tend, 'maya', 'Europe/Berlin'):%a %d %b %H:%M %Z}" == "Mon 26 Oct 09:00 CET"


@pytest.mark.parametrize(
    ("said", "first_card"),
    [
        ("until 2026-10-15", date(2026, 10, 15)),
        ("2 weeks", date(2026, 10, 21)),
        ("for a day", date(2026, 10, 8)),
        ("2026-10-17", date(2026, 10, 19)),  # a Saturday
    ],
)
def test_a_pause_ends_on_the_day_that_was_said_or_the_next_working_day(
    tend_on_each_database: Sandbox, said: str, first_card: date
) -> None:
    tend = tend_on_each_database
    note(tend, "maya", "call Leo")
    tend.hands("maya").types(f"/tend pause {said}")
    tend.let_days_pass(20)
    assert day_of(cards_of(tend, "maya")[0]) == first_card


def test_a_pause_without_a_day_lasts_until_resume(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.hands("maya").types("/tend pause")
    tend.let_days_pass(40)
    assert cards_of(tend, "maya") == []
    tend.hands("maya").types("/tend resume")
    tend.let_days_pass(1)
    assert len(cards_of(tend, "maya")) == 1


def test_a_stop_ends_everything_until_something_is_saved(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.hands("maya").types("/tend stop")
    tend.let_days_pass(40)
    assert cards_of(tend, "maya") == []
    note(tend, "maya", "call Ana")
    tend.let_days_pass(1)
    assert len(cards_of(tend, "maya")) == 1


def test_saving_something_does_not_end_a_pause(tend: Sandbox) -> None:
    for pause in ("/tend pause", "/tend pause 2 weeks"):
        tend.hands("maya").types("/tend resume")
        tend.hands("maya").types(pause)
        note(tend, "maya", "call Leo")
        tend.let_days_pass(6)
        assert cards_of(tend, "maya") == []


def test_a_stop_during_a_pause_and_the_other_way_round_both_end_with_resume(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    for line in ("/tend pause", "/tend stop", "/tend pause 1 week", "/tend resume"):
        tend.hands("maya").types(line)
    tend.let_days_pass(1)
    assert len(cards_of(tend, "maya")) == 1


def test_a_card_in_the_outbox_is_not_sent_to_whoever_has_just_paused(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.workspace.faults.order("chat.postMessage", ServerError())
    due_at = next_card_of(tend, "maya", "UTC")
    assert due_at is not None
    tend.clock.turn_to(due_at)
    tend.settle()
    tend.hands("maya").types("/tend pause")
    tend.let_days_pass(3)
    assert cards_of(tend, "maya") == []

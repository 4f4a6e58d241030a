"""A time that somebody set: told once, then, and saying nothing; cards only after that."""

from datetime import date, timedelta

import pytest

from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from tests.features.follow_ups.noting import nudges_of, text_of
from tests.features.reconnections.acting import AT, MINE, plan, promises, value_of, write
from tests.features.reconnections.reaching import TENSE, front, rows, shows

THURSDAY = date(2026, 10, 8)
# Maya lives in Berlin, two hours ahead of UTC.
AT_TWO = utc(2026, 10, 8, 12)


def reminders_of(tend: Sandbox, handle: str = "maya") -> list[Message]:
    return [
        message
        for message in tend.workspace.in_dm(handle)
        if message.text == "Something you wanted to be reminded of"
    ]


def remind_at_two(tend: Sandbox, **first: str) -> None:
    write(tend, **first)
    plan(tend, when=AT, day=THURSDAY, time="14:00")
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)


def test_it_comes_at_that_time_once_and_names_nothing(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    remind_at_two(tend, side=TENSE)
    tend.turn_to(AT_TWO - timedelta(seconds=1))
    assert reminders_of(tend) == []
    tend.turn_to(AT_TWO)
    [reminder] = reminders_of(tend)
    said = reminder.text + text_of(reminder)
    assert not [
        word for word in (MINE, "Ana", "U0ANA00001", "tense", "ask") if word in said.replace("asked", "")
    ]
    tend.turn_to(AT_TWO + timedelta(hours=5))
    assert reminders_of(tend) == [reminder]


def test_the_page_says_when(tend: Sandbox) -> None:
    write(tend)
    last = plan(tend, when=AT, day=THURSDAY, time="14:00")
    assert shows(last, "On Thursday 8 October at 14:00 you get a message that says nothing")


def test_cards_come_only_after_that(tend: Sandbox) -> None:
    remind_at_two(tend)
    tend.turn_to(AT_TWO + timedelta(hours=1))
    assert nudges_of(tend, "maya") == []
    tend.let_days_pass(1)
    assert len(nudges_of(tend, "maya")) == 1


def test_open_brings_the_words_and_the_way_to_the_other(tend: Sandbox) -> None:
    remind_at_two(tend)
    tend.turn_to(AT_TWO)
    tend.hands("maya").press(reminders_of(tend)[0], "Open")
    page = front(tend, "maya")
    assert value_of(page, "copy").startswith(MINE)
    assert shows(page, "Open the conversation with Ana Sousa")
    assert tend.hands("maya").submit(page) is None
    assert shows(front(tend, "maya"), "how did it go")
    tend.hands("maya").press(front(tend, "maya"), "About the same")
    assert not shows(front(tend, "maya"), "how did it go")
    assert [kept.state for kept in promises(tend)] == ["done"]


def test_did_it_on_the_message_ends_it_and_asks_how_it_went(tend: Sandbox) -> None:
    remind_at_two(tend)
    tend.turn_to(AT_TWO)
    [reminder] = reminders_of(tend)
    tend.hands("maya").press(reminder, "Did it")
    assert "Something you noted: done." in text_of(reminder)
    tend.hands("maya").press(reminder, "Helped")
    assert "Noted. That's all." in text_of(reminder)
    tend.let_days_pass(30)
    assert nudges_of(tend, "maya") == []


def test_not_yet_smaller_and_let_it_go_work_as_on_any_promise(tend: Sandbox) -> None:
    remind_at_two(tend)
    tend.turn_to(AT_TWO)
    [reminder] = reminders_of(tend)
    tend.hands("maya").press(reminder, "Smaller")
    assert front(tend, "maya").title == "A smaller version"
    tend.hands("maya").close(front(tend, "maya"))
    tend.hands("maya").choose(reminder, "Not yet", "In a week")
    assert "I will come back to it on Thursday 15 October" in text_of(reminder)


def test_it_says_why_it_came(tend: Sandbox) -> None:
    remind_at_two(tend)
    tend.turn_to(AT_TWO)
    tend.hands("maya").press(reminders_of(tend)[0], "Why this?")
    assert shows(front(tend, "maya"), "You chose this small step for yourself on Wednesday 7 October")


def test_let_it_go_ends_it_and_asks_nothing(tend: Sandbox) -> None:
    remind_at_two(tend)
    tend.turn_to(AT_TWO)
    [reminder] = reminders_of(tend)
    tend.hands("maya").press(reminder, "Let it go")
    assert "let go" in text_of(reminder)
    assert "how did it go" not in text_of(reminder)


@pytest.mark.parametrize("label", ["Done", "Let it go"])
def test_what_ended_before_is_not_reminded_of(tend: Sandbox, label: str) -> None:
    remind_at_two(tend)
    [listed] = tend.hands("maya").types("/followups")
    tend.hands("maya").press(listed, label)
    tend.let_days_pass(3)
    assert reminders_of(tend) == []


def test_what_was_put_off_before_waits_for_its_card(tend: Sandbox) -> None:
    remind_at_two(tend)
    [listed] = tend.hands("maya").types("/followups")
    tend.hands("maya").choose(listed, "Not now", "In a week")
    tend.let_days_pass(8)
    assert reminders_of(tend) == []
    assert len(nudges_of(tend, "maya")) == 1


@pytest.mark.parametrize("command", ["/tend pause", "/tend stop"])
def test_nothing_comes_to_somebody_who_paused_or_stopped(tend: Sandbox, command: str) -> None:
    remind_at_two(tend)
    tend.hands("maya").types(command)
    tend.let_days_pass(3)
    assert reminders_of(tend) == []


def test_after_an_outage_it_is_left_to_the_card(tend: Sandbox) -> None:
    remind_at_two(tend)
    tend.clock.turn_to(AT_TWO + timedelta(hours=10))
    tend.settle()
    assert reminders_of(tend) == []
    tend.let_days_pass(1)
    assert len(nudges_of(tend, "maya")) == 1


def test_the_time_is_on_ones_own_wall(tend: Sandbox) -> None:
    write(tend, "leo", line="/reconnect @noor")
    plan(tend, "leo", when=AT, day=THURSDAY, time="14:00")
    [row] = rows(tend)["act_reminders"]
    assert "2026, 10, 8, 12" not in row  # Leo's wall is not Maya's
    tend.turn_to(AT_TWO)
    assert reminders_of(tend, "leo") == []
    tend.let_days_pass(1)
    assert len(reminders_of(tend, "leo")) == 1

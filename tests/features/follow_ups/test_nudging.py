"""A promise comes back until it is done or let go, and each time in other words."""

import re
from datetime import date

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import day_of, note, nudges_of, text_of


def test_a_promise_comes_up_on_the_day_it_is_due(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport
    note(tend, "maya", "call Leo")
    assert nudges_of(tend, "maya") == []
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    assert "Something you noted" in text_of(card)
    assert "You meant to do this by today." in text_of(card)


def test_pressing_done_ends_the_nudges(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [nudge] = nudges_of(tend, "maya")
    tend.hands("maya").press(nudge, "Done")
    assert "Something you noted: done." in text_of(nudge)
    tend.let_days_pass(28)
    assert nudges_of(tend, "maya") == [nudge]


def test_nobody_pressing_anything_is_nudged_on_the_cadence_and_never_twice_alike(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    seen: dict[str, str] = {}
    for _ in range(60):
        tend.let_days_pass(1)
        for card in nudges_of(tend, "maya"):
            seen.setdefault(card.ts, text_of(card))
    days = [day_of(card) for card in nudges_of(tend, "maya")]
    assert days == [
        date(2026, 10, 8),
        date(2026, 10, 12),
        date(2026, 10, 19),
        date(2026, 11, 2),
        date(2026, 11, 16),
        date(2026, 11, 30),
    ]
    sentences = [re.search(r"noted\*\\n(.*?)'", text)[1] for text in seen.values()]
    assert len(set(sentences)) == len(sentences) == 6


def test_the_older_card_loses_its_buttons_when_a_newer_one_comes(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [first] = nudges_of(tend, "maya")
    tend.let_days_pass(4)
    older, newer = nudges_of(tend, "maya")
    assert older.ts == first.ts
    assert all(block["type"] != "actions" for block in older.blocks)
    assert "on a newer card" in text_of(older)
    assert any(block["type"] == "actions" for block in newer.blocks)


def test_after_an_outage_there_is_one_nudge_not_a_burst(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.clock.turn_to(tend.clock.now().replace(month=11, day=11))
    tend.settle()
    [card] = nudges_of(tend, "maya")
    assert "You meant to do this by Thursday 8 October." in text_of(card)
    tend.let_days_pass(1)
    assert nudges_of(tend, "maya") == [card]


def test_a_second_press_changes_nothing(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    before = [dict(block) for block in card.blocks]
    tend.hands("maya").press(card, "Done")
    after = text_of(card)
    card.blocks[:] = before  # the second finger came before the first one's answer
    tend.hands("maya").press(card, "Let it go")
    assert text_of(card) == after


def test_a_private_promise_is_read_only_when_it_is_opened(tend: Sandbox) -> None:
    note(tend, "maya", "ask Ana how she is")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    assert "Ana" not in text_of(card) + card.text
    tend.hands("maya").press(card, "Open")
    assert "ask Ana how she is" in str(tend.workspace.modal_of("maya").blocks)


def test_letting_go_asks_for_nothing(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    tend.hands("maya").press(card, "Let it go")
    assert "let go. You can always come back to it." in text_of(card)
    assert tend.workspace.modal_of("maya") is None
    tend.let_days_pass(28)
    assert nudges_of(tend, "maya") == [card]


@pytest.mark.parametrize(
    ("choice", "comes_back"),
    [
        ("Tomorrow", date(2026, 10, 9)),
        ("In a week", date(2026, 10, 15)),
        ("In a month", date(2026, 11, 9)),  # 8 November is a Sunday
    ],
)
def test_not_now_puts_the_next_nudge_off(tend: Sandbox, choice: str, comes_back: date) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    tend.hands("maya").choose(card, "Not now", choice)
    tend.let_days_pass(40)
    assert day_of(nudges_of(tend, "maya")[1]) == comes_back


def test_not_now_until_a_day_of_ones_own(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    hands = tend.hands("maya")
    hands.choose(card, "Not now", "Pick a day")
    form = tend.workspace.modal_of("maya")
    hands.choose(form, "When shall I come back to it?", date(2026, 10, 21))
    assert hands.submit(form) is None
    tend.let_days_pass(20)
    assert day_of(nudges_of(tend, "maya")[1]) == date(2026, 10, 21)


def test_a_smaller_version_takes_the_place_of_the_promise(tend: Sandbox) -> None:
    note(tend, "maya", "rewrite the whole handbook")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    hands = tend.hands("maya")
    hands.press(card, "Smaller")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"What is a part of it that you would do today?": "write the first page"})
    assert hands.submit(form) is None
    tend.let_days_pass(1)
    listed = hands.types("/followups").words
    assert "write the first page" in listed
    assert "handbook" not in listed
    assert len(nudges_of(tend, "maya")) == 2


def test_every_nudge_says_why_it_came(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    tend.hands("maya").press(card, "Why this?")
    reason = str(tend.workspace.modal_of("maya").blocks)
    assert "You noted this on Wednesday 7 October with `/followups`, for Thursday 8 October." in reason
    assert "it comes up again on Monday 12 October" in reason


def test_quieter_ends_the_nudges_after_the_third(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend quieter")
    note(tend, "maya", "call Leo")
    tend.let_days_pass(90)
    assert len(nudges_of(tend, "maya")) == 3
    assert "call Leo" in tend.hands("maya").types("/followups").words


def test_nobody_else_can_answer_a_promise(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    forged = tend.workspace.post(
        "#general", author=tend.workspace.bot, text="x", blocks=[dict(block) for block in card.blocks]
    )
    seen = tend.hands("leo").press(forged, "Done")
    assert "That promise is not on your list any more." in seen.words
    tend.let_days_pass(4)
    assert len(nudges_of(tend, "maya")) == 2


def test_more_persistence_brings_back_what_had_come_for_the_last_time(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend quieter")
    note(tend, "maya", "call Leo")
    tend.let_days_pass(30)
    assert len(nudges_of(tend, "maya")) == 3
    tend.hands("maya").types("/tend standard")
    tend.let_days_pass(4)
    assert len(nudges_of(tend, "maya")) == 4

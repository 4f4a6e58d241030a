"""What is due reaches a person as one message a working day, at their hour, on their own clock."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.features.cards import service
from bot.features.cards.jobs import send_one_card
from bot.features.cards.models import Card
from bot.features.people.reader import Reader
from bot.platform.clock import ManualClock
from bot.platform.slack.check import BlocksRefused
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.faults import RateLimit
from bot.sandbox.slack.messages import Message
from tests.features.follow_ups.noting import cards_of, note, nudges_of, text_of


def posted_at(message: Message) -> datetime:
    return datetime.fromtimestamp(int(float(message.ts)), UTC)


def test_everything_that_is_due_comes_as_one_message(tend: Sandbox) -> None:
    for promise in ("call Leo", "send the budget", "read Ana's draft"):
        note(tend, "maya", promise)
    tend.let_days_pass(1)
    [card] = cards_of(tend, "maya")
    assert text_of(card).count("Something you noted") == 3


def test_what_one_message_cannot_hold_comes_with_the_next_card(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.features.follow_ups.card._MOST_LINES", 40)
    for number in range(30):
        note(tend, "maya", f"promise {number}")
    tend.let_days_pass(1)
    [first] = cards_of(tend, "maya")
    shown = text_of(first).count("Something you noted")
    assert 0 < shown < 30
    assert len(first.blocks) <= 50
    assert "The rest comes with your next card" in text_of(first)
    tend.let_days_pass(1)
    second = cards_of(tend, "maya")[1]
    assert text_of(second).count("Something you noted") == 30 - shown
    assert "The rest comes" not in text_of(second)


def test_it_comes_at_nine_on_the_persons_own_clock(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    note(tend, "leo", "call Maya")
    tend.let_days_pass(2)
    assert posted_at(cards_of(tend, "maya")[0]) == utc(2026, 10, 8, 7)  # nine in Berlin
    assert posted_at(cards_of(tend, "leo")[0]) == utc(2026, 10, 8, 13)  # nine in New York


def test_it_stays_at_nine_when_summer_time_ends(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=utc(2026, 10, 26).date())
    tend.let_days_pass(21)
    assert posted_at(nudges_of(tend, "maya")[0]) == utc(2026, 10, 26, 8)


def test_it_comes_at_the_hour_a_person_chose(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend hour 14:30")
    note(tend, "maya", "call Leo")
    tend.let_days_pass(2)
    assert posted_at(cards_of(tend, "maya")[0]) == utc(2026, 10, 8, 12, 30)


def test_nothing_comes_on_a_weekend(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=utc(2026, 10, 10).date())
    tend.turn_to(utc(2026, 10, 11, 23))
    assert cards_of(tend, "maya") == []
    tend.turn_to(utc(2026, 10, 12, 12))
    assert len(cards_of(tend, "maya")) == 1


def test_choosing_a_later_hour_brings_no_second_card_that_day(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.turn_to(utc(2026, 10, 8, 8))
    note(tend, "maya", "send the budget", due_on=utc(2026, 10, 8).date())
    tend.hands("maya").types("/tend hour 15:00")
    tend.turn_to(utc(2026, 10, 8, 20))
    assert len(cards_of(tend, "maya")) == 1
    tend.turn_to(utc(2026, 10, 9, 20))
    assert "Something you noted" in text_of(cards_of(tend, "maya")[1])


def test_a_card_that_missed_its_day_does_not_come_in_the_evening(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.clock.turn_to(utc(2026, 10, 8, 19))  # the bot was down all day; nine in the evening in Berlin
    tend.settle()
    assert cards_of(tend, "maya") == []
    tend.turn_to(utc(2026, 10, 9, 8))
    assert len(cards_of(tend, "maya")) == 1


def test_the_notification_says_nothing_of_what_is_on_it(tend: Sandbox) -> None:
    note(tend, "maya", "ask Ana about her leave")
    tend.let_days_pass(1)
    assert cards_of(tend, "maya")[0].text == "A few things for today"


def test_a_pause_is_silent_and_loses_nothing(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    assert "Paused until" in tend.hands("maya").types("/tend pause 2 weeks").words
    tend.let_days_pass(13)
    assert tend.workspace.in_dm("maya") == []
    tend.let_days_pass(2)
    assert len(cards_of(tend, "maya")) == 1


def test_a_pause_without_an_end_lasts_until_resume(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.hands("maya").types("/tend pause")
    tend.let_days_pass(60)
    assert tend.workspace.in_dm("maya") == []
    tend.hands("maya").types("/tend resume")
    tend.let_days_pass(2)
    assert len(cards_of(tend, "maya")) == 1


def test_a_pause_pressed_while_the_card_is_on_its_way_stops_it(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.workspace.faults.order("chat.postMessage", RateLimit(600))
    tend.turn_to(utc(2026, 10, 8, 7, 1))
    tend.hands("maya").types("/tend pause")
    tend.let_days_pass(1)
    assert tend.workspace.in_dm("maya") == []


def test_stop_ends_everything_unprompted(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    assert "Stopped" in tend.hands("maya").types("/tend stop").words
    tend.let_days_pass(60)
    assert tend.workspace.in_dm("maya") == []
    assert "call Leo" in tend.hands("maya").types("/followups").words


def test_stopping_enrols_nobody(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend stop")
    assert tend.tend.next_due_at() is None


def test_many_due_promises_come_in_portions_and_none_is_lost(tend: Sandbox) -> None:
    for number in range(11):
        note(tend, "maya", f"promise {number}")
    tend.let_days_pass(1)
    [first] = cards_of(tend, "maya")
    assert text_of(first).count("You meant to do this") == 8
    tend.let_days_pass(1)
    assert text_of(cards_of(tend, "maya")[1]).count("You meant to do this") == 3


def test_sixteen_pollers_at_once_make_one_card(tend_on_each_database: Sandbox) -> None:
    tend, database = tend_on_each_database, tend_on_each_database.database
    note(tend, "maya", "call Leo")
    clock = ManualClock(utc(2026, 10, 8, 7) + timedelta(minutes=1))
    gate = threading.Barrier(16)

    def poll() -> None:
        gate.wait()
        for _ in range(3):
            send_one_card(database, clock)

    threads = [threading.Thread(target=poll) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.query(Card).count() == 1


def test_a_card_that_cannot_be_made_keeps_nobody_else_waiting(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(tend, "ana", "call Leo")
    tend.hands("maya").types("/tend hour 9:00")
    note(tend, "maya", "call Leo")
    broken = tend.workspace.person("ana").id
    make_card = service.make_card

    def make_or_break(session: Session, reader: Reader) -> Card | None:
        if reader.person_id == broken:
            raise BlocksRefused([])
        return make_card(session, reader)

    monkeypatch.setattr(service, "make_card", make_or_break)
    clock = ManualClock(utc(2026, 10, 8, 8, 1))  # nine in Lisbon, ten in Berlin
    results = []
    for _ in range(4):
        try:
            results.append(send_one_card(tend.database, clock))
        except BlocksRefused:
            results.append(True)
    assert results == [True, True, False, False]
    with tend.database.reading() as session:
        assert [card.person_id for card in session.query(Card)] == [tend.workspace.person("maya").id]


def test_a_card_that_slack_takes_too_late_comes_with_the_next_one_instead(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.workspace.faults.order("chat.postMessage", RateLimit(12 * 3600))
    tend.turn_to(utc(2026, 10, 8, 22))  # nine at night, and midnight, in Berlin
    assert cards_of(tend, "maya") == []
    tend.turn_to(utc(2026, 10, 9, 12))
    [card] = cards_of(tend, "maya")
    assert posted_at(card) == utc(2026, 10, 9, 7)
    assert text_of(card).count("Something you noted") == 1


def test_whoever_says_stop_before_anything_else_is_left_alone(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend stop")
    tend.hands("maya").types("/1on1 @ana weekly friday 10:00")
    tend.let_days_pass(7)
    assert tend.workspace.in_dm("ana") == []


def test_on_days_off_nothing_comes_and_what_was_due_comes_on_the_next_working_day(
    tend_on_each_database: Sandbox,
) -> None:
    tend = tend_on_each_database
    note(tend, "maya", "call Leo", due_on=utc(2026, 10, 13).date())
    tend.hands("maya").types("/tend away 2026-10-12 to 2026-10-16")
    note(tend, "maya", "send the budget", due_on=utc(2026, 10, 15).date())
    tend.turn_to(utc(2026, 10, 18, 23))
    assert cards_of(tend, "maya") == []
    tend.turn_to(utc(2026, 10, 19, 12))
    [card] = cards_of(tend, "maya")
    assert posted_at(card) == utc(2026, 10, 19, 7)
    assert text_of(card).count("Something you noted") == 2


def test_nothing_comes_on_a_public_holiday_of_ones_country_alone(tend: Sandbox) -> None:
    for handle in ("leo", "noor"):
        note(tend, handle, "call Maya", due_on=utc(2026, 10, 12).date())
    tend.hands("leo").types("/tend holidays US")
    tend.turn_to(utc(2026, 10, 12, 23))  # Columbus Day
    assert cards_of(tend, "leo") == []
    assert len(nudges_of(tend, "noor")) == 1
    tend.turn_to(utc(2026, 10, 13, 23))
    assert posted_at(nudges_of(tend, "leo")[0]) == utc(2026, 10, 13, 13)


def test_a_pause_that_ends_on_a_day_off_lasts_until_the_day_after(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.hands("maya").types("/tend away 2026-10-15 to 2026-10-16")
    tend.hands("maya").types("/tend pause until 2026-10-15")
    tend.turn_to(utc(2026, 10, 20, 12))
    assert posted_at(cards_of(tend, "maya")[0]) == utc(2026, 10, 19, 7)


def test_whoever_is_away_from_now_on_is_not_sent_the_card_that_is_on_its_way(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.workspace.faults.order("chat.postMessage", RateLimit(600))
    tend.turn_to(utc(2026, 10, 8, 7, 1))
    tend.hands("maya").types("/tend away today")
    tend.turn_to(utc(2026, 10, 8, 23))
    assert cards_of(tend, "maya") == []
    tend.turn_to(utc(2026, 10, 9, 12))
    assert text_of(cards_of(tend, "maya")[0]).count("Something you noted") == 1


def test_whoever_is_back_sooner_gets_cards_again(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.hands("maya").types("/tend away 2 weeks")
    tend.turn_to(utc(2026, 10, 12, 12))
    assert cards_of(tend, "maya") == []
    tend.hands("maya").types("/tend back")
    tend.turn_to(utc(2026, 10, 13, 12))
    assert posted_at(cards_of(tend, "maya")[0]) == utc(2026, 10, 13, 7)


def test_noting_days_off_at_nine_does_not_cost_the_days_card(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.clock.turn_to(utc(2026, 10, 8, 7))
    tend.hands("maya").types("/tend away friday")
    tend.settle()
    assert len(cards_of(tend, "maya")) == 1

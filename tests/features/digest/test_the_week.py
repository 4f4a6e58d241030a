"""The digest: once a week on the card, whenever asked for, about the reader's own notes alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.digest.week import is_digest_day, week_of
from bot.features.people.models import Enrolment
from bot.platform.working_time import WorkingTime
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.follow_ups.noting import cards_of, day_of, note, text_of

DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))


def test_it_comes_with_mondays_card(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 30))
    tend.turn_to(utc(2026, 10, 13))
    [card] = cards_of(tend, "maya")
    assert day_of(card) == date(2026, 10, 12)
    assert "*Your week*\\nOne promise of yours is open." in text_of(card)


def test_it_is_part_of_the_card_and_not_a_second_message(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 12))
    tend.turn_to(utc(2026, 10, 13))
    [card] = cards_of(tend, "maya")
    assert "Your week" in text_of(card)
    assert "You meant to do this by today." in text_of(card)


def test_it_is_left_out_when_there_is_nothing_to_say(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend hour 9:00")
    tend.let_days_pass(14)
    assert tend.workspace.in_dm("maya") == []


def test_it_comes_once_a_week(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2027, 6, 30))
    tend.let_days_pass(28)
    assert [day_of(card) for card in cards_of(tend, "maya")] == [
        date(2026, 10, 12),
        date(2026, 10, 19),
        date(2026, 10, 26),
        date(2026, 11, 2),
    ]


def test_the_card_counts_and_the_page_behind_it_tells(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 30))
    tend.turn_to(utc(2026, 10, 13))
    [card] = cards_of(tend, "maya")
    assert "Leo" not in text_of(card)
    tend.hands("maya").press(card, "Open my week")
    assert "call Leo" in str(tend.workspace.modal_of("maya").blocks)


def test_done_on_the_page_takes_effect_in_place(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 30))
    tend.turn_to(utc(2026, 10, 13))
    hands = tend.hands("maya")
    hands.press(cards_of(tend, "maya")[0], "Open my week")
    hands.press(tend.workspace.modal_of("maya"), "Done")
    assert "call Leo*: done." in str(tend.workspace.modal_of("maya").blocks)
    assert "Nothing is open." in hands.types("/followups").words


def test_it_can_be_asked_for_at_any_time(tend: Sandbox) -> None:
    assert "There is nothing to tell this week." in tend.hands("maya").types("/digest").words
    note(tend, "maya", "call Leo")
    assert "call Leo" in tend.hands("maya").types("/digest").words


def test_it_says_why_it_came(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 30))
    tend.turn_to(utc(2026, 10, 13))
    tend.hands("maya").press(cards_of(tend, "maya")[0], "Why this?")
    assert "Once a week, on the day you chose" in str(tend.workspace.modal_of("maya").blocks)


WORKED = st.sets(st.integers(0, 6), min_size=1).map(frozenset)


def digest_days(day: date, *, working_time: WorkingTime, weekday: int) -> list[date]:
    """The days of the week around ``day`` on which a digest comes."""
    week = [week_of(day) + timedelta(days=number) for number in range(7)]
    return [each for each in week if is_digest_day(each, working_time=working_time, weekday=weekday)]


@given(day=DAYS, days=WORKED, weekday=st.integers(0, 6))
def test_every_week_has_one_digest_day_and_it_is_worked(
    day: date, days: frozenset[int], weekday: int
) -> None:
    working_time = WorkingTime(zone="UTC", days=days)
    [chosen] = digest_days(day, working_time=working_time, weekday=weekday)
    assert working_time.is_working_day(chosen)
    assert chosen.weekday() == weekday or weekday not in days


@given(day=DAYS, weekday=st.integers(0, 4))
def test_a_day_off_puts_it_off_until_the_next_day_they_work(day: date, weekday: int) -> None:
    meant = week_of(day) + timedelta(days=weekday)
    working_time = WorkingTime(zone="UTC", days_off=[meant])
    [chosen] = digest_days(day, working_time=working_time, weekday=weekday)
    # Nobody works after Friday: then it comes the day before.
    assert chosen == meant + timedelta(days=1 if weekday < 4 else -1)


def test_a_week_off_has_none() -> None:
    away = [date(2026, 10, 12) + timedelta(days=number) for number in range(7)]
    working_time = WorkingTime(zone="UTC", days_off=away)
    assert digest_days(away[0], working_time=working_time, weekday=0) == []


def test_it_comes_on_the_day_that_was_chosen(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2027, 6, 30))
    with tend.database.transaction() as session:
        key = (tend.workspace.team_id, tend.workspace.person("maya").id)
        session.get_one(Enrolment, key).digest_day = 3
    tend.turn_to(utc(2026, 10, 23))
    days = [day_of(card) for card in cards_of(tend, "maya") if "Your week" in text_of(card)]
    assert days == [date(2026, 10, 8), date(2026, 10, 15), date(2026, 10, 22)]

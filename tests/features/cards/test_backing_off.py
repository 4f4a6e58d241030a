"""Whoever does not react hears less and less, step by step; one press brings everything back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.cards.models import Card, CardLine
from bot.features.people import backing_off
from bot.features.people.backing_off import Pace, pace, promises_may_come
from bot.features.people.models import Enrolment
from bot.platform.working_time import WorkingTime
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.arranging import MAYA, WORKSPACE
from tests.features.shoutouts.thanking import modal_of

OFFICE = WorkingTime(zone="Europe/Berlin")
MONDAY = date(2026, 10, 5)
LONG_AGO = date(2026, 9, 1)


def step(*cards: date, today: date, seen_on: date | None = LONG_AGO) -> Pace:
    return pace(cards, seen_on=seen_on, today=today, working_time=OFFICE)


def days(count: int, *, first: date = MONDAY) -> list[date]:
    """The first ``count`` working days from ``first`` on."""
    return [day for day in (first + timedelta(days=n) for n in range(3 * count)) if day.weekday() < 5][:count]


@pytest.mark.parametrize(
    ("left_alone", "reached"),
    [
        (1, Pace.USUAL),
        (2, Pace.NO_SUGGESTIONS),
        (3, Pace.NO_SUGGESTIONS),
        (4, Pace.NO_DIGEST),
        (5, Pace.NO_DIGEST),
        (6, Pace.SELDOM),
        (60, Pace.SELDOM),
    ],
)
def test_each_step_comes_after_two_more_cards_left_alone(left_alone: int, reached: Pace) -> None:
    assert step(*days(left_alone), today=date(2027, 3, 1)) is reached


def test_a_card_is_left_alone_after_five_working_days() -> None:
    cards = [MONDAY, MONDAY + timedelta(days=1)]
    assert step(*cards, today=date(2026, 10, 12)) is Pace.USUAL
    assert step(*cards, today=date(2026, 10, 13)) is Pace.NO_SUGGESTIONS


def test_days_off_do_not_count_as_silence() -> None:
    away = frozenset(date(2026, 10, 5) + timedelta(days=n) for n in range(60))
    off = WorkingTime(zone="Europe/Berlin", days_off=away)
    assert pace(days(6), seen_on=LONG_AGO, today=date(2026, 11, 30), working_time=off) is Pace.USUAL


@given(
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31))), st.dates(date(2026, 1, 1), date(2027, 1, 31))
)
def test_whoever_was_seen_today_or_never_looked_at_hears_everything(cards: list[date], today: date) -> None:
    before = [day for day in cards if day <= today]
    assert step(*before, today=today, seen_on=today) is Pace.USUAL
    assert step(*cards, today=today, seen_on=None) is Pace.USUAL


@given(
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), unique=True),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_more_cards_left_alone_never_bring_more(cards: list[date], more: date) -> None:
    today = date(2027, 1, 15)
    assert step(*cards, more, today=today, seen_on=date(2025, 1, 1)) >= step(
        *cards, today=today, seen_on=date(2025, 1, 1)
    )


def test_seldom_is_every_ten_working_days() -> None:
    assert promises_may_come(last_on=None, today=MONDAY, working_time=OFFICE)
    assert not promises_may_come(last_on=MONDAY, today=date(2026, 10, 16), working_time=OFFICE)
    assert promises_may_come(last_on=MONDAY, today=date(2026, 10, 19), working_time=OFFICE)


def cards_with(tend: Sandbox, section: str) -> list[date]:
    """The days of Maya's cards on which that section spoke."""
    with tend.database.reading() as session:
        found = session.query(Card.made_on).join(CardLine, CardLine.card_id == Card.id)
        return [
            day
            for (day,) in found.filter(Card.person_id == MAYA, CardLine.section == section)
            .distinct()
            .order_by(Card.made_on)
        ]


def seen_at(tend: Sandbox) -> object:
    with tend.database.reading() as session:
        return session.get_one(Enrolment, (WORKSPACE, MAYA)).last_seen_at


def appreciate_weekly(tend: Sandbox) -> None:
    """Maya wants to be asked whom she might thank, and has somebody to thank."""
    hands = tend.hands("maya")
    hands.types("/tend report @ana")
    hands.types("/tend report @leo")
    hands.types("/tend settings")
    form = modal_of(tend, "maya")
    hands.choose(form, "What else do you want?", ["Once a week, ask me whom I might thank"])
    assert hands.submit(form) is None


def test_first_suggestions_stop_then_the_week_then_promises_come_seldom(tend: Sandbox) -> None:
    appreciate_weekly(tend)
    for words in ("call Leo", "book the room", "send the budget"):
        note(tend, "maya", words)
    tend.let_days_pass(110)
    suggestions, weeks, promises = (
        cards_with(tend, section) for section in ("appreciating", "digest", "follow_ups")
    )
    assert promises
    assert suggestions == [] or suggestions[-1] < weeks[-1]
    assert weeks[-1] < promises[-1]
    assert weeks[-1] - promises[0] < timedelta(days=60)
    late = [day for day in promises if day > weeks[-1] + timedelta(days=20)]
    assert len(late) >= 2
    assert all(
        OFFICE.working_days_between(one, other) >= backing_off.BETWEEN_PROMISES
        for one, other in pairwise(late)
    )


@pytest.mark.parametrize("use", ["home", "command"])
def test_any_use_brings_everything_back(tend: Sandbox, use: str) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(60)
    silent_since = cards_with(tend, "digest")[-1]
    if use == "home":
        tend.hands("maya").opens_home()
    else:
        tend.hands("maya").types("/followups")
    tend.let_days_pass(8)
    assert cards_with(tend, "digest")[-1] > silent_since + timedelta(days=20)


def test_whoever_reacts_now_and_then_is_never_written_to_less(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    for _ in range(7):
        tend.let_days_pass(7)
        tend.hands("maya").opens_home()
    assert len(cards_with(tend, "digest")) >= 6


def test_being_seen_is_written_down_once_a_day(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    first = seen_at(tend)
    assert first == tend.now()
    tend.advance(timedelta(hours=3))
    tend.hands("maya").types("/followups")
    assert seen_at(tend) == first
    tend.advance(timedelta(hours=22))
    tend.hands("maya").opens_home()
    assert seen_at(tend) == tend.now()


def test_a_change_of_ones_profile_is_no_use_of_tend(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    first = seen_at(tend)
    tend.advance(timedelta(days=2))
    tend.hands("maya").changes_profile(status_text="In a meeting")
    assert seen_at(tend) == first

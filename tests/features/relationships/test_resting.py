"""Twice without an answer within sixty days, and openers rest for ninety."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.relationships.resting import openers_rest_until

FIRST = date(2026, 10, 7)
some_days = st.lists(st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days)), max_size=8)


def after(*days: int) -> list[date]:
    return [FIRST + timedelta(days=count) for count in days]


def test_once_is_not_twice():
    assert openers_rest_until([]) is None
    assert openers_rest_until(after(0)) is None


def test_the_second_within_sixty_days_counts_from_its_own_day():
    assert openers_rest_until(after(0, 60)) == FIRST + timedelta(days=150)
    assert openers_rest_until(after(0, 61)) is None


def test_two_on_one_day_are_two():
    assert openers_rest_until(after(5, 5)) == FIRST + timedelta(days=95)


@given(days=some_days)
def test_any_two_that_are_near_enough_count_whatever_else_there_was(days):
    later = [
        max(one, other)
        for place, one in enumerate(days)
        for other in days[:place]
        if abs(one - other) <= timedelta(days=60)
    ]
    expected = max(later) + timedelta(days=90) if later else None
    assert openers_rest_until(days) == expected

"""Who usually starts is said only when chance would hardly do it, and never about somebody unknown."""

from datetime import date, timedelta
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.relationships.starting import Starts, may_be_said, surprise, who_starts

TODAY = date(2026, 10, 7)
counts = st.integers(0, 60)

PLAIN = [(6, 0), (7, 0), (7, 1), (8, 1), (9, 1), (9, 2), (10, 2), (10, 3), (11, 3), (12, 3)]
NOT_PLAIN = [(0, 0), (5, 0), (6, 1), (8, 2), (5, 1), (3, 3), (10, 4)]


@pytest.mark.parametrize(("more", "fewer"), PLAIN)
def test_a_plain_split_is_said_to_either_side(more, fewer):
    assert who_starts(own=more, theirs=fewer, is_other_known=True) is Starts.READER
    assert who_starts(own=fewer, theirs=more, is_other_known=True) is Starts.OTHER


@pytest.mark.parametrize(("more", "fewer"), NOT_PLAIN)
def test_a_split_that_chance_makes_is_not_said(more, fewer):
    assert who_starts(own=more, theirs=fewer, is_other_known=True) is None
    assert who_starts(own=fewer, theirs=more, is_other_known=True) is None


@given(own=counts, theirs=counts)
def test_nothing_is_said_of_somebody_who_was_never_seen_to_start(own, theirs):
    assert who_starts(own=own, theirs=theirs, is_other_known=False) is None


@pytest.mark.parametrize(
    ("split", "expected"),
    [
        ((6, 0), 0.031),
        ((7, 1), 0.070),
        ((8, 1), 0.039),
        ((9, 1), 0.021),
        ((9, 2), 0.065),
        ((10, 2), 0.039),
        ((10, 3), 0.092),
        ((11, 3), 0.057),
        ((12, 3), 0.035),
        ((6, 1), 0.125),
        ((8, 2), 0.109),
    ],
)
def test_the_sign_test_gives_the_figures_it_is_known_for(split, expected):
    assert surprise(*split) == pytest.approx(expected, abs=0.0006)


@given(own=counts, theirs=counts)
def test_the_sign_test_adds_up_every_split_at_least_as_lopsided(own, theirs):
    count, lopsided = own + theirs, abs(own - theirs)
    splits = sum(comb(count, some) for some in range(count + 1) if abs(count - 2 * some) >= lopsided)
    assert surprise(own, theirs) == pytest.approx(splits / 2**count)


def test_it_is_said_once_in_ninety_days_and_read_again_the_same_day():
    assert may_be_said(told_on=None, is_fine=False, today=TODAY)
    assert may_be_said(told_on=TODAY, is_fine=False, today=TODAY)
    assert not may_be_said(told_on=TODAY - timedelta(days=1), is_fine=False, today=TODAY)
    assert not may_be_said(told_on=TODAY - timedelta(days=89), is_fine=False, today=TODAY)
    assert may_be_said(told_on=TODAY - timedelta(days=90), is_fine=False, today=TODAY)


@given(told_on=st.none() | st.dates(date(2024, 1, 1), TODAY))
def test_once_it_is_fine_it_is_never_said(told_on):
    assert not may_be_said(told_on=told_on, is_fine=True, today=TODAY)

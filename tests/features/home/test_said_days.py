"""What people type when they say on which days they are away."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.home.said_days import said_days
from bot.features.people.stretches import Stretch

WEDNESDAY = date(2026, 10, 7)


def _october(first: int, last: int | None = None) -> Stretch:
    return Stretch(date(2026, 10, first), date(2026, 10, last or first))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("2026-10-12", _october(12)),
        ("2026-10-12 to 2026-10-16", _october(12, 16)),
        ("from 2026-10-12 until 2026-10-16", _october(12, 16)),
        ("2026-10-12 - 2026-10-16", _october(12, 16)),
        ("2026-10-12 – 2026-10-16", _october(12, 16)),
        ("today", _october(7)),
        ("Tomorrow", _october(8)),
        ("the day after tomorrow", _october(9)),
        ("friday", _october(9)),
        ("on fri", _october(9)),
        ("wednesday", _october(7)),
        ("this friday", _october(9)),
        ("next friday", _october(16)),
        ("next monday", _october(12)),
        ("monday to friday", _october(12, 16)),
        ("today till friday", _october(7, 9)),
        ("this week", _october(7, 11)),
        ("next week", _october(12, 18)),
        ("a week", _october(7, 13)),
        ("for 2 weeks", _october(7, 20)),
        ("one month", Stretch(date(2026, 10, 7), date(2026, 11, 6))),
        ("12 October", _october(12)),
        ("oct 12", _october(12)),
        ("Monday, 12th of October 2026", _october(12)),
        ("12 October to 16 October", _october(12, 16)),
        ("1 October", Stretch(date(2027, 10, 1), date(2027, 10, 1))),
        ("28 December to 3 January", Stretch(date(2026, 12, 28), date(2027, 1, 3))),
        ("2026-10-16 to 2026-10-12", Stretch(date(2026, 10, 16), date(2026, 10, 12))),
        ("2026-10-01", _october(1)),
    ],
)
def test_what_is_said_means_these_days(said: str, means: Stretch) -> None:
    assert said_days(said, today=WEDNESDAY) == means


@pytest.mark.parametrize(
    "said",
    [
        "",
        "soon",
        "5",
        "12/10/2026",
        "12.10.",
        "12.10.2026",
        "october",
        "next month",
        "in 2 weeks",
        "0 days",
        "10 am",
        "2026-02-30",
        "30 February",
        "Tuesday 12 October",  # it is a Monday
        "monday tuesday",
        "monday to",
        "monday to tuesday to friday",
        "last friday",
        "٢٠٢٦-١٠-١٢",
        "9999-99-99",
        "monday " * 20,
    ],
)
def test_what_could_mean_anything_is_not_guessed_at(said: str) -> None:
    assert said_days(said, today=WEDNESDAY) is None


_PIECES = re.split(
    " ",
    "from to next this monday fri 12 oct october 2026 9999 0001 999 weeks months of the 1st tomorrow utc "
    "am , - 2026-10-12 9999-12-31 0001-01-01",
)


@given(
    said=st.one_of(
        st.text(max_size=70),
        st.lists(
            st.sampled_from(_PIECES),
            max_size=6,
        ).map(" ".join),
    ),
    today=st.dates(),
)
def test_nothing_that_can_be_typed_breaks_it(said: str, today: date) -> None:
    found = said_days(said, today=today)
    assert found is None or isinstance(found, Stretch)

"""Slots for several series never meet, fill the days evenly, and end before it is late."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.one_on_ones.arranging.staggering import LATEST, TooMany, Wish, stagger
from bot.features.one_on_ones.models import Rhythm
from bot.features.one_on_ones.recurrence import LENGTHS, Schedule, beginning_with

TUESDAY, THURSDAY = 1, 3
# A Wednesday.
NOW = datetime(2026, 10, 7, 8, tzinfo=UTC)
wishes = st.builds(
    Wish,
    rhythm=st.sampled_from(Rhythm),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(tuple),
    # In the night the clocks change, and what does not exist then is moved.
    first_at=st.times(time(6), LATEST).map(lambda at: at.replace(second=0, microsecond=0)),
    minutes=st.sampled_from(LENGTHS),
)
moments = st.integers(1_704_067_200, 1_924_992_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def staggered(wish: Wish, count: int) -> list[Schedule]:
    try:
        return stagger(wish, count=count)
    except TooMany:
        return []


def places(slots: list[Schedule]) -> list[tuple[int, int | None, str, int]]:
    return [(one.weekday, one.ordinal, f"{one.at:%H:%M}", one.weeks_later) for one in slots]


@given(wishes, st.integers(0, 25), moments, st.sampled_from(("Europe/Berlin", "America/Santiago", "UTC")))
def test_no_two_are_ever_in_each_others_way(wish: Wish, count: int, now: datetime, zone: str) -> None:
    begins = sorted(
        moment
        for slot in staggered(wish, count)
        for moment in islice(beginning_with(slot, zone=zone, now=now).moments_from(now), 6)
    )
    length = timedelta(minutes=wish.minutes)
    assert all(later - earlier > length for earlier, later in pairwise(begins))


@given(wishes, st.integers(0, 25))
def test_days_differ_by_one_at_most_and_none_gets_late(wish: Wish, count: int) -> None:
    slots = staggered(wish, count)
    on_days = Counter((one.weekday, one.ordinal, one.weeks_later) for one in slots)
    assert not on_days or max(on_days.values()) - min(on_days.values()) <= 1
    for one in slots:
        end = datetime.combine(date(2026, 10, 7), one.at) + timedelta(minutes=one.minutes)
        assert wish.first_at <= one.at
        assert end <= datetime.combine(date(2026, 10, 7), LATEST)


@given(wishes, st.integers(1, 25))
def test_whoever_has_room_for_one_more_has_room_for_fewer(wish: Wish, count: int) -> None:
    slots = staggered(wish, count)
    assert len(slots) in (0, count)
    if slots:
        assert stagger(wish, count=count - 1) == slots[:-1]


def test_weekly_ones_follow_each_other_over_the_days() -> None:
    slots = stagger(Wish(Rhythm.WEEKLY, (TUESDAY, THURSDAY), time(10), 25), count=5)
    assert places(slots) == [
        (TUESDAY, None, "10:00", 0),
        (THURSDAY, None, "10:00", 0),
        (TUESDAY, None, "10:30", 0),
        (THURSDAY, None, "10:30", 0),
        (TUESDAY, None, "11:00", 0),
    ]


def test_of_fortnightly_ones_half_begin_a_week_later() -> None:
    slots = stagger(Wish(Rhythm.FORTNIGHTLY, (TUESDAY,), time(10), 50), count=3)
    assert places(slots) == [
        (TUESDAY, None, "10:00", 0),
        (TUESDAY, None, "10:00", 1),
        (TUESDAY, None, "10:55", 0),
    ]
    first = [beginning_with(slot, zone="UTC", now=NOW).starts_on for slot in slots]
    assert first == [date(2026, 10, 13), date(2026, 10, 20), date(2026, 10, 13)]


def test_twelve_reports_once_a_month_on_tuesdays_and_thursdays() -> None:
    slots = stagger(Wish(Rhythm.MONTHLY, (THURSDAY, TUESDAY), time(10), 40), count=12)
    first_round = [
        (weekday, ordinal, "10:00", 0) for ordinal in (1, 2, 3, 4) for weekday in (TUESDAY, THURSDAY)
    ]
    second_round = [(weekday, ordinal, "10:45", 0) for ordinal in (1, 2) for weekday in (TUESDAY, THURSDAY)]
    assert places(slots) == first_round + second_round


@pytest.mark.parametrize(
    ("first_at", "said"), [(time(19), "Only 2 of these fit"), (time(19, 50), "None of these fits")]
)
def test_more_than_fits_before_eight_in_the_evening_is_refused(first_at: time, said: str) -> None:
    with pytest.raises(TooMany, match=said):
        stagger(Wish(Rhythm.WEEKLY, (TUESDAY,), first_at, 25), count=3)

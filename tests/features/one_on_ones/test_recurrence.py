"""A series keeps its weekday and its time on the wall, in every zone, through every change of the clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.one_on_ones.models import Rhythm, Series
from bot.features.one_on_ones.recurrence import (
    LAST,
    MONTHS_BETWEEN,
    Recurrence,
    Schedule,
    beginning_with,
    keeping_step,
    ordinal_of,
)
from bot.platform.working_time import at_wall_clock, zone_named

ZONES = (
    "Europe/Berlin",
    "Europe/Lisbon",
    "America/New_York",
    "America/Santiago",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "UTC",
)
# 2024 to 2031, to the second.
moments = st.integers(1_704_067_200, 1_924_992_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
schedules = st.builds(
    Schedule,
    rhythm=st.sampled_from(Rhythm),
    weekday=st.integers(0, 6),
    at=times,
    ordinal=st.sampled_from((None, 1, 2, 3, 4, LAST)),
)


@given(schedules, st.sampled_from(ZONES), moments)
def test_it_is_always_the_same_weekday_and_time_on_the_wall(
    schedule: Schedule, zone: str, now: datetime
) -> None:
    recurrence = beginning_with(schedule, zone=zone, now=now)
    for begins in islice(recurrence.moments_from(now), 60):
        local = begins.astimezone(zone_named(zone))
        exists = at_wall_clock(local.date(), schedule.at, zone) == begins
        if exists and local.time().replace(tzinfo=None) == schedule.at:
            assert local.weekday() == schedule.weekday
        else:
            # Only where the clocks went forward over it: half an hour in Lord Howe, an hour elsewhere.
            wanted = datetime.combine(local.date(), schedule.at, tzinfo=UTC)
            assert timedelta(0) < local.replace(tzinfo=UTC) - wanted <= timedelta(hours=1)


@given(schedules, st.sampled_from(ZONES), moments)
def test_each_meeting_is_later_than_the_one_before_by_the_rhythm(
    schedule: Schedule, zone: str, now: datetime
) -> None:
    recurrence = beginning_with(schedule, zone=zone, now=now)
    begins = [recurrence.next_after(now)]
    for _ in range(30):
        begins.append(recurrence.next_after(begins[-1]))
    assert begins[0] > now
    days = {
        Rhythm.WEEKLY: (7,),
        Rhythm.FORTNIGHTLY: (14,),
        Rhythm.MONTHLY: (28, 35),
        Rhythm.QUARTERLY: (84, 91, 98),
    }[schedule.rhythm]
    for earlier, later in pairwise(begins):
        assert later > earlier
        apart = (later.astimezone(zone_named(zone)).date() - earlier.astimezone(zone_named(zone)).date()).days
        # A time moved forward over midnight puts one meeting a day later on the calendar.
        assert any(abs(apart - expected) <= 1 for expected in days)


@given(schedules, st.sampled_from(ZONES), moments, moments)
def test_wherever_one_looks_from_the_moments_are_the_same(
    schedule: Schedule, zone: str, now: datetime, later: datetime
) -> None:
    recurrence = beginning_with(schedule, zone=zone, now=now)
    found = recurrence.next_after(later)
    assert found > later
    assert recurrence.next_after(found - timedelta(microseconds=1)) == found


@given(schedules, st.sampled_from(ZONES), moments)
def test_the_first_one_comes_as_soon_as_it_can(schedule: Schedule, zone: str, now: datetime) -> None:
    first = beginning_with(schedule, zone=zone, now=now).next_after(now)
    furthest = 8 if schedule.ordinal is None or schedule.rhythm not in MONTHS_BETWEEN else 36
    assert now < first <= now + timedelta(days=furthest)


@given(schedules, st.sampled_from(ZONES), moments, st.integers(1, 8))
def test_so_many_weeks_later_is_as_soon_as_it_can_after_that(
    schedule: Schedule, zone: str, now: datetime, weeks: int
) -> None:
    first = beginning_with(schedule, zone=zone, now=now)
    later = beginning_with(replace(schedule, weeks_later=weeks), zone=zone, now=now)
    waited = later.starts_on - first.starts_on
    by_date = schedule.ordinal is not None and schedule.rhythm in MONTHS_BETWEEN
    assert timedelta(weeks=weeks) <= waited <= timedelta(weeks=weeks + (5 if by_date else 0))
    assert later.starts_on.weekday() == schedule.weekday
    if by_date:
        # The last one of a month is often its fourth.
        assert ordinal_of(later.starts_on) == schedule.ordinal or (
            schedule.ordinal == LAST and (later.starts_on + timedelta(days=7)).month != later.starts_on.month
        )


@given(schedules, st.sampled_from(ZONES), moments, st.integers(0, 6), times, moments)
def test_another_slot_in_the_same_rhythm_keeps_its_weeks_and_months(
    schedule: Schedule, zone: str, began: datetime, weekday: int, at: time, now: datetime
) -> None:
    old = beginning_with(schedule, zone=zone, now=began)
    series = Series(rhythm=old.rhythm, starts_on=old.starts_on, at=old.at, zone=zone, ordinal=old.ordinal)
    wanted = replace(schedule, weekday=weekday, at=at)
    new = beginning_with(keeping_step(wanted, series, zone=zone, now=now), zone=zone, now=now)
    if schedule.rhythm is Rhythm.FORTNIGHTLY:
        weeks = [day - timedelta(days=day.weekday()) for day in (old.starts_on, new.starts_on)]
        assert (weeks[1] - weeks[0]).days % 14 == 0
    elif schedule.rhythm is Rhythm.QUARTERLY:
        assert (new.starts_on.month - old.starts_on.month) % 3 == 0
    else:
        assert new == beginning_with(wanted, zone=zone, now=now)


@given(st.dates(date(2024, 1, 1), date(2032, 1, 1)))
def test_every_day_is_one_of_its_months_weekdays(day: date) -> None:
    ordinal = ordinal_of(day)
    if ordinal == LAST:
        assert (day + timedelta(days=7)).month != day.month
    else:
        assert (day - timedelta(days=7 * ordinal)).month != day.month


def test_a_monthly_one_keeps_the_ordinal_of_its_first_day() -> None:
    recurrence = beginning_with(
        Schedule(Rhythm.MONTHLY, 1, time(10)), zone="Europe/Berlin", now=datetime(2026, 10, 7, 8, tzinfo=UTC)
    )
    days = [moment.date() for moment in islice(recurrence.moments_from(datetime(2026, 10, 7, tzinfo=UTC)), 4)]
    assert days == [date(2026, 10, 13), date(2026, 11, 10), date(2026, 12, 8), date(2027, 1, 12)]


def test_a_fifth_weekday_means_the_last_one() -> None:
    recurrence = beginning_with(
        Schedule(Rhythm.MONTHLY, 3, time(10)), zone="UTC", now=datetime(2026, 10, 28, tzinfo=UTC)
    )
    days = [
        moment.date() for moment in islice(recurrence.moments_from(datetime(2026, 10, 28, tzinfo=UTC)), 3)
    ]
    assert days == [date(2026, 10, 29), date(2026, 11, 26), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("at", "day", "in_utc"),
    [
        (time(2, 30), date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # there is no 2:30
        (time(2, 30), date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # there are two
    ],
)
def test_on_the_day_the_clocks_change_there_is_one_meeting(at: time, day: date, in_utc: datetime) -> None:
    recurrence = Recurrence(Rhythm.WEEKLY, day - timedelta(days=14), at, "Europe/Berlin")
    midnight = datetime.combine(day, time(), tzinfo=UTC) - timedelta(hours=2)
    assert recurrence.next_after(midnight) == in_utc
    assert recurrence.next_after(in_utc) > in_utc + timedelta(days=6)

"""A channel's Fridays and first Mondays, on the clock of its wall."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.shoutouts.channel import calendar

ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"])
MOMENTS = st.integers(1_735_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(after=MOMENTS, zone=ZONES)
def test_a_thread_comes_at_two_on_the_next_friday(after: datetime, zone: str) -> None:
    moment = calendar.next_thread_at(after=after, zone=zone)
    local = moment.astimezone(ZoneInfo(zone))
    assert (local.weekday(), local.hour, local.minute) == (4, 14, 0)
    assert timedelta() < moment - after <= timedelta(days=7, hours=1)
    assert calendar.thread_week(now=moment, zone=zone) == local.date() - timedelta(days=4)


@given(after=MOMENTS, zone=ZONES)
def test_a_round_up_comes_at_ten_on_the_first_monday_of_a_month(after: datetime, zone: str) -> None:
    moment = calendar.next_round_up_at(after=after, zone=zone)
    local = moment.astimezone(ZoneInfo(zone))
    assert (local.weekday(), local.hour) == (0, 10)
    assert local.day <= 7
    assert timedelta() < moment - after <= timedelta(days=35, hours=1)
    told = calendar.month_told(now=moment, zone=zone)
    assert told is not None
    assert calendar.month_after(told) == local.date().replace(day=1)


@given(now=MOMENTS, zone=ZONES)
def test_what_is_too_late_is_left_out(now: datetime, zone: str) -> None:
    today = now.astimezone(ZoneInfo(zone)).date()
    assert (calendar.thread_week(now=now, zone=zone) is not None) == (today.weekday() == 4)
    told = calendar.month_told(now=now, zone=zone)
    assert told is None or (told < today.replace(day=1) and today.day <= 13)


@pytest.mark.parametrize(
    ("first", "begins", "ends"),
    [
        (date(2026, 3, 1), datetime(2026, 2, 28, 23, tzinfo=UTC), datetime(2026, 3, 31, 22, tzinfo=UTC)),
        (date(2026, 12, 1), datetime(2026, 11, 30, 23, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_month_is_that_of_the_wall(first: date, begins: datetime, ends: datetime) -> None:
    assert calendar.bounds(first, "Europe/Berlin") == (begins, ends)

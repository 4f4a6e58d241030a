"""Working days and wall clocks, whatever the zone, the year and the clocks going forward or back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.platform.working_time import WorkingTime, at_wall_clock, local_day, zone_named

# Every zone that Slack can name; "localtime" is this machine's, whatever that is.
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
DAYS = st.dates(date(2024, 1, 1), date(2033, 12, 31))
MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(UTC))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(frozenset)

BERLIN_FORWARD, BERLIN_BACK = date(2026, 3, 29), date(2026, 10, 25)


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@given(zone=ZONES, after=MOMENTS, at=TIMES, days=WEEKDAYS)
@example(
    zone="America/Nuuk", after=datetime(2024, 3, 30, 12, tzinfo=UTC), at=time(23, 30), days=frozenset({5})
)
@example(
    zone="Africa/Cairo", after=datetime(2024, 4, 25, 12, tzinfo=UTC), at=time(0, 30), days=frozenset({4})
)
@example(
    zone="Australia/Lord_Howe",
    after=datetime(2024, 10, 5, 12, tzinfo=UTC),
    at=time(2, 15),
    days=frozenset({6}),
)
def test_the_next_hour_is_later_on_a_working_day_and_when_the_wall_clock_shows_it(
    zone: str, after: datetime, at: time, days: frozenset[int]
) -> None:
    following = WorkingTime(zone=zone, days=days).next_hour(after=after, at=at)
    assert following > after
    assert following.tzinfo is UTC
    assert following - after <= timedelta(days=8, hours=3)
    shown = wall(following, zone)
    moved = [
        shown - datetime.combine(day, at)
        for day in (shown.date(), shown.date() - timedelta(days=1))
        if day.weekday() in days
    ]
    # On the minute; or, where that minute does not exist that day, on by what the clocks jump.
    assert timedelta() in moved or any(
        timedelta() < by <= timedelta(hours=1) and not exists(shown - by, zone) for by in moved
    )


def exists(shown: datetime, zone: str) -> bool:
    there = shown.replace(tzinfo=ZoneInfo(zone))
    return wall(there.astimezone(UTC), zone) == shown


@given(zone=ZONES, day=DAYS, at=TIMES)
def test_a_wall_clock_time_that_exists_is_met_the_first_time_it_is_shown(
    zone: str, day: date, at: time
) -> None:
    moment = at_wall_clock(day, at, zone)
    shown = datetime.combine(day, at)
    if exists(shown, zone):
        assert wall(moment, zone) == shown
        assert wall(moment - timedelta(hours=1), zone) != shown
        assert wall(moment - timedelta(minutes=30), zone) != shown


def test_a_time_that_does_not_exist_is_moved_forward() -> None:
    moment = at_wall_clock(BERLIN_FORWARD, time(2, 30), "Europe/Berlin")
    assert wall(moment, "Europe/Berlin") == datetime.combine(BERLIN_FORWARD, time(3, 30))


def test_a_time_that_happens_twice_is_used_once() -> None:
    sundays = WorkingTime(zone="Europe/Berlin", days=frozenset({6}))
    first = sundays.next_hour(after=datetime(2026, 10, 24, 12, tzinfo=UTC), at=time(2, 30))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    again = sundays.next_hour(after=first, at=time(2, 30))
    assert local_day(again, "Europe/Berlin") == date(2026, 11, 1)


@pytest.mark.parametrize("day", [BERLIN_FORWARD, BERLIN_BACK])
def test_tuesday_at_ten_stays_at_ten_when_the_clocks_change(day: date) -> None:
    tuesdays = WorkingTime(zone="Europe/Berlin", days=frozenset({1}))
    moment = at_wall_clock(day - timedelta(days=12), time(10), "Europe/Berlin")
    shown = []
    for _ in range(4):
        moment = tuesdays.next_hour(after=moment, at=time(10))
        shown.append(wall(moment, "Europe/Berlin").time())
    assert shown == [time(10)] * 4


@given(day=DAYS, count=st.integers(1, 60), days=WEEKDAYS, days_off=st.sets(DAYS, max_size=5))
def test_the_nth_working_day_after_has_n_working_days_up_to_it(
    day: date, count: int, days: frozenset[int], days_off: set[date]
) -> None:
    working_time = WorkingTime(zone="UTC", days=days, days_off=days_off)
    later = working_time.working_day_after(day, count=count)
    assert working_time.is_working_day(later)
    assert working_time.working_days_between(day, later) == count


@given(day=DAYS, days=WEEKDAYS)
def test_on_or_after_stays_on_a_working_day_and_else_goes_to_the_next(
    day: date, days: frozenset[int]
) -> None:
    working_time = WorkingTime(zone="UTC", days=days)
    found = working_time.on_or_after(day)
    assert working_time.is_working_day(found)
    assert found == day or working_time.working_days_between(day, found) == 1
    assert day <= found <= day + timedelta(days=6)


def test_whoever_has_no_working_day_at_all_still_gets_a_date() -> None:
    never = WorkingTime(zone="UTC", days=frozenset())
    assert never.working_day_after(date(2026, 10, 7), count=3) == date(2026, 10, 10)


def test_days_off_are_left_out() -> None:
    working_time = WorkingTime(zone="Europe/Berlin", days_off={date(2026, 10, 8), date(2026, 10, 9)})
    assert working_time.working_day_after(date(2026, 10, 7)) == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ((2026, 10, 7, 6, 59), False),
        ((2026, 10, 7, 7, 0), True),
        ((2026, 10, 7, 14, 59), True),
        ((2026, 10, 7, 15, 0), False),
        ((2026, 10, 10, 10, 0), False),
    ],
)
def test_open_from_nine_to_five_on_working_days(moment: tuple[int, ...], is_open: bool) -> None:
    at = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]
    assert WorkingTime(zone="Europe/Berlin").is_open(at) is is_open


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Europe", "\0", "europe/berlin\n"])
def test_a_zone_unknown_here_counts_as_utc(name: str) -> None:
    assert zone_named(name) == ZoneInfo("UTC")

"""When may a person be written to next: inside their work, never in the past, no later than need be."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.features.people.free_days import FreeDays
from bot.features.people.stretches import Stretch
from bot.platform.working_time import MONDAY_TO_FRIDAY, WorkingTime, local_day

# Every zone that Slack can name; "localtime" is this machine's, whatever that is.
ALL_ZONES = sorted(available_timezones() - {"localtime"})
FIRST, LAST = date(2024, 1, 1), date(2033, 12, 31)
DAYS = st.dates(FIRST, LAST)
MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(UTC))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
HOURS = st.tuples(TIMES, TIMES).filter(lambda hours: hours[0] != hours[1]).map(sorted)
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(frozenset)
STRETCHES = st.lists(
    st.builds(lambda first, days: Stretch(first, first + timedelta(days=days)), DAYS, st.integers(-5, 400)),
    max_size=4,
)
COUNTRIES = st.sampled_from([None, "DE", "US-NY", "JP"])
A_DAY = timedelta(days=1)


@given(
    zone=st.sampled_from(ALL_ZONES),
    after=MOMENTS,
    hours=HOURS,
    days=WEEKDAYS,
    noted=STRETCHES,
    country=COUNTRIES,
    pause=st.none() | DAYS,
)
@example(
    zone="Europe/Berlin",
    after=datetime(2026, 3, 28, 20, tzinfo=UTC),
    hours=[time(2, 10), time(2, 50)],
    days=frozenset({6}),
    noted=[],
    country=None,
    pause=None,
)
def test_it_is_within_work_never_past_and_nothing_but_their_own_time_off_is_waited_for(
    zone: str,
    after: datetime,
    hours: list[time],
    days: frozenset[int],
    noted: list[Stretch],
    country: str | None,
    pause: date | None,
) -> None:
    free = FreeDays(tuple(noted), country)
    working_time = WorkingTime(zone=zone, days=days, opens=hours[0], closes=hours[1], days_off=free)
    found = working_time.next_moment(after=after, not_before=pause)
    assert found is not None
    assert found >= after
    assert found.tzinfo is UTC
    assert working_time.is_open(found)
    assert pause is None or local_day(found, zone) >= pause
    # Each day that was passed over was theirs: a day off, a holiday, a pause, or a weekday without work.
    first, came = local_day(after, zone), local_day(found, zone)
    passed = [first + A_DAY * step for step in range(1, (came - first).days)]
    worked = [
        day for day in passed if day.weekday() in days and day not in free and (pause is None or day >= pause)
    ]
    assert all(jumped_over(day, hours, zone) for day in worked)


@given(zone=st.sampled_from(ALL_ZONES), after=MOMENTS, at=TIMES, noted=STRETCHES, pause=st.none() | DAYS)
def test_an_hour_of_ones_own_is_met_on_the_first_day_of_work_that_counts(
    zone: str, after: datetime, at: time, noted: list[Stretch], pause: date | None
) -> None:
    free = FreeDays(tuple(noted))
    working_time = WorkingTime(zone=zone, days_off=free)
    found = working_time.next_moment(after=after, at=at, not_before=pause)
    assert found is not None
    assert found > after
    first = max(local_day(after, zone), pause or FIRST)
    # An hour that does not exist on its day is moved on, at most into the next one.
    its_day = next(
        day
        for day in (local_day(found, zone), local_day(found, zone) - A_DAY)
        if working_time.is_working_day(day)
    )
    between = [first + A_DAY * step for step in range(1, (its_day - first).days)]
    assert not [day for day in between if day.weekday() in MONDAY_TO_FRIDAY and day not in free]


def jumped_over(day: date, hours: list[time], zone: str) -> bool:
    """Whether no minute of those hours was on the wall that day, as the clocks went forward."""
    opens = datetime.combine(day, hours[0], tzinfo=ZoneInfo(zone))
    return opens.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != opens.replace(tzinfo=None)


@pytest.mark.parametrize("part", range(8))
def test_around_every_change_of_every_zone_in_ten_years_it_is_within_work_and_soon(part: int) -> None:
    around_the_clock = frozenset(range(7))
    for zone in ALL_ZONES[part::8]:
        days = WorkingTime(zone=zone, days=around_the_clock)
        nights = WorkingTime(zone=zone, days=around_the_clock, opens=time(0), closes=time(6))
        for change in changes(zone):
            for hours in (-26, -3, -1, 0, 1, 3):
                after = change + timedelta(hours=hours)
                for working_time in (days, nights):
                    found = working_time.next_moment(after=after)
                    assert found is not None
                    assert working_time.is_open(found)
                    assert timedelta() <= found - after <= timedelta(hours=25), (zone, after)


def changes(zone: str) -> list[datetime]:
    """The days, at noon in UTC, before which the clocks of the zone changed."""
    there, found = ZoneInfo(zone), []
    moment = datetime(FIRST.year, 1, 1, 12, tzinfo=UTC)
    before = moment.astimezone(there).utcoffset()
    while moment.date() <= LAST:
        moment += A_DAY
        now = moment.astimezone(there).utcoffset()
        if now != before:
            found += [moment - A_DAY / 2, moment]
        before = now
    return found


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "US/Pacific-New", "Europe", "../etc/passwd"])
def test_a_zone_that_was_dropped_or_never_was_counts_as_utc(zone: str) -> None:
    after = datetime(2026, 10, 7, 20, tzinfo=UTC)
    assert WorkingTime(zone=zone).next_moment(after=after) == datetime(2026, 10, 8, 9, tzinfo=UTC)


def test_a_zone_that_was_renamed_is_still_understood() -> None:
    after = datetime(2026, 10, 7, 20, tzinfo=UTC)
    found = {WorkingTime(zone=zone).next_moment(after=after) for zone in ("Europe/Kiev", "Europe/Kyiv")}
    assert found == {datetime(2026, 10, 8, 6, tzinfo=UTC)}


def test_whoever_never_works_is_never_written_to() -> None:
    never = WorkingTime(zone="UTC", days=frozenset())
    after = datetime(2026, 10, 7, 10, tzinfo=UTC)
    assert never.next_moment(after=after) is None
    assert never.next_moment(after=after, at=time(9)) is None
    always_away = WorkingTime(zone="UTC", days_off=FreeDays((Stretch(date.min, date.max),)))
    assert always_away.next_moment(after=after) is None
    assert WorkingTime(zone="UTC").next_moment(after=after, not_before=date.max) is None


def test_days_off_that_end_before_they_begin_are_none() -> None:
    free = FreeDays((Stretch(date(2026, 10, 9), date(2026, 10, 7)),))
    after = datetime(2026, 10, 8, 10, tzinfo=UTC)
    assert WorkingTime(zone="UTC", days_off=free).next_moment(after=after) == after
    assert list(free) == []


@pytest.mark.parametrize("days", [400, 1200, 4000])
def test_after_a_very_long_time_off_it_is_the_first_working_day(days: int) -> None:
    first = date(2026, 10, 8)
    free = FreeDays((Stretch(first, first + timedelta(days=days - 1)),))
    working_time = WorkingTime(zone="UTC", days_off=free)
    found = working_time.next_moment(after=datetime(2026, 10, 7, 20, tzinfo=UTC), at=time(9))
    back = first + timedelta(days=days)
    back += timedelta(days=max(0, 7 - back.weekday()) if back.weekday() > 4 else 0)
    assert found == datetime.combine(back, time(9), tzinfo=UTC)


def test_hours_that_end_before_they_begin_say_nothing_and_the_days_still_hold() -> None:
    night = WorkingTime(zone="UTC", opens=time(22), closes=time(6))
    friday_noon = datetime(2026, 10, 9, 23, tzinfo=UTC)
    assert night.next_moment(after=friday_noon) == datetime(2026, 10, 12, 22, tzinfo=UTC)


def test_at_work_the_answer_is_now_and_an_hour_of_ones_own_is_later_than_now() -> None:
    working_time = WorkingTime(zone="UTC")
    nine = datetime(2026, 10, 8, 9, tzinfo=UTC)
    assert working_time.next_moment(after=nine) == nine
    assert working_time.next_moment(after=nine, at=time(9)) == nine + A_DAY


def test_a_pause_ends_on_its_day_and_the_card_of_that_day_comes_at_its_hour() -> None:
    working_time = WorkingTime(zone="UTC")
    wednesday = datetime(2026, 10, 7, 10, tzinfo=UTC)
    found = working_time.next_moment(after=wednesday, at=time(8), not_before=date(2026, 10, 10))
    assert found == datetime(2026, 10, 12, 8, tzinfo=UTC)

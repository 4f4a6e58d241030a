"""When the next nudge comes, whatever the calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.follow_ups.cadence import first_nudge, next_nudge
from bot.features.people.models import Persistence
from bot.platform.working_time import WorkingTime

DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(frozenset)


def test_a_promise_is_nudged_after_two_five_and_ever_ten_working_days() -> None:
    working_time = WorkingTime(zone="Europe/Berlin")
    day, nudged = date(2026, 10, 8), []
    for nudges in range(1, 6):
        nudged.append(day)
        day = next_nudge(
            nudges=nudges,
            today=day,
            due_on=date(2026, 10, 8),
            persistence=Persistence.STANDARD,
            working_time=working_time,
        )
    assert nudged == [
        date(2026, 10, 8),
        date(2026, 10, 12),
        date(2026, 10, 19),
        date(2026, 11, 2),
        date(2026, 11, 16),
    ]


def test_a_gentle_promise_is_nudged_three_times() -> None:
    working_time = WorkingTime(zone="Europe/Berlin")
    gaps = [
        next_nudge(
            nudges=nudges,
            today=date(2026, 10, 8),
            due_on=date(2026, 10, 8),
            persistence=Persistence.GENTLE,
            working_time=working_time,
        )
        for nudges in (1, 2, 3)
    ]
    assert gaps == [date(2026, 10, 12), date(2026, 10, 15), None]


def test_a_steady_promise_is_nudged_every_second_working_day() -> None:
    working_time = WorkingTime(zone="Europe/Berlin")
    for nudges in range(1, 10):
        assert next_nudge(
            nudges=nudges,
            today=date(2026, 10, 8),
            due_on=date(2026, 10, 1),
            persistence=Persistence.STEADY,
            working_time=working_time,
        ) == date(2026, 10, 12)


@given(
    today=DAYS,
    late=st.integers(0, 400),
    nudges=st.integers(1, 40),
    persistence=st.sampled_from(Persistence),
    days=WEEKDAYS,
)
def test_the_next_nudge_is_later_and_on_a_working_day(
    today: date, late: int, nudges: int, persistence: Persistence, days: frozenset[int]
) -> None:
    working_time = WorkingTime(zone="UTC", days=days)
    following = next_nudge(
        nudges=nudges,
        today=today,
        due_on=today - timedelta(days=late),
        persistence=persistence,
        working_time=working_time,
    )
    if following is None:
        assert persistence is Persistence.GENTLE
        assert nudges >= 3
    else:
        assert following > today
        assert working_time.is_working_day(following)
        assert working_time.working_days_between(today, following) in (2, 5, 10)


@given(due_on=DAYS, days=WEEKDAYS)
def test_the_first_nudge_comes_on_the_day_or_the_first_working_day_after(
    due_on: date, days: frozenset[int]
) -> None:
    working_time = WorkingTime(zone="UTC", days=days)
    first = first_nudge(due_on, working_time=working_time)
    assert first >= due_on
    assert working_time.working_days_between(due_on - timedelta(days=1), first) == 1

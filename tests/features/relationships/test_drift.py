"""It has been a while when the days that count have run past the rhythm, and it is said rarely."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.people.stretches import Stretch
from bot.features.relationships.drift import Days, Standing, latest_days, may_be_said, rhythm_of, standing
from bot.platform.working_time import WorkingTime

TODAY = date(2026, 10, 7)  # a Wednesday
BERLIN = WorkingTime(zone="Europe/Berlin")

days_ago = st.integers(0, 700).map(lambda days: TODAY - timedelta(days=days))
stretches = st.lists(
    st.tuples(days_ago, st.integers(0, 40)).map(lambda one: Stretch(one[0], one[0] + timedelta(days=one[1]))),
    max_size=4,
)
working_times = st.builds(
    WorkingTime,
    zone=st.just("UTC"),
    days=st.frozensets(st.integers(0, 6), max_size=7),
    days_off=st.frozensets(days_ago, max_size=5),
)
rhythms = st.floats(3, 60)


def days(times_away: list[Stretch] | None = None, *, working_time: WorkingTime = BERLIN) -> Days:
    return Days(working_time, times_away or [], today=TODAY)


def back(working_days: int) -> date:
    """The day that many working days ago."""
    return next(
        TODAY - timedelta(days=step)
        for step in range(2_000)
        if days().since(TODAY - timedelta(days=step)) >= working_days
    )


@given(working_time=working_times, times_away=stretches, earlier=days_ago, later=days_ago)
def test_the_days_that_count_are_working_days_on_which_nobody_was_away(
    working_time, times_away, earlier, later
):
    gone = {day for stretch in times_away for day in stretch}
    counted = sum(
        working_time.is_working_day(day) and day not in gone
        for day in (earlier + timedelta(days=step) for step in range(1, (later - earlier).days + 1))
    )
    assert days(times_away, working_time=working_time).between(earlier, later) == counted


@given(day=days_ago, times_away=stretches, more=stretches)
def test_being_away_longer_never_makes_it_a_longer_while(day, times_away, more):
    assert days(times_away + more).since(day) <= days(times_away).since(day)


def test_a_day_to_come_is_no_while():
    assert days().since(TODAY + timedelta(days=3)) == 0


def test_a_pause_without_an_end_stops_the_clock_for_as_long_as_it_lasts():
    began = TODAY - timedelta(days=28)
    assert days([Stretch(began, date.max)]).since(began - timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("gap", "stands"),
    [
        (0, "quiet"),
        (15, "quiet"),
        (16, "due"),
        (30, "due"),
        (31, "drifting"),
        (80, "drifting"),
        (81, "stop"),
    ],
)
def test_with_two_weeks_it_is_due_after_three_and_drifting_after_six_and_over_after_sixteen(gap, stands):
    assert standing(gap, 10) == Standing(stands)


@given(rhythm=rhythms, gap=st.integers(0, 800), longer=st.integers(0, 100))
def test_a_longer_while_never_stands_better(rhythm, gap, longer):
    order = list(Standing)
    assert order.index(standing(gap, rhythm)) <= order.index(standing(gap + longer, rhythm))


@given(chosen=st.integers(0, 400), done_on=st.lists(days_ago, max_size=12))
def test_a_rhythm_that_was_chosen_holds_within_three_and_sixty(chosen, done_on):
    assert rhythm_of(chosen, done_on, days()) == min(max(chosen, 3), 60)


@given(done_on=st.lists(days_ago, max_size=5, unique=True).filter(lambda found: len(found) < 5))
def test_with_fewer_than_four_gaps_nothing_is_known_of_a_rhythm(done_on):
    assert rhythm_of(None, done_on, days()) is None


@given(done_on=st.lists(days_ago, min_size=5, max_size=20, unique=True))
def test_the_rhythm_is_the_middle_of_the_latest_eight_gaps(done_on):
    ordered = sorted(done_on)[-9:]
    gaps = sorted(days().between(ordered[i], ordered[i + 1]) for i in range(len(ordered) - 1))
    half = len(gaps) // 2
    middle = gaps[half] if len(gaps) % 2 else (gaps[half - 1] + gaps[half]) / 2
    assert rhythm_of(None, done_on, days()) == min(max(middle, 3), 60)
    assert rhythm_of(None, latest_days(done_on), days()) == rhythm_of(None, done_on, days())


def test_several_things_on_one_day_are_one_day():
    assert rhythm_of(None, [back(1)] * 9, days()) is None


def test_holidays_between_two_talks_do_not_make_a_rhythm_slower():
    weekly = [TODAY - timedelta(weeks=weeks) for weeks in range(5)]
    shifted = [day if day == TODAY else day - timedelta(weeks=3) for day in weekly]
    away = Stretch(TODAY - timedelta(weeks=3), TODAY - timedelta(days=1))
    assert rhythm_of(None, weekly, days()) == 5
    assert rhythm_of(None, shifted[:2] + shifted[2:], days([away])) == 5


def said(stands: Standing = Standing.DRIFTING, **changes):
    known = {"told_on": None, "in_a_row": 0, "stop_asked_on": None, "today": TODAY}
    return may_be_said(stands, **(known | changes))


def test_only_a_long_while_is_said():
    assert [stands for stands in Standing if said(stands)] == [Standing.DRIFTING, Standing.STOP]


def test_it_is_said_once_in_thirty_days_and_three_times_in_a_row():
    assert not said(told_on=TODAY - timedelta(days=29))
    assert said(told_on=TODAY - timedelta(days=30))
    assert said(in_a_row=2)
    assert not said(in_a_row=3)


def test_after_the_last_question_nothing_is_said():
    asked = TODAY - timedelta(days=300)
    assert not said(Standing.STOP, told_on=asked, stop_asked_on=asked)


@given(rhythm=rhythms, start=st.integers(0, 900))
def test_whatever_the_rhythm_silence_brings_three_lines_at_most(rhythm, start):
    told_on, in_a_row, stop_asked_on, told = None, 0, None, []
    for gap in range(900):
        today = TODAY + timedelta(days=start + gap)
        stands = standing(gap, rhythm)
        if may_be_said(stands, told_on=told_on, in_a_row=in_a_row, stop_asked_on=stop_asked_on, today=today):
            told.append(today)
            told_on, in_a_row = today, in_a_row + 1
            stop_asked_on = today if stands is Standing.STOP else None
    assert 1 <= len(told) <= 3
    assert all((later - earlier).days >= 30 for earlier, later in pairwise(told))

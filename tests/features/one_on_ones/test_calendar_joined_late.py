"""Whoever joins late finds in their calendar what is theirs, and nothing of what was before."""

import pytest

from bot.features.one_on_ones import series
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.arranging import MAYA, join, set_up
from tests.features.one_on_ones.reading import beginnings, events_in
from tests.features.one_on_ones.test_calendar import asked_for, do, move_next, skip_next

# Tuesdays at ten in Berlin, where the clocks go back on 25 October.
BEFORE = [utc(2026, 10, day, 8) for day in (13, 20)]
THEIRS = [utc(2026, *day, 9) for day in ((10, 27), (11, 3), (11, 10))]
NOVEMBER = utc(2026, 11, 11)


def test_what_was_moved_and_left_out_before_is_not_in_it(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    do(tend, move_next(utc(2026, 10, 14, 12)))
    tend.turn_to(utc(2026, 10, 15, 8))
    do(tend, skip_next)
    tend.turn_to(utc(2026, 10, 22, 8))
    join(tend, "ana")
    assert beginnings(asked_for(tend), until=NOVEMBER) == [utc(2026, 10, 14, 12), *THEIRS]
    content = asked_for(tend, "ana")
    assert beginnings(content, until=NOVEMBER) == THEIRS
    [event] = events_in(content)
    assert not event.exdate
    assert not event.rdate
    assert b"20261013" not in content
    assert b"20261014" not in content


def test_one_that_was_moved_to_a_time_after_that_is_theirs(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    do(tend, move_next(utc(2026, 10, 23, 12)))
    tend.turn_to(utc(2026, 10, 22, 8))
    join(tend, "ana")
    assert beginnings(asked_for(tend), until=NOVEMBER) == [BEFORE[1], utc(2026, 10, 23, 12), *THEIRS]
    assert beginnings(asked_for(tend, "ana"), until=NOVEMBER) == [utc(2026, 10, 23, 12), *THEIRS]


def test_one_of_theirs_that_took_place_before_is_not_in_it(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.turn_to(utc(2026, 10, 20, 9))
    do(tend, move_next(utc(2026, 10, 21, 12)))
    tend.turn_to(utc(2026, 10, 22, 8))
    join(tend, "ana")
    assert beginnings(asked_for(tend), until=NOVEMBER) == [*BEFORE, utc(2026, 10, 21, 12), *THEIRS[1:]]
    assert beginnings(asked_for(tend, "ana"), until=NOVEMBER) == THEIRS[1:]


@pytest.mark.parametrize("rhythm", ["fortnightly tuesday", "monthly last tuesday", "quarterly last tuesday"])
def test_the_rhythm_keeps_step(tend: Sandbox, rhythm: str) -> None:
    set_up(tend, f"@ana {rhythm} 10:00")
    tend.turn_to(utc(2026, 10, 29, 8))
    joined_at = tend.now()
    join(tend, "ana")
    until = utc(2028, 1, 1)
    whole = beginnings(asked_for(tend), until=until)
    assert beginnings(asked_for(tend, "ana"), until=until) == [at for at in whole if at > joined_at]
    assert whole[0] < joined_at


def test_the_end_of_a_series_that_ended_before_anything_was_theirs_is_in_it(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.turn_to(utc(2026, 10, 22, 8))
    join(tend, "ana")
    do(tend, lambda session, one, now: series.end(session, one, by=MAYA, now=now))
    assert beginnings(asked_for(tend, "ana"), until=NOVEMBER) == []
    assert beginnings(asked_for(tend), until=NOVEMBER) == BEFORE

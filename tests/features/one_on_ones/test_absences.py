"""A meeting on a day off is offered another slot first, to both, and nobody is asked whether it happened."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.one_on_ones.absences import Wish, find_slots
from bot.features.one_on_ones.models import MeetingState
from bot.platform.working_time import WorkingTime, at_wall_clock, local_day
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.agendas import share_a_series
from tests.features.one_on_ones.arranging import ASKED, cards_naming, join, meetings_in, set_up

AWAY = "One of you is away on that day"


def test_both_are_offered_two_other_slots_and_one_press_takes_one(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.hands("sam").types("/tend away 2026-10-15")
    tend.turn_to(utc(2026, 10, 9, 8))
    [card] = cards_naming(tend, "maya", AWAY)
    assert len(cards_naming(tend, "sam", AWAY)) == 1
    tend.hands("maya").press(card, "Wed 14 Oct, 14:00")
    assert "moved to Wednesday 14 October at 14:00" in card.words
    tend.turn_to(utc(2026, 10, 14, 8))
    for handle in ("maya", "sam"):
        assert "14:00 · one-on-one" in cards_naming(tend, handle, "14:00 · one-on-one")[-1].words


def test_for_a_whole_week_off_two_slots_are_found_and_offered_before_it(tend: Sandbox) -> None:
    share_a_series(tend, "@sam weekly wednesday 14:00")
    tend.turn_to(utc(2026, 10, 8, 12))
    tend.hands("sam").types("/tend away 2026-10-19 to 2026-10-30")
    tend.turn_to(utc(2026, 10, 16, 12))
    for handle in ("maya", "sam"):
        [card] = cards_naming(tend, handle, "Wednesday 21 October at 14:00 · one-on-one")
        assert "Would one of these suit?" in card.words


def test_whoever_presses_second_reads_that_it_has_been_moved(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.hands("sam").types("/tend away 2026-10-15")
    tend.turn_to(utc(2026, 10, 9, 8))
    [mayas], [sams] = cards_naming(tend, "maya", AWAY), cards_naming(tend, "sam", AWAY)
    tend.hands("maya").press(mayas, "Wed 14 Oct, 14:00")
    tend.hands("sam").press(sams, "Fri 16 Oct, 14:00")
    assert "moved to Wednesday 14 October at 14:00" in sams.words
    assert sum(meeting.state == MeetingState.PLANNED for meeting in meetings_in(tend.database)) == 2


def test_it_is_not_named_on_the_day_and_not_asked_about(tend: Sandbox) -> None:
    share_a_series(tend)
    tend.hands("maya").types("/tend away 2026-10-15")
    tend.let_days_pass(13)
    assert cards_naming(tend, "sam", "14:00 · one-on-one with")[-1].ts < str(utc(2026, 10, 10).timestamp())
    assert len(cards_naming(tend, "sam", ASKED)) <= 1
    states = {meeting.starts_at.day: meeting.state for meeting in meetings_in(tend.database)}
    assert states[15] == MeetingState.LEFT_OUT


def test_a_public_holiday_counts(tend: Sandbox) -> None:
    share_a_series(tend, "@sam weekly friday 14:00")
    tend.turn_to(utc(2026, 12, 14, 10))
    tend.hands("maya").types("/tend holidays DE")
    tend.turn_to(utc(2026, 12, 21, 9))
    assert len(cards_naming(tend, "maya", AWAY)) >= 1


def test_the_days_off_of_somebody_who_has_not_joined_are_nobodys_business(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.hands("sam").types("/tend away 2026-10-15")
    tend.turn_to(utc(2026, 10, 15, 8))
    assert cards_naming(tend, "maya", AWAY) == []
    assert cards_naming(tend, "maya", "14:00 · one-on-one with")
    join(tend, "sam")


ZONES = st.sampled_from(("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata"))


@settings(max_examples=80, deadline=None)
@given(
    zones=st.tuples(ZONES, ZONES),
    off=st.sets(st.dates(date(2026, 10, 20), date(2026, 11, 12)), max_size=8),
    day=st.dates(date(2026, 10, 26), date(2026, 11, 6)),
    at=st.times(time(6), time(20)),
    minutes=st.sampled_from((15, 25, 50)),
    ahead=st.integers(0, 9),
)
def test_slots_lie_in_both_peoples_working_hours_near_the_day_and_in_the_future(
    zones: tuple[str, str], off: set[date], day: date, at: time, minutes: int, ahead: int
) -> None:
    at = at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)
    wish = Wish(at_wall_clock(day, at, zones[0]), minutes, zones[0])
    working = [WorkingTime(zone=zone, days_off=frozenset(off | {day})) for zone in zones]
    now = wish.starts_at - timedelta(days=ahead)
    taken = [wish.starts_at + timedelta(days=1)]
    slots = find_slots(wish, working, taken, now=now)
    assert len(slots) <= 2
    assert len({local_day(slot, zones[0]) for slot in slots}) >= len(slots) - 1
    for slot in slots:
        assert slot > now
        assert abs(slot - wish.starts_at) <= timedelta(days=6, hours=4)
        assert slot not in taken
        for times in working:
            assert times.is_open(slot)
            assert times.is_open(slot + timedelta(minutes=minutes - 1))


def test_with_nobody_in_the_way_they_are_the_day_before_and_after_at_the_same_time() -> None:
    wish = Wish(datetime(2026, 10, 15, 12, tzinfo=UTC), 25, "Europe/Berlin")
    both = [WorkingTime(zone="Europe/Berlin")] * 2
    slots = find_slots(wish, both, [], now=datetime(2026, 10, 9, tzinfo=UTC))
    assert slots == [datetime(2026, 10, 14, 12, tzinfo=UTC), datetime(2026, 10, 16, 12, tzinfo=UTC)]

"""Whatever becomes of a series, another calendar shows it at the same moments as Tend."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from bot.features.one_on_ones.calendar.ics import Entry, calendar_of
from bot.features.one_on_ones.models import Rhythm
from bot.features.one_on_ones.recurrence import LAST, Recurrence, Schedule, beginning_with
from bot.platform.working_time import at_wall_clock

SET_UP = datetime(2026, 10, 1, 12, tzinfo=UTC)
WEEKLY = Recurrence(Rhythm.WEEKLY, date(2026, 10, 6), time(10), "Europe/Berlin")
HOUR = timedelta(hours=1)
TWO_YEARS = timedelta(days=730)
ZONES = (
    *("Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Santiago", "America/Nuuk"),
    *("Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Africa/Casablanca", "Africa/Cairo"),
    *("Asia/Kolkata", "UTC"),
)


def entry(recurrence: Recurrence = WEEKLY, **differences: Any) -> Entry:
    usual = Entry("7c1f@tend", 4, "One-on-one", recurrence, 25, changed_at=SET_UP, moved={}, left_out=())
    return replace(usual, **differences)


def file_of(*entries: Entry, name: str = "One-on-ones") -> str:
    return calendar_of(entries, name=name).decode()


def unfolded(file: str) -> list[str]:
    return file.replace("\r\n ", "").splitlines()


def read(file: str) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(file)


def shown(entry: Entry, *, until: datetime) -> list[datetime]:
    """When the series begins, as Home Assistant's calendar shows it, up to that moment."""
    timeline = read(file_of(entry)).timeline_tz(UTC)
    begins = (event.start.astimezone(UTC) for event in timeline if event.status != EventStatus.CANCELLED)
    return list(takewhile(lambda moment: moment <= until, begins))


def shown_by_vobject(entry: Entry, *, until: datetime) -> list[datetime]:
    """The same, as a reader shows it that trusts the file's zones and skips no time that does not exist."""
    file = file_of(entry)
    if "BEGIN:VTIMEZONE" in file:
        # It would keep what an earlier file said of that zone.
        vobject.icalendar.registerTzid(entry.recurrence.zone, tz.tzical(io.StringIO(file)).get())
    series, *instead = vobject.readOne(file).vevent_list
    if "status" in series.contents:
        return []
    replaced = {event.recurrence_id.value for event in instead}
    rule = series.getrruleset(True) or [series.dtstart.value]
    begins = [found for found in takewhile(lambda found: found <= until, rule) if found not in replaced]
    begins += [event.dtstart.value for event in instead]
    return sorted(moment for found in begins if (moment := found.astimezone(UTC)) <= until)


def meant(entry: Entry, *, until: datetime) -> list[datetime]:
    """When the series begins, as Tend has it, up to that moment."""
    regular = set(takewhile(lambda moment: moment <= until, regular_beginnings(entry.recurrence)))
    moments = regular - set(entry.left_out) - set(entry.moved) | set(entry.moved.values()) | set(entry.extra)
    return sorted(moment for moment in moments if moment <= until and not is_prevented(entry, moment))


def is_prevented(entry: Entry, moment: datetime) -> bool:
    is_over = entry.ended_at is not None and moment >= entry.ended_at
    if entry.paused_until is None or is_over:
        return is_over
    return entry.changed_at <= moment < at_wall_clock(entry.paused_until, time(), entry.recurrence.zone)


def regular_beginnings(recurrence: Recurrence) -> Iterator[datetime]:
    return recurrence.moments_from(at_wall_clock(recurrence.starts_on, time(), recurrence.zone))


def first(recurrence: Recurrence, count: int) -> list[datetime]:
    return list(islice(regular_beginnings(recurrence), count))


# The clocks change on Sundays, and at night.
hours = st.builds(time, st.integers(0, 23) | st.integers(0, 3), st.sampled_from((0, 15, 30, 45)))
schedules = st.builds(
    Schedule,
    rhythm=st.sampled_from(Rhythm),
    weekday=st.integers(0, 6) | st.just(6),
    at=hours,
    ordinal=st.sampled_from((None, 1, 2, 3, 4, LAST)),
)
# 2025 to 2030, to the second.
set_up_at = st.integers(1_735_689_600, 1_924_992_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any series to which anything has happened in its first forty meetings."""
    schedule, zone, now = draw(schedules), draw(st.sampled_from(ZONES)), draw(set_up_at)
    recurrence = beginning_with(schedule, zone=zone, now=now)
    recurrence = replace(recurrence, ordinal=schedule.ordinal and recurrence.ordinal)
    one = st.sampled_from(first(recurrence, 40))
    quarters_away = st.integers(-14 * 96, 14 * 96).map(lambda quarters: timedelta(minutes=15 * quarters))
    anywhere = st.builds(datetime.__add__, one, quarters_away)
    moved = draw(st.dictionaries(one, anywhere | one, max_size=6))
    return entry(
        recurrence,
        changed_at=draw(st.just(now) | anywhere | one),
        moved=moved,
        left_out=draw(st.sets(one, max_size=6)) - set(moved),
        extra=draw(st.sets(anywhere, max_size=3)),
        paused_until=draw(st.none() | one.map(datetime.date)),
        ended_at=draw(st.none() | st.none() | one | anywhere),
    )


@settings(max_examples=80, deadline=None)
@given(entries())
def test_home_assistant_shows_a_series_when_tend_has_it(entry: Entry) -> None:
    # `ical` looks for a replaced meeting by its time on the wall, and finds none that is told in UTC.
    entry = replace(entry, moved={}) if entry.recurrence.zone == "UTC" else entry
    until = next(regular_beginnings(entry.recurrence)) + TWO_YEARS
    assert shown(entry, until=until) == meant(entry, until=until)


@settings(max_examples=80, deadline=None)
@given(entries())
def test_a_reader_that_goes_by_the_files_own_zones_shows_the_same(entry: Entry) -> None:
    until = next(regular_beginnings(entry.recurrence)) + TWO_YEARS
    assert shown_by_vobject(entry, until=until) == meant(entry, until=until)


def test_an_undisturbed_series_is_one_event_with_a_rule_in_its_own_zone() -> None:
    quarterly = replace(WEEKLY, rhythm=Rhythm.QUARTERLY)
    assert "RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU" in unfolded(file_of(entry(quarterly)))
    [event] = read(file_of(entry())).events
    assert event.dtstart == datetime(2026, 10, 6, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event.dtend == datetime(2026, 10, 6, 10, 25, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (event.uid, event.sequence, event.transparency) == ("7c1f@tend", 4, "OPAQUE")
    assert event.dtstamp == event.last_modified == SET_UP


def test_what_differs_from_the_rule_is_told_in_the_zone_of_the_series_and_nothing_of_people() -> None:
    begin = first(WEEKLY, 4)
    moved = {begin[1]: begin[1] + timedelta(days=1, hours=2)}
    file = file_of(entry(moved=moved, left_out=begin[2:4], extra={begin[2] + timedelta(days=1)}))
    assert {
        "RECURRENCE-ID;TZID=Europe/Berlin:20261013T100000",
        "DTSTART;TZID=Europe/Berlin:20261014T120000",
        "EXDATE;TZID=Europe/Berlin:20261020T100000,20261027T100000",
        "RDATE;TZID=Europe/Berlin:20261021T100000",
    } <= set(unfolded(file))
    assert [(event.uid, event.sequence) for event in read(file).events] == [("7c1f@tend", 4)] * 2
    assert not [word for word in ("ATTENDEE", "ORGANIZER", "DESCRIPTION", "VALARM") if word in file]


def test_nothing_is_shown_after_the_end() -> None:
    begin = first(WEEKLY, 3)
    ended = entry(ended_at=begin[2], changed_at=begin[2])
    assert shown(ended, until=begin[2] + TWO_YEARS) == begin[:2]
    assert "RRULE:FREQ=WEEKLY;UNTIL=20261013T080000Z;INTERVAL=1;BYDAY=TU" in unfolded(file_of(ended))
    assert "EXDATE" not in file_of(ended)


def test_a_series_that_never_took_place_is_cancelled() -> None:
    begin = first(WEEKLY, 2)
    for never in (entry(ended_at=SET_UP), entry(ended_at=begin[1], left_out={begin[0]})):
        [event] = read(file_of(never)).events
        assert (event.status, event.rrule, event.uid) == (EventStatus.CANCELLED, None, "7c1f@tend")


def test_what_took_place_before_the_end_stays() -> None:
    [begins] = first(WEEKLY, 1)
    early = begins - timedelta(days=1)
    for ended in (entry(moved={begins: early}, ended_at=begins), entry(extra={early}, ended_at=early + HOUR)):
        assert shown(ended, until=begins + TWO_YEARS) == [early]
        assert "RDATE" not in file_of(ended)


@pytest.mark.parametrize(
    ("zone", "never"), [("Europe/Berlin", "2027-03-28T02:30:00"), ("America/Nuuk", "2027-03-27T23:15:00")]
)
def test_a_time_that_does_not_exist_is_told_as_the_moment_it_is_moved_to(zone: str, never: str) -> None:
    wall = datetime.fromisoformat(never)
    for starts_on in (wall.date(), wall.date() - timedelta(days=7)):
        file = file_of(entry(Recurrence(Rhythm.WEEKLY, starts_on, wall.time(), zone)))
        instead = [event for event in read(file).events if event.recurrence_id]
        assert f"RECURRENCE-ID;TZID={zone}:{wall:%Y%m%dT%H%M%S}" in file
        assert instead[0].start_datetime == datetime(2027, 3, 28, 1, wall.minute, tzinfo=UTC)
        assert {event.start_datetime.year for event in instead} == set(range(2027, 2037))


def test_a_meeting_moved_to_a_time_that_comes_twice_is_at_the_right_one() -> None:
    # The clocks went from three to two on 25 October 2026.
    again = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    for series in (entry(moved={first(WEEKLY, 3)[2]: again}), entry(extra={again})):
        assert shown(series, until=again)[-1] == shown_by_vobject(series, until=again)[-1] == again


def test_a_meeting_across_a_change_of_the_clocks_keeps_its_length() -> None:
    nights = replace(WEEKLY, starts_on=date(2026, 10, 25), at=time(2, 45))
    assert "DURATION:PT25M" in unfolded(file_of(entry(nights)))


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone != "UTC"])
def test_the_files_own_zone_goes_as_the_real_one_for_years_around(zone: str) -> None:
    last_year = replace(WEEKLY, starts_on=date(2024, 1, 9), zone=zone)
    told, real = tz.tzical(io.StringIO(file_of(entry(last_year)))).get(zone), ZoneInfo(zone)
    start = datetime(2024, 1, 8, tzinfo=UTC)
    hours = [(start + hour * HOUR).astimezone(real) for hour in range(8 * 366 * 24)]
    changes = [after for before, after in pairwise(hours) if before.utcoffset() != after.utcoffset()]
    around = [timedelta(minutes=minutes) for minutes in (-61, -1, 0, 1, 61)]
    looked_at = [change.astimezone(UTC) + away for change in changes for away in around]
    for moment in (*hours[:: 24 * 31], *looked_at):
        assert moment.astimezone(told).replace(tzinfo=None) == moment.astimezone(real).replace(tzinfo=None)
    assert changes or zone == "Asia/Kolkata"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Dublin", "America/New_York", "Australia/Sydney"])
def test_a_zone_whose_changes_keep_a_rule_is_two_rules(zone: str) -> None:
    [told] = read(file_of(entry(replace(WEEKLY, zone=zone)))).timezones
    [winter], [summer] = told.standard, told.daylight
    assert None not in (winter.rrule, summer.rrule)
    assert summer.tz_offset_to.offset - winter.tz_offset_to.offset == HOUR


def test_a_zone_whose_clocks_changed_for_good_is_told_from_before_that() -> None:
    file = file_of(entry(replace(WEEKLY, starts_on=date(2024, 1, 9), zone="Asia/Almaty")))
    assert {"TZOFFSETTO:+0600", "TZOFFSETTO:+0500", "DTSTART:20240301T000000"} < set(unfolded(file))
    assert "DAYLIGHT" not in file


def test_each_zone_is_told_once_and_utc_needs_none() -> None:
    zones = ("Europe/Berlin", "Asia/Kolkata", "Europe/Berlin", "UTC", "Nowhere/Known")
    file = file_of(*(entry(replace(WEEKLY, zone=zone), uid=str(n)) for n, zone in enumerate(zones)))
    assert [told.tz_id for told in read(file).timezones] == ["Asia/Kolkata", "Europe/Berlin"]
    assert unfolded(file).count("DTSTART:20261006T100000Z") == 2


shown_signs = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.just("\n")


@given(st.text(shown_signs) | st.sampled_from(("Ana, Leo; Maya", "a\\nb\\,", "🧭" * 60, "\nEND:VEVENT\nX:")))
def test_a_title_is_shown_as_it_is_whatever_is_in_it(title: str) -> None:
    file = file_of(entry(title=f"{title}."))
    [event] = read(file).events
    assert event.summary == vobject.readOne(file).vevent.summary.value == f"{title}."


@given(st.text() | st.sampled_from(("\r\n", "\r", "\u2028", "\u0085", "\x0b", "\ud800")))
def test_nothing_in_a_title_or_a_name_begins_a_line_of_its_own(between: str) -> None:
    text = f"Ana{between}ATTENDEE:mailto:ana@example.com"
    file = file_of(entry(title=text), name=text).replace("\r\n ", "")
    assert not [line for line in file.splitlines() if line.startswith("ATTENDEE")]


def test_the_calendar_says_what_it_is() -> None:
    file = file_of(entry(), name="One-on-ones, all of them")
    assert unfolded(file)[:8] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tend//One-on-ones//EN",
        "METHOD:PUBLISH",
        "NAME:One-on-ones\\, all of them",
        "X-WR-CALNAME:One-on-ones\\, all of them",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
    ]


def test_lines_end_and_fold_as_the_format_wants() -> None:
    content = calendar_of([entry(title="Überlänge 🧭 " * 30, left_out=first(WEEKLY, 30))], name="é" * 90)
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert "".join(line.decode().removeprefix(" ") for line in lines).count("🧭") == 30


def test_the_same_series_make_the_same_file() -> None:
    moved = {begins: begins + HOUR for begins in first(WEEKLY, 4)}
    left_out = first(WEEKLY, 9)[5:]
    another_way_round = entry(moved=dict(reversed(moved.items())), left_out=left_out[::-1])
    assert file_of(entry(moved=moved, left_out=left_out)) == file_of(another_way_round)

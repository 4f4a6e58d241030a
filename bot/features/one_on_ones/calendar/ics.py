"""One-on-ones as a file for other calendars: each series as a rule, and whatever differs from it.

Pure. The rule is told in the series' own zone, so that Tuesday at ten stays at ten in every calendar.
No addresses, no notes and no reminders are in it. (RFC 5545; NAME and REFRESH-INTERVAL: RFC 7986.)
"""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import takewhile

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vText

from bot.features.one_on_ones.recurrence import LAST, MONTHS_BETWEEN, WEEKS_BETWEEN, Recurrence, ordinal_of
from bot.platform.working_time import at_wall_clock, zone_named

# Judgement: what is moved in the morning shows in the afternoon.
_REFRESHED_EVERY = timedelta(hours=4)
# Judgement: no series goes on for longer without any change.
_FORESEEN = timedelta(days=3653)
# After so many years the weekdays come round again: what holds for that long is a rule.
_YEARS_OF_A_RULE = 28

_WEEK = timedelta(days=7)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Kinds of characters that end a line for one reader or another, or that UTF-8 cannot hold.
_UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One series as a calendar shows it. Moments are aware, in UTC; meetings begin on whole seconds.

    It takes place at its regular beginnings, less those moved or left out, where those were moved to, and
    at the extra ones. Two that begin at the same moment are one.
    """

    uid: str  # stays the same for the life of the series
    sequence: int  # grows with every change
    title: str
    recurrence: Recurrence
    minutes: int
    changed_at: datetime  # when the series was last changed
    moved: Mapping[datetime, datetime]  # regular beginning → where it takes place: the last of a chain
    left_out: Collection[datetime]  # regular beginnings that do not take place
    extra: Collection[datetime] = ()  # beginnings outside the rule, in place of none of its own
    paused_until: date | None = None  # nothing from changed_at on before that day on the zone's calendar
    ended_at: datetime | None = None  # nothing begins from then on


def calendar_of(entries: Iterable[Entry], *, name: str) -> bytes:
    """The calendar of that name which holds those series: UTF-8, CRLF, lines of at most 75 octets.

    The same entries give the same bytes. A beginning whose time does not exist on its day is told as the
    moment it is moved to, for ten years from the last change on; after that it is left to the reader. A
    series that ended without having taken place is cancelled.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Tend//One-on-ones//EN")
    calendar.add("method", "PUBLISH")
    # The library escapes these two only when told that they are words.
    calendar.add("name", vText(_printable(name)))
    calendar.add("x-wr-calname", vText(_printable(name)))
    calendar.add("refresh-interval", _REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESHED_EVERY))
    years: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        course = _course_of(entry)
        years[zone_named(entry.recurrence.zone).key] |= course.years
        for event in _events_of(entry, course):
            calendar.add_component(event)
    # A zone stands before the events that name it. What is told in UTC names none.
    calendar.subcomponents[:0] = [
        _time_zone(zone, min(years[zone]) - 1, max(years[zone]) + 1)
        for zone in sorted(calendar.get_used_tzids())
    ]
    return bytes(calendar.to_ical())


@dataclass(frozen=True, slots=True)
class _Course:
    """How a series is told: its rule's first beginning, the last one if it ended, and the differences."""

    first: datetime
    last: datetime | None
    instead: Mapping[datetime, datetime]
    dropped: Collection[datetime]
    besides: Sequence[datetime]
    years: set[int]


def _course_of(entry: Entry) -> _Course:
    at_first = at_wall_clock(entry.recurrence.starts_on, time(), entry.recurrence.zone)
    first = next(entry.recurrence.moments_from(at_first))
    named = {first, *entry.moved, *entry.moved.values(), *entry.left_out, *entry.extra}
    latest = max(named | {entry.ended_at or entry.changed_at + _FORESEEN, _pause_ends(entry)})
    regular = set(takewhile(lambda begins: begins <= latest, entry.recurrence.moments_from(at_first)))

    # What the rule does not have, or has anyway, cannot stand for another one: its new time stands by itself.
    besides = set(entry.extra)
    while (
        more := {there for begins, there in entry.moved.items() if begins in besides or begins not in regular}
        - besides
    ):
        besides |= more
    away = {*entry.moved, *entry.left_out} - besides
    stand = {begins for begins in regular - away if _takes_place(entry, begins)}
    besides = {begins for begins in besides - stand if _takes_place(entry, begins)}
    instead: dict[datetime, datetime] = {}
    for begins, there in sorted(entry.moved.items()):
        is_taken = there in stand or there in besides or there in instead.values()
        if begins in regular & away and _takes_place(entry, there) and not is_taken:
            instead[begins] = there
    # A time that does not exist on its day: one reader skips it, another moves it by a habit of its own.
    zone, at = zone_named(entry.recurrence.zone), entry.recurrence.at
    instead |= {begins: begins for begins in stand if begins.astimezone(zone).time() != at}
    told = {*stand, *instead}
    last = max(told, default=None) if entry.ended_at else None
    dropped = sorted(begins for begins in regular - told if not entry.ended_at or (last and begins < last))
    return _Course(first, last, instead, dropped, sorted(besides), {min(named).year, latest.year})


def _takes_place(entry: Entry, moment: datetime) -> bool:
    if entry.ended_at is not None and moment >= entry.ended_at:
        return False
    return not entry.changed_at <= moment < _pause_ends(entry)


def _pause_ends(entry: Entry) -> datetime:
    if entry.paused_until is None:
        return entry.changed_at
    return at_wall_clock(entry.paused_until, time(), entry.recurrence.zone)


def _events_of(entry: Entry, course: _Course) -> list[Event]:
    """The series, and one event for each meeting that is not where the rule has it."""
    recurrence, besides = entry.recurrence, course.besides
    if entry.ended_at is not None and course.last is None:
        series = _event(entry, _on_the_wall(besides[0] if besides else course.first, recurrence.zone))
        if not besides:
            series.add("status", "CANCELLED")
        besides = besides[1:]
    else:
        series = _event(entry, _by_rule(course.first, recurrence))
        series.add("rrule", _rule(recurrence, until=course.last))
    if course.dropped:
        series.add("exdate", [_by_rule(begins, recurrence) for begins in course.dropped])
    for begins in besides:
        series.add("rdate", [_on_the_wall(begins, recurrence.zone)])
    events = [series]
    for begins, there in sorted(course.instead.items()):
        events.append(_event(entry, _on_the_wall(there, recurrence.zone)))
        events[-1].add("recurrence-id", _by_rule(begins, recurrence))
    return events


def _event(entry: Entry, begins: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("summary", _printable(entry.title))
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("transp", "OPAQUE")
    event.add("dtstart", begins)
    length = timedelta(minutes=entry.minutes)
    ends = begins + length
    # Across a change of the clocks, readers differ on how long that is from one wall time to another.
    if ends.astimezone(UTC) - begins.astimezone(UTC) == length:
        event.add("dtend", ends)
    else:
        event.add("duration", length)
    return event


def _rule(recurrence: Recurrence, *, until: datetime | None) -> dict[str, object]:
    weekday = _WEEKDAYS[recurrence.starts_on.weekday()]
    if recurrence.rhythm in MONTHS_BETWEEN:
        ordinal = recurrence.ordinal or ordinal_of(recurrence.starts_on)
        months = MONTHS_BETWEEN[recurrence.rhythm]
        rule: dict[str, object] = {"freq": "monthly", "interval": months, "byday": f"{ordinal}{weekday}"}
    else:
        rule = {"freq": "weekly", "interval": WEEKS_BETWEEN[recurrence.rhythm], "byday": weekday}
    return rule if until is None else rule | {"until": until}


def _by_rule(regular: datetime, recurrence: Recurrence) -> datetime:
    """The time on the wall by which the rule knows that beginning, also where no such time exists."""
    zone = zone_named(recurrence.zone)
    day = regular.astimezone(zone).date()
    if at_wall_clock(day, recurrence.at, recurrence.zone) != regular:
        # It was moved forward past midnight.
        day -= timedelta(days=1)
    return datetime.combine(day, recurrence.at.replace(fold=0), tzinfo=zone)


def _on_the_wall(moment: datetime, zone: str) -> datetime:
    """``moment`` in that zone; in UTC where the wall shows that time for the second time on that day."""
    local = moment.astimezone(zone_named(zone))
    return moment.astimezone(UTC) if local.fold else local


def _printable(text: str) -> str:
    return "".join(
        " " if unicodedata.category(sign) in _UNPRINTABLE and sign != "\n" else sign for sign in text
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """A way in which the clocks of a zone change, from one offset to another."""

    before: timedelta | None
    after: timedelta | None
    name: str | None
    is_summer: bool


@lru_cache(maxsize=256)
def _time_zone(zone: str, first: int, last: int) -> Timezone:
    """The zone for the years from ``first`` to ``last``, and for good where its changes keep a rule.

    icalendar's own would have summer begin an hour late: a change is told by the clock before it.
    """
    component = Timezone()
    component.add("tzid", zone)
    onsets: dict[_Change, list[datetime]] = defaultdict(list)
    changes = _changes(zone, first - 1, last + _YEARS_OF_A_RULE)
    if not changes or changes[0][0].year >= first:
        start = datetime(first - 1, 1, 1, tzinfo=zone_named(zone))
        as_before = _Change(start.utcoffset(), start.utcoffset(), start.tzname(), is_summer=False)
        onsets[as_before].append(start.replace(tzinfo=None))
    for onset, change in changes:
        onsets[change].append(onset)
    for change, times in onsets.items():
        needed = [onset for onset in times if onset.year <= last]
        ruled = next((n for n in range(len(needed)) if _yearly(times[n:], last)), len(needed))
        if needed[:ruled]:
            component.add_component(_observance(change, needed[0], rdate=needed[1:ruled]))
        if needed[ruled:]:
            component.add_component(_observance(change, times[ruled], rrule=_yearly(times[ruled:], last)))
    return component


def _observance(change: _Change, onset: datetime, **others: object) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    observance.add("dtstart", onset)
    observance.add("tzoffsetfrom", change.before)
    observance.add("tzoffsetto", change.after)
    observance.add("tzname", change.name)
    for name in filter(others.get, others):
        observance.add(name, others[name])
    return observance


def _changes(zone: str, first: int, last: int) -> list[tuple[datetime, _Change]]:
    """When the clocks of that zone change in those years, by the clock before, and how."""
    found = []
    moment = datetime(first, 1, 1, tzinfo=UTC)
    while moment.year <= last:
        before, after = (end.astimezone(zone_named(zone)) for end in (moment, moment + _WEEK))
        if before.utcoffset() != after.utcoffset():
            found.append(_change_between(before, after))
        moment += _WEEK
    return found


def _change_between(before: datetime, after: datetime) -> tuple[datetime, _Change]:
    start = before.astimezone(UTC)

    def has_changed(seconds: int) -> bool:
        then = (start + timedelta(seconds=seconds)).astimezone(before.tzinfo)
        return then.utcoffset() != before.utcoffset()

    seconds = bisect_left(range(int(_WEEK.total_seconds())), True, key=has_changed)
    was, became = before.replace(tzinfo=None), after.replace(tzinfo=None)
    # Where winter is the exception by law, as in Ireland, readers still want summer to be the later clock.
    is_summer = became - was > _WEEK and bool(before.dst() or after.dst())
    change = _Change(before.utcoffset(), after.utcoffset(), after.tzname(), is_summer)
    return was + timedelta(seconds=seconds), change


def _yearly(onsets: list[datetime], last: int) -> dict[str, object] | None:
    """The rule by which they come each year until long after ``last``: on a month's second or last Sunday."""
    years = list(range(onsets[0].year, last + _YEARS_OF_A_RULE + 1))
    alike = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    numbers = {(onset.day - 1) // 7 + 1 for onset in onsets}
    if all((onset + _WEEK).month != onset.month for onset in onsets):
        numbers = {LAST}
    if [onset.year for onset in onsets] != years or len(alike) != 1 or len(numbers) != 1:
        return None
    weekday = _WEEKDAYS[onsets[0].weekday()]
    return {"freq": "yearly", "bymonth": onsets[0].month, "byday": f"{numbers.pop()}{weekday}"}

"""A person's series as a calendar shows them: by what was planned, moved and left out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import takewhile

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import series as verbs
from bot.features.one_on_ones.calendar.ics import Entry
from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.one_on_ones.recurrence import recurrence_of
from bot.features.people import directory
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock

# Judgement: whoever keeps a file in their calendar asks for a new one within that time.
_ENDED_IS_SHOWN_FOR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Planned:
    """One meeting, as far as a calendar shows it. ``moved_to`` is set while it is moved. In UTC."""

    state: str
    moved_to: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it takes place, or took place, as planned here."""
        return self.state in (MeetingState.PLANNED, MeetingState.HELD)


@dataclass(frozen=True, slots=True)
class Differences:
    """How a series differs from its rule: the words are those of ``Entry``."""

    moved: dict[datetime, datetime]
    left_out: set[datetime]
    extra: set[datetime]

    def since(self, moment: datetime) -> "Differences":
        """The same for somebody who knows of nothing that took place, or was to, before ``moment``."""
        come = {begins: there for begins, there in self.moved.items() if there >= moment}
        gone = self.left_out | (self.moved.keys() - come.keys())
        # What was moved from before to after it is in place of nothing that they know of.
        extra = self.extra | {there for begins, there in come.items() if begins < moment}
        return Differences(
            moved={begins: there for begins, there in come.items() if begins >= moment},
            left_out={begins for begins in gone if begins >= moment},
            extra={begins for begins in extra if begins >= moment},
        )


def own_series(session: Session, reader: Reader) -> list[Series]:
    """The reader's series that a calendar shows: those that run, and those that ended within a year.

    One of which one person has left is quiet here, too.
    """
    found = session.scalars(
        sa.select(Series)
        .where(
            verbs.of(reader.workspace_id, reader.person_id),
            sa.or_(Series.ended_at.is_(None), Series.ended_at > reader.now - _ENDED_IS_SHOWN_FOR),
        )
        .order_by(Series.id)
    ).all()
    people = _people_in(session, reader, found)
    return [one for one in found if not any(person.is_gone for person in _both(one, people))]


def entries_of(session: Session, reader: Reader, series: Sequence[Series]) -> list[Entry]:
    """Those series as a calendar shows them to the reader. Two questions to the database.

    What is over shows as it was planned at the time: nothing took place in a pause that has passed. Whoever
    joined later sees nothing of what was before.
    """
    people = _people_in(session, reader, series)
    meetings = _meetings_of(session, series)
    return [
        _entry(
            one,
            meetings[one.id],
            title=title_of(*_both(one, people)),
            since=one.answered_at if reader.person_id == one.other_id else None,
        )
        for one in series
    ]


def title_of(one: Person, other: Person) -> str:
    """Both first names, the same for whoever reads it; the whole names where the first ones are alike."""
    names = sorted((one.name, other.name), key=lambda name: (name.casefold(), name))
    first = [name.split()[0] for name in names]
    if first[0].casefold() != first[1].casefold():
        names = first
    return words("one_on_ones/calendar", names=names).plain("entry")


def differences(series: Series, meetings: Mapping[datetime, Planned]) -> Differences:
    """How it differs from its rule, by its meetings' beginnings. Pure.

    Up to the next meeting what counts is what was planned: a regular beginning without a meeting lay in a
    pause. One that was left out and lies beyond that is planned again when its time comes.
    """
    recurrence = recurrence_of(series)
    planned_until = series.plan_next_at or series.ended_at or series.changed_at
    last = max((planned_until, *meetings))
    midnight = at_wall_clock(series.starts_on, time(), series.zone)
    regular = set(takewhile(lambda begins: begins <= last, recurrence.moments_from(midnight)))

    found = Differences(moved={}, left_out=set(), extra=set())
    for begins in regular:
        planned = meetings.get(begins)
        if planned is None or planned.state == MeetingState.LEFT_OUT:
            if begins <= planned_until:
                found.left_out.add(begins)
        elif not planned.stands:
            there = _last_of(begins, meetings)
            if meetings[there].stands:
                found.moved[begins] = there
            else:
                found.left_out.add(begins)
    ends = {_last_of(begins, meetings) for begins in meetings.keys() - regular if meetings[begins].moved_to}
    came_from_elsewhere = {there for there in ends if meetings[there].stands}
    found.extra.update(came_from_elsewhere - regular - set(found.moved.values()))
    return found


def _last_of(begins: datetime, meetings: Mapping[datetime, Planned]) -> datetime:
    """Where one that was moved, perhaps again and again, has come to."""
    while (there := meetings[begins].moved_to) is not None:
        begins = there
    return begins


def _entry(
    series: Series, meetings: Mapping[datetime, Planned], *, title: str, since: datetime | None
) -> Entry:
    found, recurrence = differences(series, meetings), recurrence_of(series)
    if since is not None:
        found, recurrence = found.since(since), recurrence.begun_at(since)
    return Entry(
        uid=f"{series.calendar_id}@tend",
        sequence=series.sequence,
        title=title,
        recurrence=recurrence,
        minutes=series.minutes,
        changed_at=series.changed_at,
        moved=found.moved,
        left_out=found.left_out,
        extra=found.extra,
        # A pause is among what is left out: one that is moved into it takes place all the same.
        paused_until=None,
        ended_at=series.ended_at,
    )


def _meetings_of(session: Session, series: Sequence[Series]) -> dict[int, dict[datetime, Planned]]:
    found: dict[int, dict[datetime, Planned]] = defaultdict(dict)
    rows = session.execute(
        sa.select(Meeting.series_id, Meeting.starts_at, Meeting.state, Meeting.moved_to).where(
            Meeting.series_id.in_([one.id for one in series])
        )
    )
    for series_id, starts_at, state, moved_to in rows:
        is_moved = state == MeetingState.MOVED
        found[series_id][starts_at] = Planned(state, moved_to if is_moved else None)
    return found


def _people_in(session: Session, reader: Reader, series: Sequence[Series]) -> dict[str, Person]:
    ids = {person_id for one in series for person_id in (one.organizer_id, one.other_id)}
    return directory.people(session, reader.workspace_id, ids)


def _both(one: Series, people: Mapping[str, Person]) -> tuple[Person, Person]:
    return people[one.organizer_id], people[one.other_id]

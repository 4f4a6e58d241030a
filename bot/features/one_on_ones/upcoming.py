"""When somebody meets each of their people next: all of their series asked at once."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import meetings, series
from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people import directory
from bot.features.people.reader import Reader


def upcoming(session: Session, reader: Reader) -> list[NextMeeting]:
    """The next meeting of each of the reader's series, soonest first; what is quiet comes last.

    As ``service.next_meetings`` says it, in three queries however many they are.
    """
    own = series.running(session, reader.workspace_id, reader.person_id)
    planned = _planned(session, reader) if own else {}
    ends = {person_id for one in own for person_id in (one.organizer_id, one.other_id)}
    known = directory.people(session, reader.workspace_id, ends) if own else {}
    found = []
    for one in own:
        meeting = planned.get(one.id)
        is_quiet = known[one.organizer_id].is_gone or known[one.other_id].is_gone
        is_paused = series.is_paused(one, now=reader.now)
        unplanned = meetings.next_beginning(one, now=max(reader.now, one.plan_next_at or reader.now))
        if meeting is not None and meeting.starts_at <= unplanned:
            found.append(NextMeeting(one, meeting.starts_at, meeting, is_quiet, is_paused))
        else:
            found.append(NextMeeting(one, unplanned, None, is_quiet, is_paused))
    return sorted(found, key=lambda one: (one.is_quiet, one.starts_at, one.series.id))


def _planned(session: Session, reader: Reader) -> dict[int, Meeting]:
    """The next planned meeting of each series, by the series' id."""
    rows = session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.series_id.in_(_running_ids(reader)),
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at > reader.now,
        )
        .order_by(Meeting.starts_at.desc())
    )
    return {meeting.series_id: meeting for meeting in rows}


def _running_ids(reader: Reader) -> sa.Select[int]:
    mine = series.of(reader.workspace_id, reader.person_id)
    return sa.select(Series.id).where(Series.ended_at.is_(None), mine)

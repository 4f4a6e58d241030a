"""What other features ask about one-on-ones: what is next, what is open, what was noted last."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import absences, meetings, prompts, series
from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.people.reader import Reader


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When two people meet next, in UTC.

    ``meeting`` is None when that one has not been planned yet, because the one before it was moved or
    left out. ``is_quiet``: one of the two has left, so nothing is said about it. ``is_paused``: there is none
    before the day until which it pauses.
    """

    series: Series
    starts_at: datetime
    meeting: Meeting | None
    is_quiet: bool
    is_paused: bool = False


def next_meetings(session: Session, reader: Reader, most: int) -> list[NextMeeting]:
    """The next meeting of each of the reader's series, soonest first, at most ``most``.

    What is quiet comes last.
    """
    own = series.running(session, reader.workspace_id, reader.person_id)
    found = [next_meeting(session, one, now=reader.now) for one in own]
    return sorted(found, key=lambda one: (one.is_quiet, one.starts_at, one.series.id))[:most]


def next_meeting(session: Session, one: Series, *, now: datetime) -> NextMeeting:
    """When that series meets next."""
    meeting = session.scalars(
        sa.select(Meeting)
        .where(Meeting.series_id == one.id, Meeting.state == MeetingState.PLANNED, Meeting.starts_at > now)
        .order_by(Meeting.starts_at)
        .limit(1)
    ).first()
    is_quiet = absences.has_somebody_left(session, one)
    is_paused = series.is_paused(one, now=now)
    unplanned = meetings.next_beginning(one, now=max(now, one.plan_next_at or now))
    if meeting is not None and meeting.starts_at <= unplanned:
        return NextMeeting(one, meeting.starts_at, meeting, is_quiet, is_paused)
    return NextMeeting(one, unplanned, None, is_quiet, is_paused)


def waiting_to_be_closed(session: Session, reader: Reader) -> list[Meeting]:
    """The reader's meetings that are over and of which nobody has said what became, oldest first."""
    return prompts.over(session, reader)


def series_between(session: Session, workspace_id: str, *, person_id: str, other_id: str) -> Series | None:
    """The running series that the person has with that other; None also while they have not joined it."""
    found = series.between(session, workspace_id, person_id, other_id)
    return found if found is not None and found.is_in(person_id) else None

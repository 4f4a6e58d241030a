"""What a person notes for themselves before a meeting: kept, carried over, and past once they have met."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import past, prompts, service
from bot.features.one_on_ones.meetings import NotOnYourList
from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.one_on_ones.preparation.models import Preparation
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people import enrolments
from bot.features.people.reader import Reader
from bot.platform.errors import UserError
from bot.platform.slack.limits import length
from bot.platform.templating import words as words_of

LONGEST_WORDS = 2_500
"""In Slack's units. Judgement: a page. Its field, which takes 3,000, can hold all of it again."""


class NotKept(UserError):
    """The notes are too long, or nothing is kept of that meeting; the words say which."""


def current(session: Session, reader: Reader, other_id: str) -> Preparation | None:
    """What the reader has noted for the next time they meet that other, or None.

    What was written for a meeting that was moved, skipped or left out is for the next one.
    """
    return next(iter(_sorted_out(session, reader, other_id)[0]), None)


def keep(session: Session, reader: Reader, other_id: str, *, words: str, now: datetime) -> Preparation | None:
    """Keep these words in the place of what was noted before; empty words delete it, and None comes back.

    Raises NotKept, and NotOnYourList when the reader has no running series with that other.
    """
    series = service.series_between(
        session, reader.workspace_id, person_id=reader.person_id, other_id=other_id
    )
    if series is None:
        raise NotOnYourList(words_of("one_on_ones/refusals").plain("not_yours"), field="notes")
    ahead = meeting_ahead(session, series, now=now)
    kept = words.strip()
    said = words_of("one_on_ones/preparation", length=length(kept), most=LONGEST_WORDS)
    if not past.keeps_notes(series, ahead.meeting):
        raise NotKept(said.plain("nothing_is_kept"), field="notes")
    if length(kept) > LONGEST_WORDS:
        raise NotKept(said.plain("too_long"), field="notes")
    there, _ = _sorted_out(session, reader, other_id)
    for superseded in there[1:] if kept else there:
        session.delete(superseded)
    if not kept:
        session.flush()
        return None
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=now)
    note = (
        there[0]
        if there
        else Preparation(workspace_id=reader.workspace_id, person_id=reader.person_id, other_id=other_id)
    )
    note.meeting_id = ahead.meeting.id if ahead.meeting is not None else None
    note.words, note.written_at = kept, now
    session.add(note)
    session.flush()
    return note


def of_meetings(session: Session, reader: Reader, other_id: str) -> dict[int, Preparation]:
    """The reader's notes by the id of the meeting that they were for, as far as those have begun.

    What was for a meeting of which nobody has said a word stands with it, though it is still current.
    """
    still_ahead, of_held = _sorted_out(session, reader, other_id)
    silent = {
        meeting.id
        for meeting in past.begun(session, reader, other_id)
        if meeting.state == MeetingState.PLANNED and past.keeps_notes(meeting.series, meeting)
    }
    return {note.meeting_id: note for note in still_ahead if note.meeting_id in silent} | of_held


def meeting_ahead(session: Session, series: Series, *, now: datetime) -> NextMeeting:
    """The meeting one prepares for: the one that is under way, else the next."""
    latest = session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.series_id == series.id, Meeting.state == MeetingState.PLANNED, Meeting.starts_at <= now
        )
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    ).first()
    following = service.next_meeting(session, series, now=now)
    if latest is not None and now < prompts.ends_at(latest):
        return NextMeeting(series, latest.starts_at, latest, following.is_quiet)
    return following


def meeting_that_was(
    held: Sequence[tuple[datetime, int]], *, written_at: datetime, planned_at: datetime | None
) -> int | None:
    """The id of the held meeting that notes were for, or None while there has been none.

    The first that began after they were written, wherever it was moved to. Notes that were written during
    their meeting, which began at ``planned_at``, are for that one. ``held``: beginnings and ids.
    """
    since = min(written_at, planned_at or written_at)
    return next((meeting_id for starts_at, meeting_id in sorted(held) if starts_at >= since), None)


def _sorted_out(
    session: Session, reader: Reader, other_id: str
) -> tuple[list[Preparation], dict[int, Preparation]]:
    """What is still for the next meeting, newest first; and what is past, by the meeting that was held.

    A meeting of which nothing is kept takes no notes with it: they are for the one after it.
    """
    begun = past.begun(session, reader, other_id)
    beginnings = {meeting.id: meeting.starts_at for meeting in begun}
    held = [
        (meeting.starts_at, meeting.id)
        for meeting in begun
        if meeting.state == MeetingState.HELD and past.keeps_notes(meeting.series, meeting)
    ]
    still_ahead: list[Preparation] = []
    of_held: dict[int, Preparation] = {}
    for note in _written(session, reader, other_id):
        planned_at = beginnings.get(note.meeting_id or 0)
        meeting_id = meeting_that_was(held, written_at=note.written_at, planned_at=planned_at)
        if meeting_id is None:
            still_ahead.append(note)
        else:
            of_held.setdefault(meeting_id, note)
    return still_ahead, of_held


def _written(session: Session, reader: Reader, other_id: str) -> list[Preparation]:
    return list(
        session.scalars(
            sa.select(Preparation)
            .where(
                Preparation.workspace_id == reader.workspace_id,
                Preparation.person_id == reader.person_id,
                Preparation.other_id == other_id,
            )
            .order_by(Preparation.written_at.desc(), Preparation.id.desc())
        )
    )

"""The verbs of a note that two people share: write it, read it, delete it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones.history.models import SharedNote
from bot.features.one_on_ones.meetings import NotOnYourList
from bot.features.one_on_ones.models import Meeting
from bot.features.one_on_ones.past import is_an_occasion, keeps_notes
from bot.features.people import enrolments
from bot.features.people.reader import Reader
from bot.platform.errors import UserError
from bot.platform.templating import words as words_of

# Judgement: what is worth keeping of a meeting fits a paragraph.
LONGEST_WORDS = 1_000
# Judgement: of one meeting. So many, however long, still fit one page of Slack's.
MOST = 10


class NotANote(UserError):
    """The words are empty or too long, or there are too many notes; the words say which."""


def write(session: Session, meeting: Meeting, *, author_id: str, words: str, now: datetime) -> SharedNote:
    """Write something down for both. Raises NotANote, and NotOnYourList where nothing can be shared."""
    if not is_room_for_one(meeting, author_id=author_id, now=now):
        raise NotOnYourList(words_of("one_on_ones/history").plain("not_here"), field="words")
    kept = words.strip()
    said = words_of("one_on_ones/history", length=len(kept), most=LONGEST_WORDS, most_notes=MOST)
    if not kept:
        raise NotANote(said.plain("no_words"), field="words")
    if len(kept) > LONGEST_WORDS:
        raise NotANote(said.plain("too_long"), field="words")
    there = session.scalar(sa.select(sa.func.count()).where(SharedNote.meeting_id == meeting.id)) or 0
    if there >= MOST:
        raise NotANote(said.plain("too_many"), field="words")
    enrolments.enrol(session, meeting.workspace_id, author_id, now=now)
    note = SharedNote(
        workspace_id=meeting.workspace_id,
        meeting_id=meeting.id,
        author_id=author_id,
        words=kept,
        written_at=now,
    )
    session.add(note)
    session.flush()
    return note


def is_room_for_one(meeting: Meeting, *, author_id: str, now: datetime) -> bool:
    """Whether a note for both can be written to it: both are in, it has begun, and notes are kept of it."""
    series = meeting.series
    return (
        series.is_in(author_id)
        and _both_were_in(meeting)
        and is_an_occasion(meeting)
        and meeting.starts_at <= now
        and keeps_notes(series, meeting)
    )


def of(session: Session, meeting: Meeting, reader: Reader) -> list[SharedNote]:
    """The notes of that meeting that the reader may see, oldest first.

    Their own always; the other one's only while the series runs and both are in it.
    """
    found = session.scalars(
        sa.select(SharedNote)
        .where(SharedNote.meeting_id == meeting.id)
        .order_by(SharedNote.written_at, SharedNote.id)
    )
    return [note for note in found if _may_see(note, meeting, reader.person_id)]


def note_of(session: Session, reader: Reader, note_id: int) -> SharedNote:
    """The note of that id, if the reader may see it. Raises NotOnYourList."""
    note = session.get(SharedNote, note_id)
    if note is not None and note.workspace_id == reader.workspace_id:
        meeting = session.get_one(Meeting, note.meeting_id)
        if _may_see(note, meeting, reader.person_id):
            return note
    raise NotOnYourList(words_of("one_on_ones/history").plain("note_gone"))


def delete(session: Session, note: SharedNote, by: str) -> None:
    """Delete it for both. Either of the two may, as long as they see it. Raises NotOnYourList."""
    if not _may_see(note, session.get_one(Meeting, note.meeting_id), by):
        raise NotOnYourList(words_of("one_on_ones/history").plain("note_gone"))
    session.delete(note)
    session.flush()


def _may_see(note: SharedNote, meeting: Meeting, person_id: str) -> bool:
    if not meeting.series.is_in(person_id):
        return False
    return note.author_id == person_id or _both_were_in(meeting)


def _both_were_in(meeting: Meeting) -> bool:
    """Whether both are in the series, it runs, and both were in it when that meeting began."""
    series = meeting.series
    return (
        series.is_shared
        and series.ended_at is None
        and series.answered_at is not None
        and meeting.starts_at >= series.answered_at
    )

"""One-on-ones as a file that a person asked for, handed over in their conversation with Tend."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.one_on_ones.calendar.entries import entries_of, own_series
from bot.features.one_on_ones.calendar.ics import Entry, calendar_of
from bot.features.one_on_ones.models import Series
from bot.features.people.reader import Reader
from bot.platform.delivery.outbox import enqueue_file
from bot.platform.templating import words

PURPOSE = "one_on_ones.calendar_file"
# Judgement: longer ones are cut short wherever they are shown.
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What it is called, in ASCII, and its bytes."""

    name: str
    content: bytes


def file_of_all(session: Session, reader: Reader) -> CalendarFile:
    """All of the reader's series, as a file."""
    return CalendarFile("one-on-ones.ics", content_of_all(session, reader))


def file_of_one(session: Session, reader: Reader, one: Series) -> CalendarFile:
    """One series of the reader's, called by both names where they have plain letters."""
    entries = entries_of(session, reader, [one])
    return CalendarFile(f"{_in_ascii(entries[0].title) or 'one-on-one'}.ics", _content(entries))


def content_of_all(session: Session, reader: Reader) -> bytes:
    """All of the reader's series, also those that ended within a year, so that their end is taken over."""
    return _content(entries_of(session, reader, own_series(session, reader)))


def send(session: Session, reader: Reader, file: CalendarFile, *, now: datetime) -> None:
    """Hand it to the reader. What stands on a lock screen names nobody."""
    said = words("one_on_ones/calendar")
    enqueue_file(
        session,
        name=file.name,
        content=file.content,
        title=said.plain("calendar_name"),
        words=said["file_words"],
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        purpose=PURPOSE,
        now=now,
    )


def _content(entries: Sequence[Entry]) -> bytes:
    return calendar_of(entries, name=words("one_on_ones/calendar").plain("calendar_name"))


def _in_ascii(title: str) -> str:
    """A title as part of a file's name; empty where one of the names has no Latin letters."""
    if any(letter.isalpha() and not _plain(letter).isascii() for letter in title):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", _plain(title).lower()).strip("-")[:_LONGEST_NAME].rstrip("-")


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))

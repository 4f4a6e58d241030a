"""How other people's calendars read what Tend gives them, for tests of what stands there."""

from datetime import UTC, datetime

from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus


def events_in(content: bytes) -> list[Event]:
    """The events of a file: a series is one, and so is each of its meetings that was moved."""
    return IcsCalendarStream.calendar_from_ics(content.decode()).events


def beginnings(content: bytes, *, until: datetime) -> list[datetime]:
    """When something begins by that file, up to that moment, in UTC."""
    found = []
    for event in IcsCalendarStream.calendar_from_ics(content.decode()).timeline_tz(UTC):
        begins = event.start.astimezone(UTC)  # type: ignore[union-attr]
        if begins > until:
            break
        if event.status != EventStatus.CANCELLED:
            found.append(begins)
    return found


def titles(content: bytes) -> set[str]:
    """What stands in the calendar."""
    return {event.summary or "" for event in events_in(content)}

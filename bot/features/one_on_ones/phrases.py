"""How a rhythm and a moment are said, as plain words that stand inside a sentence."""

from datetime import datetime

from bot.features.one_on_ones.models import Series
from bot.features.people.reader import Reader
from bot.platform.templating import words
from bot.platform.working_time import zone_named


def rhythm(series: Series) -> str:
    """How often, in a word or three."""
    return words("one_on_ones/rhythm").plain(series.rhythm)


def schedule(series: Series, *, reader_zone: str) -> str:
    """How often, on which day and when, on the series' wall clock; its zone where the reader has another."""
    weekdays = words("one_on_ones/rhythm")
    said = words(
        "one_on_ones/rhythm",
        weekday=weekdays.plain(f"day_{series.starts_on.weekday()}"),
        ordinal=weekdays.plain(f"ordinal_{series.ordinal}".replace("-1", "last")) if series.ordinal else "",
        at=series.at,
        zone=series.zone if series.zone != reader_zone else None,
        minutes=series.minutes,
    )
    return said.plain(f"schedule_{series.rhythm}")


def moment(moment: datetime, reader: Reader) -> str:
    """The day and the time on the reader's wall: *today at 10:00*, *Thursday 8 October at 09:10*."""
    return _said(moment, reader, "moment")


def short_moment(moment: datetime, reader: Reader) -> str:
    """The time on the reader's wall, with the day in front unless it is today."""
    return _said(moment, reader, "short")


def dated_moment(moment: datetime, reader: Reader) -> str:
    """The same with its date always, for words that stay: *Thursday 8 October at 09:10*."""
    return _said(moment, reader, "dated")


def button_moment(moment: datetime, reader: Reader) -> str:
    """Short enough for a button: *Mon 12 Oct, 10:00*."""
    local = moment.astimezone(zone_named(reader.zone))
    return words("one_on_ones/rhythm", at=local).plain("button")


def _said(moment: datetime, reader: Reader, part: str) -> str:
    local = moment.astimezone(zone_named(reader.zone))
    days = (local.date() - reader.today).days
    return words("one_on_ones/rhythm", at=local, days=days).plain(part)

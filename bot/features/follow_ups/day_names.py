"""The parts of a date said in words; what weekdays and months are called in a language, dateparser knows."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.features.follow_ups.due_words import DueWords, Phrase

_YEAR = re.compile(r"20\d\d", re.ASCII)
_DAY = re.compile(r"(\d\d?)(?:st|nd|rd|th|er|o)?", re.ASCII)
# Three letters at least: "so", "me" and "mi" are weekdays in somebody's abbreviations.
_NAME = re.compile(r"[^\W\d_]{3,15}(?:-[^\W\d_]{3,15})?")
_OCTOBER, _NOVEMBER = (datetime(2026, month, 1) for month in (10, 11))  # noqa: DTZ001  # any two months


@dataclass(frozen=True, slots=True)
class DateParts:
    """What was said of a date: ``weekday`` from 0 for Monday, ``month`` from 1; None for what was not."""

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None


def parts_in(words: Phrase, *, said: DueWords) -> DateParts | None:
    """The parts that ``words`` name, in any order; None when one is no part of a date, or comes twice."""
    found: dict[str, int] = {}
    for word in words:
        part = _part(word, said)
        if part is None or part[0] in found:
            return None
        found[part[0]] = part[1]
    return DateParts(**found)


def weekday_of(word: str, *, said: DueWords) -> int | None:
    """0 for Monday to 6, or None."""
    # To dateparser "noon" is a day and "drei" the third of the month: those change their weekday.
    first, second = (_weekday_within_a_week(word, said, since=since) for since in (_OCTOBER, _NOVEMBER))
    return first if first == second else None


def month_of(word: str, *, said: DueWords) -> int | None:
    """1 to 12, or None."""
    first, last = (_parse(word, said, since=_OCTOBER, day=day) for day in ("first", "last"))
    return first.month if first and last and first.day == 1 and last.day > 1 else None


def _weekday_within_a_week(word: str, said: DueWords, *, since: datetime) -> int | None:
    day = _parse(word, said, since=since)
    return day.weekday() if day and day - since <= timedelta(days=7) else None


def _part(word: str, said: DueWords) -> tuple[str, int] | None:
    if _YEAR.fullmatch(word):
        return "year", int(word)
    if numbered := _DAY.fullmatch(word):
        return "day", int(numbered[1])
    if (weekday := weekday_of(word, said=said)) is not None:
        return "weekday", weekday
    month = month_of(word, said=said)
    return ("month", month) if month else None


def _parse(word: str, said: DueWords, *, since: datetime, day: str = "first") -> datetime | None:
    name = said.also.get(word, word)
    if not _NAME.fullmatch(name):
        return None
    # Only here, for it takes its time to load.
    import dateparser

    return dateparser.parse(
        name,
        languages=[said.language],
        settings={
            "PARSERS": ["absolute-time"],
            "PREFER_DATES_FROM": "future",
            "PREFER_DAY_OF_MONTH": day,
            "RELATIVE_BASE": since,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )

"""Which days somebody means who types them: a date, a weekday, a week, or from one to another. Pure.

English only. What could be read in two ways (12/10/2026) is not guessed at.
"""

import re
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from bot.features.people.stretches import Stretch

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STEPS = {"day": "days", "week": "weeks", "month": "months"}
_TO = re.compile(r"\s+(?:to|until|till|through|-|\u2013|\u2014)\s+")
_LONGEST = 60  # nobody needs more letters for two dates, and a parser must not chew on a page


def said_days(said: str, *, today: date) -> Stretch | None:
    """The days that ``said`` means to somebody for whom it is ``today``; None when it makes no sense.

    A stretch may end before it begins, and may lie in the past: whether it is wanted is not decided here.
    """
    said = re.sub(r"^(?:from|on|for)\s+", "", " ".join(said.lower().split()))
    if not said or len(said) > _LONGEST:
        return None
    try:
        several = _several_days(said, today)
        return _from_one_to_another(said, today) if several is None else several
    except OverflowError:  # a date beyond the calendar
        return None


def _several_days(said: str, today: date) -> Stretch | None:
    monday = today - timedelta(days=today.weekday())
    if said == "this week":
        return Stretch(today, monday + timedelta(days=6))
    if said == "next week":
        return Stretch(monday + timedelta(days=7), monday + timedelta(days=13))
    matched = re.fullmatch(r"([1-9][0-9]{0,2}|an?|one)\s+(day|week|month)s?", said)
    if not matched:
        return None
    count = int(matched[1]) if matched[1].isdigit() else 1
    length = relativedelta(**{_STEPS[matched[2]]: count})  # type: ignore[arg-type]
    return Stretch(today, today + length - timedelta(days=1))


def _from_one_to_another(said: str, today: date) -> Stretch | None:
    first, *rest = _TO.split(said)
    first_on = _one_day(first, today)
    if first_on is None or len(rest) > 1:
        return None
    # "monday to friday" means the Friday after that Monday.
    last_on = _one_day(rest[0], max(first_on, today)) if rest else first_on
    return None if last_on is None else Stretch(first_on, last_on)


def _one_day(said: str, today: date) -> date | None:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
        try:
            return date.fromisoformat(said)
        except ValueError:
            return None
    near = {"today": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2}
    if said in near:
        return today + timedelta(days=near[said])
    return _weekday(said, today) or _date_in_words(said, today)


def _weekday(said: str, today: date) -> date | None:
    """Today or one of the next six days; with *next*, the day of that name in the next calendar week."""
    which, _, name = said.rpartition(" ")
    weekday = _weekday_called(name)
    if weekday is None or which not in ("", "this", "next"):
        return None
    if which == "next":
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _date_in_words(said: str, today: date) -> date | None:
    """*12 October*, *oct 12 2026*, *Monday 12 October*: the month is named, so that no order is guessed."""
    if not re.fullmatch(r"[a-z0-9, ]+", said) or not re.search(r"[a-z]{3}", said):
        return None
    # It takes longer to load than the listener that needs it, and most people type a date or a weekday.
    import dateparser

    found = dateparser.parse(
        said,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time()),
            "PREFER_DATES_FROM": "future",
            "REQUIRE_PARTS": ["day", "month"],
            "PARSERS": ["absolute-time"],
        },
    )
    if found is None:
        return None
    named = [weekday for word in said.split() if (weekday := _weekday_called(word.strip(","))) is not None]
    return found.date() if named in ([], [found.weekday()]) else None


def _weekday_called(name: str) -> int | None:
    """0 is Monday; None for what is no weekday. Three letters are enough."""
    called = [day for day, weekday in enumerate(_WEEKDAYS) if len(name) >= 3 and weekday.startswith(name)]
    return called[0] if called else None

"""A few words that may name a day, read as that day or as none."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import TypeVar

from bot.features.follow_ups import day_names, days_ahead
from bot.features.follow_ups.day_names import DateParts
from bot.features.follow_ups.due_words import DueWords, Phrase

_ISO = re.compile(r"(20\d\d)-(\d\d?)-(\d\d?)", re.ASCII)
_FIGURES = re.compile(r"(\d\d?)([./-])(\d\d?)(?:\2(20\d\d|\d\d))?", re.ASCII)
_DAY = re.compile(r"(\d\d?)(?:st|nd|rd|th|er|o)?", re.ASCII)
_COUNT = re.compile(r"\d{1,3}", re.ASCII)
_HOUR = re.compile(r"\d\d?(?:[:h]\d\d|(?:[:.]\d\d)?(?:am|pm|h|uhr))", re.ASCII)
_HOUR_IN_TWO_WORDS = re.compile(r"\d\d?(?:[:.]\d\d)? (?:[ap]\.?m|h|uhr|o'clock)", re.ASCII)


class Lead(Enum):
    """What leads to a day: a word for a deadline ("by"), or one for other things as well ("on", "for")."""

    DEADLINE = auto()
    OCCASION = auto()


@dataclass(frozen=True)
class DayReader:
    """Reads words of one language on the reader's ``today``; a day that is past or far off comes as it is."""

    said: DueWords
    today: date
    month_first: bool
    """Whether 3/11 is the eleventh of March."""

    def read(self, words: Phrase, lead: Lead | None) -> date | None:
        """The day that the whole of ``words`` (folded) names, with the words that lead to it.

        Without a ``lead`` only what can hardly mean anything else names a day.
        """
        if not words:
            return None
        return _first(
            way(words, lead)
            for way in (
                self._by_what_it_is_called,
                self._by_counting,
                self._as_an_end,
                self._as_a_weekday_to_come,
                self._in_figures,
                self._by_its_name,
                self._without_the_hour,
                self._without_what_leads_to_it,
            )
        )

    def _by_what_it_is_called(self, words: Phrase, lead: Lead | None) -> date | None:
        said = self.said
        for ahead, names in enumerate((said.today, said.tomorrow, said.day_after_tomorrow)):
            if words in names:
                return self.today + timedelta(days=ahead)
        if lead is Lead.OCCASION and words[:1] not in said.occasion:
            # "The agenda for next week" says what it is for, not by when.
            return None
        spans = (
            (said.this_week, "week", 0),
            (said.next_week, "week", 1),
            (said.this_month, "month", 0),
            (said.next_month, "month", 1),
            (said.this_quarter, "quarter", 0),
            (said.next_quarter, "quarter", 1),
            (said.this_year, "year", 0),
        )
        return _first(
            days_ahead.last_day(unit, ahead=ahead, today=self.today)
            for names, unit, ahead in spans
            if words in names
        )

    def _by_counting(self, words: Phrase, lead: Lead | None) -> date | None:
        """In two weeks; two weeks from now; a week from Monday."""
        for rest in _without(self.said.within, words):
            if len(rest) == 2 and rest[1] in self.said.units and (count := self._count(rest[0])):
                return days_ahead.later(count, self.said.units[rest[1]], today=self.today)
        for rest in _without(self.said.week_later, words):
            if (weekday := self._weekday(rest)) is not None:
                return days_ahead.next_weekday(weekday, today=self.today) + timedelta(weeks=1)
        return None

    def _as_an_end(self, words: Phrase, lead: Lead | None) -> date | None:
        """End of the month; end of October; end of next week."""
        for rest in _without_first(self.said.end_of, words):
            bare = self._bare(rest)
            name = " ".join(bare)
            if name in self.said.units:
                return days_ahead.last_day(self.said.units[name], today=self.today)
            if month := day_names.month_of(name, said=self.said):
                return days_ahead.last_of_month(month, today=self.today)
            if day := _first(self._by_what_it_is_called(each, None) for each in (rest, bare)):
                return day
        return None

    def _as_a_weekday_to_come(self, words: Phrase, lead: Lead | None) -> date | None:
        """This Friday; and next Friday, the one of next week. Judgement: it is shown before it is kept."""
        for rest in _without(self.said.following, words):
            if (weekday := self._weekday(rest)) is not None:
                return days_ahead.weekday_of_next_week(weekday, today=self.today)
        for rest in _without(self.said.coming, words):
            if (weekday := self._weekday(rest)) is not None:
                return days_ahead.weekday_from_today(weekday, today=self.today)
        return None

    def _in_figures(self, words: Phrase, lead: Lead | None) -> date | None:
        """2026-11-03; 3/11/2026; and, led to, 3/11."""
        if iso := _ISO.fullmatch(words[-1]):
            return days_ahead.real_date(int(iso[1]), int(iso[2]), int(iso[3])) if len(words) == 1 else None
        figures = _FIGURES.fullmatch(words[-1])
        if not figures or len(words) > 1:
            return None
        day, month = int(figures[1]), int(figures[3])
        if self.month_first and figures[2] != ".":
            day, month = month, day
        if figures[4]:
            is_plain = lead is not None or len(figures[4]) == 4
            return days_ahead.real_date(2000 + int(figures[4]) % 100, month, day) if is_plain else None
        is_led = lead is not None and (figures[2],) in self.said.separators
        return days_ahead.next_date(month, day, today=self.today) if is_led else None

    def _by_its_name(self, words: Phrase, lead: Lead | None) -> date | None:
        """Friday; 3 October; Friday, 16 October 2026; and, led to, the 15th or October."""
        parts = day_names.parts_in(self._bare(words), said=self.said)
        if parts is None:
            return None
        if parts.month or parts.year:
            return self._in_a_month(parts, words, lead)
        if parts.weekday is None:
            # "Cut it by 15" names no day, "by the 15th" does.
            is_day = lead is not None and (not words[-1].isdigit() or (words[0],) in self.said.small)
            return days_ahead.next_day_of_month(parts.day, today=self.today) if parts.day and is_day else None
        if lead is None and (words[:1] not in self.said.weekdays):
            return None
        if parts.day is None:
            return days_ahead.next_weekday(parts.weekday, today=self.today)
        # "Friday 5" may as well be a time or a version, so the 5th has to be a Friday.
        day = days_ahead.next_day_of_month(parts.day, today=self.today)
        return day if day and day.weekday() == parts.weekday else None

    def _in_a_month(self, parts: DateParts, words: Phrase, lead: Lead | None) -> date | None:
        if parts.month and parts.day and parts.year:
            return days_ahead.real_date(parts.year, parts.month, parts.day)
        if parts.month and parts.day:
            return days_ahead.next_date(parts.month, parts.day, today=self.today)
        # "The numbers for May" are no deadline, and "by ten" is no October, whatever dateparser says.
        is_meant = lead is Lead.DEADLINE and words[-1] not in self.said.numbers
        if parts.month is None or parts.weekday is not None or not is_meant:
            return None
        if parts.year:
            return days_ahead.real_date(parts.year, parts.month, 1)
        return days_ahead.first_of_month(parts.month, today=self.today)

    def _without_the_hour(self, words: Phrase, lead: Lead | None) -> date | None:
        """Friday morning; Friday at 10:00; 10am on Friday."""
        rests = [*_without(self.said.beside, words)]
        for size, hour in ((1, _HOUR), (2, _HOUR_IN_TWO_WORDS)):
            if hour.fullmatch(" ".join(words[-size:])):
                rests += [*_without_last(self.said.at, words[:-size]), words[:-size]]
            if hour.fullmatch(" ".join(words[:size])):
                rests.append(words[size:])
        if _DAY.fullmatch(words[-1]):
            rests += _without_last(self.said.at, words[:-1])
        return _first(self.read(rest, lead) for rest in rests)

    def _without_what_leads_to_it(self, words: Phrase, lead: Lead | None) -> date | None:
        """The end of the week; by the 15th; 10am on Friday, when the hour is gone."""
        if lead is None:
            ways = (self._by_what_it_is_called, self._as_an_end)
            return _first(way(rest, lead) for rest in _without_first(self.said.small, words) for way in ways)
        said_before = self.said.small | self.said.deadline | self.said.occasion
        return _first(self.read(rest, lead) for rest in _without_first(said_before, words))

    def _bare(self, words: Phrase) -> Phrase:
        return tuple(word for word in words if (word,) not in self.said.small)

    def _count(self, word: str) -> int | None:
        return int(word) if _COUNT.fullmatch(word) else self.said.numbers.get(word)

    def _weekday(self, words: Phrase) -> int | None:
        if len(words) == 1:
            return day_names.weekday_of(words[0], said=self.said)
        return _first(self._weekday(rest) for rest in _without(self.said.beside, words) if rest)


_Found = TypeVar("_Found")


def _first(found: Iterable[_Found | None]) -> _Found | None:
    return next((each for each in found if each is not None), None)


def _without(phrases: Collection[Phrase], words: Phrase) -> Iterator[Phrase]:
    """What is left of ``words`` when one of ``phrases`` is taken off either end."""
    yield from _without_first(phrases, words)
    yield from _without_last(phrases, words)


def _without_first(phrases: Collection[Phrase], words: Phrase) -> Iterator[Phrase]:
    return (words[size:] for size in range(len(words), 0, -1) if words[:size] in phrases)


def _without_last(phrases: Collection[Phrase], words: Phrase) -> Iterator[Phrase]:
    return (words[:-size] for size in range(len(words), 0, -1) if words[-size:] in phrases)

"""The day by which something is promised, found at the end of what somebody typed."""

import re
from dataclasses import dataclass
from datetime import date

from bot.features.follow_ups.due_words import DueWords, Phrase, fold, spoken_by
from bot.features.follow_ups.named_days import DayReader, Lead

FARTHEST_DAYS = 366
"""Judgement: who means a day more than a year away chooses it in the form."""

LONGEST_DAY = 8
"""Words. "By 10:00 on Friday the 16th of October" has eight."""

_AROUND = ".,;:!?…()[]{}\"'“”„‘’«»*_~"
_LEFT_HANGING = " \t\r\n,;:-–—([{\"'“„«*_~"


@dataclass(frozen=True, slots=True)
class Understood:
    """What was typed, taken apart.

    ``words`` is what is left to do; ``due_on`` a day on the reader's calendar, None when none is named.
    """

    words: str
    due_on: date | None


def understand(text: str, *, language: str, today: date) -> Understood:
    """What ``text`` (plain, as typed) says is to be done, and by when, where its end says so.

    ``language`` is a language or a Slack locale ("pt", "pt-BR"); English is understood besides any other.
    ``today`` is the reader's. A day that is past, or more than FARTHEST_DAYS away, stays in the words.
    """
    spoken = spoken_by(language)
    month_first = (fold(language).replace("_", "-"),) in spoken[0].month_first_in
    tail = list(re.finditer(r"\S+", text))[-LONGEST_DAY - 1 :]
    words = tuple(fold(part.group().strip(_AROUND)) for part in tail)
    for said in spoken:
        reader = DayReader(said, today, month_first)
        for start in range(max(0, len(words) - LONGEST_DAY), len(words)):
            due_on = _read(words[start:], words[start - 1 : start], reader)
            if due_on is not None:
                if not 0 <= (due_on - today).days <= FARTHEST_DAYS:
                    return Understood(text.strip(), None)
                return Understood(text[: tail[start].start()].rstrip(_LEFT_HANGING).lstrip(), due_on)
    return Understood(text.strip(), None)


def _read(words: Phrase, before: Phrase, reader: DayReader) -> date | None:
    lead = _lead(words, reader.said)
    said = reader.said
    if lead is None and before in said.not_behind | said.small | said.deadline | said.occasion:
        # What stands before it says something else of the day: "every Friday", "for next week".
        return None
    return reader.read(words, lead)


def _lead(words: Phrase, said: DueWords) -> Lead | None:
    for size in range(len(words) - 1, 0, -1):
        if words[:size] in said.deadline:
            return Lead.DEADLINE
        if words[:size] in said.occasion:
            return Lead.OCCASION
    return None

"""What is typed behind `/1on1`, understood: words in any sensible order."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time

from bot.features.one_on_ones.models import Rhythm
from bot.features.one_on_ones.recurrence import LAST, LENGTHS, MONTHS_BETWEEN, USUAL_MINUTES, Schedule
from bot.platform.errors import UserError
from bot.platform.slack import mrkdwn
from bot.platform.templating import words


class NotUnderstood(UserError):
    """What was typed names nobody, too many, or a time that is none; the words say which."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was understood; what was left out is None."""

    person_id: str
    rhythm: Rhythm | None = None
    ordinal: int | None = None
    weekday: int | None = None
    at: time | None = None
    minutes: int | None = None

    @property
    def schedule(self) -> Schedule | None:
        """The whole of it, or None while something is missing."""
        if self.rhythm is None or self.weekday is None or self.at is None:
            return None
        return Schedule(self.rhythm, self.weekday, self.at, self.minutes or USUAL_MINUTES, self.ordinal)


# Said in several words, these become one word before the rest is read.
_PHRASES = (
    (
        re.compile(r"\b(?:(?:once )?every|each) (?:other|second|two|2) weeks?\b|\bonce a fortnight\b"),
        "fortnightly",
    ),
    (re.compile(r"\b(?:every|each) week\b|\bonce a week\b"), "weekly"),
    (re.compile(r"\b(?:every|each) month\b|\bonce a month\b|\bof (?:the|each|every) month\b"), "monthly"),
    (
        re.compile(
            r"\b(?:every|each) (?:three|3) months\b|\b(?:every|each) quarter\b|\bonce a quarter\b"
            r"|\bof (?:the|each|every) quarter\b"
        ),
        "quarterly",
    ),
    (re.compile(r"\b(\d{1,2}(?:[:.]\d\d)?) ([ap])\.?m\b\.?"), r"\1\2m"),
    (re.compile(r"\b(\d{1,3}) ?(?:m|min|mins|minute|minutes)\b"), r"\1min"),
    (re.compile(r"\b(\d{1,2}) ?o['’]?clock\b"), r"\1:00"),
)
_RHYTHMS = {
    "weekly": Rhythm.WEEKLY,
    "fortnightly": Rhythm.FORTNIGHTLY,
    "biweekly": Rhythm.FORTNIGHTLY,
    "bi-weekly": Rhythm.FORTNIGHTLY,
    "monthly": Rhythm.MONTHLY,
    "quarterly": Rhythm.QUARTERLY,
}
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": LAST,
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed", "weds"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_SAID_IN_PASSING = frozenset({"every", "each", "on", "at", "for", "with", "the", "a", "and", "please", "day"})
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(h|am|pm)?")
_TIME_LIKE = re.compile(r"\d.*")
_MINUTES = re.compile(r"(\d{1,3})min")
_TIMES_OF_DAY = {"noon": time(12), "midday": time(12)}


def understand(text: str) -> Spoken:
    """The person and the schedule in ``text`` (mrkdwn, as Slack sends it).

    Raises NotUnderstood, in words that say what to type instead.
    """
    people = mrkdwn.mentions_in(text)
    parts = _parts(text)
    found: dict[str, object] = {}
    every = False
    for part in parts:
        every = every or part in ("every", "each") or (part[:-1] in _WEEKDAYS and part.endswith("days"))
        if part not in _SAID_IN_PASSING:
            kind, value = _read(part)
            if found.setdefault(kind, value) != value:
                raise _refusal("two_of_a_kind", word=part)
    if len(people) != 1:
        raise _refusal("nobody" if not people else "two_people")
    spoken = Spoken(people[0], **found)  # type: ignore[arg-type]
    return _with_rhythm(spoken, every=every)


def _with_rhythm(spoken: Spoken, *, every: bool) -> Spoken:
    """With the rhythm that *every Tuesday* and *first Tuesday* mean."""
    rhythm = spoken.rhythm
    if spoken.ordinal is not None:
        if rhythm not in (None, *MONTHS_BETWEEN):
            raise _refusal("ordinal_without_month")
        rhythm = rhythm or Rhythm.MONTHLY
    elif rhythm is None and every and spoken.weekday is not None:
        rhythm = Rhythm.WEEKLY
    return Spoken(spoken.person_id, rhythm, spoken.ordinal, spoken.weekday, spoken.at, spoken.minutes)


def _parts(text: str) -> list[str]:
    said = mrkdwn.unescape(mrkdwn.without_mentions(text))
    said = " ".join(unicodedata.normalize("NFKC", said).casefold().replace(",", " ").split())
    for phrase, word in _PHRASES:
        said = phrase.sub(word, said)
    return [part.strip(".;!") or part for part in said.split()]


def _read(part: str) -> tuple[str, object]:
    if part in _RHYTHMS:
        return "rhythm", _RHYTHMS[part]
    if part in _ORDINALS:
        return "ordinal", _ORDINALS[part]
    if part in _WEEKDAYS:
        return "weekday", _WEEKDAYS[part]
    if part.endswith("days") and part[:-1] in _WEEKDAYS:
        return "weekday", _WEEKDAYS[part[:-1]]
    if part in _TIMES_OF_DAY:
        return "at", _TIMES_OF_DAY[part]
    minutes = _MINUTES.fullmatch(part)
    if minutes:
        if int(minutes[1]) not in LENGTHS:
            raise _refusal("which_length")
        return "minutes", int(minutes[1])
    at = _time_of_day(part)
    if at is not None:
        return "at", at
    if _TIME_LIKE.fullmatch(part):
        raise _refusal("no_such_time", word=part)
    raise _refusal("unknown_name" if part.startswith("@") else "unknown_word", word=part)


def _time_of_day(part: str) -> time | None:
    matched = _TIME.fullmatch(part)
    if not matched:
        return None
    hour, minute, half = int(matched[1]), int(matched[2] or 0), matched[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _refusal(why: str, *, word: str = "") -> NotUnderstood:
    # A word that fills the screen would push the answer off it.
    shown = word if len(word) <= 40 else f"{word[:39]}…"
    return NotUnderstood(words("one_on_ones/refusals", word=shown).plain(why))

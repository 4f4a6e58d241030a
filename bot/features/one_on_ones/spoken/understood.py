"""What is typed behind `/1on1`, understood: words in any sensible order."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import time

from bot.features.one_on_ones.models import Rhythm, Role
from bot.features.one_on_ones.recurrence import LENGTHS, MONTHS_BETWEEN, Schedule, usual_minutes
from bot.features.one_on_ones.spoken import vocabulary, zones
from bot.platform.errors import UserError
from bot.platform.slack import mrkdwn
from bot.platform.templating import words
from bot.platform.working_time import is_zone


class NotUnderstood(UserError):
    """What was typed names nobody, too many, or a time that is none; the words say which."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was understood; what was left out is None.

    ``other_is``: what the other is to the one who typed. ``is_skip_level``: a level lies between the two.
    ``clock``: whose, ``zones.MINE``, ``zones.THEIRS`` or an IANA name.
    """

    person_id: str
    rhythm: Rhythm | None = None
    ordinal: int | None = None
    weekday: int | None = None
    at: time | None = None
    minutes: int | None = None
    other_is: Role | None = None
    is_skip_level: bool = False
    clock: str | None = None

    @property
    def lacks_a_side(self) -> bool:
        """Whether a level lies between the two, and it was not said who stands above."""
        return self.is_skip_level and self.other_is is None

    def schedule(self, *, their_zone: str) -> Schedule | None:
        """The whole of it, or None while something is missing. ``their_zone``: the other's, IANA."""
        if self.rhythm is None or self.weekday is None or self.at is None or self.lacks_a_side:
            return None
        zone = {None: None, zones.MINE: None, zones.THEIRS: their_zone}.get(self.clock, self.clock)
        return Schedule(
            self.rhythm, self.weekday, self.at, self.minutes or usual_minutes(self.rhythm), self.ordinal, zone
        )


_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(h|am|pm)?")
_TIME_LIKE = re.compile(r"\d.*")
_MINUTES = re.compile(r"(\d{1,3})min")


def understand(text: str) -> Spoken:
    """The person and the schedule in ``text`` (mrkdwn, as Slack sends it).

    Raises NotUnderstood, in words that say what to type instead.
    """
    people = mrkdwn.mentions_in(text)
    parts = _parts(text)
    found: dict[str, object] = {}
    every = False
    for part in parts:
        every = every or part in ("every", "each") or _is_every_weekday(part)
        if part not in vocabulary.SAID_IN_PASSING:
            kind, value = _read(part)
            if found.setdefault(kind, value) != value:
                raise _refusal("two_of_a_kind", word=part.removeprefix(zones.ZONE))
    if len(people) != 1:
        raise _refusal("nobody" if not people else "two_people")
    spoken = Spoken(people[0], **found)  # type: ignore[arg-type]
    return _with_side(_with_rhythm(spoken, every=every))


def _with_rhythm(spoken: Spoken, *, every: bool) -> Spoken:
    """With the rhythm that *every Tuesday* and *first Tuesday* mean."""
    rhythm = spoken.rhythm
    if spoken.ordinal is not None:
        if rhythm not in (None, *MONTHS_BETWEEN):
            raise _refusal("ordinal_without_month")
        rhythm = rhythm or Rhythm.MONTHLY
    elif rhythm is None and every and spoken.weekday is not None:
        rhythm = Rhythm.WEEKLY
    return replace(spoken, rhythm=rhythm)


def _with_side(spoken: Spoken) -> Spoken:
    """With what *skip-level with my manager* means: my manager's manager."""
    role = spoken.other_is
    if not spoken.is_skip_level or role is None:
        return spoken
    if role is Role.PEER:
        raise _refusal("two_of_a_kind", word=Role.PEER)
    return replace(spoken, other_is=vocabulary.A_LEVEL_FURTHER.get(role, role))


def _parts(text: str) -> list[str]:
    said = mrkdwn.unescape(mrkdwn.without_mentions(text))
    said = " ".join(unicodedata.normalize("NFKC", said).casefold().replace(",", " ").split())
    for phrase, word in vocabulary.PHRASES:
        said = phrase.sub(word, said)
    _refuse_what_there_is_not(said)
    return zones.with_zones([part.strip(".;!") or part for part in said.split()])


def _refuse_what_there_is_not(said: str) -> None:
    other = vocabulary.OTHER_RHYTHM.search(said)
    if other:
        raise _refusal("no_such_rhythm", word=other[0])
    date = vocabulary.DATE_OF_MONTH.search(said)
    if date:
        raise _refusal("weekdays_not_dates", word=date[0])


def _read(part: str) -> tuple[str, object]:
    for kind, table in _TABLES.items():
        if part in table:
            return kind, table[part]
    if part == vocabulary.SKIP_LEVEL:
        return "is_skip_level", True
    if part.startswith(zones.ZONE):
        return "clock", _clock(part.removeprefix(zones.ZONE))
    if _is_every_weekday(part):
        return "weekday", vocabulary.WEEKDAYS[part[:-1]]
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


_TABLES: dict[str, dict[str, object]] = {
    "rhythm": {**vocabulary.RHYTHMS},
    "ordinal": {**vocabulary.ORDINALS},
    "weekday": {**vocabulary.WEEKDAYS},
    "other_is": {**vocabulary.ROLES},
    "at": {**vocabulary.TIMES_OF_DAY},
}


def _is_every_weekday(part: str) -> bool:
    return part.endswith("days") and part[:-1] in vocabulary.WEEKDAYS


def _clock(said: str) -> str:
    if said not in (zones.MINE, zones.THEIRS) and not is_zone(said):
        raise _refusal("no_such_zone", word=said)
    return said


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

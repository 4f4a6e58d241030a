"""What two people may see and be told, kept in plain dicts beside the real thing."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.models import Meeting, MeetingState, Phase

_WORD = re.compile(r"canary\d{4}")


@dataclass
class Item:
    """Something on an agenda. ``series_id``: the series on whose agenda it stands, if any."""

    word: str
    author_id: str
    is_private: bool
    series_id: int | None
    added_at: datetime
    is_open: bool = True


@dataclass
class Running:
    """The series that runs; ``joined_at`` is None until the other one has joined."""

    series_id: int
    organizer_id: str
    other_id: str
    joined_at: datetime | None = None

    def has(self, person_id: str) -> bool:
        return person_id == self.organizer_id or self.joined_at is not None


@dataclass
class Away:
    """Days off, both ends included, and when they were noted."""

    first_on: date
    last_on: date
    noted_at: datetime


@dataclass
class Model:
    """Everything that was done so far, as far as it matters to what either may see or be told."""

    zones: dict[str, str]
    running: Running | None = None
    every_series: dict[int, Running] = field(default_factory=dict)
    """Those that have ended, too."""
    items: dict[int, Item] = field(default_factory=dict)
    notes: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    """Notes for both: their word, their author, their series."""
    prepared: dict[str, list[str]] = field(default_factory=dict)
    """What each noted for themselves, the latest last; an empty word where they took it back."""
    away: dict[str, list[Away]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    was_anybody_gone: bool = False
    told: dict[tuple[int, str, Phase], datetime] = field(default_factory=dict)
    asked_of_series: dict[tuple[int, str], datetime] = field(default_factory=dict)
    said_of_series: dict[int, datetime] = field(default_factory=dict)
    """When anybody last said what became of a meeting, or that the series goes on."""
    leads: dict[tuple[str, int], int] = field(default_factory=dict)
    """How many minutes before each meeting of a series somebody chose to be told, ever, at most."""
    words: int = 0

    def new_word(self) -> str:
        """A word that stands nowhere yet."""
        self.words += 1
        return f"canary{self.words:04}"

    def begin(self, series: Running) -> None:
        """A series runs from now on, its organizer's alone."""
        self.running = self.every_series[series.series_id] = series

    def was_in(self, person_id: str, meeting: Meeting) -> bool:
        """Whether this one of the two had set the series up, or joined it, as that meeting began."""
        series = self.every_series[meeting.series_id]
        if person_id == series.organizer_id:
            return True
        return series.joined_at is not None and meeting.starts_at >= series.joined_at

    # What each may see

    def is_shared(self, item: Item) -> bool:
        """Whether both of the two see it."""
        running = self.running
        return (
            running is not None
            and running.joined_at is not None
            and item.series_id == running.series_id
            and not item.is_private
        )

    def on_agenda(self, viewer_id: str) -> dict[int, Item]:
        """The open items that this one of the two sees, by id."""
        return {
            item_id: item
            for item_id, item in self.items.items()
            if item.is_open and (item.author_id == viewer_id or self.is_shared(item))
        }

    def may_read(self, viewer_id: str) -> set[str]:
        """Every word that may stand before this one of the two, whichever page they open."""
        own = {item.word for item in self.items.values() if item.author_id == viewer_id}
        shared = {item.word for item in self.items.values() if item.is_open and self.is_shared(item)}
        noted = {word for word, author_id, _ in self.notes.values() if author_id == viewer_id}
        if self.running is not None and self.running.joined_at is not None:
            noted |= {
                word for word, _, series_id in self.notes.values() if series_id == self.running.series_id
            }
        return own | shared | noted | set(self.prepared.get(viewer_id, []))

    def covered_on_cards(self) -> set[str]:
        """What even its own author does not read on a card, which others may look at over a shoulder."""
        private = {item.word for item in self.items.values() if not self.is_shared(item)}
        return private | {word for words in self.prepared.values() for word in words}

    # What each may be told

    def is_somebody_away(self, meeting: Meeting, *, noted_before: datetime) -> bool:
        """Whether one of the two who is in it had noted, before that moment, that they are away that day."""
        assert self.running is not None
        joined_at = self.running.joined_at
        ends = [self.running.organizer_id]
        if joined_at is not None and joined_at <= noted_before:
            ends.append(self.running.other_id)
        return any(
            stretch.first_on <= local(meeting.starts_at, self.zones[one]).date() <= stretch.last_on
            for one in ends
            for stretch in self.away.get(one, [])
            if stretch.noted_at <= noted_before
        )

    def tell(self, person_id: str, meeting: Meeting, phase: Phase, *, now: datetime, regular: bool) -> None:
        """One of the two was told of a meeting: it was the first time, and there was reason to.

        ``regular``: it stands where the rhythm of its series puts it, rather than where somebody moved it.
        """
        key = (meeting.id, person_id, phase)
        assert key not in self.told, f"{phase} was told twice"
        self.told[key] = now
        assert meeting.state == MeetingState.PLANNED
        assert self.running is not None
        assert self.running.series_id == meeting.series_id
        assert self.was_in(person_id, meeting)
        assert not self.gone
        series = meeting.series
        if regular and series.paused_until is not None and meeting.starts_at > now:
            assert local(meeting.starts_at, series.zone).date() >= series.paused_until
        ends_at = meeting.starts_at + timedelta(minutes=series.minutes)
        if phase in (Phase.BEFORE, Phase.ANOTHER_SLOT):
            assert meeting.starts_at > now
            is_away = self.is_somebody_away(meeting, noted_before=now)
            assert is_away is (phase is Phase.ANOTHER_SLOT)
        else:
            assert ends_at <= now
            if regular and not self.was_anybody_gone:
                assert not self.is_somebody_away(meeting, noted_before=meeting.starts_at)
        if phase is Phase.GO_ON:
            asked_at = self.asked_of_series.get((meeting.series_id, person_id))
            said_at = self.said_of_series.get(meeting.series_id)
            assert asked_at is None or (said_at is not None and said_at >= asked_at)
            self.asked_of_series[meeting.series_id, person_id] = now


def local(moment: datetime, zone: str) -> datetime:
    """The moment on the wall clock of that zone."""
    return moment.astimezone(ZoneInfo(zone))


def words_on(thing: Any) -> set[str]:
    """The words of the model that can be read on blocks or a page."""
    return set(_WORD.findall(str(thing)))


def phase_of(blocks: list[dict[str, Any]]) -> Phase:
    """Why a card names a meeting, as the buttons on its line say."""
    pressed = {element["action_id"] for block in blocks for element in block.get("elements", [])}
    if Action.HELD in pressed:
        return Phase.AFTER
    if Action.GO_ON in pressed:
        return Phase.GO_ON
    return Phase.BEFORE if Action.PREPARE in pressed else Phase.ANOTHER_SLOT


def is_on_the_wall(meeting: Meeting) -> bool:
    """Whether it begins when its series says: at that time of day, or later where there is none."""
    series = meeting.series
    begins = local(meeting.starts_at, series.zone)
    if begins.time() == series.at:
        return True
    # The hour that a clock skips: half past two does not exist, and on the way there and back it moves on.
    meant = datetime.combine(begins.date(), series.at, tzinfo=ZoneInfo(series.zone))
    there_and_back = meant.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(series.zone))
    return there_and_back == begins and there_and_back.time() != series.at

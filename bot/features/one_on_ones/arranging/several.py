"""Several series at once: who gets which slot, who is left out and why, and setting them all up."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from sqlalchemy.orm import Session

from bot.features.one_on_ones import series
from bot.features.one_on_ones.arranging import roles
from bot.features.one_on_ones.arranging.staggering import Wish, stagger
from bot.features.one_on_ones.models import Rhythm, Role, Series
from bot.features.one_on_ones.recurrence import Schedule, beginning_with
from bot.features.people import directory, reporting_lines
from bot.features.people.directory import NobodyToTurnTo
from bot.features.people.reader import Reader
from bot.platform.slack.mrkdwn import literal
from bot.platform.templating import words

MOST = 25


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen in the form. ``kept``: those of ``people`` who were found to be possible."""

    people: tuple[str, ...]
    other_is: Role
    wish: Wish
    kept: tuple[str, ...] = ()

    def written(self) -> str:
        """To be carried from one step of a form to the next."""
        return json.dumps(
            {
                "people": self.people,
                "other_is": self.other_is,
                "rhythm": self.wish.rhythm,
                "weekdays": self.wish.weekdays,
                "first_at": self.wish.first_at.isoformat("minutes"),
                "minutes": self.wish.minutes,
                "kept": self.kept,
            }
        )


def choices_in(written: str) -> Choices:
    """What had been written there."""
    given = json.loads(written)
    wish = Wish(
        Rhythm(given["rhythm"]),
        tuple(given["weekdays"]),
        time.fromisoformat(given["first_at"]),
        given["minutes"],
    )
    return Choices(tuple(given["people"]), Role(given["other_is"]), wish, tuple(given["kept"]))


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom the reader would meet when, and why the others are left out, as mrkdwn, a sentence each."""

    series: Sequence[Series]
    left_out: Sequence[str]


def plan(session: Session, reader: Reader, choices: Choices) -> Plan:
    """What would be set up. Nothing is kept. Raises TooMany."""
    kept, left_out = [], []
    for person_id in choices.people:
        reason = _why_not(session, reader, person_id)
        if reason is None:
            kept.append(person_id)
        else:
            left_out.append(reason)
    slots = stagger(choices.wish, count=len(kept))
    return Plan([_unsaved(reader, *one) for one in zip(kept, slots, strict=True)], left_out)


def set_up_all(session: Session, reader: Reader, choices: Choices) -> Plan:
    """Set up what was planned, for those in ``choices.kept``, each at the slot that was shown.

    Whoever is not possible any more is left out, and the slots of the others stay.
    """
    made, left_out = [], []
    # By the form there are no more slots than people; who was kept decides which is whose.
    for person_id, slot in zip(choices.kept, stagger(choices.wish, count=len(choices.kept)), strict=True):
        reason = _why_not(session, reader, person_id)
        if reason is not None:
            left_out.append(reason)
            continue
        try:
            one = series.set_up(
                session,
                reader.workspace_id,
                organizer_id=reader.person_id,
                other_id=person_id,
                schedule=slot,
                other_is=choices.other_is,
                now=reader.now,
            )
        except series.ThereAlready:  # they have set one up in this very moment
            left_out.append(words("one_on_ones/several", other_id=person_id)["there_already"])
            continue
        made.append(one)
        roles.keep_word(
            session,
            reader.workspace_id,
            person_id=reader.person_id,
            other_id=person_id,
            other_is=choices.other_is,
            now=reader.now,
        )
    return Plan(made, left_out)


def likely_people(session: Session, reader: Reader) -> list[str]:
    """Whom the reader leads, by their own word, and has no series with yet: ids."""
    reports = reporting_lines.reports_of(session, reader.workspace_id, reader.person_id)
    return [one.id for one in reports if _why_not(session, reader, one.id) is None][:MOST]


def _why_not(session: Session, reader: Reader, person_id: str) -> str | None:
    """Why there can be none with that person, as mrkdwn; None when there can."""
    try:
        other = directory.colleague(
            session, reader.workspace_id, asker_id=reader.person_id, person_id=person_id
        )
    except NobodyToTurnTo as refused:
        return literal(refused.words)
    if series.between(session, reader.workspace_id, reader.person_id, other.id) is None:
        return None
    return words("one_on_ones/several", other_id=other.id)["there_already"]


def _unsaved(reader: Reader, other_id: str, slot: Schedule) -> Series:
    """The series as it would be, never added to a session."""
    begins = beginning_with(slot, zone=reader.zone, now=reader.now)
    return Series(
        workspace_id=reader.workspace_id,
        organizer_id=reader.person_id,
        other_id=other_id,
        rhythm=begins.rhythm,
        ordinal=begins.ordinal,
        starts_on=begins.starts_on,
        at=begins.at,
        zone=begins.zone,
        minutes=slot.minutes,
    )

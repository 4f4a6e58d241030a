"""The verbs of the weekly question whom one might thank: ask it, leave it, want it or not.

Whom somebody worked with is read from what they noted themselves, and from nothing else. That somebody was
named, or not thanked, stands nowhere that anybody else could see.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Act, Kind
from bot.features.shoutouts.appreciating.models import AppreciationPrompt
from bot.features.shoutouts.appreciating.rotating import next_in_turn, one_turn_back
from bot.platform.database import insert_once

# All of these are judgement, not findings.
MOST_NAMES = 3
"""More would be a list to work through."""
BETWEEN_TWO = timedelta(days=7)
WORKED_TOGETHER_WITHIN = timedelta(days=60)
THANKED_WITHIN = timedelta(days=30)
"""Whoever was thanked so lately is not named."""

# Naming what is unspoken and owning one's part are left out: a thank-you right behind them would be heard
# as a part of the same talk.
_TOGETHER = frozenset({Kind.ASK, Kind.QUESTION, Kind.TALKED, Kind.ONE_ON_ONE, Kind.PRESENCE})
_THANKS = frozenset({Kind.THANK, Kind.SHOUTOUT})


@dataclass(frozen=True, slots=True)
class Asked:
    """One time of being asked: the row's id, and the people who are named, one to three."""

    id: int
    person_ids: list[str]


def is_wanted(session: Session, workspace_id: str, person_id: str) -> bool:
    """Whether the person is asked whom they might thank; they are until they say otherwise."""
    prompt = _prompt(session, workspace_id, person_id)
    return prompt is None or not prompt.is_off


def choose(session: Session, workspace_id: str, person_id: str, *, wanted: bool, now: datetime) -> None:
    """Let the person be asked from now on, or not any more. It enrols nobody: it only says what may come.

    ``now`` (aware, UTC) is not kept: whoever wants it again is asked with their next card.
    """
    if wanted == is_wanted(session, workspace_id, person_id):
        return
    row = _row(session, workspace_id, person_id)
    row.is_off = not wanted
    if wanted:
        row.asked_on = None
    session.flush()


def ask(session: Session, reader: Reader) -> Asked | None:
    """Ask the reader, counted as asked; None when it is too soon, unwanted, or there is nobody to name.

    It is not asked again before the reader has noted something new with one of those it could name.
    """
    prompt = _prompt(session, reader.workspace_id, reader.person_id)
    if prompt is not None and (prompt.is_off or not _is_time(prompt, reader)):
        return None
    found = worked_with(session, reader)
    if not found:
        return None
    # One talk is asked about once: without anything new, the same names would come week after week.
    asked_on = prompt.asked_on if prompt is not None else None
    if asked_on is not None and not _noted_since(session, reader, asked_on, about_ids=found):
        return None
    prompt = prompt or _row(session, reader.workspace_id, reader.person_id)
    named = next_in_turn(found, after=prompt.named_last_id, most=MOST_NAMES, seed=reader.person_id)
    prompt.asked_on, prompt.named_last_id = reader.today, named[-1]
    session.flush()
    return Asked(prompt.id, named)


def never_asked(session: Session, reader: Reader) -> None:
    """Let the next card ask, and name the same people: the card that did so never arrived."""
    prompt = _prompt(session, reader.workspace_id, reader.person_id)
    if prompt is None or prompt.named_last_id is None:
        return
    prompt.asked_on = None
    prompt.named_last_id = one_turn_back(
        worked_with(session, reader), after=prompt.named_last_id, most=MOST_NAMES, seed=reader.person_id
    )
    session.flush()


def worked_with(session: Session, reader: Reader) -> frozenset[str]:
    """With whom the reader worked lately, as they noted it, and whom they have not thanked since.

    Nobody who is gone, a bot, a guest or of another company; nobody whom the reader leaves in peace.
    """
    of_reader = (Act.workspace_id == reader.workspace_id, Act.person_id == reader.person_id)
    together = sa.select(Act.about_id).where(
        *of_reader,
        Act.kind.in_(_TOGETHER),
        Act.done_on > reader.today - WORKED_TOGETHER_WITHIN,
        Act.done_on <= reader.today,
    )
    thanked = sa.select(Act.about_id).where(
        *of_reader,
        Act.kind.in_(_THANKS),
        Act.started_by_id == reader.person_id,
        Act.done_on > reader.today - THANKED_WITHIN,
    )
    here = sa.select(Person.id).where(
        Person.workspace_id == reader.workspace_id,
        Person.id != reader.person_id,
        Person.id.in_(together),
        Person.id.not_in(thanked),
        *(getattr(Person, kind).is_(False) for kind in ("is_gone", "is_bot", "is_guest", "is_foreign")),
    )
    found = frozenset(session.scalars(here))
    return found - relationships.at_rest(session, reader) if found else found


def _noted_since(session: Session, reader: Reader, day: date, *, about_ids: frozenset[str]) -> bool:
    found = sa.select(Act.id).where(
        Act.workspace_id == reader.workspace_id,
        Act.person_id == reader.person_id,
        Act.kind.in_(_TOGETHER),
        Act.about_id.in_(about_ids),
        Act.done_on >= day,
        Act.done_on <= reader.today,
    )
    return session.scalar(found.limit(1)) is not None


def _is_time(prompt: AppreciationPrompt, reader: Reader) -> bool:
    return prompt.asked_on is None or reader.today - prompt.asked_on >= BETWEEN_TWO


def _prompt(session: Session, workspace_id: str, person_id: str) -> AppreciationPrompt | None:
    return session.scalars(
        sa.select(AppreciationPrompt).where(
            AppreciationPrompt.workspace_id == workspace_id, AppreciationPrompt.person_id == person_id
        )
    ).one_or_none()


def _row(session: Session, workspace_id: str, person_id: str) -> AppreciationPrompt:
    # Two presses of one person may come at once: whoever is second finds the row of the first.
    insert_once(session, AppreciationPrompt, workspace_id=workspace_id, person_id=person_id, is_off=False)
    prompt = _prompt(session, workspace_id, person_id)
    assert prompt is not None  # noqa: S101  it has just been written
    return prompt

"""The verbs of what two people expect of each other: write it, share it when both do, take it back."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.features.reconnections.expectations.models import Expectation
from bot.platform.database import insert_once
from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement: what fits on one screen beside the other's, and can be talked through in one talk.
MOST_LINES = 5
LONGEST_LINE = 120


class NotAnExpectation(UserError):
    """There are too many lines, one is too long, or there is nothing to share; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What the reader may see of the two sides. ``theirs`` is None unless both chose to share.

    ``mine`` and ``theirs`` are one to five lines each, plain; ``mine`` is empty while nothing is written.
    """

    other: Person
    mine: tuple[str, ...]
    would_share: bool
    theirs: tuple[str, ...] | None


def sides(session: Session, reader: Reader, *, about_id: str) -> Sides:
    """Both sides as the reader may see them. Raises NobodyToTurnTo for oneself and somebody unknown.

    Somebody who has left is still shown, so that what was written can be read, and taken away.
    """
    if about_id == reader.person_id:
        raise directory.NobodyToTurnTo(words("people/refusals").plain("oneself"))
    other = directory.person(session, reader.workspace_id, about_id)
    # Both rows are always asked for, so that nothing hangs on whether the other has written one.
    rows = {
        row.person_id: row
        for row in session.scalars(
            sa.select(Expectation).where(
                Expectation.workspace_id == reader.workspace_id,
                Expectation.person_id.in_((reader.person_id, about_id)),
                Expectation.about_id.in_((reader.person_id, about_id)),
            )
        )
    }
    mine, theirs = rows.get(reader.person_id), rows.get(about_id)
    are_shared = mine is not None and theirs is not None and mine.would_share and theirs.would_share
    return Sides(
        other=other,
        mine=_lines(mine.words) if mine else (),
        would_share=mine is not None and mine.would_share,
        theirs=_lines(theirs.words) if theirs is not None and are_shared else None,
    )


def write(session: Session, reader: Reader, *, about_id: str, text: str, would_share: bool) -> None:
    """Keep what the reader expects of ``about_id``, a line each; empty ``text`` takes all of it away.

    Nobody is told. Saving enrols. Raises NotAnExpectation, and NobodyToTurnTo for words about somebody whom
    one cannot turn to.
    """
    lines = _lines(text)
    _check(lines, would_share=would_share)
    key = (reader.workspace_id, reader.person_id, about_id)
    if not lines:
        row = session.get(Expectation, key)
        if row is not None:
            session.delete(row)
            session.flush()
        return
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    kept = {"words": "\n".join(lines), "would_share": would_share, "written_at": reader.now}
    whose = dict(zip(("workspace_id", "person_id", "about_id"), key, strict=True))
    if not insert_once(session, Expectation, **whose, **kept):
        row = session.get_one(Expectation, key)
        for name, value in kept.items():
            setattr(row, name, value)
        session.flush()


def take_back(session: Session, reader: Reader, *, about_id: str) -> None:
    """Share it no longer: neither of the two sees the other's from now on. One's own is kept."""
    row = session.get(Expectation, (reader.workspace_id, reader.person_id, about_id))
    if row is not None:
        row.would_share = False
        session.flush()


def written_about(session: Session, reader: Reader, *, most: int) -> list[Person]:
    """Of whom the reader has written what they expect, also of those who have left since; by name."""
    found = sa.select(Person).join(
        Expectation,
        sa.and_(Expectation.workspace_id == Person.workspace_id, Expectation.about_id == Person.id),
    )
    own = sa.and_(Expectation.workspace_id == reader.workspace_id, Expectation.person_id == reader.person_id)
    return list(session.scalars(found.where(own).order_by(Person.name, Person.id).limit(most)))


def has_written_any(session: Session, reader: Reader) -> bool:
    """Whether the reader has written what they expect of anybody."""
    own = sa.exists().where(
        Expectation.workspace_id == reader.workspace_id, Expectation.person_id == reader.person_id
    )
    return bool(session.scalar(sa.select(own)))


def _lines(text: str) -> tuple[str, ...]:
    flat = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in flat if line)


def _check(lines: tuple[str, ...], *, would_share: bool) -> None:
    longest = max(map(len, lines), default=0)
    refusals = words(
        "reconnections/expectations", count=len(lines), most=MOST_LINES, length=longest, longest=LONGEST_LINE
    )
    if len(lines) > MOST_LINES:
        raise NotAnExpectation(refusals.plain("too_many"), field="words")
    if longest > LONGEST_LINE:
        raise NotAnExpectation(refusals.plain("too_long"), field="words")
    if would_share and not lines:
        raise NotAnExpectation(refusals.plain("nothing_to_share"), field="words")

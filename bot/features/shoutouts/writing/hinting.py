"""What could be thought about before a shout-out is posted: never in the way, and about the words alone."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.questions.hints import Look, Said, Where
from bot.features.questions.noticing import hints
from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.wording import Wording
from bot.features.workspace.confidential import confidential_words_of

# All judgement: how alike two thank-yous may be and how many are remembered, and when many people are a team.
SAME_FROM = 0.8
REMEMBERED = 5
MOST_PEOPLE = 6

_WORD = re.compile(r"\w+")


def noticed(session: Session, shoutout: Shoutout, *, people: int, language: str) -> list[str]:
    """A sentence for each thing noticed, the most important first. ``language`` is the author's."""
    looks = looks_at(
        shoutout.wording,
        team=shoutout.team or "",
        people=people,
        older=_given_before(session, shoutout),
        confidential=confidential_words_of(session, shoutout.workspace_id),
    )
    return said_of(shoutout.wording, looks, language=language)


def said_of(wording: Wording, looks: Iterable[Look], *, language: str) -> list[str]:
    """The sentences about the author's own words: what was the occasion may be a quotation."""
    found = hints(
        f"{wording.did} {wording.effect}".strip(), Where.SHOUTOUT, language=language, looks=frozenset(looks)
    )
    part, text = (Said.EFFECT, wording.effect) if wording.effect else (Said.DID, wording.did)
    found += hints(text, Where.SHOUTOUT, language=language, field=part)
    return list({hint.id: hint.says for hint in found}.values())


def looks_at(
    wording: Wording, *, team: str, people: int, older: Sequence[Wording], confidential: Sequence[str]
) -> Iterator[Look]:
    """What no pattern sees. ``confidential`` are words or names, each found as a whole, in any case."""
    if any(_likeness(wording, other) >= SAME_FROM for other in older):
        yield Look.OVERLAP
    if people > MOST_PEOPLE:
        yield Look.PEOPLE
    everything = _evened(f"{wording.text} {team}")
    if any(_stands_in(everything, term) for term in confidential):
        yield Look.CONFIDENTIAL


def _likeness(one: Wording, other: Wording) -> float:
    """How many of the different words two thank-yous have in common, from 0 to 1."""
    words, others = (set(_WORD.findall(_evened(f"{each.did} {each.effect}"))) for each in (one, other))
    return len(words & others) / max(len(words), len(others), 1)


def _stands_in(text: str, term: str) -> bool:
    parts = _evened(term).split()
    return bool(parts) and re.search(rf"(?<!\w){r' '.join(map(re.escape, parts))}(?!\w)", text) is not None


def _evened(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _given_before(session: Session, shoutout: Shoutout) -> list[Wording]:
    given = session.scalars(
        sa.select(Shoutout)
        .where(
            Shoutout.workspace_id == shoutout.workspace_id,
            Shoutout.author_id == shoutout.author_id,
            Shoutout.given_at.is_not(None),
            Shoutout.id != shoutout.id,
        )
        .order_by(Shoutout.given_at.desc())
        .limit(REMEMBERED)
    )
    return [each.wording for each in given]

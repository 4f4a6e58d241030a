"""Away by Slack status: whether what somebody says of themselves there means that they are not at work.

It is asked only for people who have chosen so; their words are read and forgotten at once. What is kept is
until when they are away.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from bot.features.people import enrolments
from bot.features.people.models import Enrolment, Person
from bot.platform.places import TEMPLATES

WITHOUT_END = datetime(9999, 1, 1, tzinfo=UTC)
"""Away until the status changes."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What says that somebody is away: emoji by Slack's names, a whole status, and what speaks against it.

    ``ending``: what says when it ends, and so speaks against nothing.
    """

    emoji: frozenset[str]
    status: re.Pattern[str]
    ending: re.Pattern[str]
    unless: re.Pattern[str]


@lru_cache(maxsize=1)
def signs() -> Signs:
    """The signs of all languages together: nobody writes their status in the one they chose here."""
    phrases: defaultdict[str, set[str]] = defaultdict(set)
    for file in sorted((TEMPLATES / "content").glob("*/away.yml")):
        for name, found in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            phrases[name].update(found)
    emoji = phrases.pop("emoji")
    any_of = {name: _any_of(found) for name, found in phrases.items()}
    return Signs(
        emoji=frozenset(emoji),
        status=_status(any_of),
        ending=_ending(any_of),
        unless=re.compile(f"{any_of['unless']}|{any_of['later']}"),
    )


def _status(any_of: dict[str, str]) -> re.Pattern[str]:
    """A status that says it: what may stand in front, the words themselves, and what may follow them."""
    first = rf"(?:(?:.*[,;:|(–—]|.*\s-|{any_of['until']}[^,;:|]{{1,20}}?)\s)?"
    in_front = rf"{first}\W*(?:{any_of['before']}\W+)*"
    # A date may follow without a word before it: "vacation 3-14 Aug".
    follows = rf"\W*$|\s?[,.;:|–—!](?:\s.*)?|\s(?:[-(\[].*|\d[\d./–-]*(?!\w).*|{any_of['after']}.*)"
    goes_on = rf"{follows}|\s{any_of['going_on']}.*"
    return re.compile(
        rf"{in_front}(?:{any_of['clearly']}(?:{goes_on})|{any_of['words']}(?:{follows}))", re.DOTALL
    )


def _ending(any_of: dict[str, str]) -> re.Pattern[str]:
    between = rf"\W+(?:{any_of['between']}\W+){{0,3}}"
    return re.compile(
        f"{any_of['ends']}{between}{any_of['later']}|{any_of['later']}{between}{any_of['back']}"
    )


def away_until(profile: dict[str, Any], *, now: datetime) -> datetime | None:
    """Until when a profile of Slack's says that its person is away, in UTC; None: it does not say so.

    ``WITHOUT_END`` for a status that stays until it is changed.
    """
    said = " ".join(str(profile.get("status_text") or "").casefold().replace("’", "'").split())
    emoji = str(profile.get("status_emoji") or "").strip(":").partition("::")[0]
    if signs().unless.search(signs().ending.sub(" ", said)):
        return None
    if emoji not in signs().emoji and not signs().status.fullmatch(said):
        return None
    try:
        ends_at = int(profile.get("status_expiration") or 0)
        until = datetime.fromtimestamp(ends_at, UTC) if ends_at > 0 else WITHOUT_END
    except (ValueError, OverflowError, OSError, TypeError):
        until = WITHOUT_END
    return until if until > now else None


def choose(session: Session, workspace_id: str, person_id: str, *, wanted: bool, now: datetime) -> None:
    """Let the person's Slack status say from now on when they are away, or no longer.

    The status they have at this moment counts as soon as Slack tells of them the next time, within a day.
    """
    chosen = enrolments.enrol(session, workspace_id, person_id, now=now)
    chosen.heeds_status = wanted
    if not wanted and chosen.away_until is not None:
        chosen.away_until = None
        enrolments.plan_around(chosen, zone=session.get_one(Person, (workspace_id, person_id)).zone, now=now)


def heed(session: Session, members: Sequence[dict[str, Any]], *, workspace_id: str, now: datetime) -> None:
    """Take from what Slack says about ``members`` who of them is away; only of those who have chosen so."""
    by_id = {member["id"]: member for member in members}
    for chosen, zone in _who_chose_so(session, workspace_id, by_id):
        until = away_until(by_id[chosen.person_id].get("profile") or {}, now=now)
        if until != chosen.away_until:
            chosen.away_until = until
            enrolments.plan_around(chosen, zone=zone, now=now)


def _who_chose_so(
    session: Session, workspace_id: str, person_ids: Iterable[str]
) -> list[tuple[Enrolment, str]]:
    found = session.execute(
        sa.select(Enrolment, Person.zone)
        .join(
            Person, sa.and_(Person.workspace_id == Enrolment.workspace_id, Person.id == Enrolment.person_id)
        )
        .where(
            Enrolment.workspace_id == workspace_id,
            Enrolment.person_id.in_(list(person_ids)),
            Enrolment.heeds_status.is_(True),
            Person.is_gone.is_(False),
        )
    )
    return [(chosen, zone) for chosen, zone in found]


def _any_of(phrases: Iterable[str]) -> str:
    folded = sorted({phrase.casefold() for phrase in phrases}, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, folded)) or '(?!)'})(?!\w)"

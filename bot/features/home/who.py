"""`/tend who`: who leads a person and whom they lead, each with where that is known from, for them alone."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.features.home.spoken import Spoken
from bot.features.people import reporting_lines
from bot.features.people.models import Relation
from bot.features.people.reporting_lines import Line
from bot.platform.templating import words

_MOST = 25
"""Judgement: more than that on each side, and nobody reads to the end."""


def who(session: Session, spoken: Spoken) -> str:
    """Those who are still here, and none that only the other one has noted."""
    asker = spoken.asker
    lines = [
        line
        for line in reporting_lines.lines_of(session, asker.workspace_id, asker.person_id)
        if line.relation is not Relation.PEER and not line.other.is_gone
    ]
    if not lines:
        return words("home/who")["nobody"]
    told = [
        text
        for relation in (Relation.MANAGER, Relation.REPORT)
        for text in _told([line for line in lines if line.relation is relation], relation)
    ]
    return "\n".join([*told, words("home/who")["right"]])


def _told(lines: Sequence[Line], relation: Relation) -> list[str]:
    if not lines:
        return []
    shown = [
        words(
            "home/who",
            id=line.other_id,
            source=line.source,
            is_second=line.is_second,
            overruled_by=line.overruled_by,
        )["line"]
        for line in lines[:_MOST]
    ]
    more = len(lines) - len(shown)
    return [
        words("home/who")[relation],
        *shown,
        *([words("home/who", more=more)["more"]] if more else []),
    ]

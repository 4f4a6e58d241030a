"""`/tend who`: who leads a person and whom they lead, each with where that is known from, for them alone."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.features.home.spoken import Spoken
from bot.features.people import reporting_lines
from bot.features.people.models import Relation
from bot.features.people.org import changes
from bot.features.people.reader import reader_of
from bot.features.people.reporting_lines import Line
from bot.platform.templating import words
from bot.platform.working_time import zone_named

_MOST = 25
"""Judgement: more than that on each side, and nobody reads to the end."""
_MOST_CHANGES = 10
"""Judgement: the latest of them; all of them stand in *My data*."""


def who(session: Session, spoken: Spoken) -> str:
    """Those who are still here, and none that only the other one has noted."""
    asker = spoken.asker
    lines = [
        line
        for line in reporting_lines.lines_of(session, asker.workspace_id, asker.person_id)
        if line.relation is not Relation.PEER and not line.other.is_gone
    ]
    changed = _changed(session, spoken)
    if not lines:
        return "\n".join([words("home/who")["nobody"], *changed])
    told = [
        text
        for relation in (Relation.MANAGER, Relation.REPORT)
        for text in _told([line for line in lines if line.relation is relation], relation)
    ]
    return "\n".join([*told, *changed, words("home/who")["right"]])


def _changed(session: Session, spoken: Spoken) -> list[str]:
    """What the company's list and Slack's profiles began and ceased to say about the asker in a year."""
    asker = spoken.asker
    found = changes.about(session, asker.workspace_id, asker.person_id, at_most=_MOST_CHANGES)
    zone = zone_named(reader_of(session, asker.workspace_id, asker.person_id, now=spoken.now).zone)
    told = [
        words(
            "home/who",
            at=change.changed_at.astimezone(zone),
            source=change.source,
            is_begun=change.is_begun,
            is_led=change.report_id == asker.person_id,
            id=change.manager_id if change.report_id == asker.person_id else change.report_id,
        )["change"]
        for change in found
    ]
    return [words("home/who")["changed"], *told] if told else []


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

"""The verbs of the figures: publish a month, once; read what was published, whoever one is."""

import json
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.figures.models import FigureReport
from bot.features.figures.suppression import Before, Month, Published, to_publish
from bot.features.people import directory, enrolments
from bot.platform.database import insert_once
from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement: a year is what one looks back on.
MONTHS_SHOWN = 12


class NotForOutsiders(UserError):
    """The figures are for the admins and for everybody who has used Tend."""


@dataclass(frozen=True, slots=True)
class Report:
    """One month as everybody reads it. ``month`` is its first day; ``published`` None: it is not shown."""

    month: date
    published: Published | None


def publish(session: Session, workspace_id: str, *, month: date, found: Month, now: datetime) -> bool:
    """Publish that month, or keep that it is not published; False when that was decided before.

    It is never decided anew, whatever is noted later about that month.
    """
    published = to_publish(found, _published_before(session, workspace_id))
    if published is None:
        return leave_out(session, workspace_id, month=month, now=now)
    return insert_once(
        session,
        FigureReport,
        workspace_id=workspace_id,
        month=month,
        made_at=now,
        counted=_kept(found, published),
        published=published,
    )


def leave_out(session: Session, workspace_id: str, *, month: date, now: datetime) -> bool:
    """Keep that this month is not published; False when that was decided before."""
    return insert_once(
        session,
        FigureReport,
        workspace_id=workspace_id,
        month=month,
        made_at=now,
        published=sa.null(),
    )


def reports(session: Session, workspace_id: str) -> list[Report]:
    """The latest twelve months that were decided, newest first: the same whoever asks."""
    rows = session.execute(
        sa.select(FigureReport.month, FigureReport.published)
        .where(FigureReport.workspace_id == workspace_id)
        .order_by(FigureReport.month.desc())
        .limit(MONTHS_SHOWN)
    )
    return [Report(month, published) for month, published in rows]


def may_read(session: Session, workspace_id: str, person_id: str) -> bool:
    """Whether the figures are for them: admins, and everybody who has ever saved something."""
    chosen = enrolments.enrolment(session, workspace_id, person_id)
    if chosen is not None and chosen.enrolled_at is not None:
        return True
    return directory.person(session, workspace_id, person_id).is_admin


def refuse_outsiders(session: Session, workspace_id: str, person_id: str) -> None:
    """Raises NotForOutsiders for whoever may not read the figures."""
    if not may_read(session, workspace_id, person_id):
        raise NotForOutsiders(words("figures/figures").plain("not_yet"))


def _kept(found: Month, published: Published) -> str:
    stopped = found.stopped if published["stopped"] is not None else ()
    return json.dumps({"members": sorted(found.members), "stopped": sorted(stopped)})


def _published_before(session: Session, workspace_id: str) -> list[Before]:
    rows = session.scalars(
        sa.select(FigureReport.counted)
        .where(FigureReport.workspace_id == workspace_id, FigureReport.counted.is_not(None))
        .order_by(FigureReport.month)
    )
    kept = [json.loads(row) for row in rows if row]
    return [Before(frozenset(each["members"]), frozenset(each["stopped"])) for each in kept]

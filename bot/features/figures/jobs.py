"""Publish the month that is over, in the night of the second day of the next."""

from datetime import datetime

import sqlalchemy as sa

from bot.features.figures import service
from bot.features.figures.counting import CardsMade, counted, month_of
from bot.features.figures.models import FigureReport
from bot.features.workspace import switches
from bot.features.workspace.models import Workspace
from bot.features.workspace.switches import Feature
from bot.platform.clock import Clock
from bot.platform.database import Database

# Judgement: by then the month is over in every zone, and few people are at work. Day and hour, in UTC.
_FROM = (2, 3)


def publish_one_month(database: Database, clock: Clock, *, cards_made: CardsMade) -> bool:
    """Publish last month for one workspace where that is due. False when there is none.

    Only last month: one that went by while nobody was looking stays unpublished, and nothing is counted where
    the figures are switched off. It is counted without holding anything up; whoever writes the row first has
    published it.
    """
    now = clock.now()
    if not is_time(now):
        return False
    month = month_of(now.date())
    # A list is read once; asked for each workspace, PostgreSQL may read all reports a thousand times.
    published = sa.select(FigureReport.workspace_id).where(FigureReport.month == month)
    with database.reading() as session:
        workspace_id = session.scalar(sa.select(Workspace.id).where(Workspace.id.not_in(published)).limit(1))
        if workspace_id is None:
            return False
        is_on = switches.is_on(session, workspace_id, Feature.FIGURES)
        found = counted(session, workspace_id, month=month, cards_made=cards_made) if is_on else None
    with database.transaction() as session:
        if found is None:
            service.leave_out(session, workspace_id, month=month, now=now)
        else:
            service.publish(session, workspace_id, month=month, found=found, now=now)
    return True


def is_time(now: datetime) -> bool:
    """Whether last month may be counted at ``now`` (aware, UTC)."""
    return (now.day, now.hour) >= _FROM

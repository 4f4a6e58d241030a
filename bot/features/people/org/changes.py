"""Keep which lines about people came and went by others' word, for the two whom each is about."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Source
from bot.features.people.org.models import LineChange
from bot.features.people.org.planning import Change, Leads
from bot.features.workspace.audit import KEPT_FOR
from bot.platform.database import rows_changed

_CHANGES = cast(sa.Table, LineChange.__table__)
_FORGET = sa.delete(_CHANGES).where(_CHANGES.c.changed_at < sa.bindparam("before"))


def note(
    session: Session, workspace_id: str, changes: Iterable[Change], *, source: Source, now: datetime
) -> None:
    """Keep each line that ``changes`` begin or end, as the word of ``source``."""
    rows = [
        {
            "workspace_id": workspace_id,
            "changed_at": now,
            "source": source.value,
            "report_id": change.person_id,
            "manager_id": manager_id,
            "is_begun": manager_id in _managers(change.after),
        }
        for change in changes
        for manager_id in sorted(_managers(change.before) ^ _managers(change.after))
    ]
    if rows:
        session.execute(sa.insert(LineChange), rows)


def about(session: Session, workspace_id: str, person_id: str, *, at_most: int) -> list[LineChange]:
    """The latest changes of lines about a person, whichever end they are at, the newest first."""
    return list(
        session.scalars(
            sa.select(LineChange)
            .where(
                LineChange.workspace_id == workspace_id,
                sa.or_(LineChange.report_id == person_id, LineChange.manager_id == person_id),
            )
            .order_by(LineChange.changed_at.desc(), LineChange.id.desc())
            .limit(at_most)
        )
    )


def counted(session: Session, workspace_id: str) -> list[tuple[str, datetime, int]]:
    """How many lines each source changed at a moment (UTC): whom they are about is for those two alone."""
    found = session.execute(
        sa.select(LineChange.source, LineChange.changed_at, sa.func.count())
        .where(LineChange.workspace_id == workspace_id)
        .group_by(LineChange.source, LineChange.changed_at)
    )
    return [(source, changed_at, count) for source, changed_at, count in found]


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete what is older than a year, in every workspace; how many rows that were."""
    return rows_changed(session.execute(_FORGET, {"before": now - KEPT_FOR}))


def _managers(leads: Leads | None) -> set[str]:
    return {manager_id for manager_id, _ in leads or ()}

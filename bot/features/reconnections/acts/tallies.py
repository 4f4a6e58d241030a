"""The acts that people did and how they went, for figures that name nobody."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp, State
from bot.features.reconnections.acts.models import ActReminder
from bot.features.reconnections.content.openers import Act
from bot.features.relationships import tallies
from bot.features.relationships.models import Felt, Kind


def acts_done(
    session: Session, workspace_id: str, *, first_on: date, last_on: date
) -> Iterator[tuple[str, Felt | None]]:
    """Who did an act, and how it went if they said; once for each, those towards somebody unnamed included.

    From the first to the last day, both included. Nothing else about an act is read.
    """
    kinds = [Kind(act) for act in Act]
    yield from tallies.acts_done(session, workspace_id, kinds=kinds, first_on=first_on, last_on=last_on)
    unnamed = session.execute(
        sa.select(ActReminder.person_id, ActReminder.felt)
        .join(FollowUp, FollowUp.id == ActReminder.follow_up_id)
        .where(
            ActReminder.workspace_id == workspace_id,
            FollowUp.with_id.is_(None),
            FollowUp.state == State.DONE,
            FollowUp.ended_at >= _begins(first_on),
            FollowUp.ended_at < _begins(last_on + timedelta(days=1)),
        )
    )
    for person_id, felt in unnamed:
        yield person_id, Felt(felt) if felt else None


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)

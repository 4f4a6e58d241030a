"""What two people promised each other, as one of the two may see it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp, Origin, State


def between(
    session: Session, workspace_id: str, *, viewer_id: str, other_id: str, since: datetime | None = None
) -> list[FollowUp]:
    """The promises between the two that they share, and the viewer's own, oldest first.

    With ``since``, only those noted from then on. What the viewer wrote down for themselves is among it,
    what the other did is not; snoozes and pauses are nobody else's to see, and not told here either.
    """
    pair = (viewer_id, other_id)
    shared = FollowUp.is_shared.is_(True)
    own = sa.and_(FollowUp.author_id == viewer_id, FollowUp.owner_id == viewer_id)
    found = (
        sa.select(FollowUp)
        .where(
            FollowUp.workspace_id == workspace_id,
            FollowUp.owner_id.in_(pair),
            FollowUp.with_id.in_(pair),
            sa.or_(shared, own),
        )
        .order_by(FollowUp.created_at, FollowUp.id)
    )
    return list(session.scalars(found if since is None else found.where(FollowUp.created_at >= since)))


def own_steps_towards(session: Session, workspace_id: str, *, owner_id: str, other_id: str) -> list[FollowUp]:
    """The small steps towards ``other_id`` that the owner chose for themselves and has not done yet."""
    found = sa.select(FollowUp).where(
        FollowUp.workspace_id == workspace_id,
        FollowUp.owner_id == owner_id,
        FollowUp.with_id == other_id,
        FollowUp.origin.in_((Origin.RECONNECTION, Origin.OWN_PART)),
        FollowUp.state == State.OPEN,
    )
    # Whoever presses *Done* at this moment comes before this, or waits for it, as with a card.
    return list(session.scalars(found.order_by(FollowUp.id).with_for_update()))


def is_open(follow_up: FollowUp) -> bool:
    """Whether it is still to be done, as far as the other one can tell: declined looks unanswered."""
    return follow_up.state in (State.OPEN, State.OFFERED, State.DECLINED)


def is_waiting(follow_up: FollowUp) -> bool:
    """Whether its owner has not taken it on, as far as the other one can tell."""
    return follow_up.state in (State.OFFERED, State.DECLINED)

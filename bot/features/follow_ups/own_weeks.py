"""Where a person's promises stand, and what became of those that ended of late: all of it in one query."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups import held_back
from bot.features.follow_ups.models import FollowUp, State
from bot.features.people.reader import Reader
from bot.platform.database import UtcDateTime
from bot.platform.working_time import local_day

# Judgement: what was kept half a year after its day is glad news, but no news of these weeks. It keeps old
# promises out of what is read.
_AFTER_ITS_DAY = timedelta(days=182)


@dataclass(slots=True)
class Promises:
    """``mine`` are the reader's that are open or wait for their *Mine*, ``theirs`` those that were made to
    them on a shared agenda and are still open, both soonest first; ``ended`` the reader's own, done or let
    go since the moment asked for, oldest first."""

    mine: list[FollowUp] = field(default_factory=list)
    theirs: list[FollowUp] = field(default_factory=list)
    ended: list[FollowUp] = field(default_factory=list)


def promises_of(session: Session, reader: Reader, *, since: datetime) -> Promises:
    """The reader's promises on both sides; what others noted for themselves is not looked at."""
    asked = {
        "workspace_id": reader.workspace_id,
        "person_id": reader.person_id,
        "since": since,
        "due_since": since.date() - _AFTER_ITS_DAY,
    }
    found = Promises()
    for follow_up in session.scalars(_PROMISES, asked):
        if follow_up.owner_id != reader.person_id:
            found.theirs.append(follow_up)
        elif follow_up.state in (State.OPEN, State.OFFERED):
            found.mine.append(follow_up)
        else:
            found.ended.append(follow_up)
    found.ended.sort(key=lambda each: (each.ended_at or since, each.id))
    return found


def ended_on(follow_up: FollowUp, reader: Reader) -> date:
    """The day on which one that has ended did so, on the reader's calendar."""
    return local_day(follow_up.ended_at or follow_up.created_at, reader.zone)


def _statement() -> sa.Select[FollowUp]:
    workspace, reader = (
        sa.bindparam("workspace_id", type_=sa.String),
        sa.bindparam("person_id", type_=sa.String),
    )
    here = sa.select(FollowUp.id).where(FollowUp.workspace_id == workspace)
    mine = here.where(
        FollowUp.owner_id == reader,
        FollowUp.state.in_((State.OPEN, State.OFFERED)),
        # What somebody wrote down for them without sharing it is nobody's but its author's.
        sa.or_(FollowUp.state == State.OPEN, FollowUp.is_shared.is_(True)),
        held_back.may_be_shown(),
    )
    theirs = here.where(
        FollowUp.with_id == reader,
        FollowUp.owner_id != reader,
        FollowUp.is_shared.is_(True),
        FollowUp.state.in_((State.OPEN, State.OFFERED, State.DECLINED)),
    )
    ended = here.where(
        FollowUp.owner_id == reader,
        FollowUp.state.in_((State.DONE, State.LET_GO)),
        FollowUp.due_on >= sa.bindparam("due_since", type_=sa.Date),
        FollowUp.ended_at >= sa.bindparam("since", type_=UtcDateTime),
    )
    return (
        sa.select(FollowUp)
        .where(FollowUp.id.in_(sa.union_all(mine, theirs, ended)))
        .order_by(FollowUp.due_on, FollowUp.id)
    )


# Asked for every digest: putting it together takes longer than the asking.
_PROMISES = _statement()

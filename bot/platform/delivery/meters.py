"""How far Slack's limits are used up at this moment, kept in the database for all processes together."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform.clock import Clock, SystemClock
from bot.platform.database import UtcDateTime, insert_once, rows_changed
from bot.platform.delivery.leases import SLACK_PACES, Slip
from bot.platform.delivery.models import Kind, SlackPace
from bot.platform.delivery.pace import CONVERSATION, OPEN, PACES, Pace, limits_of
from bot.platform.errors import BotError

# Nothing is used up for longer than this, unless Slack itself has said so.
_OVER_AFTER = timedelta(minutes=2)


class TakenMeanwhile(BotError):
    """Another process used the same limit at the same moment: look again."""


@dataclass(frozen=True)
class Limits:
    """The pace of each method and of the whole workspace, and that of one conversation.

    An empty mapping, and None, mean: as fast as it goes, until Slack says *too fast*.
    """

    paces: Mapping[str, Pace]
    conversation: Pace | None

    @property
    def are_kept(self) -> bool:
        """Whether anything is paced at all."""
        return bool(self.paces) or self.conversation is not None


SLACKS = Limits(PACES, CONVERSATION)
NONE = Limits({}, None)


def limits_for(clock: Clock) -> Limits:
    """Slack's own on the machine's clock.

    None on a clock that is turned by hand: it stands still while things are done, and nothing would go.
    """
    return SLACKS if isinstance(clock, SystemClock) else NONE


@dataclass(frozen=True)
class Meters:
    """What was read of one workspace: which limits let nothing more through at ``now``."""

    workspace_id: str
    limits: Limits
    now: datetime
    rows: Mapping[str, tuple[datetime, datetime | None]]

    def is_free(self, lane: str) -> bool:
        """Whether this limit, and Slack, let one more through."""
        used_until, held_until = self.rows.get(lane, (None, None))
        if held_until is not None and self.now < held_until:
            return False
        pace = self.limits.paces.get(lane)
        return pace is None or pace.is_free(used_until, now=self.now)

    def room(self, lane: str) -> float:
        """How many more this limit, and Slack, let through."""
        used_until, held_until = self.rows.get(lane, (None, None))
        if held_until is not None and self.now < held_until:
            return 0
        pace = self.limits.paces.get(lane)
        return math.inf if pace is None else pace.room(used_until, now=self.now)

    def as_many_as_may_go(self, slips: Sequence[Slip]) -> list[Slip]:
        """Those of them that all go within the limits together, in their order."""
        gone: Counter[str] = Counter()
        going = []
        for slip in slips:
            kind = Kind(slip.kind)
            lanes = (*limits_of(kind), OPEN) if kind == Kind.FILE else limits_of(kind)
            if all(gone[lane] < self.room(lane) for lane in lanes):
                gone.update(lanes)
                going.append(slip)
        return going

    def kinds_held(self) -> list[Kind]:
        """The kinds of message that have to wait."""
        held = [kind for kind in Kind if not all(self.is_free(lane) for lane in limits_of(kind))]
        # A message finds the way to a person by itself; a file has to be brought into their conversation.
        return held if self.is_free(OPEN) or Kind.FILE in held else [*held, Kind.FILE]


_READ = sa.select(SlackPace.lane, SlackPace.used_until, SlackPace.held_until).where(
    SlackPace.workspace_id == sa.bindparam("workspace"), SlackPace.lane.in_(PACES)
)
_MOVE = (
    sa.update(SLACK_PACES)
    .where(
        SlackPace.workspace_id == sa.bindparam("workspace"),
        SlackPace.lane == sa.bindparam("in_lane"),
        SlackPace.used_until == sa.bindparam("before", type_=UtcDateTime),
    )
    .values(used_until=sa.bindparam("then", type_=UtcDateTime))
)


def read(session: Session, workspace_id: str, *, limits: Limits, now: datetime) -> Meters:
    """How far the limits of a workspace are used up."""
    rows = session.connection().execute(_READ, {"workspace": workspace_id})
    return Meters(workspace_id, limits, now, {row[0]: (row[1], row[2]) for row in rows})


def use_up(session: Session, meters: Meters, counted: Mapping[str, int]) -> None:
    """Count so many more for each limit. Raises TakenMeanwhile."""
    for lane, more in counted.items():
        if more and lane in meters.limits.paces:
            _move(session, meters, lane, more)


def hold_back(session: Session, workspace_id: str, lane: str, *, until: datetime, now: datetime) -> None:
    """Let nothing of that method go to that workspace before ``until``: Slack has said so."""
    if insert_once(
        session, SlackPace, workspace_id=workspace_id, lane=lane, used_until=now, held_until=until
    ):
        return
    session.execute(
        sa.update(SlackPace)
        .where(SlackPace.workspace_id == workspace_id, SlackPace.lane == lane)
        .values(held_until=until)
    )


def forget_old(session: Session, *, now: datetime) -> None:
    """Delete what limits nothing any more."""
    over = now - _OVER_AFTER
    session.execute(
        sa.delete(SlackPace).where(
            SlackPace.used_until < over,
            sa.or_(SlackPace.held_until.is_(None), SlackPace.held_until < over),
        )
    )


def _move(session: Session, meters: Meters, lane: str, more: int) -> None:
    pace, used_until = meters.limits.paces[lane], meters.rows.get(lane, (None, None))[0]
    then = pace.after_one_more(used_until, now=meters.now) + pace.share * (more - 1)
    if used_until is None:
        moved = insert_once(
            session, SlackPace, workspace_id=meters.workspace_id, lane=lane, used_until=then, held_until=None
        )
    else:
        given = {"workspace": meters.workspace_id, "in_lane": lane, "before": used_until, "then": then}
        moved = rows_changed(session.connection().execute(_MOVE, given)) == 1
    if not moved:
        raise TakenMeanwhile(lane)

"""How far Slack's limits are used up at this moment, kept in the database for all processes together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform.clock import Clock, SystemClock
from bot.platform.database import insert_once, rows_changed
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

    def kinds_held(self) -> list[Kind]:
        """The kinds of message that have to wait."""
        held = [kind for kind in Kind if not all(self.is_free(lane) for lane in limits_of(kind))]
        # A message finds the way to a person by itself; a file has to be brought into their conversation.
        return held if self.is_free(OPEN) or Kind.FILE in held else [*held, Kind.FILE]


def read(session: Session, workspace_id: str, *, limits: Limits, now: datetime) -> Meters:
    """How far the limits of a workspace are used up."""
    rows = session.execute(
        sa.select(SlackPace.lane, SlackPace.used_until, SlackPace.held_until).where(
            SlackPace.workspace_id == workspace_id, SlackPace.lane.in_(PACES)
        )
    )
    return Meters(workspace_id, limits, now, {row.lane: (row.used_until, row.held_until) for row in rows})


def use_up(session: Session, meters: Meters, lanes: Iterable[str], *, conversation: str | None) -> None:
    """Count one more for each limit, and for the conversation. Raises TakenMeanwhile."""
    for lane in lanes:
        if lane in meters.limits.paces:
            used_until = meters.rows.get(lane, (None, None))[0]
            _move(session, meters, lane, used_until, meters.limits.paces[lane])
    pace = meters.limits.conversation
    if pace is not None and conversation is not None:
        used_until = session.scalar(
            sa.select(SlackPace.used_until).where(
                SlackPace.workspace_id == meters.workspace_id, SlackPace.lane == conversation
            )
        )
        _move(session, meters, conversation, used_until, pace)


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


def _move(session: Session, meters: Meters, lane: str, used_until: datetime | None, pace: Pace) -> None:
    then = pace.after_one_more(used_until, now=meters.now)
    if used_until is None:
        moved = insert_once(
            session, SlackPace, workspace_id=meters.workspace_id, lane=lane, used_until=then, held_until=None
        )
    else:
        changed = session.execute(
            sa.update(SlackPace)
            .where(
                SlackPace.workspace_id == meters.workspace_id,
                SlackPace.lane == lane,
                SlackPace.used_until == used_until,
            )
            .values(used_until=then)
        )
        moved = rows_changed(changed) == 1
    if not moved:
        raise TakenMeanwhile(lane)

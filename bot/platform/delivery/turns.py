"""Whose turn it is: the next message that is due and may go, a few of each workspace after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from bot.platform.database import UtcDateTime
from bot.platform.delivery import meters
from bot.platform.delivery.leases import MESSAGES, SLACK_PACES, SLIP, Slip
from bot.platform.delivery.meters import Limits, Meters
from bot.platform.delivery.models import Kind, OutboxMessage
from bot.platform.delivery.pace import POSTING, Pace

WITHOUT_CONTENT = (defer(OutboxMessage.content),)
# Judgement: a handful in a row costs one look at the other workspaces, and nobody there waits for long.
IN_A_ROW = 10
# What another process has written but not committed yet, or by a clock that is a little slow, may lie this
# far below what was seen. What lies below that is found by the next look at everything.
_STRAGGLERS = timedelta(minutes=1)
_LOOK_AT_EVERYTHING_EVERY = timedelta(minutes=1)
_EVER = datetime(1, 1, 2, tzinfo=UTC)
_NOW, _SINCE = (sa.bindparam(name, type_=UtcDateTime) for name in ("now", "since"))


@dataclass
class Turns:
    """Remembers, for one courier, who had the last turn and below which moment nothing is due.

    PostgreSQL keeps dead entries of an index for as long as any transaction is open. A look without a lower
    bound wades through them, each time through more.
    """

    limits: Limits
    _last: str = ""
    _in_a_row: int = 0
    _nothing_below: datetime | None = None
    _looked_at_everything_at: datetime | None = None
    without_token: dict[str, datetime] = field(default_factory=dict)
    """Workspaces that know the bot's token no more, and when they are asked again."""

    def take(self, session: Session, *, now: datetime, most: int) -> tuple[list[Slip], Meters] | None:
        """The messages whose turn it is, ``most`` of them, locked, with how far their workspace's limits are.

        They are all of one workspace, and no two of them post in the same lane.
        """
        since = self._bound(now)
        if 0 < self._in_a_row < IN_A_ROW:
            most_now = min(most, IN_A_ROW - self._in_a_row)
            going_on = self._first_of(session, self._last, now=now, since=since, most=most_now)
            if going_on is not None:
                self._in_a_row += len(going_on[0])
                return going_on
        connection = session.connection()
        first: datetime | None = connection.scalar(_SOONEST, {"now": now, "since": since})
        self._nothing_below = first or now
        if first is not None:
            for workspace_id in self._in_turn(session, now=now, since=since):
                found = self._first_of(session, workspace_id, now=now, since=since, most=most)
                if found is not None:
                    self._last, self._in_a_row = workspace_id, len(found[0])
                    return found
        self._in_a_row = 0
        return None

    def _first_of(
        self, session: Session, workspace_id: str, *, now: datetime, since: datetime, most: int
    ) -> tuple[list[Slip], Meters] | None:
        if now < self.without_token.get(workspace_id, now):
            return None
        found = meters.read(session, workspace_id, limits=self.limits, now=now)
        conversation = self.limits.conversation
        given = {"now": now, "since": since, "workspace": workspace_id, "most": min(most, IN_A_ROW)}
        if conversation is not None:
            given["furthest"] = conversation.furthest(now)
        asked = _due(tuple(found.kinds_held()), conversation is not None)
        slips = found.as_many_as_may_go([Slip(*row) for row in session.connection().execute(asked, given)])
        return (slips, found) if slips else None

    def _bound(self, now: datetime) -> datetime:
        looked, below = self._looked_at_everything_at, self._nothing_below
        if looked is None or below is None or not looked <= now < looked + _LOOK_AT_EVERYTHING_EVERY:
            self._looked_at_everything_at = now
            return _EVER
        return min(below, now) - _STRAGGLERS

    def _in_turn(self, session: Session, *, now: datetime, since: datetime) -> Sequence[str]:
        due = list(session.connection().scalars(_WORKSPACES, {"now": now, "since": since}))
        before = [each for each in due if each <= self._last]
        return [*due[len(before) :], *before]


# Built once: to build one of these anew for each message took longer than to ask it.


def _due_since(now: sa.BindParameter[datetime], since: sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    return sa.and_(MESSAGES.c.next_attempt_at <= now, MESSAGES.c.next_attempt_at >= since)


@cache
def _due(kinds_held: tuple[Kind, ...], has_pace: bool) -> sa.Select[Any]:
    earlier, pace = MESSAGES.alias(), SLACK_PACES
    asked = sa.select(*SLIP).where(
        MESSAGES.c.workspace_id == sa.bindparam("workspace"),
        _due_since(_NOW, _SINCE),
        ~sa.exists().where(
            earlier.c.workspace_id == MESSAGES.c.workspace_id,
            earlier.c.lane == MESSAGES.c.lane,
            earlier.c.state == sa.literal_column("'waiting'"),
            earlier.c.id < MESSAGES.c.id,
            # What is new waits for no new words of what is older: Slack lets six times as many through. But
            # for a removal it does: of some, people are told only once they are done.
            sa.or_(MESSAGES.c.kind.not_in(POSTING), earlier.c.kind != Kind.UPDATE),
        ),
    )
    if kinds_held:
        asked = asked.where(MESSAGES.c.kind.not_in(kinds_held))
    if has_pace:
        is_used_up = sa.exists().where(
            pace.c.workspace_id == MESSAGES.c.workspace_id,
            pace.c.lane == MESSAGES.c.lane,
            pace.c.used_until > _NOW,
            pace.c.used_until <= sa.bindparam("furthest", type_=UtcDateTime),
        )
        asked = asked.where(sa.or_(MESSAGES.c.kind.not_in(POSTING), ~is_used_up))
    return (
        asked.order_by(MESSAGES.c.next_attempt_at, MESSAGES.c.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
        .with_for_update(skip_locked=True, of=MESSAGES)
    )


def _workspaces() -> sa.Select[Any]:
    waits = MESSAGES.c.next_attempt_at.is_not(None)
    first = sa.select(sa.func.min(MESSAGES.c.workspace_id).label("id")).where(waits).cte(recursive=True)
    following = (
        sa.select(sa.func.min(MESSAGES.c.workspace_id))
        .where(waits, MESSAGES.c.workspace_id > first.c.id)
        .scalar_subquery()
    )
    all_of_them = first.union_all(sa.select(following).where(first.c.id.is_not(None)))
    is_due = sa.exists().where(MESSAGES.c.workspace_id == all_of_them.c.id, _due_since(_NOW, _SINCE))
    return sa.select(all_of_them.c.id).where(all_of_them.c.id.is_not(None), is_due).order_by(all_of_them.c.id)


_WORKSPACES = _workspaces()
_SOONEST = (
    sa.select(MESSAGES.c.next_attempt_at)
    .where(_due_since(_NOW, _SINCE))
    .order_by(MESSAGES.c.next_attempt_at)
    .limit(1)
)


def due_messages(
    now: datetime,
    *,
    workspace_id: str,
    since: datetime | None = None,
    kinds_held: Sequence[Kind] = (),
    conversation: Pace | None = None,
    most: int = IN_A_ROW,
) -> sa.Select[Any]:
    """The messages of a workspace whose turn it is: due, and the first still waiting in their lane.

    What stands new there waits for what comes before it, but for no new words of something older.
    ``since``: below it nothing is due. ``kinds_held`` wait for one of Slack's methods. ``conversation``:
    what would stand new in one waits until that pace lets it through.
    """
    given = {"now": now, "since": since or _EVER, "workspace": workspace_id, "most": most}
    if conversation is not None:
        given["furthest"] = conversation.furthest(now)
    return _due(tuple(kinds_held), conversation is not None).params(given)


def workspaces_due(now: datetime, *, since: datetime | None = None) -> sa.Select[Any]:
    """The workspaces with something due, in the order of their ids: one step down the index for each."""
    return _WORKSPACES.params(now=now, since=since or _EVER)


def soonest(now: datetime, since: datetime | None) -> sa.Select[Any]:
    """The moment of what has been due for longest: all that a tick asks when there is nothing."""
    return _SOONEST.params(now=now, since=since or _EVER)

"""Whose turn it is: the next message that is due and may go, a few of each workspace after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from bot.platform.delivery import meters
from bot.platform.delivery.meters import Limits, Meters
from bot.platform.delivery.models import Kind, OutboxMessage, SlackPace, State
from bot.platform.delivery.pace import POSTING, Pace

WITHOUT_CONTENT = (defer(OutboxMessage.content),)
# Judgement: a handful in a row costs one look at the other workspaces, and nobody there waits for long.
_IN_A_ROW = 10
# What another process has written but not committed yet, or by a clock that is a little slow, may lie this
# far below what was seen. What lies below that is found by the next look at everything.
_STRAGGLERS = timedelta(minutes=1)
_LOOK_AT_EVERYTHING_EVERY = timedelta(minutes=1)


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

    def take(self, session: Session, *, now: datetime) -> tuple[OutboxMessage, Meters] | None:
        """The message whose turn it is, locked, with how far the limits of its workspace are used up."""
        since = self._bound(now)
        if 0 < self._in_a_row < _IN_A_ROW:
            going_on = self._first_of(session, self._last, now=now, since=since)
            if going_on is not None:
                self._in_a_row += 1
                return going_on
        first = session.scalar(soonest(now, since))
        self._nothing_below = first or now
        if first is not None:
            for workspace_id in self._in_turn(session, now=now, since=since):
                found = self._first_of(session, workspace_id, now=now, since=since)
                if found is not None:
                    self._last, self._in_a_row = workspace_id, 1
                    return found
        self._in_a_row = 0
        return None

    def _first_of(
        self, session: Session, workspace_id: str, *, now: datetime, since: datetime | None
    ) -> tuple[OutboxMessage, Meters] | None:
        if now < self.without_token.get(workspace_id, now):
            return None
        found = meters.read(session, workspace_id, limits=self.limits, now=now)
        asked = due_messages(
            now,
            workspace_id=workspace_id,
            since=since,
            kinds_held=found.kinds_held(),
            conversation=self.limits.conversation,
        )
        row = session.scalars(asked.limit(1)).first()
        return None if row is None else (row, found)

    def _bound(self, now: datetime) -> datetime | None:
        looked, below = self._looked_at_everything_at, self._nothing_below
        if looked is None or below is None or not looked <= now < looked + _LOOK_AT_EVERYTHING_EVERY:
            self._looked_at_everything_at = now
            return None
        return min(below, now) - _STRAGGLERS

    def _in_turn(self, session: Session, *, now: datetime, since: datetime | None) -> Sequence[str]:
        due = list(session.scalars(workspaces_due(now, since=since)))
        before = [each for each in due if each <= self._last]
        return [*due[len(before) :], *before]


def due_messages(
    now: datetime,
    *,
    workspace_id: str,
    since: datetime | None = None,
    kinds_held: Sequence[Kind] = (),
    conversation: Pace | None = None,
) -> sa.Select[OutboxMessage]:
    """The messages of a workspace whose turn it is: due, and the first still waiting in their lane.

    ``since``: below it nothing is due. ``kinds_held`` wait for one of Slack's methods. ``conversation``:
    what would stand new in one waits until that pace lets it through.
    """
    earlier, pace = aliased(OutboxMessage), aliased(SlackPace)
    asked = (
        sa.select(OutboxMessage)
        .options(*WITHOUT_CONTENT)
        .where(
            OutboxMessage.workspace_id == workspace_id,
            OutboxMessage.next_attempt_at <= now,
            *([] if since is None else [OutboxMessage.next_attempt_at >= since]),
            ~sa.exists().where(
                earlier.workspace_id == OutboxMessage.workspace_id,
                earlier.lane == OutboxMessage.lane,
                earlier.state == State.WAITING,
                earlier.id < OutboxMessage.id,
            ),
        )
    )
    if kinds_held:
        asked = asked.where(OutboxMessage.kind.not_in(kinds_held))
    if conversation is not None:
        is_used_up = sa.exists().where(
            pace.workspace_id == OutboxMessage.workspace_id,
            pace.lane == OutboxMessage.lane,
            pace.used_until > now,
            pace.used_until <= conversation.furthest(now),
        )
        asked = asked.where(sa.or_(OutboxMessage.kind.not_in(POSTING), ~is_used_up))
    return asked.order_by(OutboxMessage.next_attempt_at, OutboxMessage.id).with_for_update(
        skip_locked=True, of=OutboxMessage
    )


def workspaces_due(now: datetime, *, since: datetime | None = None) -> sa.Select[str]:
    """The workspaces with something due, in the order of their ids: one step down the index for each."""
    waits = OutboxMessage.next_attempt_at.is_not(None)
    first = sa.select(sa.func.min(OutboxMessage.workspace_id).label("id")).where(waits).cte(recursive=True)
    following = (
        sa.select(sa.func.min(OutboxMessage.workspace_id))
        .where(waits, OutboxMessage.workspace_id > first.c.id)
        .scalar_subquery()
    )
    all_of_them = first.union_all(sa.select(following).where(first.c.id.is_not(None)))
    is_due = sa.exists().where(
        OutboxMessage.workspace_id == all_of_them.c.id,
        OutboxMessage.next_attempt_at <= now,
        *([] if since is None else [OutboxMessage.next_attempt_at >= since]),
    )
    return sa.select(all_of_them.c.id).where(all_of_them.c.id.is_not(None), is_due).order_by(all_of_them.c.id)


def soonest(now: datetime, since: datetime | None) -> sa.Select[datetime | None]:
    """The moment of what has been due for longest: all that a tick asks when there is nothing."""
    return (
        sa.select(OutboxMessage.next_attempt_at)
        .where(
            OutboxMessage.next_attempt_at <= now,
            *([] if since is None else [OutboxMessage.next_attempt_at >= since]),
        )
        .order_by(OutboxMessage.next_attempt_at)
        .limit(1)
    )

"""Parked messages: what Slack would not take, or may have taken, kept for a while with its reason.

Their words stay, encrypted, for as long as somebody may still want to send them. Those of answers and files
do not: an answer's address is good for half an hour, and a file can be asked for again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from bot.platform import metrics
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.delivery import meters
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.errors import BotError
from bot.platform.slack.errors import TOKEN_IS_OVER

# Judgement: over a holiday somebody looks at the list, and words wait for nobody longer than that.
KEPT_FOR = timedelta(days=14)
_NOT_KEPT = (Kind.ANSWER, Kind.FILE)
# Whom it was for is not there any more: nobody can mend that.
_NOBODY_THERE = frozenset({"user_disabled", "user_not_found", "users_not_found", "account_inactive"})
_PARKED = (State.FAILED, State.IN_DOUBT)
CAN_BE_SENT = sa.and_(
    OutboxMessage.state.in_(_PARKED), OutboxMessage.ended_at.is_not(None), OutboxMessage.content.is_not(None)
)
"""A message that is parked and still has its words: without them nobody can send it any more."""
_UNREAD = (defer(OutboxMessage.content),)
# A row of an erased or of a very old message is looked at a few at a time.
_MOST_AT_ONCE = 500


HOW_IT_GOES_ON = (
    "Install Tend there once more: at TEND_PUBLIC_URL/slack/install, or on the app's page, with the new "
    "token in SLACK_BOT_TOKEN and the bot started anew."
)
"""What to do where messages wait for a token."""


class NotParked(BotError):
    """There is no such message, or it is not parked."""


class NothingToSend(BotError):
    """Its words are gone."""


class MayBeThere(BotError):
    """Others may be able to read it already: sent again, it might stand there twice."""


@dataclass(frozen=True, slots=True)
class Parked:
    """What may be known of a message that did not arrive: nothing of its words."""

    id: int
    workspace_id: str
    state: str
    purpose: str
    kind: str
    to: str
    """A person's id, or a channel's."""
    reason: str
    since: datetime
    can_be_sent: bool


def end(row: OutboxMessage, state: State, *, reason: str | None, now: datetime) -> None:
    """Let the message wait no longer. What is parked keeps its words; whatever else ends loses them."""
    row.state = state
    row.reason = reason
    if state not in _PARKED or row.kind in _NOT_KEPT or reason in _NOBODY_THERE:
        row.content = None
    row.next_attempt_at = None
    row.ended_at = now
    metrics.count_delivery(row.purpose, state)


def all_parked(session: Session, *, now: datetime) -> list[Parked]:
    """What was parked in the last fortnight, and what waits for a new token; the oldest first."""
    rows = session.scalars(
        sa.select(OutboxMessage)
        .options(*_UNREAD)
        .where(
            sa.or_(
                sa.and_(OutboxMessage.state.in_(_PARKED), OutboxMessage.ended_at > now - KEPT_FOR),
                sa.and_(OutboxMessage.state == State.WAITING, OutboxMessage.reason.in_(TOKEN_IS_OVER)),
            )
        )
        .order_by(sa.func.coalesce(OutboxMessage.ended_at, OutboxMessage.created_at), OutboxMessage.id)
    ).all()
    kept = set(
        session.scalars(
            sa.select(OutboxMessage.id).where(CAN_BE_SENT, OutboxMessage.id.in_([row.id for row in rows]))
        )
    )
    return [
        Parked(
            id=row.id,
            workspace_id=row.workspace_id,
            state=row.state,
            purpose=row.purpose,
            kind=row.kind,
            to=row.person_id or row.channel_id or "",
            reason=row.reason or "",
            since=row.ended_at or row.created_at,
            can_be_sent=row.id in kept,
        )
        for row in rows
    ]


def behind_a_token(session: Session) -> Sequence[tuple[str, int]]:
    """The workspaces that wait for a new token, and how many messages wait there."""
    refused = sa.select(OutboxMessage.workspace_id).where(
        OutboxMessage.state == State.WAITING, OutboxMessage.reason.in_(TOKEN_IS_OVER)
    )
    counted = session.execute(
        sa.select(OutboxMessage.workspace_id, sa.func.count())
        .where(OutboxMessage.state == State.WAITING, OutboxMessage.workspace_id.in_(refused))
        .group_by(OutboxMessage.workspace_id)
        .order_by(OutboxMessage.workspace_id)
    )
    return [(workspace_id, number) for workspace_id, number in counted]


def retry(session: Session, message_id: int, *, is_not_there: bool, now: datetime) -> None:
    """Send a parked message now, if it is still wanted when its turn comes.

    ``is_not_there``: somebody has looked, and a public one that is in doubt stands nowhere. Raises NotParked,
    NothingToSend, MayBeThere.
    """
    row = _parked(session, message_id)
    has_words = session.scalar(
        sa.select(OutboxMessage.content.is_not(None)).where(OutboxMessage.id == message_id)
    )
    if not has_words:
        raise NothingToSend(f"The words of message {message_id} are gone: it cannot be sent any more.")
    if row.state == State.IN_DOUBT and not is_not_there:
        raise MayBeThere(
            f"Message {message_id} may stand in {row.channel_id} already. Look there first; if it does not, "
            "add --not-there."
        )
    row.state, row.reason, row.ended_at = State.WAITING, None, None
    row.attempts, row.next_attempt_at = 0, now


def drop(session: Session, message_id: int, *, now: datetime) -> None:
    """Let a parked message be, and forget its words. Raises NotParked."""
    end(_parked(session, message_id), State.DROPPED, reason="dropped_by_hand", now=now)


def change(session: Session, earlier: OutboxMessage, *, by: OutboxMessage, now: datetime) -> None:
    """A parked message that was to be changed, or taken away, must not be sent as it was."""
    if earlier.state not in _PARKED:
        return
    if by.kind == Kind.UPDATE:
        newer = sa.select(OutboxMessage.content).where(OutboxMessage.id == by.id).scalar_subquery()
        session.execute(
            sa.update(OutboxMessage)
            .where(OutboxMessage.id == earlier.id, OutboxMessage.content.is_not(None))
            .values(content=newer)
            .execution_options(synchronize_session=False)
        )
    elif earlier.state == State.FAILED:
        end(earlier, State.DROPPED, reason="taken_back", now=now)
    else:  # it may stand there: that stays known, and it cannot be sent again
        earlier.content = None


def forget_old(database: Database, clock: Clock) -> bool:
    """Forget the words of what was parked for long enough, and limits that are over. False: none is left."""
    now = clock.now()
    with database.transaction() as session:
        meters.forget_old(session, now=now)
        ids = session.scalars(old(now).limit(_MOST_AT_ONCE)).all()
        if ids:
            session.execute(sa.update(OutboxMessage).where(OutboxMessage.id.in_(ids)).values(content=None))
    return len(ids) == _MOST_AT_ONCE


def old(now: datetime) -> sa.Select[int]:
    """The messages whose words have been kept for long enough, the oldest first."""
    return (
        sa.select(OutboxMessage.id)
        .where(OutboxMessage.content.is_not(None), OutboxMessage.ended_at <= now - KEPT_FOR)
        .order_by(OutboxMessage.ended_at)
    )


def _parked(session: Session, message_id: int) -> OutboxMessage:
    row = session.get(OutboxMessage, message_id, options=_UNREAD, with_for_update=True)
    if row is None:
        raise NotParked(f"There is no message {message_id}.")
    if row.state not in _PARKED:
        raise NotParked(f"Message {message_id} is not parked: it is {row.state}.")
    return row

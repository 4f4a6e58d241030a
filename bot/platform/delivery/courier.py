"""The courier: carries what is due in the outbox to Slack, one message a step, at least once."""

import base64
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed
from bot.platform.delivery.models import SENDING, Kind, OutboxMessage, State
from bot.platform.delivery.retry import MOST_ATTEMPTS, AskAPerson, GiveUp, Retry, decide
from bot.platform.errors import BotError
from bot.platform.slack.charts import has_chart, without_charts
from bot.platform.slack.errors import (
    BLOCKS_REFUSED,
    NOTHING_LEFT_TO_CHANGE,
    THREAD_IS_GONE,
    DeliveryError,
    Refused,
)
from bot.platform.slack.gateway import Posted, SlackGateway
from bot.platform.slack.message import Message

log = logging.getLogger(__name__)

# Longer than the gateway waits for the answers to one message, four at most, for a file: a lease never ends
# while its message is being sent.
_LEASE = timedelta(seconds=60)

_WITHOUT_CONTENT = (defer(OutboxMessage.content),)

StillWanted = Callable[[Session, OutboxMessage, datetime], bool]
"""Asked just before sending: has it been resolved, paused or taken back meanwhile?"""
NotDelivered = Callable[[Session, OutboxMessage, datetime], None]
"""Told, in the transaction that ends it, that a message failed or is in doubt."""


@dataclass(frozen=True)
class Purposes:
    """What the features have to say about their messages, by purpose."""

    still_wanted: Mapping[str, StillWanted] = field(default_factory=dict)
    not_delivered: Mapping[str, NotDelivered] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What the courier carries between its two transactions."""

    row: OutboxMessage
    attempt: int
    channel_id: str | None
    ts: str | None
    """Of the message that is changed; of a new one: of the message in whose thread it is said."""


class Courier:
    """Takes a due message, sends it outside any transaction, and writes down what became of it."""

    def __init__(
        self,
        database: Database,
        *,
        gateway_of: Callable[[str], SlackGateway],
        clock: Clock,
        purposes: Purposes,
    ) -> None:
        self._database = database
        self._gateway_of = gateway_of
        self._clock = clock
        self._purposes = purposes

    def deliver_one(self) -> bool:
        """Carry one message. False when none is due."""
        parcel = self._claim()
        if parcel is None:
            return False
        if parcel.row.state != State.WAITING:
            return True
        try:
            posted = self._send(parcel)
        except DeliveryError as fault:
            self._write_fault(parcel, fault)
        except BotError as fault:  # it cannot be read with today's keys, or Slack would refuse its blocks
            self._write_fault(parcel, Refused(type(fault).__name__))
        else:
            self._write_sent(parcel, posted)
        return True

    def _claim(self) -> _Parcel | None:
        now = self._clock.now()
        with self._database.transaction() as session:
            row = session.scalars(due_messages(now).limit(1)).first()
            if row is None:
                return None
            attempt = row.attempts + 1
            was_in_hand = row.reason == SENDING
            taken = session.execute(
                sa.update(OutboxMessage)
                .where(OutboxMessage.id == row.id, OutboxMessage.attempts == row.attempts)
                .values(attempts=attempt, next_attempt_at=now + _LEASE, reason=SENDING)
                .execution_options(synchronize_session=False)
            )
            if rows_changed(taken) != 1:
                return None
            session.expire(row, ["attempts", "next_attempt_at", "reason"])
            if was_in_hand and _is_public(row):
                _end(row, State.IN_DOUBT, reason="lease_ran_out", now=now)
                self._tell(session, row, now)
                return _Parcel(row, attempt, None, None)
            if attempt > MOST_ATTEMPTS:  # whatever goes wrong each time, those behind it have waited enough
                _end(row, State.FAILED, reason="gave_up", now=now)
                self._tell(session, row, now)
                return _Parcel(row, attempt, None, None)
            still_wanted = self._purposes.still_wanted.get(row.purpose)
            if still_wanted is not None and not still_wanted(session, row, now):
                _end(row, State.DROPPED, reason="no_longer_wanted", now=now)
                return _Parcel(row, attempt, None, None)
            if row.follows_id is None:
                return _Parcel(row, attempt, row.channel_id, row.ts)
            earlier = session.get(OutboxMessage, row.follows_id, options=_WITHOUT_CONTENT)
            if row.kind == Kind.POST:  # what it replies to may never have reached Slack
                return _Parcel(row, attempt, row.channel_id, earlier.ts if earlier else None)
            if earlier is None or earlier.ts is None:
                _end(row, State.DROPPED, reason="nothing_to_change", now=now)
                return _Parcel(row, attempt, None, None)
            return _Parcel(row, attempt, earlier.channel_id, earlier.ts)

    def _send(self, parcel: _Parcel) -> Posted | None:
        content: dict[str, Any] = json.loads(self._content_of(parcel.row) or "{}")
        try:
            return self._carry(parcel, content)
        except Refused as refused:
            blocks = content.get("blocks") or []
            if refused.code != BLOCKS_REFUSED or not has_chart(blocks):
                raise
            log.info("delivery %s goes without its chart", parcel.row.id)
            return self._carry(parcel, content | {"blocks": without_charts(blocks)})

    def _carry(self, parcel: _Parcel, content: dict[str, Any]) -> Posted | None:
        row = parcel.row
        gateway = self._gateway_of(row.workspace_id)
        message = Message(content["text"], content["blocks"]) if "text" in content else None
        if row.kind == Kind.DELETE_FILE:
            gateway.delete_file(row.ts or "")
            return None
        if row.kind == Kind.ANSWER:
            gateway.answer(content["response_url"], message, replace=content["replace"])
            return None
        channel_id = parcel.channel_id or gateway.open_conversation(row.person_id or "")
        if row.kind == Kind.FILE:
            file_id = gateway.send_file(
                channel_id,
                name=content["name"],
                content=base64.b64decode(content["file"]),
                title=content["title"],
                words=content["words"],
            )
            return Posted(channel_id, file_id)
        if row.kind == Kind.POST and message is not None:
            if parcel.ts is None:
                return gateway.post(channel_id, message)
            return gateway.post(channel_id, message, thread_ts=parcel.ts)
        ts = parcel.ts or ""
        if row.kind == Kind.DELETE or message is None:
            gateway.delete(channel_id, ts)
        else:
            gateway.update(channel_id, ts, message)
        return Posted(channel_id, ts)

    def _content_of(self, row: OutboxMessage) -> str | None:
        # Decrypted only now, with the lease taken: a row that no key opens must not keep others waiting.
        with self._database.reading() as session:
            return session.scalar(sa.select(OutboxMessage.content).where(OutboxMessage.id == row.id))

    def _write_sent(self, parcel: _Parcel, posted: Posted | None) -> None:
        with self._database.transaction() as session:
            row = session.get(OutboxMessage, parcel.row.id, options=_WITHOUT_CONTENT)
            if row is None or row.state == State.SENT:
                return
            if posted is not None:
                row.channel_id, row.ts = posted.channel_id, posted.ts
            _end(row, State.SENT, reason=None, now=self._clock.now())

    def _write_fault(self, parcel: _Parcel, fault: DeliveryError) -> None:
        now = self._clock.now()
        with self._database.transaction() as session:
            row = session.get(OutboxMessage, parcel.row.id, options=_WITHOUT_CONTENT)
            if row is None or row.attempts != parcel.attempt or row.state != State.WAITING:
                return  # the lease ran out and somebody else has it
            if isinstance(fault, Refused) and fault.code in NOTHING_LEFT_TO_CHANGE:
                _end(row, State.DROPPED, reason=fault.code, now=now)
                return
            if fault.code == THREAD_IS_GONE and row.follows_id is not None:
                row.follows_id, row.next_attempt_at, row.reason = None, now, fault.code
                return  # what it replied to was deleted: it is said in the channel itself
            match decide(fault, attempts=row.attempts, public=_is_public(row)):
                case Retry(pause):
                    row.next_attempt_at = now + pause
                    row.reason = fault.code
                    log.info("delivery %s put off for %s: %s", row.id, pause, fault.code)
                    return
                case GiveUp(reason):
                    _end(row, State.FAILED, reason=reason, now=now)
                case AskAPerson():
                    _end(row, State.IN_DOUBT, reason=fault.code, now=now)
            self._tell(session, row, now)

    def _tell(self, session: Session, row: OutboxMessage, now: datetime) -> None:
        log.warning("delivery %s (%s) %s: %s", row.id, row.purpose, row.state, row.reason)
        tell = self._purposes.not_delivered.get(row.purpose)
        if tell is not None:
            tell(session, row, now)


def due_messages(now: datetime) -> sa.Select[OutboxMessage]:
    """The messages whose turn it is: due, and the first still waiting in their lane."""
    earlier = aliased(OutboxMessage)
    return (
        sa.select(OutboxMessage)
        .options(*_WITHOUT_CONTENT)
        .where(
            OutboxMessage.next_attempt_at <= now,
            ~sa.exists().where(
                earlier.workspace_id == OutboxMessage.workspace_id,
                earlier.lane == OutboxMessage.lane,
                earlier.state == State.WAITING,
                earlier.id < OutboxMessage.id,
            ),
        )
        .order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
        .with_for_update(skip_locked=True, of=OutboxMessage)
    )


def _is_public(row: OutboxMessage) -> bool:
    return row.kind == Kind.POST and row.person_id is None


def _end(row: OutboxMessage, state: State, *, reason: str | None, now: datetime) -> None:
    row.state = state
    row.reason = reason
    row.content = None
    row.next_attempt_at = None
    row.ended_at = now

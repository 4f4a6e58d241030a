"""The courier: carries what is due in the outbox to Slack, one message a step, at least once."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform import metrics
from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed
from bot.platform.delivery import meters, parked
from bot.platform.delivery.carrying import Conversations, Parcel, send
from bot.platform.delivery.meters import Limits, Meters, TakenMeanwhile, limits_for
from bot.platform.delivery.models import SENDING, Kind, OutboxMessage, State
from bot.platform.delivery.pace import OPEN, POSTING, limits_of
from bot.platform.delivery.parked import end
from bot.platform.delivery.retry import MOST_ATTEMPTS, AskAPerson, GiveUp, Retry, decide
from bot.platform.delivery.turns import WITHOUT_CONTENT, Turns
from bot.platform.errors import BotError
from bot.platform.logs import carry_on
from bot.platform.slack.errors import (
    NOTHING_LEFT_TO_CHANGE,
    THREAD_IS_GONE,
    TOKEN_IS_OVER,
    TOO_FAST,
    DeliveryError,
    Later,
    Refused,
)
from bot.platform.slack.gateway import SlackGateway

log = logging.getLogger(__name__)

# Longer than the gateway waits for the answers to one message, four at most, for a file: a lease never ends
# while its message is being sent.
_LEASE = timedelta(seconds=60)
# What has to be left of a lease as a send begins: the answers to the three steps of a file.
_LEAST_LEFT = timedelta(seconds=30)
# Judgement: whoever installs the app anew starts the bot anew, and that asks at once.
_ASK_FOR_TOKEN_AGAIN_AFTER = timedelta(minutes=10)

StillWanted = Callable[[Session, OutboxMessage, datetime], bool]
"""Asked just before sending: has it been resolved, paused or taken back meanwhile?"""
NotDelivered = Callable[[Session, OutboxMessage, datetime], None]
"""Told, in the transaction that ends it, that a message failed or is in doubt."""


class LeaseLost(BotError):
    """Somebody else has the message, or nobody wants it any more: it is not sent."""


@dataclass(frozen=True)
class Purposes:
    """What the features have to say about their messages, by purpose."""

    still_wanted: Mapping[str, StillWanted] = field(default_factory=dict)
    not_delivered: Mapping[str, NotDelivered] = field(default_factory=dict)


class Courier:
    """Takes a due message, sends it outside any transaction, and writes down what became of it.

    ``limits``: how fast; left out, Slack's own on the machine's clock, and none on one turned by hand.
    """

    def __init__(
        self,
        database: Database,
        *,
        gateway_of: Callable[[str], SlackGateway],
        clock: Clock,
        purposes: Purposes,
        limits: Limits | None = None,
    ) -> None:
        self._database = database
        self._gateway_of = gateway_of
        self._clock = clock
        self._purposes = purposes
        self._turns = Turns(limits_for(clock) if limits is None else limits)
        self._conversations = Conversations()

    def deliver_one(self) -> bool:
        """Carry one message. False when none is due, or Slack's pace lets none through."""
        try:
            parcel = self._claim()
        except TakenMeanwhile:
            return True
        if parcel is None:
            return False
        if parcel.row.state != State.WAITING:
            return True
        gateway = self._gateway_of(parcel.row.workspace_id)
        try:
            posted = send(
                parcel,
                gateway,
                conversations=self._conversations,
                content_if_ours=self._content_if_ours,
            )
        except LeaseLost:
            log.warning("delivery %s was not sent: its lease is over", parcel.row.id)
        except DeliveryError as fault:
            self._take_in(parcel, gateway, fault)
        except BotError as fault:  # it cannot be read with today's keys, or Slack would refuse its blocks
            self._write_fault(parcel, Refused(type(fault).__name__))
        else:
            with self._database.transaction() as session:
                row = session.get(OutboxMessage, parcel.row.id, options=WITHOUT_CONTENT)
                if row is not None and row.state != State.SENT:
                    if posted is not None:
                        row.channel_id, row.ts = posted.channel_id, posted.ts
                    end(row, State.SENT, reason=None, now=self._clock.now())
        return True

    def _claim(self) -> Parcel | None:
        now = self._clock.now()
        with self._database.transaction() as session:
            found = self._turns.take(session, now=now)
            if found is None:
                return None
            row, limits = found
            carry_on(row.request_id)
            token = row.lease_token + 1
            was_in_hand = row.reason == SENDING
            taken = session.execute(
                sa.update(OutboxMessage)
                .where(OutboxMessage.id == row.id, OutboxMessage.lease_token == row.lease_token)
                .values(
                    attempts=row.attempts + 1,
                    lease_token=token,
                    next_attempt_at=now + _LEASE,
                    reason=SENDING,
                )
                .execution_options(synchronize_session=False)
            )
            if rows_changed(taken) != 1:
                return None
            session.expire(row, ["attempts", "lease_token", "next_attempt_at", "reason"])
            nowhere = Parcel(row, token, None, None)
            if was_in_hand and _is_public(row):
                end(row, State.IN_DOUBT, reason="lease_ran_out", now=now)
                self._tell(session, row, now)
                return nowhere
            if row.attempts > MOST_ATTEMPTS:  # whatever goes wrong each time, those behind it waited enough
                end(row, State.FAILED, reason="gave_up", now=now)
                self._tell(session, row, now)
                return nowhere
            still_wanted = self._purposes.still_wanted.get(row.purpose)
            if still_wanted is not None and not still_wanted(session, row, now):
                end(row, State.DROPPED, reason="no_longer_wanted", now=now)
                return nowhere
            if row.follows_id is None:
                return self._addressed(session, row, limits, row.channel_id, row.ts)
            earlier = session.get(OutboxMessage, row.follows_id, options=WITHOUT_CONTENT)
            if row.kind == Kind.POST:  # what it replies to may never have reached Slack
                return self._addressed(session, row, limits, row.channel_id, earlier.ts if earlier else None)
            if earlier is None or earlier.ts is None:
                if earlier is not None:
                    parked.change(session, earlier, by=row, now=now)
                end(row, State.DROPPED, reason="nothing_to_change", now=now)
                return nowhere
            return self._addressed(session, row, limits, earlier.channel_id, earlier.ts)

    def _addressed(
        self, session: Session, row: OutboxMessage, limits: Meters, channel_id: str | None, ts: str | None
    ) -> Parcel:
        """The parcel, counted for the limits: last in its transaction, so those are locked for a moment."""
        is_asked_for = (
            row.kind in POSTING
            and row.person_id is not None
            and channel_id is None
            and self._conversations.find(row) is None
        )
        may_ask = limits.is_free(OPEN)
        lanes = limits_of(Kind(row.kind)) + ((OPEN,) if is_asked_for and may_ask else ())
        meters.use_up(session, limits, lanes, conversation=row.lane if row.kind in POSTING else None)
        return Parcel(row, row.lease_token, channel_id, ts, may_ask_for_conversation=may_ask)

    def _content_if_ours(self, parcel: Parcel) -> str | None:
        # Decrypted only now, with the lease taken: a row that no key opens must not keep others waiting.
        with self._database.reading() as session:
            found = session.execute(
                sa.select(
                    OutboxMessage.content,
                    OutboxMessage.state,
                    OutboxMessage.lease_token,
                    OutboxMessage.next_attempt_at,
                ).where(OutboxMessage.id == parcel.row.id)
            ).first()
        is_ours = (
            found is not None
            and (found.state, found.lease_token) == (State.WAITING, parcel.token)
            and found.next_attempt_at - self._clock.now() >= _LEAST_LEFT
        )
        if found is None or not is_ours:
            raise LeaseLost(str(parcel.row.id))
        content: str | None = found.content
        return content

    def _take_in(self, parcel: Parcel, gateway: SlackGateway, fault: DeliveryError) -> None:
        """What Slack said of one message may be true of more than this one."""
        workspace_id, now = parcel.row.workspace_id, self._clock.now()
        if fault.code in TOKEN_IS_OVER and not self._knows_us(gateway):
            self._turns.without_token[workspace_id] = now + _ASK_FOR_TOKEN_AGAIN_AFTER
            log.error("nothing goes to Slack until there is a new token: %s", fault.code)
            self._put_off(parcel, fault.code)
            return
        if isinstance(fault, Later) and fault.code in TOO_FAST and fault.method and fault.after:
            with self._database.transaction() as session:
                meters.hold_back(session, workspace_id, fault.method, until=now + fault.after, now=now)
        self._write_fault(parcel, fault)

    def _knows_us(self, gateway: SlackGateway) -> bool:
        """Whether the token is good for anything: some of these words are said of one person, too."""
        try:
            gateway.identity()
        except Refused:
            return False
        except DeliveryError:
            return True  # nobody knows; the next message asks again
        return True

    def _put_off(self, parcel: Parcel, code: str) -> None:
        with self._database.transaction() as session:
            row = session.get(OutboxMessage, parcel.row.id, options=WITHOUT_CONTENT)
            if row is not None and _is_held_by(row, parcel):
                row.next_attempt_at = self._clock.now() + _ASK_FOR_TOKEN_AGAIN_AFTER
                row.reason = code
                row.attempts -= 1  # it is no fault of this message, which waits for as long as it takes

    def _write_fault(self, parcel: Parcel, fault: DeliveryError) -> None:
        now = self._clock.now()
        with self._database.transaction() as session:
            row = session.get(OutboxMessage, parcel.row.id, options=WITHOUT_CONTENT)
            if row is None or not _is_held_by(row, parcel):
                return  # the lease ran out and somebody else has it
            if isinstance(fault, Refused) and fault.code in NOTHING_LEFT_TO_CHANGE:
                end(row, State.DROPPED, reason=fault.code, now=now)
                return
            if fault.code == THREAD_IS_GONE and row.follows_id is not None:
                row.follows_id, row.next_attempt_at, row.reason = None, now, fault.code
                return  # what it replied to was deleted: it is said in the channel itself
            match decide(fault, attempts=row.attempts, public=_is_public(row)):
                case Retry(pause):
                    row.next_attempt_at = now + pause
                    row.reason = fault.code
                    metrics.count_put_off(row.purpose, fault.code)
                    log.info("delivery %s put off for %s: %s", row.id, pause, fault.code)
                    return
                case GiveUp(reason):
                    end(row, State.FAILED, reason=reason, now=now)
                case AskAPerson():
                    end(row, State.IN_DOUBT, reason=fault.code, now=now)
            self._tell(session, row, now)

    def _tell(self, session: Session, row: OutboxMessage, now: datetime) -> None:
        log.warning("delivery %s (%s) %s: %s", row.id, row.purpose, row.state, row.reason)
        tell = self._purposes.not_delivered.get(row.purpose)
        if tell is not None:
            tell(session, row, now)


def _is_held_by(row: OutboxMessage, parcel: Parcel) -> bool:
    return row.state == State.WAITING and row.lease_token == parcel.token


def _is_public(row: OutboxMessage) -> bool:
    return row.kind == Kind.POST and row.person_id is None

"""What becomes of a message that Slack did not take: put off, parked, or dropped, and who is told."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.platform import metrics
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.delivery import meters
from bot.platform.delivery.carrying import Parcel
from bot.platform.delivery.leases import Slip
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.delivery.parked import end
from bot.platform.delivery.retry import AskAPerson, GiveUp, Retry, decide
from bot.platform.delivery.turns import WITHOUT_CONTENT
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

# Judgement: whoever installs the app anew starts the bot anew, and that asks at once.
_ASK_FOR_TOKEN_AGAIN_AFTER = timedelta(minutes=10)

NotDelivered = Callable[[Session, OutboxMessage, datetime], None]
"""Told, in the transaction that ends it, that a message failed or is in doubt."""


class Faults:
    """Takes in what went wrong. ``without_token``: until when nothing goes to a workspace."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock,
        not_delivered: Mapping[str, NotDelivered],
        without_token: dict[str, datetime],
    ) -> None:
        self._database = database
        self._clock = clock
        self._not_delivered = not_delivered
        self._without_token = without_token

    def take_in(self, parcel: Parcel, gateway: SlackGateway, fault: DeliveryError) -> None:
        """What Slack said of one message may be true of more than this one."""
        workspace_id, now = parcel.row.workspace_id, self._clock.now()
        if fault.code in TOKEN_IS_OVER and not self._knows_us(gateway):
            self._without_token[workspace_id] = now + _ASK_FOR_TOKEN_AGAIN_AFTER
            log.error("nothing goes to Slack until there is a new token: %s", fault.code)
            self._put_off(parcel, fault.code)
            return
        if isinstance(fault, Later) and fault.code in TOO_FAST and fault.method and fault.after:
            with self._database.transaction() as session:
                meters.hold_back(session, workspace_id, fault.method, until=now + fault.after, now=now)
        self.write_down(parcel, fault)

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
            if row is not None and is_held_by(row, parcel):
                row.next_attempt_at = self._clock.now() + _ASK_FOR_TOKEN_AGAIN_AFTER
                row.reason = code
                # It is no fault of this message, which waits for as long as it takes.
                row.attempts -= int(parcel.is_begun)
                metrics.count_put_off(row.purpose, code)

    def write_down(self, parcel: Parcel, fault: DeliveryError) -> None:
        now = self._clock.now()
        with self._database.transaction() as session:
            row = session.get(OutboxMessage, parcel.row.id, options=WITHOUT_CONTENT)
            if row is None or not is_held_by(row, parcel):
                return  # the lease ran out and somebody else has it
            row.attempts += int(not parcel.is_begun)
            if isinstance(fault, Refused) and fault.code in NOTHING_LEFT_TO_CHANGE:
                end(row, State.DROPPED, reason=fault.code, now=now)
                return
            if fault.code == THREAD_IS_GONE and row.follows_id is not None:
                row.follows_id, row.next_attempt_at, row.reason = None, now, fault.code
                return  # what it replied to was deleted: it is said in the channel itself
            match decide(fault, attempts=row.attempts, public=is_public(row)):
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
            self.tell(session, row, now)

    def tell(self, session: Session, row: OutboxMessage, now: datetime) -> None:
        log.warning("delivery %s (%s) %s: %s", row.id, row.purpose, row.state, row.reason)
        tell = self._not_delivered.get(row.purpose)
        if tell is not None:
            tell(session, row, now)


def is_held_by(row: OutboxMessage, parcel: Parcel) -> bool:
    """Whether it still waits, in the lease of that parcel."""
    return row.state == State.WAITING and row.lease_token == parcel.token


def is_public(row: OutboxMessage | Slip) -> bool:
    """Whether others than one person would see it twice."""
    return row.kind == Kind.POST and row.person_id is None

"""The courier: carries what is due in the outbox to Slack, a handful at a time, at least once."""

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from bot.platform import metrics
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.delivery import leases, meters, parked
from bot.platform.delivery.at_once import AtOnce
from bot.platform.delivery.carrying import Conversations, Parcel, has_to_ask, send
from bot.platform.delivery.faults import Faults, NotDelivered, is_held_by, is_public
from bot.platform.delivery.leases import Gone, Slip
from bot.platform.delivery.meters import Limits, Meters, TakenMeanwhile, limits_for
from bot.platform.delivery.models import SENDING, Kind, OutboxMessage, State
from bot.platform.delivery.pace import OPEN, POSTING, limits_of
from bot.platform.delivery.parked import end
from bot.platform.delivery.retry import MOST_ATTEMPTS
from bot.platform.delivery.turns import IN_A_ROW, WITHOUT_CONTENT, Turns
from bot.platform.errors import BotError
from bot.platform.logs import carry_on
from bot.platform.slack.errors import TOKEN_IS_OVER, TOO_FAST, DeliveryError, Refused
from bot.platform.slack.gateway import SlackGateway

log = logging.getLogger(__name__)

# Longer than the gateway waits for the answers to one message, four at most, for a file: a lease never ends
# while its message is being sent.
_LEASE = timedelta(seconds=60)
# What has to be left of a lease as a send begins: the answers to the three steps of a file.
_LEAST_LEFT = timedelta(seconds=30)
# Judgement: a few slow answers of Slack. What is left of a handful then is given back.
_A_HAND_LASTS = timedelta(seconds=5)

StillWanted = Callable[[Session, OutboxMessage, datetime], bool]
"""Asked just before sending: has it been resolved, paused or taken back meanwhile?"""


class LeaseLost(BotError):
    """Somebody else has the message, or its lease is about to end: it is not sent."""


class NoLongerWanted(BotError):
    """It has been resolved, paused or taken back meanwhile: it is not sent."""


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
        self._faults = Faults(
            database,
            clock=clock,
            not_delivered=purposes.not_delivered,
            without_token=self._turns.without_token,
        )
        self._conversations = Conversations()
        self._at_once = AtOnce(database)
        self._sent: list[tuple[Gone, str]] = []
        """What Slack has, and its purpose, until it is written down."""

    def deliver_some(self) -> bool:
        """Carry the messages whose turn it is, a handful of one workspace. False when none is due or may go.

        They share the transaction in which they are taken. That one is sent is written down with the next
        one's beginning, before that is sent.
        """
        return self._deliver(most=IN_A_ROW)

    def deliver_one(self) -> bool:
        """Carry one message. False when none is due, or Slack's pace lets none through."""
        return self._deliver(most=1)

    def _deliver(self, *, most: int) -> bool:
        try:
            return self._carry(self._claim_some(most=most))
        except TakenMeanwhile:
            return True

    def _claim_some(self, *, most: int) -> list[Parcel]:
        self._write_down()  # what the database did not take the last time
        now = self._clock.now()
        with self._database.transaction() as session:
            found = self._turns.take(session, now=now, most=most)
            if found is None:
                return []
            slips, limits = found
            leases.take(session.connection(), slips, until=now + _LEASE)
            parcels = [self._addressed(session, slip, now=now) for slip in slips]
            self._count(session, parcels, limits)  # last, so that those rows are locked for a moment
        return parcels

    def _addressed(self, session: Session, slip: Slip, *, now: datetime) -> Parcel:
        """The parcel. One that is not to be sent has another state than WAITING."""
        parcel = Parcel(slip, slip.lease_token + 1, now + _LEASE, slip.channel_id, slip.ts)
        carry_on(slip.request_id)
        if slip.reason == SENDING and is_public(slip):
            return self._ended(session, parcel, State.IN_DOUBT, "lease_ran_out", now=now)
        if slip.attempts >= MOST_ATTEMPTS:  # whatever goes wrong each time, those behind it waited enough
            return self._ended(session, parcel, State.FAILED, "gave_up", now=now)
        if slip.follows_id is None:
            return parcel
        earlier = session.get(OutboxMessage, slip.follows_id, options=WITHOUT_CONTENT)
        if slip.kind == Kind.POST:  # what it replies to may never have reached Slack
            parcel.ts = earlier.ts if earlier else None
            return parcel
        if earlier is None or earlier.ts is None:
            if earlier is not None:
                by = session.get_one(OutboxMessage, slip.id, options=WITHOUT_CONTENT)
                parked.change(session, earlier, by=by, now=now)
            return self._ended(session, parcel, State.DROPPED, "nothing_to_change", now=now)
        parcel.channel_id, parcel.ts = earlier.channel_id, earlier.ts
        return parcel

    def _ended(self, session: Session, parcel: Parcel, state: State, reason: str, *, now: datetime) -> Parcel:
        row = session.get_one(OutboxMessage, parcel.row.id, options=WITHOUT_CONTENT)
        end(row, state, reason=reason, now=now)
        if state != State.DROPPED:
            self._faults.tell(session, row, now)
        parcel.row = parcel.row._replace(state=state)
        return parcel

    def _count(self, session: Session, parcels: list[Parcel], limits: Meters) -> None:
        counted: Counter[str] = Counter()
        for parcel in parcels:
            if parcel.row.state == State.WAITING:
                counted.update(limits_of(Kind(parcel.row.kind)))
                if parcel.row.kind in POSTING:
                    parcel.may_ask_for_conversation = counted[OPEN] < limits.room(OPEN)
                    is_asked_for = parcel.row.person_id and has_to_ask(parcel, self._conversations)
                    counted[OPEN] += 1 if is_asked_for else 0
        meters.use_up(session, limits, counted)

    def _carry(self, hand: list[Parcel]) -> bool:
        """Send them, one after the other; whatever comes between, what is sent is written down."""
        waiting = [parcel for parcel in hand if parcel.row.state == State.WAITING]
        if not waiting:
            return bool(hand)
        began, left = self._clock.now(), deque(waiting)
        try:
            gateway = self._gateway_of(waiting[0].row.workspace_id)
            while left:
                # Whoever waits for this hand to end, to stop or to have its turn, does not wait for long.
                if len(left) < len(waiting) and not began <= self._clock.now() < began + _A_HAND_LASTS:
                    break
                if not self._carry_one(left.popleft(), gateway):
                    break
            self._write_down(and_give_back=left)
        except Exception:
            with suppress(Exception):  # what went wrong first is what is told
                self._write_down(and_give_back=left)
            raise
        finally:
            self._at_once.let_go()
        return True

    def _carry_one(self, parcel: Parcel, gateway: SlackGateway) -> bool:
        """False when those behind it are not to be tried now."""
        carry_on(parcel.row.request_id)
        if has_to_ask(parcel, self._conversations):
            self._write_down()  # before Slack is asked: that may take a while
            with self._database.transaction(remembering=True) as session:
                if not self._is_still_wanted(session, parcel, now=self._clock.now()):
                    return True
        try:
            posted = send(
                parcel,
                gateway,
                conversations=self._conversations,
                content_if_ours=self._content_if_ours,
            )
        except LeaseLost:
            log.warning(
                "delivery %s was not sent: its lease is over, or Slack lets none through", parcel.row.id
            )
        except NoLongerWanted:
            pass
        except DeliveryError as fault:
            self._write_down()
            self._faults.take_in(parcel, gateway, fault)
            return fault.code not in TOO_FAST and fault.code not in TOKEN_IS_OVER
        except BotError as fault:  # it cannot be read with today's keys, or Slack would refuse its blocks
            self._faults.write_down(parcel, Refused(type(fault).__name__))
        else:
            where = (None, None) if posted is None else (posted.channel_id, posted.ts)
            self._sent.append((Gone(parcel.row.id, *where), parcel.row.purpose))
        return True

    def _write_down(self, *, and_give_back: Iterable[Parcel] = ()) -> None:
        """What is sent, and what is not but will not be tried now."""
        unsent = [(parcel.row.id, parcel.token) for parcel in and_give_back]
        if not self._sent and not unsent:
            return
        now = self._clock.now()
        if self._at_once.is_at_hand and len(self._sent) + len(unsent) == 1:
            self._at_once.tell(lambda line: self._settle(line, unsent, now=now))
        else:
            with self._database.transaction() as session:
                self._settle(session.connection(), unsent, now=now)
        self._forget_sent()

    def _settle(self, connection: Connection, unsent: Sequence[tuple[int, int]], *, now: datetime) -> None:
        for gone, _ in self._sent:
            leases.sent(connection, gone, now=now)
        leases.give_back(connection, unsent, now=now)

    def _forget_sent(self) -> None:
        for _, purpose in self._sent:
            metrics.count_delivery(purpose, State.SENT)
        self._sent.clear()

    def _content_if_ours(self, parcel: Parcel) -> str | None:
        """Just before a send: the one before it is sent, this one is about to be, and these are its words."""
        now = self._clock.now()
        self._see_that_it_lasts(parcel, now)
        words, is_wanted = None, True
        if self._is_begun_at_once(parcel.row):
            before = self._sent[0][0] if self._sent else None
            words = self._at_once.tell(lambda line: self._begin(line, parcel, now=now, before=before))
        else:
            with self._database.transaction(remembering=True) as session:
                self._settle(session.connection(), (), now=now)
                is_wanted = self._is_still_wanted(session, parcel, now=now)
                if is_wanted:
                    words = self._begin(session.connection(), parcel, now=now)
        self._forget_sent()
        if not is_wanted:
            raise NoLongerWanted(str(parcel.row.id))
        if words is None:
            raise LeaseLost(str(parcel.row.id))
        parcel.is_begun = True
        self._see_that_it_lasts(parcel, self._clock.now())  # it may have been frozen as that was committed
        # Decrypted only now, with the lease taken: a row that no key opens must not keep others waiting.
        return None if words[0] is None else self._database.cipher.decrypt(words[0])

    def _is_begun_at_once(self, slip: Slip) -> bool:
        """Whether nothing is to be asked or counted that has to be kept together with it."""
        is_counted = self._turns.limits.conversation is not None and slip.kind in POSTING
        is_asked = slip.purpose in self._purposes.still_wanted
        return self._at_once.is_of_use and not is_counted and not is_asked and len(self._sent) <= 1

    def _begin(
        self, connection: Connection, parcel: Parcel, *, now: datetime, before: Gone | None = None
    ) -> tuple[str | None] | None:
        slip, token, is_new = parcel.row, parcel.token, not parcel.is_begun
        words = leases.begin(connection, slip, token=token, is_first_try=is_new, now=now, before=before)
        if words is None:  # nobody else has it if this changes anything: Slack lets none through
            leases.give_back(connection, [(slip.id, token)], now=now)
        elif self._turns.limits.conversation is not None and slip.kind in POSTING:
            leases.use_up_conversation(connection, slip, until=now + self._turns.limits.conversation.share)
        return words

    def _see_that_it_lasts(self, parcel: Parcel, now: datetime) -> None:
        if parcel.lease_ends - now < _LEAST_LEFT:
            raise LeaseLost(str(parcel.row.id))

    def _is_still_wanted(self, session: Session, parcel: Parcel, *, now: datetime) -> bool:
        """Asked as late as can be: what was pressed while others of its handful were sent is seen."""
        still_wanted = self._purposes.still_wanted.get(parcel.row.purpose)
        if still_wanted is None:
            return True
        row = session.get(OutboxMessage, parcel.row.id, options=WITHOUT_CONTENT, with_for_update=True)
        if row is None or not is_held_by(row, parcel):
            return True  # it is not ours any more, and that is found next
        if still_wanted(session, row, now):
            session.flush()
            return True
        end(row, State.DROPPED, reason="no_longer_wanted", now=now)
        return False

"""What the database knows of the work that waits, asked anew for each look at the numbers."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.platform import patience
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.delivery import parked
from bot.platform.delivery.models import SENDING, OutboxMessage

log = logging.getLogger(__name__)

# Judgement: whoever has more than this waiting does not need to know how many more.
_MOST_COUNTED = 100_000

DueColumns = Sequence[InstrumentedAttribute[datetime | None]]


class Backlog(Collector):
    """``due_columns``: all that say when something is due. ``ages``: seconds since each poller looked."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        due_columns: DueColumns,
        ages: Callable[[], Mapping[str, float]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._due_columns = due_columns
        self._ages = ages

    def describe(self) -> Iterable[Metric]:
        """Nothing: whoever registers this need not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield _gauge(
            "tend_poller_age_seconds",
            "Since a poller last looked whether there is something to do",
            ["poller"],
            {(name,): age for name, age in self._ages().items()},
        )
        try:
            # A frozen database says nothing, not even no: the page is not to wait for it.
            with patience.of_a_request(), self._database.reading() as session:
                found = [self._lags(session), *_waiting(session), _parked(session)]
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            log.warning("the database did not say what waits: %s", type(error).__name__)
            found = []
        yield _gauge(
            "tend_database_up", "Whether the database answered just now", [], {(): float(bool(found))}
        )
        yield from found

    def _lags(self, session: Session) -> Metric:
        now = self._clock.now()
        lags: dict[tuple[str, ...], float] = {}
        for column in self._due_columns:
            # The one that is due for longest, found by its index.
            first = session.scalar(sa.select(column).where(column.is_not(None)).order_by(column).limit(1))
            late = 0.0 if first is None else max(0.0, (now - first).total_seconds())
            lags[(f"{column.class_.__tablename__}.{column.key}",)] = late
        return _gauge("tend_due_lag_seconds", "For how long the oldest due row has been due", ["what"], lags)


def _waiting(session: Session) -> Iterator[Metric]:
    how = sa.case(
        (OutboxMessage.reason == SENDING, "in_hand"),
        (OutboxMessage.reason.is_not(None), "put_off"),
        else_="fresh",
    ).label("how")
    few = (
        sa.select(OutboxMessage.purpose, how)
        .where(OutboxMessage.next_attempt_at.is_not(None))
        .limit(_MOST_COUNTED)
        .subquery()
    )
    counted = session.execute(
        sa.select(few.c.purpose, few.c.how, sa.func.count()).group_by(few.c.purpose, few.c.how)
    )
    yield _gauge(
        "tend_outbox_waiting",
        f"Messages on their way, at most {_MOST_COUNTED} in all",
        ["feature", "purpose", "how"],
        {(purpose.partition(".")[0], purpose, how): float(number) for purpose, how, number in counted},
    )


def _parked(session: Session) -> Metric:
    counted = session.execute(
        sa.select(OutboxMessage.purpose, OutboxMessage.state, sa.func.count())
        .where(parked.CAN_BE_SENT)
        .group_by(OutboxMessage.purpose, OutboxMessage.state)
    )
    return _gauge(
        "tend_outbox_parked",
        "Messages that did not arrive and can still be sent or let be",
        ["feature", "purpose", "state"],
        {
            (purpose.partition(".")[0], purpose, state.replace(" ", "_")): float(number)
            for purpose, state, number in counted
        },
    )


def _gauge(name: str, said: str, labels: Sequence[str], values: Mapping[tuple[str, ...], float]) -> Metric:
    family = GaugeMetricFamily(name, said, labels=labels)
    for labelled, value in values.items():
        family.add_metric(labelled, value)
    return family

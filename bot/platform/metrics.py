"""What this process counts for its operator: numbers by feature, method and result, and never by person.

Names and values are in Prometheus' manner; docs/operations.md says what each means. Counters begin at nothing
with each process. What the database knows better is asked there: platform.operating.backlog.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from prometheus_client import Counter, Histogram, disable_created_metrics

# When a counter began is said by process_start_time_seconds; a second line for each would say it again.
disable_created_metrics()  # type: ignore[no-untyped-call]

# Slack waits for three seconds; what takes longer than that was seen as an error by somebody.
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)

_acks = Histogram(
    "tend_ack_seconds",
    "From a request of Slack's until it was answered, by kind and HTTP status",
    ["kind", "status"],
    buckets=_SECONDS,
)
_calls = Histogram(
    "tend_slack_call_seconds",
    "From a call of Slack's Web API until its answer, by method and result",
    ["method", "result"],
    buckets=_SECONDS,
)
_deliveries = Counter(
    "tend_deliveries", "Messages that came to their end, by result", ["feature", "purpose", "result"]
)
_put_off = Counter(
    "tend_deliveries_put_off", "Tries that are to be made again, by reason", ["feature", "purpose", "reason"]
)
_stumbles = Counter("tend_poller_stumbles", "Turns of a poller that ended with an error", ["poller"])

_KINDS = {
    "event_callback": "event",
    "block_actions": "press",
    "block_suggestion": "options",
    "view_submission": "form",
    "view_closed": "form_closed",
    "message_action": "shortcut",
    "shortcut": "shortcut",
}


class Ack:
    """What became of one request; whoever answers it puts the HTTP status here."""

    status = 500


@contextmanager
def answering(body: Mapping[str, Any]) -> Iterator[Ack]:
    """Count one request of Slack's, with ``body`` as it came, and how long its answer takes."""
    ack, began = Ack(), time.perf_counter()
    try:
        yield ack
    finally:
        _acks.labels(_kind_of(body), str(ack.status)).observe(time.perf_counter() - began)


def count_call(method: str, result: str, *, seconds: float) -> None:
    """Count one call of Slack's, and how long its answer took. ``result``: ok, or the name of a fault."""
    _calls.labels(method, result).observe(seconds)


def count_delivery(purpose: str, result: str) -> None:
    """Count a message that came to its end. ``purpose`` begins with the feature, and a dot."""
    _deliveries.labels(_feature_of(purpose), purpose, result.replace(" ", "_")).inc()


def count_put_off(purpose: str, reason: str) -> None:
    """Count a try that failed and is made again. ``reason`` is Slack's short name of an error, or ours."""
    _put_off.labels(_feature_of(purpose), purpose, reason).inc()


def count_stumble(poller: str) -> None:
    """Count a turn of a poller that ended with an error."""
    _stumbles.labels(poller).inc()


def _feature_of(purpose: str) -> str:
    return purpose.partition(".")[0]


def _kind_of(body: Mapping[str, Any]) -> str:
    if "command" in body:
        return "command"
    return _KINDS.get(str(body.get("type")), "other")

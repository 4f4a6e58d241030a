"""What can go wrong on the wire to Slack, named as a DeliveryError, and which addresses are Slack's."""

import http.client
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.platform import metrics
from bot.platform.slack.errors import DeliveryError, InDoubt, Later, from_answer


class faults_named:  # noqa: N801  reads as a verb where it is used
    """Turn what slack_sdk and the network raise into a DeliveryError of ``method``; each call is counted."""

    def __init__(self, method: str | None = None) -> None:
        self._method = method

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> None:
        named = _named(fault)
        if fault is None or named is not None:
            result = "ok" if named is None else type(named).__name__
            metrics.count_call(self._method or "address", result, seconds=time.perf_counter() - self._began)
        if named is not None:
            named.method = self._method
            raise named from fault


def as_object(data: Any) -> dict[str, Any]:
    """Slack's answer as a mapping. Raises InDoubt when it is none."""
    if not isinstance(data, dict):
        raise InDoubt("unreadable_answer")
    return data


def code_in(body: str) -> str:
    """Slack's short name of an error in an answer that is not the Web API's: in JSON, or as it stands."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body.strip()
    return str(answer.get("error")) if isinstance(answer, dict) else body.strip()


def retry_after(headers: Mapping[str, Any]) -> str | None:
    """The Retry-After header as it was sent, whatever its case; None without one."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            return str(value[0] if isinstance(value, list) else value)
    return None


def is_slacks(address: str, *, api_url: str, host: str) -> bool:
    """Whether ``address`` leads to ``host`` over https, or to where the API itself answers."""
    try:
        given = urlsplit(address)
    except ValueError:
        return False
    own = urlsplit(api_url)
    return (given.scheme, given.netloc) in {(own.scheme, own.netloc), ("https", host)}


def _named(fault: BaseException | None) -> DeliveryError | None:
    if isinstance(fault, SlackApiError):
        answer = fault.response
        body = answer.data if isinstance(answer.data, dict) else {}
        return from_answer(
            str(body.get("error")), status=answer.status_code, retry_after=retry_after(answer.headers)
        )
    if isinstance(fault, URLError) and isinstance(fault.reason, ConnectionRefusedError | OSError):
        # urllib wraps in URLError what happens before the request has gone out; a time-out while
        # waiting for the answer comes bare.
        timed_out = isinstance(fault.reason, TimeoutError)
        return InDoubt("timeout") if timed_out else Later("connection_failed")
    if isinstance(fault, TimeoutError | ConnectionError | http.client.HTTPException):
        return InDoubt("connection_dropped")
    # slack_sdk trips (AttributeError) over an answer that is JSON, but no object.
    if isinstance(fault, json.JSONDecodeError | SlackClientError | AttributeError):
        return InDoubt("unreadable_answer")
    return None

"""Delivers to the bot over HTTP, signed as Slack signs."""

import hashlib
import hmac
import http.client
import json
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.sandbox.doors.door import NOT_REACHED, SECONDS_TO_ACK, TIMED_OUT, Ack, Kind, Retry, read_body

_FORM = "application/x-www-form-urlencoded"


class HttpDoor:
    """Posts to the bot's request URL (``http://…/slack/events``). ``seconds_to_ack`` is real time."""

    def __init__(self, url: str, *, signing_secret: str, seconds_to_ack: float = SECONDS_TO_ACK) -> None:
        self._address = urlsplit(url)
        self._signing_secret = signing_secret
        self._seconds_to_ack = seconds_to_ack

    def deliver(self, kind: Kind, payload: dict[str, Any], *, retry: Retry | None = None) -> Ack:
        """Post one delivery. What does not answer 2xx in time comes back as an Ack with an error."""
        body, content_type = _written(kind, payload)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (sandbox)"}
        headers |= signature(body, secret=self._signing_secret, at=int(time.time()))
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        connection = http.client.HTTPConnection(
            self._address.hostname or "", self._address.port, timeout=self._seconds_to_ack
        )
        try:
            connection.request("POST", self._address.path, body, headers)
            answer = connection.getresponse()
            raw = answer.read()
        except TimeoutError:
            return Ack(None, error=TIMED_OUT)
        except (OSError, http.client.HTTPException):
            return Ack(None, error=NOT_REACHED)
        finally:
            connection.close()
        return Ack(
            answer.status,
            read_body(raw, content_type=answer.headers.get("Content-Type", "")),
            error=None if 200 <= answer.status < 300 else NOT_REACHED,
            wants_no_retry=answer.headers.get("X-Slack-No-Retry") == "1",
        )


def signature(body: bytes, *, secret: str, at: int) -> dict[str, str]:
    """The two headers that prove that Slack sent ``body`` at ``at`` (Unix seconds).

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    signed = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={signed}"}


def _written(kind: Kind, payload: dict[str, Any]) -> tuple[bytes, str]:
    if kind == "slash_commands":
        return urlencode(payload).encode(), _FORM
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), _FORM
    return json.dumps(payload).encode(), "application/json"

"""The line to Slack in Socket Mode: kept open, opened again when it breaks, renewed without a gap.

https://docs.slack.dev/apis/events-api/using-socket-mode. Why it is our own: docs/decisions/0002.
"""

import json
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk.socket_mode.request import SocketModeRequest
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.platform import metrics
from bot.platform.slack.errors import DeliveryError
from bot.platform.slack.gateway import WebGateway

log = logging.getLogger(__name__)

# A line that has gone silent (a laptop that slept, a router that forgot) is noticed after both.
_SECONDS_BETWEEN_PINGS = 10
_SECONDS_FOR_A_PONG = 10
_SECONDS_TO_OPEN = 10
_SECONDS_TO_CLOSE = 1
# Slack closes the old line some seconds after it has asked for a new one; what is on it still is answered.
_SECONDS_FOR_THE_OLD_LINE = 10
_LONGEST_PAUSE = 30
_AT_ONCE = 10


class SocketMode:
    """Receives what Slack sends over the line and answers it with ``bolt``.

    ``app_token`` is the app-level token, ``api_url`` ends in a slash.
    """

    def __init__(self, bolt: App, *, app_token: str, api_url: str) -> None:
        self._bolt = bolt
        self._slack = WebGateway(token=app_token, api_url=api_url)
        self._ended = threading.Event()
        self._wanted = threading.Event()
        self._taking = threading.Lock()
        self._pause = 0.0
        self._lines: set[ClientConnection] = set()
        self._workers = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="socket-worker")

    def open(self) -> None:
        """Open the line, and keep it open from now on.

        Raises DeliveryError when Slack does not know the token or cannot be reached.
        """
        address = self._slack.socket_address()
        threading.Thread(target=self._keep_open, args=[address], name="socket-keeper", daemon=True).start()

    @property
    def is_open(self) -> bool:
        """Whether there is a line at this moment."""
        return bool(self._lines)

    def close(self) -> None:
        """Take nothing new, answer what is in hand, close the line."""
        with self._taking:
            self._ended.set()
        self._wanted.set()
        self._workers.shutdown()
        for line in list(self._lines):
            line.close()

    def _keep_open(self, address: str) -> None:
        self._start_line(address)
        while self._wanted.wait() and not self._ended.wait(self._pause):
            self._wanted.clear()
            self._pause = min(max(1.0, self._pause * 2), _LONGEST_PAUSE)  # until a line is open again
            try:
                self._start_line(self._slack.socket_address())
            except DeliveryError as fault:
                log.warning("Slack gave no address for the line: %s", fault.code)
                self._wanted.set()

    def _start_line(self, address: str) -> None:
        threading.Thread(target=self._hold, args=[address], name="socket-line", daemon=True).start()

    def _hold(self, address: str) -> None:
        """One line from its beginning to its end. Another is wanted once, when Slack says so or it breaks."""
        is_replaced = False
        try:
            with self._connected(address) as line:
                while not self._ended.is_set():
                    said = json.loads(line.recv(timeout=_SECONDS_FOR_THE_OLD_LINE if is_replaced else None))
                    if said.get("type") == "disconnect" and not is_replaced:
                        is_replaced = True
                        self._wanted.set()
                    elif "envelope_id" in said:
                        self._take(line, said)
        except (OSError, WebSocketException) as error:
            if not is_replaced and not self._ended.is_set():
                log.warning("the line to Slack has ended: %s", type(error).__name__)
        finally:
            if not is_replaced:
                self._wanted.set()

    @contextmanager
    def _connected(self, address: str) -> Iterator[ClientConnection]:
        with connect(
            address,
            open_timeout=_SECONDS_TO_OPEN,
            close_timeout=_SECONDS_TO_CLOSE,
            ping_interval=_SECONDS_BETWEEN_PINGS,
            ping_timeout=_SECONDS_FOR_A_PONG,
            max_size=None,  # Slack decides how much it sends
        ) as line:
            self._lines.add(line)
            self._pause = 0.0
            log.info("the line to Slack is open")
            try:
                yield line
            finally:
                self._lines.discard(line)

    def _take(self, line: ClientConnection, envelope: dict[str, Any]) -> None:
        with self._taking:
            if not self._ended.is_set():
                self._workers.submit(self._answer, line, envelope).add_done_callback(_report_failure)

    def _answer(self, line: ClientConnection, envelope: dict[str, Any]) -> None:
        request = SocketModeRequest.from_dict(envelope)
        if request is None:
            return
        with metrics.answering(request.payload) as ack:
            answer = run_bolt_app(self._bolt, request)
            ack.status = answer.status
        if answer.status != 200:
            return  # not acknowledged: Slack shows a command as failed, and sends an event again
        said: dict[str, Any] = {"envelope_id": request.envelope_id}
        if answer.body:
            is_json = answer.first_headers().get("content-type", "").startswith("application/json")
            said["payload"] = json.loads(answer.body) if is_json else {"text": answer.body}
        try:
            line.send(json.dumps(said))
        except ConnectionClosed:
            log.warning("an answer came too late for its line")


def _report_failure(answered: Future[None]) -> None:
    error = answered.exception()
    if error is not None:
        log.error("a request over the line could not be answered: %s", type(error).__name__)

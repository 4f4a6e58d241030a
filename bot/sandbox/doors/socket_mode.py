"""Delivers to the bot over Socket Mode: the bot connects, Slack sends envelopes, the bot acknowledges."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.doors.door import NOT_REACHED, SECONDS_TO_ACK, TIMED_OUT, Ack, Kind, Retry
from bot.sandbox.hanging_up import hang_up
from bot.sandbox.slack.identifiers import new_id
from bot.sandbox.slack.workspace import Workspace

# https://docs.slack.dev/apis/events-api/using-socket-mode
MOST_LINKS = 10
# Between telling a bot to connect anew and closing its link; judgement, Slack names no figure.
_SECONDS_TO_LEAVE = 1.0


@dataclass(eq=False)
class _Link:
    """One connection of the bot, and the envelopes on it that are not acknowledged yet."""

    websocket: WebSocket
    loop: asyncio.AbstractEventLoop
    waiting: dict[str, Future[Ack]] = field(default_factory=dict)

    def do(self, coroutine: Any) -> None:
        """Run a coroutine where the connection lives, from any other thread, and wait for it."""
        asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(timeout=SECONDS_TO_ACK)


class SocketDoor:
    """Slack's end of Socket Mode. A delivery waits for a link that is just being renewed.

    ``seconds_to_ack`` is real time and counts that wait too.
    """

    def __init__(self, workspace: Workspace, *, seconds_to_ack: float = SECONDS_TO_ACK) -> None:
        self._workspace = workspace
        self._seconds_to_ack = seconds_to_ack
        self._links: list[_Link] = []
        self._linked = threading.Condition()

    @property
    def link_count(self) -> int:
        return len(self._links)

    def routes(self) -> list[WebSocketRoute]:
        return [WebSocketRoute("/link/", self._serve), WebSocketRoute("/link", self._serve)]

    def deliver(self, kind: Kind, payload: dict[str, Any], *, retry: Retry | None = None) -> Ack:
        """Send one envelope on the newest link and wait for its ack."""
        end = time.monotonic() + self._seconds_to_ack
        link = self.wait_for_link(self._seconds_to_ack)
        if link is None:
            return Ack(None, error=NOT_REACHED)
        envelope: dict[str, Any] = {
            "envelope_id": new_id("E"),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope["retry_attempt"] = retry.number if retry else 0
            envelope["retry_reason"] = retry.reason if retry else ""
        answered: Future[Ack] = Future()
        link.waiting[envelope["envelope_id"]] = answered
        try:
            link.do(link.websocket.send_json(envelope))
            return answered.result(timeout=max(0.0, end - time.monotonic()))
        except TimeoutError:
            return Ack(None, error=TIMED_OUT)
        except (WebSocketDisconnect, RuntimeError):
            return Ack(None, error=NOT_REACHED)
        finally:
            link.waiting.pop(envelope["envelope_id"], None)

    def wait_for_link(self, seconds: float, *, count: int = 1) -> _Link | None:
        """The newest link, once there are ``count`` of them; None when that takes too long."""
        with self._linked:
            enough: Callable[[], bool] = lambda: len(self._links) >= count  # noqa: E731
            return self._links[-1] if self._linked.wait_for(enough, seconds) else None

    def refresh(self) -> None:
        """Ask the bot to connect anew, as Slack does every few hours, and close the links of before."""
        before = list(self._links)
        for link in before:
            goodbye = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}
            link.do(link.websocket.send_json(goodbye))
        with self._linked:
            self._linked.wait_for(lambda: not set(before) & set(self._links), _SECONDS_TO_LEAVE)
            staying = [link for link in before if link in self._links]
        self._close(staying)

    def drop(self) -> None:
        """Cut all links without a word."""
        for link in list(self._links):
            link.do(hang_up(link.websocket.scope))

    def close(self) -> None:
        """Close all links properly; for the end of the sandbox."""
        self._close(list(self._links))

    def _close(self, links: list[_Link]) -> None:
        for link in links:
            with contextlib.suppress(RuntimeError, TimeoutError, WebSocketDisconnect):
                link.do(link.websocket.close())

    async def _serve(self, websocket: WebSocket) -> None:
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._workspace.socket_tickets or len(self._links) >= MOST_LINKS:
            await websocket.close()
            return
        self._workspace.socket_tickets.discard(ticket)
        await websocket.accept()
        link = _Link(websocket, asyncio.get_running_loop())
        await websocket.send_json(self._hello(len(self._links) + 1))
        with self._linked:
            self._links.append(link)
            self._linked.notify_all()
        try:
            while True:
                _take_ack(link, await websocket.receive_json())
        except WebSocketDisconnect:
            pass
        finally:
            with self._linked:
                self._links.remove(link)
                self._linked.notify_all()
            for answered in list(link.waiting.values()):
                if not answered.done():
                    answered.set_result(Ack(None, error=NOT_REACHED))

    def _hello(self, count: int) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": count,
            "connection_info": {"app_id": self._workspace.app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
        }


def _take_ack(link: _Link, said: Any) -> None:
    if isinstance(said, dict):
        answered = link.waiting.get(said.get("envelope_id", ""))
        if answered is not None and not answered.done():
            body = said.get("payload") or None
            answered.set_result(Ack(200, body if isinstance(body, dict) else None))

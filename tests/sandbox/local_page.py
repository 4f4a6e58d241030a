"""The sandbox's page over the local Slack with the tiny bot in it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from starlette.applications import Starlette

from bot.sandbox.page.look import read_look
from bot.sandbox.page.parts import Painter
from bot.sandbox.page.routes import page_routes
from bot.sandbox.page.stream import tell
from bot.sandbox.server import serve
from bot.sandbox.slack.harbour import START
from tests.sandbox.drawing import Parsed
from tests.sandbox.local_slack import LocalSlack


@dataclass
class Turns:
    """Clock controls that turn the local Slack's clock and remember how."""

    slack: LocalSlack
    done: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        return self.slack.clock.now()

    def advance(self, step: timedelta) -> None:
        self.done.append(f"{step}")
        self.slack.clock.advance(step)

    def next_morning(self, zone: ZoneInfo) -> None:
        self.done.append(f"next morning in {zone}")

    def reset(self) -> None:
        self.done.append("reset")
        self.slack.clock.turn_to(START)
        self.slack.workspace.reset()


class LocalPage:
    """The page on a port of its own, as a browser without a screen sees it."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack
        self.turns = Turns(slack)
        routes = page_routes(slack.workspace, hands_of=slack.hands_of, clock_controls=self.turns)
        self._server = serve(Starlette(routes=routes))
        self.url = self._server.url
        self.client = httpx.Client(base_url=self.url)

    def close(self) -> None:
        self.client.close()
        self._server.stop()

    def looks(self, query: str) -> Parsed:
        answer = self.client.get(f"/?{query}")
        assert answer.status_code == 200
        return Parsed(answer.text)

    def posts(self, doing: str, fields: dict[str, Any]) -> Any:
        answer = self.client.post(f"/page/{doing}", data=fields, headers={"HX-Request": "true"})
        assert answer.status_code in (200, 204)
        return answer


class OpenStream:
    """What a page hears over its stream, event by event, without a network."""

    def __init__(self, slack: LocalSlack, query: dict[str, str]) -> None:
        self._loop = asyncio.new_event_loop()
        look = read_look(query, workspace=slack.workspace)
        self._events: AsyncIterator[str] = tell(look, painter=Painter(slack.workspace))

    def next(self) -> str:
        """The next event, within five seconds."""

        async def hear() -> str:
            return await asyncio.wait_for(anext(self._events), timeout=5)

        return self._loop.run_until_complete(hear())

    def close(self) -> None:
        self._loop.run_until_complete(self._events.aclose())  # type: ignore[attr-defined]
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

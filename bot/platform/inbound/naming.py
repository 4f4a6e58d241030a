"""Each request gets a short name, by which its lines in the log are found."""

from collections.abc import Callable

from slack_bolt import App

from bot.platform.inbound.asker import Body, key_of
from bot.platform.inbound.parts import Parts
from bot.platform.logs import name_request


def register(app: App, _parts: Parts) -> None:
    """Name every request that reaches ``app``, before a listener has it."""

    @app.middleware
    def name_the_request(body: Body, next_: Callable[[], object]) -> None:
        name_request(key_of(body))
        next_()

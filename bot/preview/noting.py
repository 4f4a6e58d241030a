"""A way out to Slack that leads nowhere: everything is taken, and nobody gets it."""

from collections.abc import Iterator
from itertools import count
from typing import Any, NoReturn

from bot.platform.errors import BotError
from bot.platform.slack.gateway import Identity, Posted
from bot.platform.slack.message import Message


class NothingIsAsked(BotError):
    """While something is previewed, Slack is asked nothing."""


class NowhereGateway:
    """Takes what the courier carries and says yes. Whatever would ask Slack something is refused."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def post(self, channel_id: str, message: Message, *, thread_ts: str | None = None) -> Posted:
        return Posted(channel_id, f"{next(self._numbers)}.000000")

    def update(self, channel_id: str, ts: str, message: Message) -> None:
        """Nobody sees it change."""

    def delete(self, channel_id: str, ts: str) -> None:
        """Nobody sees it go."""

    def answer(self, response_url: str, message: Message | None, *, replace: bool) -> None:
        """Nobody reads it."""

    def send_file(self, channel_id: str, *, name: str, content: bytes, title: str, words: str) -> str:
        return f"F{next(self._numbers)}"

    def delete_file(self, file_id: str) -> None:
        """Nobody had it."""

    def open_conversation(self, person_id: str) -> str:
        return f"D{person_id}"

    def identity(self) -> Identity:
        _refuse()

    def open_view(self, trigger_id: str, view: dict[str, Any]) -> str:
        _refuse()

    def push_view(self, trigger_id: str, view: dict[str, Any]) -> str:
        _refuse()

    def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        _refuse()

    def publish_home(self, person_id: str, view: dict[str, Any]) -> None:
        _refuse()

    def members_page(self, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
        _refuse()

    def member(self, person_id: str) -> dict[str, Any]:
        _refuse()

    def profile(self, person_id: str) -> dict[str, Any]:
        _refuse()

    def channel(self, channel_id: str) -> dict[str, Any]:
        _refuse()

    def channel_members(self, channel_id: str) -> Iterator[str]:
        _refuse()


def _refuse() -> NoReturn:
    raise NothingIsAsked("While something is previewed, Slack is asked nothing.")

"""What was said to Slack by processes that may be killed at any moment: a file that outlives them all."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial, wraps
from pathlib import Path
from typing import Any

from bot.platform.slack.gateway import Posted, WebGateway
from bot.platform.slack.message import Message

Call = dict[str, Any]
Reach = Callable[[str], None]
"""Called with the name of a point as a process comes to it; it may not come back."""

_READING = ("identity", "members_page", "member", "profile", "channel", "channel_members")


class Ledger:
    """A line for each call that Slack took, in the order in which it took them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.touch()

    def calls(self) -> list[Call]:
        return [json.loads(line) for line in self._file.read_text().splitlines()]

    def clear(self) -> None:
        self._file.write_text("")

    def posted(self) -> Counter[tuple[str, str]]:
        """How often each text was posted where; of a file, its name."""
        taken = [call for call in self.calls() if call["method"] in ("post", "send_file")]
        return Counter((call["channel_id"], call["text"]) for call in taken)

    def gateway(self, reach: Reach) -> dict[str, Callable[..., Any]]:
        """Methods for a gateway that brings into the ledger what a process says.

        Who is there is still asked of the fake Slack over HTTP, since that changes nothing.
        """
        asking = {name: getattr(WebGateway, name) for name in _READING}
        saying = {name: partial(self._take, name, answer) for name, answer in _ANSWERS.items()}
        return {name: _on_both_sides(name, method, reach) for name, method in (asking | saying).items()}

    def _take(
        self, method: str, answer: Callable[[Call], Any], _gateway: WebGateway, *args: Any, **more: Any
    ):
        call: Call = {"method": method, "text": ""}
        for value in args:
            if isinstance(value, Message):
                call["text"] = value.text
            elif isinstance(value, str):
                call.setdefault("channel_id", value)
        if method == "send_file":
            call["text"] = more["name"]
        call.setdefault("channel_id", "")
        call["ts"] = f"{len(self.calls()) + 1}.{os.getpid()}"
        line = json.dumps(call) + "\n"
        with self._file.open("a") as file:
            file.write(line)
        return answer(call)


def _place(call: Call) -> str:
    """As Slack does: who posts to a person's id finds it in the conversation with them."""
    place: str = call["channel_id"]
    return f"D{place}" if place.startswith("U") else place


_ANSWERS: dict[str, Callable[[Call], Any]] = {
    "post": lambda call: Posted(_place(call), call["ts"]),
    "update": lambda call: None,
    "delete": lambda call: None,
    "answer": lambda call: None,
    "send_file": lambda call: f"F{call['ts']}",
    "delete_file": lambda call: None,
    "open_conversation": lambda call: f"D{call['channel_id']}",
    "open_view": lambda call: f"V{call['ts']}",
    "push_view": lambda call: f"V{call['ts']}",
    "update_view": lambda call: None,
    "publish_home": lambda call: None,
}


def _on_both_sides(name: str, method: Callable[..., Any], reach: Reach) -> Callable[..., Any]:
    def asked(*args: Any, **more: Any) -> Any:
        reach(f"before {name}")
        answer = method(*args, **more)
        if isinstance(answer, Iterator):
            answer = iter(list(answer))
        reach(f"after {name}")
        return answer

    return wraps(getattr(WebGateway, name))(asked)

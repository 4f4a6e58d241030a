"""A table of who listens to what: Bolt itself would try every listener in turn, 212 before `/tend`."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from slack_bolt import Ack, App, BoltRequest, BoltResponse

from bot.platform import patience
from bot.platform.inbound.asker import Body

Listener = Callable[..., Any]

_ANY = re.compile("")
# What each kind is found by; everything else about a request stays Bolt's.
_NAME_OF: dict[str, Callable[[Body], str]] = {
    "command": lambda body: str(body["command"]),
    "action": lambda body: str((body.get("actions") or [{}])[0].get("action_id", "")),
    "view": lambda body: str(body["view"].get("callback_id", "")),
    "shortcut": lambda body: str(body["callback_id"]),
    "event": lambda body: str(body["event"]["type"]),
}
_GIVEN: dict[str, Callable[[Body], Any]] = {
    "body": lambda body: body,
    "action": lambda body: body["actions"][0],
    "view": lambda body: body["view"],
    "event": lambda body: body["event"],
}


@dataclass(frozen=True)
class _Entry:
    listener: Listener
    asks_for: tuple[str, ...]
    matchers: tuple[tuple[Listener, tuple[str, ...]], ...]

    def takes(self, body: Body) -> bool:
        return all(matches(**_given(names, body)) for matches, names in self.matchers)

    def __call__(self, ack: Ack, body: Body) -> Any:
        return self.listener(**_given(self.asks_for, body, ack=ack))


class TableApp(App):
    """A Bolt app to which only one listener of each kind is known; behind it a table finds the right one.

    Exact names are looked up, in the order of registration where there are several; then come patterns.
    A listener may ask for ``ack``, ``body``, ``action``, ``view`` and ``event``; TypeError for anything else.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._by_name: dict[tuple[str, str], list[_Entry]] = {}
        self._by_pattern: dict[str, list[tuple[re.Pattern[str], _Entry]]] = {kind: [] for kind in _NAME_OF}
        # What a command, a press, a form is, Bolt knows; which one, the table.
        for kind, listen in (
            ("command", super().command),
            ("action", super().action),
            ("view", super().view),
            ("shortcut", super().shortcut),
            ("event", super().event),
        ):
            listen(_ANY, matchers=[self._is_known(kind)])(self._carry_out(kind))

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Carry out one request of Slack's, with the patience that it has for the database."""
        with patience.of_a_request():
            return super().dispatch(req)

    @property
    def listener_count(self) -> int:
        """How many listeners stand in the table."""
        return sum(map(len, self._by_name.values())) + sum(map(len, self._by_pattern.values()))

    def command(self, command: Any, matchers: Any = None, middleware: Any = None) -> Any:
        return self._enter("command", command, matchers, middleware)

    def action(self, constraints: Any, matchers: Any = None, middleware: Any = None) -> Any:
        return self._enter("action", constraints, matchers, middleware)

    def view(self, constraints: Any, matchers: Any = None, middleware: Any = None) -> Any:
        return self._enter("view", constraints, matchers, middleware)

    def shortcut(self, constraints: Any, matchers: Any = None, middleware: Any = None) -> Any:
        return self._enter("shortcut", constraints, matchers, middleware)

    def event(self, event: Any, matchers: Any = None, middleware: Any = None) -> Any:
        return self._enter("event", event, matchers, middleware)

    def _enter(self, kind: str, name: Any, matchers: Sequence[Listener] | None, middleware: Any) -> Any:
        if middleware or not isinstance(name, str | re.Pattern):
            raise TypeError("The table knows names and patterns, and no middleware of a single listener.")

        def enter(listener: Listener) -> Listener:
            checks = tuple((each, _asked_by(each)) for each in matchers or ())
            if any("ack" in names for _, names in checks):
                raise TypeError("A matcher looks, and answers nothing: it cannot ask for ack.")
            entry = _Entry(listener, _asked_by(listener), checks)
            if isinstance(name, str):
                self._by_name.setdefault((kind, str(name)), []).append(entry)
            else:
                self._by_pattern[kind].append((name, entry))
            return listener

        return enter

    def _find(self, kind: str, body: Body) -> _Entry | None:
        name = _NAME_OF[kind](body)
        for entry in self._by_name.get((kind, name), ()):
            if entry.takes(body):
                return entry
        for pattern, entry in self._by_pattern[kind]:
            if pattern.search(name) and entry.takes(body):
                return entry
        return None

    def _is_known(self, kind: str) -> Callable[[Body], bool]:
        def is_known(body: Body) -> bool:
            return self._find(kind, body) is not None

        return is_known

    def _carry_out(self, kind: str) -> Callable[[Ack, Body], Any]:
        def carry_out(ack: Ack, body: Body) -> Any:
            found = self._find(kind, body)
            return found(ack, body) if found else None

        return carry_out


def _asked_by(listener: Listener) -> tuple[str, ...]:
    names = _names_of(listener)
    unknown = [name for name in names if name != "ack" and name not in _GIVEN]
    if unknown:
        raise TypeError(f"A listener asks for {', '.join(unknown)}, which the table does not have.")
    return names


def _names_of(listener: Listener) -> tuple[str, ...]:
    if isinstance(listener, FunctionType):  # nearly all; inspect takes a tenth of the start for them
        code = listener.__code__
        return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return tuple(inspect.signature(listener).parameters)


def _given(names: Sequence[str], body: Body, **beside: Any) -> Mapping[str, Any]:
    return {name: beside[name] if name in beside else _GIVEN[name](body) for name in names}

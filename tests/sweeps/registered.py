"""Everything through which Slack can reach the bot, by name, as it is registered."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from unittest.mock import patch

from bot import app
from bot.config import Settings
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key
from bot.platform.inbound.table import TableApp
from bot.sandbox.slack.harbour import START

_KINDS = ("command", "action", "view", "event", "shortcut")


@cache
def listeners() -> tuple[str, ...]:
    """The names of all listeners (``view follow_ups.note``), once each; a pattern as it is written."""
    names: list[str] = []

    def noting(kind: str) -> Callable[..., Any]:
        register = getattr(TableApp, kind)

        def note(self: TableApp, constraint: str | re.Pattern[str], *args: Any, **more: Any) -> Any:
            names.append(f"{kind} {getattr(constraint, 'pattern', constraint)}")
            return register(self, constraint, *args, **more)

        return note

    settings = Settings(slack_bot_token="xoxb-0", slack_signing_secret="s", public_url="https://tend.example")
    database = Database("sqlite://", Cipher((new_key(),)))
    with patch.object(app, "TableApp", type("Noting", (TableApp,), {kind: noting(kind) for kind in _KINDS})):
        app.build(settings, clock=ManualClock(START), database=database)
    database.dispose()
    return tuple(sorted(set(names)))


def listener_of(payload: dict[str, Any]) -> str | None:
    """The name of the listener that this delivery reaches."""
    match payload:
        case {"command": command}:
            name = f"command {command}"
        case {"type": "block_actions"}:
            name = f"action {payload['actions'][0]['action_id']}"
        case {"type": "view_submission" | "view_closed"}:
            name = f"view {payload['view']['callback_id']}"
        case {"event": event}:
            name = f"event {event['type']}"
        case {"type": "shortcut" | "message_action"}:
            name = f"shortcut {payload['callback_id']}"
        case _:
            return None
    kind, _, constraint = name.partition(" ")
    patterns = (one for one in listeners() if one.startswith(f"{kind} ^"))
    found = (one for one in patterns if re.search(one.partition(" ")[2], constraint))
    return name if name in listeners() else next(found, None)

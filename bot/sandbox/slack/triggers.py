"""Trigger ids: a person's act lets the app open one modal within three seconds of real time."""

import secrets
import time
from dataclasses import dataclass

from bot.sandbox.slack.refusals import Refused

# https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
LIFETIME_SECONDS = 3.0


@dataclass(frozen=True)
class Trigger:
    """Whose act it was, and in which view, if in any; ``born`` is a reading of the monotonic clock."""

    person_id: str
    view_id: str | None
    born: float


class Triggers:
    """The trigger ids given out. ``lifetime`` is in seconds and can be shortened for a test."""

    def __init__(self) -> None:
        self.lifetime = LIFETIME_SECONDS
        self._given: dict[str, Trigger] = {}
        self._used: dict[str, float] = {}

    def issue(self, person_id: str, *, view_id: str | None = None) -> str:
        """A fresh trigger id. What is older than a minute is forgotten."""
        now = time.monotonic()
        self._given = {key: given for key, given in self._given.items() if now - given.born < 60}
        self._used = {key: used for key, used in self._used.items() if now - used < 60}
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._given[trigger_id] = Trigger(person_id, view_id, now)
        return trigger_id

    def use(self, trigger_id: str) -> Trigger:
        """Use a trigger up. Raises Refused with Slack's code when it is unknown, old or used."""
        now = time.monotonic()
        if trigger_id in self._used:
            raise Refused("exchanged_trigger_id")
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if now - trigger.born > self.lifetime:
            raise Refused("expired_trigger_id")
        del self._given[trigger_id]
        self._used[trigger_id] = now
        return trigger

    def forget(self) -> None:
        self._given.clear()
        self._used.clear()

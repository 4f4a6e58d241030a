"""Play the next days on a copy: the same pollers and the same courier as ever, and a clock turned by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.delivery.courier import Courier
from bot.platform.scheduler import Poller
from bot.pollers import next_due_at, pollers
from bot.preview.noting import NowhereGateway
from bot.purposes import PURPOSES

PLAYED = frozenset(
    {
        "deliver",
        "one_on_ones",
        "invitations",
        "early_prompts",
        "cards",
        "thanks",
        "thanks_back",
        "threads",
        "round_ups",
        "reminders",
    }
)
"""The pollers that bring messages about. The others read from Slack, show Home tabs or tidy up."""

# Judgement: who has not come to an end after so many steps at one moment goes in a circle.
_MOST_STEPS = 100_000


@dataclass(frozen=True, slots=True)
class Played:
    """``stumbled``: the pollers in which something went wrong; what they bring may be missing."""

    stumbled: Collection[str]


def play(copy: Database, *, since: datetime, until: datetime) -> Played:
    """Let everything that falls due from ``since`` to ``until`` happen on a copy, each at its own moment."""
    clock = ManualClock(since)
    gateway = NowhereGateway()
    courier = Courier(copy, gateway_of=lambda _id: gateway, clock=clock, purposes=PURPOSES)
    every = pollers(copy, clock, courier=courier, gateway_of=lambda _id: gateway)
    played = [poller for poller in every if poller.name in PLAYED]
    stumbled: set[str] = set()
    while True:
        _settle(played, stumbled)
        due_at = next_due_at(copy, after=clock.now())
        if due_at is None or due_at > until:
            return Played(sorted(stumbled))
        # Whoever stumbles is looked at again after some minutes, a whole week long: a step is enough.
        clock.turn_to(max(due_at, clock.now() + timedelta(seconds=1)))


def _settle(played: list[Poller], stumbled: set[str]) -> None:
    while sum(_take_turn(poller, stumbled) for poller in played):
        pass


def _take_turn(poller: Poller, stumbled: set[str]) -> int:
    for steps in range(_MOST_STEPS):
        try:
            if (steps == 0 and not poller.has_something_to_do()) or not poller.step():
                return steps
        except Exception:  # noqa: BLE001  told by its name: the error itself may quote somebody
            stumbled.add(poller.name)
            return 0
    stumbled.add(poller.name)
    return 0

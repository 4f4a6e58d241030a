"""A few pollers that ask "is anything due?" again and again. The only file that knows APScheduler."""

import logging
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

from bot.platform import metrics
from bot.platform.logs import carry_on

log = logging.getLogger(__name__)

# Seconds between two looks of a poller that tidies up, or publishes what nothing else waits for.
_ONCE_AN_HOUR = 3600
# A poller hands over after this many steps, so that none keeps the others from their turn.
_STEPS_A_TURN = 200
# Judgement: no step takes so long, whatever Slack or the database do: each waits for seconds.
_SECONDS_TOO_LATE = 300


@dataclass(frozen=True)
class Poller:
    """One kind of due work. ``step`` does one piece and says whether there was one.

    ``seconds`` is how long to wait before asking again once nothing is left.
    """

    name: str
    step: Callable[[], bool]
    seconds: float


class Scheduler:
    """Runs every poller in the background, each one never twice at a time."""

    def __init__(self, pollers: Sequence[Poller]) -> None:
        self._pollers = {poller.name: poller for poller in pollers}
        self._turns = {name: threading.Lock() for name in self._pollers}
        self._stopping = threading.Event()
        self._looked: dict[str, float] = {}
        # What is due is a column, so a tick that was missed or late costs nothing: the next one finds it.
        self._clockwork = BackgroundScheduler(
            timezone="UTC",
            # One takes its turn and one waits for it, so that whoever was woken meanwhile looks again. A
            # third would find nothing more, and that it is left out is no news.
            job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None},
            logger=_without_warnings(),
        )

    def start(self) -> None:
        for poller in self._pollers.values():
            self._clockwork.add_job(
                self._take_turn_alone, "interval", args=[poller.name], id=poller.name, seconds=poller.seconds
            )
        self._looked = dict.fromkeys(self._pollers, monotonic())
        self._clockwork.start()

    def take_nothing_new(self) -> None:
        """Let each poller end its turn after the step it is in."""
        self._stopping.set()

    def ages(self) -> dict[str, float]:
        """Seconds since each poller last began a step, once they were started."""
        now = monotonic()
        return {name: now - looked for name, looked in self._looked.items()}

    def late(self) -> list[str]:
        """The pollers that have not looked for minutes longer than they should."""
        return [
            name for name, age in self.ages().items() if age > self._pollers[name].seconds + _SECONDS_TOO_LATE
        ]

    def stop(self) -> None:
        """Finish what is in hand and take nothing new."""
        self.take_nothing_new()
        for turn in self._turns.values():
            with turn:  # whoever is in the middle of one might still want to wake a poller
                pass
        if self._clockwork.running:
            self._clockwork.shutdown(wait=True)

    def wake(self, name: str) -> None:
        """Let a poller look now, without waiting for its next turn."""
        if self._clockwork.running:
            with suppress(JobLookupError):  # it has just been stopped
                self._clockwork.modify_job(name, next_run_time=datetime.now(UTC))

    def settle(self) -> int:
        """Do, here and now, everything that is due; how many steps that took.

        What is looked at once an hour leaves nothing to do for anybody else, so it has one turn.
        """
        steps, names = 0, list(self._pollers)
        while True:
            done = sum(self._take_turn(name) for name in names)
            steps += done
            if not done:
                return steps
            names = [name for name in names if self._pollers[name].seconds < _ONCE_AN_HOUR]

    def _take_turn_alone(self, name: str) -> None:
        try:
            self._take_turn(name)
        except Exception as error:  # noqa: BLE001  the poller's next turn comes, and the log must not quote anybody
            metrics.count_stumble(name)
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("the poller %s stumbled: %s\n%s", name, type(error).__name__, where)

    def _take_turn(self, name: str) -> int:
        poller = self._pollers[name]
        with self._turns[name]:
            for steps in range(_STEPS_A_TURN):
                if name in self._looked:  # whoever turns the clock by hand looks when they like
                    self._looked[name] = monotonic()
                carry_on(None)
                if self._stopping.is_set() or not poller.step():
                    return steps
            self.wake(name)
        return _STEPS_A_TURN


def _without_warnings() -> logging.Logger:
    logger = logging.getLogger("apscheduler.scheduler")
    logger.setLevel(logging.ERROR)
    return logger

"""A few pollers that ask "is anything due?" again and again. The only file that knows APScheduler."""

import itertools
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

    ``seconds`` is how long to wait before asking again once nothing is left. ``is_due`` is asked before the
    first step of a turn, where that costs less than a step that finds nothing.
    """

    name: str
    step: Callable[[], bool]
    seconds: float
    is_due: Callable[[], bool] | None = None

    def has_something_to_do(self) -> bool:
        """False where nothing is due. True says only that a step is worth it."""
        return self.is_due is None or self.is_due()


class Scheduler:
    """Runs every poller in the background, each one never twice at a time."""

    def __init__(self, pollers: Sequence[Poller]) -> None:
        self._pollers = {poller.name: poller for poller in pollers}
        self._turns = {name: threading.Lock() for name in self._pollers}
        self._stopping = threading.Event()
        self._looked: dict[str, float] = {}
        self._settled: dict[str, int] = {}
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

    def settle(self, now: datetime | None = None) -> int:
        """Do, here and now, everything that is due; how many steps that took.

        What looks around once an hour does so once in each hour of the clock that shows ``now`` (aware), if
        that is given. It leaves nothing to do for anybody else, so it has one turn.
        """
        steps = sum(self._take_turn(name) for name in self._pollers if self._its_hour_has_come(name, now))
        often = [name for name, poller in self._pollers.items() if not _looks_around(poller)]
        found_nothing = 0
        for name in itertools.cycle(often):
            done = self._take_turn(name)
            steps += done
            found_nothing = 0 if done else found_nothing + 1
            if found_nothing == len(often):
                break
        return steps

    def _its_hour_has_come(self, name: str, now: datetime | None) -> bool:
        if not _looks_around(self._pollers[name]):
            return False
        if now is None:
            return True
        hour = int(now.timestamp() // _ONCE_AN_HOUR)
        before, self._settled[name] = self._settled.get(name), hour
        return hour != before

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
                if steps == 0 and not poller.has_something_to_do():
                    return 0
                if self._stopping.is_set() or not poller.step():
                    return steps
            self.wake(name)
        return _STEPS_A_TURN


def _looks_around(poller: Poller) -> bool:
    return poller.seconds >= _ONCE_AN_HOUR and poller.is_due is None


def _without_warnings() -> logging.Logger:
    logger = logging.getLogger("apscheduler.scheduler")
    logger.setLevel(logging.ERROR)
    return logger

"""How a process ends: told once, it finishes what is in hand, within ten seconds; told twice, at once."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

_LOOKS_UP_AFTER = 0.5
# Docker and systemd wait for ten, and for ninety, before they kill: we are done before the first does.
_SECONDS = 9.0


def told_to_stop() -> threading.Event:
    """Set by the first SIGINT or SIGTERM; the second ends the process as if nobody had listened.

    To be called from the main thread.
    """
    told = threading.Event()
    _when_told(told.set)
    return told


def wait_until_told(told: threading.Event) -> None:
    """Wait until it is set. To be called from the main thread.

    It looks up now and then: the system may hand a signal to any thread, and Python listens to it in this one
    alone, once it is awake. A wait without an end would sleep on.
    """
    while not told.wait(_LOOKS_UP_AFTER):
        pass


def stop_at_once_when_told() -> None:
    """Until ``told_to_stop``: the first SIGINT or SIGTERM raises SystemExit with 0 wherever it starts up.

    Nothing is in hand yet, whatever waits for Slack or a database is not worth waiting for, and as the first
    process in a container nobody else would end it. To be called from the main thread.
    """
    _when_told(_leave)


def _when_told(act: Callable[[], object]) -> None:
    def once(_number: int, _frame: object) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)
        act()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, once)


def _leave() -> None:
    log.info("Tend stops before it was awake")
    sys.exit(0)


def end_within(seconds: float = _SECONDS) -> None:
    """From now on this process has so long to finish; then it ends as it stands, with status 1.

    Nothing is lost by that: what was in hand is taken up again by whoever comes next.
    """
    # Never taken back: Python itself waits at the very end for threads that may wait for a frozen database.
    clock = threading.Timer(seconds, _give_up)
    clock.daemon = True
    clock.start()


def _give_up() -> None:
    log.error("Tend did not finish in time, and ends now; what was in hand is taken up at the next start")
    os._exit(1)

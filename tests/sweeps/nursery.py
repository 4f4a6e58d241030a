"""Processes of the bot in the dozen, for a soak: each forked as good as newly started, and killed at will."""

import os
import pickle
import signal
import time
from contextlib import suppress
from typing import BinaryIO

from bot.app import build
from bot.config import Settings
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from tests.sweeps.post import SharedClock

PROCESSES = 3


class Nursery:
    """A process forked before anything was opened; it forks the workers.

    ``alive`` are their ids. Whoever is left alone, without the nursery, ends by itself.
    """

    def __init__(self, clock: SharedClock) -> None:
        orders, self._to = os.pipe()
        self._from, answers = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._to)
            os.close(self._from)
            signal.signal(signal.SIGCHLD, signal.SIG_IGN)
            with os.fdopen(orders, "rb") as heard:
                _raise_workers(heard, answers, clock)
            os._exit(0)
        os.close(orders)
        os.close(answers)
        self.alive: list[int] = []

    def furnish(self, settings: Settings) -> None:
        """Say what the workers are built of; before the first of them."""
        os.write(self._to, pickle.dumps(settings).hex().encode() + b"\n")

    def fill(self) -> None:
        """Start as many as are missing."""
        while len(self.alive) < PROCESSES:
            os.write(self._to, b"one more\n")
            self.alive.append(int.from_bytes(os.read(self._from, 4), "big"))

    def kill(self, pid: int) -> None:
        self.alive.remove(pid)
        os.kill(pid, signal.SIGKILL)

    def empty(self) -> None:
        """Kill whoever is left."""
        for pid in list(self.alive):
            self.kill(pid)

    def close(self) -> None:
        self.empty()
        os.close(self._to)
        os.waitpid(self._pid, 0)


def _raise_workers(heard: BinaryIO, answers: int, clock: SharedClock) -> None:
    settings: Settings = pickle.loads(bytes.fromhex(heard.readline().decode()))  # noqa: S301  our own words
    parent = os.getpid()
    while heard.readline():
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _work(settings, clock, parent=parent)
            os._exit(0)
        os.write(answers, pid.to_bytes(4, "big"))


def _work(settings: Settings, clock: SharedClock, *, parent: int) -> None:
    database = Database(settings.database_url, Cipher(settings.encryption_keys))
    tend = build(settings, clock=clock, database=database)
    while os.getppid() == parent:
        with suppress(Exception):  # the next look finds what this one did not do, as with the real clockwork
            tend.settle()
        time.sleep(0.01)

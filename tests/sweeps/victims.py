"""A process of the bot that is killed or frozen at a point of our choice, while everything else goes on."""

import json
import os
import signal
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from bot.app import Tend, build
from bot.config import Settings
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.platform.slack.gateway import WebGateway
from tests.sweeps.ledger import Ledger

Do = Callable[[Tend], Any]


@dataclass
class Life:
    """What is left of a process: the points it came to, and what it had to say if it lived to the end."""

    pid: int
    points: list[str] = field(default_factory=list)
    said: Any = None
    came_to_the_end: bool = False


class Victim:
    """The bot, put together over a database of its own and forked for each of its lives.

    The parent keeps no connection to that database, so each life begins like a process that was just
    started: with everything imported and nothing in hand. ``folder`` holds what outlives it.
    """

    def __init__(self, settings: Settings, *, clock: Clock, folder: Path, cipher: Cipher) -> None:
        self.database = Database(settings.database_url, cipher)
        self.ledger = Ledger(folder / "ledger")
        self._trace = folder / "trace"
        self.tend = build(settings, clock=clock, database=self.database)

    def rehearse(self, do: Do) -> None:
        """Do it once in the parent: what SQLAlchemy compiled for it, each life then has to hand."""
        with patch.multiple(WebGateway, **self.ledger.gateway(lambda _: None)):
            do(self.tend)
        self.database.dispose()

    def lives(
        self,
        do: Do,
        *,
        until: int | None = None,
        frozen: bool = False,
        instead: Do | None = None,
        at_each: Callable[[int], None] | None = None,
    ) -> Life:
        """One life in which it does ``do``, ended at the point with the number ``until`` (from 1).

        ``frozen``: it is stopped there and can be woken with ``wake``. ``instead``: it is not ended, but this
        happens at that point. ``at_each``: this happens at each, with its number. Raises AssertionError, with
        the process's own words, when something goes wrong in it.
        """
        self._trace.write_text("")
        with warnings.catch_warnings():
            # The server's thread holds nothing while nobody asks it.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            self._live(do, until, instead or _ended_by(signal.SIGSTOP if frozen else signal.SIGKILL), at_each)
        _, status = os.waitpid(pid, os.WUNTRACED)
        life = self.remains(pid)
        ended_by_us = (
            until is not None
            and instead is None
            and (os.WIFSTOPPED(status) if frozen else os.WIFSIGNALED(status) and os.WTERMSIG(status) == 9)
        )
        assert ended_by_us or life.came_to_the_end, "\n".join(life.points[-3:])
        return life

    def wake(self, life: Life) -> Life:
        """Let a frozen one go on to its end."""
        os.kill(life.pid, signal.SIGCONT)
        os.waitpid(life.pid, 0)
        return self.remains(life.pid)

    def remains(self, pid: int) -> Life:
        life = Life(pid)
        for line in self._trace.read_text().splitlines():
            owner, mark, words = line.split(" ", 2)
            if int(owner) == pid and mark == ".":
                life.points.append(words)
            elif int(owner) == pid and mark == "=":
                life.said, life.came_to_the_end = json.loads(words), True
            elif int(owner) == pid:
                raise AssertionError(json.loads(words))
        return life

    def _live(self, do: Do, until: int | None, strikes: Do, at_each: Callable[[int], None] | None) -> None:
        trace = os.open(self._trace, os.O_WRONLY | os.O_APPEND)
        reached = 0

        def say(mark: str, words: str) -> None:
            os.write(trace, f"{os.getpid()} {mark} {words}\n".encode())

        def reach(name: str) -> None:
            nonlocal reached
            reached += 1
            say(".", name)
            if at_each is not None:
                at_each(reached)
            if reached == until:
                strikes(self.tend)

        try:
            _watch(self.database.engine, reach)
            for name, method in self.ledger.gateway(reach).items():
                setattr(WebGateway, name, method)
            say("=", json.dumps(do(self.tend)))
        except BaseException:  # noqa: BLE001  told to the parent, who fails with it
            say("!", json.dumps(traceback.format_exc()))
        finally:
            os._exit(0)


def _ended_by(ending: signal.Signals) -> Do:
    return lambda _tend: os.kill(os.getpid(), ending)


def _watch(engine: sa.Engine, reach: Callable[[str], None]) -> None:
    """A point before each statement that writes, and on both sides of each commit.

    A look changes nothing: before it the world is as it was after the step before.
    """
    wrote = False

    def statement(_connection: Any, _cursor: Any, words: str, *_rest: Any) -> None:
        nonlocal wrote
        verb = words.split(None, 1)[0].upper()
        if verb in ("INSERT", "UPDATE", "DELETE", "WITH"):
            wrote = True
            reach(" ".join(words.split()[:4]))

    def commit(_connection: Any) -> None:
        if wrote:
            reach("commit")

    def put_back(*_: Any) -> None:
        nonlocal wrote
        if wrote:
            wrote = False
            reach("committed")

    sa.event.listen(engine, "before_cursor_execute", statement)
    sa.event.listen(engine, "commit", commit)
    sa.event.listen(engine, "checkin", put_back)

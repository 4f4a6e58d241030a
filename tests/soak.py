"""`make soak`: real processes over one database, killed at random, and what was lost or said twice.

Each process takes a step of every poller, one after the other, against a local Slack. The parent gives them
work, turns their clock, and kills them with SIGKILL wherever they happen to be. It takes minutes, ends by
itself, and prints a table.
"""

import argparse
import itertools
import os
import pickle
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from bot.app import build
from bot.config import Settings
from bot.features.cards.service import PURPOSE as CARD
from bot.platform.database import Database
from bot.platform.delivery import outbox
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.encryption import Cipher, new_key
from bot.platform.slack import block_kit
from bot.platform.slack.message import Message
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import RateLimit, ServerError
from bot.sandbox.slack.harbour import START
from tests.features.follow_ups.noting import cards_of, note
from tests.features.shoutouts.thanking import choose, posts, previewed
from tests.postgres import PostgresMissing, PostgresServer
from tests.sweeps.post import SharedClock

PROCESSES = 3
_NOTES_A_DAY, _THANKS_A_DAY = 120, 8
# A minute of theirs in a second of ours: what a dead one had in hand is taken over after one second.
_FASTER = 60
_SECONDS_TO_COME_TO_REST = 120.0
_TEAM = ("maya", "leo", "ana", "sam", "jonas", "noor", "kofi")


class Nursery:
    """A process forked before anything was opened; it forks the workers, each as good as newly started."""

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
        os.write(self._to, pickle.dumps(settings).hex().encode() + b"\n")

    def fill(self) -> None:
        """Start as many as are missing."""
        while len(self.alive) < PROCESSES:
            os.write(self._to, b"one more\n")
            self.alive.append(int.from_bytes(os.read(self._from, 4), "big"))

    def kill(self, pid: int) -> None:
        self.alive.remove(pid)
        os.kill(pid, signal.SIGKILL)

    def close(self) -> None:
        for pid in list(self.alive):
            self.kill(pid)
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
    while os.getppid() == parent:  # whoever is left alone ends
        with suppress(Exception):  # the next look finds what this one did not do, as with the real clockwork
            tend.settle()
        time.sleep(0.01)


@dataclass
class Soak:
    """One run on one database: ``kills`` of processes, at moments that ``chance`` chooses."""

    url: str
    kills: int
    chance: random.Random
    killed: int = 0
    notes: dict[str, str] = field(default_factory=dict)
    thanks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Each thank-you has its own time: nobody thanks the same person twice within three days.
        pairs = list(itertools.permutations(_TEAM, 2))
        self.chance.shuffle(pairs)
        self.pairs = itertools.cycle(pairs)

    def run(self) -> list[str]:
        """Do it; the rows of the table."""
        # By then it is a working hour in every zone of the team.
        self.clock = SharedClock(START + timedelta(hours=7))
        nursery = Nursery(self.clock)
        try:
            self.sandbox = Sandbox(database_url=self.url, encryption_key=new_key())
            try:
                nursery.furnish(self.sandbox.tend._settings)
                for handle in _TEAM:
                    choose(self.sandbox, handle, "In the channel")
                    note(self.sandbox, handle, "call the harbour master")
                while self.killed < self.kills:
                    self._let_a_day_pass(nursery)
                return self._table()
            finally:
                self.sandbox.stop()
        finally:
            nursery.close()

    def _let_a_day_pass(self, nursery: Nursery) -> None:
        self._begin_day()
        nursery.fill()
        while self.killed < self.kills and self._waiting():
            self._let_pass(self.chance.uniform(0.1, 1.0))
            nursery.kill(self.chance.choice(nursery.alive))
            self.killed += 1
            nursery.fill()
        given_up_at = time.monotonic() + _SECONDS_TO_COME_TO_REST
        while self._waiting() and time.monotonic() < given_up_at:
            self._let_pass(0.1)
        for pid in list(nursery.alive):  # with nothing in hand, so this is none of the kills
            nursery.kill(pid)
        self.clock.advance(timedelta(days=1))

    def _begin_day(self) -> None:
        """Work for everybody, waiting in the outbox; the cards of the day are made by the processes."""
        sandbox = self.sandbox
        sandbox.clock.turn_to(self.clock.now())
        previews = []
        for _ in range(_THANKS_A_DAY):
            writer, other = next(self.pairs)
            words = f"thanks number {len(self.thanks)} for the import"
            self.thanks.append(words)
            with _settling(sandbox, by=lambda: sandbox.tend._scheduler._take_turn("deliver")):
                previews.append((writer, previewed(sandbox, writer, f"@{other} {words}")))
        with _settling(sandbox, by=lambda: 0):
            for writer, preview in previews:
                seen = sandbox.hands(writer).press(preview, "Post it")
                assert not seen.words, seen.words
        with sandbox.database.transaction() as session:
            for _ in range(_NOTES_A_DAY):
                words = f"note number {len(self.notes)}"
                self.notes[words] = self.chance.choice(_TEAM)
                outbox.enqueue_to_person(
                    session,
                    Message(words, [block_kit.section(words)]),
                    workspace_id=sandbox.workspace.team_id,
                    person_id=sandbox.workspace.person(self.notes[words]).id,
                    purpose="soak",
                    now=self.clock.now(),
                )
        for fault in (RateLimit(1), ServerError(503)):
            sandbox.workspace.faults.order("chat.postMessage", fault, times=2)

    def _let_pass(self, seconds: float) -> None:
        time.sleep(seconds)
        self.clock.advance(timedelta(seconds=seconds * _FASTER))
        self.sandbox.clock.turn_to(self.clock.now())

    def _waiting(self) -> int:
        due = sa.select(sa.func.count()).where(OutboxMessage.next_attempt_at.is_not(None))
        with self.sandbox.database.reading() as session:
            return session.scalar(due) or 0

    def _table(self) -> list[str]:
        dms, in_public, cards = self._direct(), self._public(), self._cards()
        left = self._waiting()
        return [
            f"| direct message | {len(self.notes)} | {dms[0]} | {dms[1]} | |",
            f"| public post | {len(self.thanks)} | {in_public[0]} | {in_public[1]} | {in_public[2]} |",
            f"| card of the day | {cards[2]} | {cards[0]} | {cards[1]} | |",
            f"| left in the outbox | | {left} | | |",
        ]

    def _direct(self) -> tuple[int, int]:
        stand = Counter(message.text for handle in _TEAM for message in self.sandbox.workspace.in_dm(handle))
        counts = [stand[words] for words in self.notes]
        return counts.count(0), sum(count - 1 for count in counts if count > 1)

    def _public(self) -> tuple[int, int, int]:
        said = "\n".join(f"{post.words}\n" for post in posts(self.sandbox))
        counts = [said.count(f"{words}\n") for words in self.thanks]
        with self.sandbox.database.reading() as session:
            asked = session.scalar(
                sa.select(sa.func.count()).where(
                    OutboxMessage.state == State.IN_DOUBT, OutboxMessage.purpose == "shoutouts.post"
                )
            )
        missing, asked = counts.count(0), asked or 0
        return max(0, missing - asked), sum(count - 1 for count in counts if count > 1), asked

    def _cards(self) -> tuple[int, int, int]:
        """A card is one person's and one day's."""
        with self.sandbox.database.reading() as session:
            sent = session.execute(
                sa.select(OutboxMessage.person_id, sa.func.count())
                .where(
                    OutboxMessage.purpose == CARD,
                    OutboxMessage.kind == Kind.POST,
                    OutboxMessage.state == State.SENT,
                )
                .group_by(OutboxMessage.person_id)
            ).all()
        expected = {person_id: count for person_id, count in sent}
        lost = doubled = 0
        for handle in _TEAM:
            there = len(cards_of(self.sandbox, handle))
            wanted = expected.get(self.sandbox.workspace.person(handle).id, 0)
            lost, doubled = lost + max(0, wanted - there), doubled + max(0, there - wanted)
        return lost, doubled, sum(expected.values())


@contextmanager
def _settling(sandbox: Sandbox, *, by: Callable[[], int]) -> Iterator[None]:
    """What is due meanwhile is left to the processes, but for what ``by`` does."""
    settle = sandbox.tend.settle
    sandbox.tend.settle = by  # type: ignore[method-assign]
    try:
        yield
    finally:
        sandbox.tend.settle = settle  # type: ignore[method-assign]


def soak(url: str, *, name: str, kills: int, seed: int) -> bool:
    """Run it and print the table; whether nothing was lost and nothing doubled in public."""
    began = time.monotonic()
    run = Soak(url, kills=kills, chance=random.Random(seed))  # noqa: S311  which moment, not a secret
    rows = run.run()
    took = f"{time.monotonic() - began:.0f} s, seed {seed}"
    print(f"\n{name}: {run.killed} times one of {PROCESSES} processes killed, {took}\n")
    print("| kind | said | lost | said twice | author asked |\n|---|--:|--:|--:|--:|")
    print("\n".join(rows), flush=True)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return all(row[3] == "0" for row in cells) and cells[1][4] == "0"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make soak", description="Kill processes at random; count what is lost."
    )
    parser.add_argument("--kills", type=int, default=100, help="how many on each database (default: 100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("sqlite", "postgres"), help="one database instead of both")
    chosen = parser.parse_args()
    is_well = True
    if chosen.only != "postgres":
        with tempfile.TemporaryDirectory(prefix="tend-soak-") as folder:
            url = f"sqlite:///{Path(folder) / 'tend.db'}"
            is_well &= soak(url, name="SQLite", kills=chosen.kills, seed=chosen.seed)
    if chosen.only != "sqlite":
        try:
            server = PostgresServer.start()
        except PostgresMissing as missing:
            print(missing)
            return 1
        try:
            is_well &= soak(server.create_database(), name="PostgreSQL", kills=chosen.kills, seed=chosen.seed)
        finally:
            server.stop()
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())

"""What Slack brings once more has one effect, and a database that is away gets a sentence in time."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from bot.features.follow_ups.models import FollowUp, State
from bot.platform import patience
from bot.platform.inbound.table import TableApp
from bot.sandbox.doors.door import SECONDS_TO_ACK
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY
from tests.features.follow_ups.noting import cards_of, note
from tests.postgres import PostgresServer

NOTHING_KEPT = "I could not reach my memory just now, so nothing was kept."


def states(tend: Sandbox) -> list[str]:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(FollowUp.state).order_by(FollowUp.id)))


# Once more


def test_what_is_brought_twice_has_one_effect(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport
    hands = tend.hands("maya")
    hands.types("/followups call Leo")
    form = tend.workspace.modal_of("maya")
    assert form is not None
    hands.submit(form)
    sent_in = tend.delivered[-1]
    assert tend.deliver_again(sent_in).ok
    assert states(tend) == [State.OPEN]

    tend.let_days_pass(4)
    [card, *_] = cards_of(tend, "maya")
    hands.press(card, "Done")
    pressed = tend.delivered[-1]
    said = len(tend.workspace.calls)
    assert tend.deliver_again(pressed).ok
    assert states(tend) == [State.DONE]
    assert len(tend.workspace.calls) == said

    hands.changes_profile(tz="Asia/Tokyo")
    event = tend.delivered[-1]
    hands.changes_profile(tz="Asia/Kolkata")
    assert tend.deliver_again(event).ok  # Slack's retry of the first comes late
    with tend.database.reading() as session:
        zone = sa.text("SELECT zone FROM people WHERE id = :id")
        assert session.scalar(zone, {"id": tend.workspace.person("maya").id}) == "Asia/Kolkata"


# Away


def everything_gets_a_sentence(tend: Sandbox, away: Callable[[], Any]) -> None:
    """A command, a press and a form, while the database is ``away``; afterwards the same form is taken."""
    note(tend, "maya", "call Leo")
    tend.let_days_pass(4)
    [card, *_] = cards_of(tend, "maya")
    hands = tend.hands("maya")
    hands.types("/followups write to Ana")
    form = tend.workspace.modal_of("maya")
    assert form is not None
    with away(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(tend.tend), "settle", lambda _: 0)  # the pollers would wait, too
        for ask in (
            lambda: hands.types("/tend hour 11:00").words,
            lambda: hands.press(card, "Done").words,
            lambda: " ".join((hands.submit(form) or {}).values()),
        ):
            began = time.monotonic()
            said = ask()
            assert time.monotonic() - began < SECONDS_TO_ACK
            assert NOTHING_KEPT in said
    assert states(tend) == [State.OPEN]
    assert hands.submit(form) is None
    assert states(tend) == [State.OPEN, State.OPEN]


def test_sqlite_held_by_another_process_gets_a_sentence_in_time(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport

    @contextmanager
    def held() -> Iterator[None]:
        other = sqlite3.connect(tend.database.engine.url.database or "", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.close()

    everything_gets_a_sentence(tend, held)


@pytest.mark.postgres
def test_a_frozen_postgres_gets_a_sentence_in_time(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    if postgres_server.folder is None:
        pytest.skip("somebody's own server is not ours to freeze")
    first = int((postgres_server.folder / "data" / "postmaster.pid").read_text().split()[0])
    tend = Sandbox(database_url=postgres_url, encryption_key=KEY)

    @contextmanager
    def frozen() -> Iterator[None]:
        stopped = [first, *_children_of(first)]
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)

    try:
        everything_gets_a_sentence(tend, frozen)
    finally:
        tend.stop()


def _children_of(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    if not file.exists():
        pytest.skip("who belongs to whom is told on Linux only")
    return [int(each) for each in file.read_text().split()]


# The line of writers


def test_writers_come_in_the_order_in_which_they_asked() -> None:
    line, came, waiting = patience.Line(), [], []
    with line.turn(seconds=1):
        for number in range(5):

            def write(number: int = number) -> None:
                with line.turn(seconds=5):
                    came.append(number)

            waiting.append(threading.Thread(target=write))
            waiting[-1].start()
            while len(line._waiting) <= number:  # until it stands in line
                pass
    for each in waiting:
        each.join()
    assert came == [0, 1, 2, 3, 4]


def test_whoever_gives_up_leaves_the_line_to_the_others() -> None:
    line = patience.Line()
    with line.turn(seconds=1), pytest.raises(patience.NoTurn), line.turn(seconds=0.01):
        pass
    with line.turn(seconds=0.01):
        pass


def test_whoever_is_interrupted_in_the_line_leaves_it_to_the_others() -> None:
    line = patience.Line()
    with line.turn(seconds=1), pytest.MonkeyPatch.context() as patched:
        patched.setattr(patience, "threading", SimpleNamespace(Lock=_Interrupting))
        with pytest.raises(KeyboardInterrupt), line.turn(seconds=1):
            pass
    with line.turn(seconds=0.01):
        pass


class _Interrupting:
    """A lock at which somebody presses Ctrl-C the second time it is asked for."""

    def __init__(self) -> None:
        self._asked = 0

    def acquire(self, timeout: float = -1) -> bool:
        self._asked += 1
        if self._asked > 1:
            raise KeyboardInterrupt
        return True

    def release(self) -> None:
        raise AssertionError("the turn is passed on to somebody who has left")


# The table of listeners


def test_the_table_refuses_what_it_cannot_give() -> None:
    app = TableApp(signing_secret="s", token_verification_enabled=False, token="xoxb-1")
    with pytest.raises(TypeError, match="say"):
        app.command("/x")(lambda ack, say: None)
    with pytest.raises(TypeError, match="ask for ack"):
        app.command("/x", matchers=[lambda ack: True])(lambda ack: None)
    with pytest.raises(TypeError, match="names and patterns"):
        app.action({"type": "block_actions"})

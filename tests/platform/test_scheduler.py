"""Pollers do what is due, again and again, and stop between two steps."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.platform import scheduler
from bot.platform.scheduler import Poller, Scheduler


def test_settling_goes_on_until_no_poller_has_anything_left() -> None:
    left = {"letters": 3, "answers": 0}

    def carry() -> bool:
        if left["letters"] == 0:
            return False
        left["letters"] -= 1
        left["answers"] += 1  # what one poller does gives another something to do
        return True

    def answer() -> bool:
        if left["answers"] == 0:
            return False
        left["answers"] -= 1
        return True

    scheduler = Scheduler([Poller("answers", answer, 60), Poller("letters", carry, 60)])
    assert scheduler.settle() == 6
    assert left == {"letters": 0, "answers": 0}


def test_a_poller_that_has_nothing_due_takes_no_step() -> None:
    due, steps = [False], []

    def step() -> bool:
        steps.append("done")
        due[0] = False
        return due[0]

    scheduler = Scheduler([Poller("letters", step, 5, is_due=lambda: due[0])])
    scheduler.settle()
    assert steps == []
    due[0] = True
    scheduler.settle()
    assert steps == ["done"]


def test_what_tidies_up_does_so_once_an_hour_of_the_clock_that_is_turned() -> None:
    looks = []
    scheduler = Scheduler([Poller("old", lambda: bool(looks.append(1)), 3600)])
    morning = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
    for minutes in (0, 59, 60, 119, 120):
        scheduler.settle(morning + timedelta(minutes=minutes))
    assert len(looks) == 3
    scheduler.settle(morning)  # the clock was set back
    assert len(looks) == 4


def test_a_woken_poller_looks_without_waiting_for_its_turn() -> None:
    looked = threading.Event()
    asked = threading.Event()

    def step() -> bool:
        if asked.is_set():
            looked.set()
        return False

    scheduler = Scheduler([Poller("letters", step, 3600)])
    scheduler.start()
    asked.set()
    scheduler.wake("letters")
    assert looked.wait(5)
    scheduler.stop()


def test_stopping_finishes_the_step_in_hand_and_begins_no_other() -> None:
    began, go_on = threading.Event(), threading.Event()
    steps: list[str] = []

    def step() -> bool:
        began.set()
        assert go_on.wait(5)
        steps.append("done")
        return True

    scheduler = Scheduler([Poller("letters", step, 3600)])
    scheduler.start()
    scheduler.wake("letters")
    assert began.wait(5)
    stopping = threading.Thread(target=scheduler.stop)
    stopping.start()
    stopping.join(0.2)
    assert stopping.is_alive()
    go_on.set()
    stopping.join(5)
    assert not stopping.is_alive()
    assert steps == ["done"]


def test_where_the_clock_is_turned_by_hand_no_poller_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    by_hand = Scheduler([Poller("one", lambda: False, seconds=1)])
    by_hand.settle()
    monkeypatch.setattr(scheduler, "monotonic", lambda: time.monotonic() + 10_000)
    assert by_hand.late() == []


def test_a_poller_is_never_in_two_threads_at_once() -> None:
    inside, most = [0], [0]
    left = [200]
    lock = threading.Lock()

    def step() -> bool:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            left[0] -= 1
        with lock:
            inside[0] -= 1
        return left[0] > 0

    scheduler = Scheduler([Poller("letters", step, 3600)])
    threads = [threading.Thread(target=scheduler.settle) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]

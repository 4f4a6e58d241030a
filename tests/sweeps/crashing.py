"""The crash sweep of one press and of one poller: killed at each point, then a fresh process goes on."""

import copy
import os
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from slack_bolt.request import BoltRequest

from bot.app import Tend
from bot.platform.scheduler import Poller
from tests.sweeps.books import Books, copy_sqlite, differences, put_back, random_columns
from tests.sweeps.registered import listener_of
from tests.sweeps.stage import Payload, Stage
from tests.sweeps.victims import Do, Life

_fresh = count(1)
_MOST_STEPS = 60
_LEASES_ARE_OVER = (timedelta(0), timedelta(minutes=15))
"""How the clock is turned: what a dead one had in hand is taken over by then."""
_TURNS = {
    "leavers": (timedelta(0), timedelta(days=1)),
    # What has piled up comes a second apart, and whoever dies over it has it for ten minutes.
    "profiles": (*_LEASES_ARE_OVER, timedelta(seconds=59), timedelta(minutes=15), timedelta(seconds=59)),
}
_BY_THE_WAY = ("UPDATE enrolments SET last_seen_at", "INSERT INTO handled_requests")


def press(payload: Payload, tend: Tend) -> int:
    """Bring it to the bot as Slack does; the status of its answer."""
    status: int = tend.bolt.dispatch(BoltRequest(mode="socket_mode", body=copy.deepcopy(payload))).status
    return status


def pressed_anew(payload: Payload) -> Payload:
    """The same by a second press: another trigger. A form that is sent in again is the same form."""
    if "trigger_id" not in payload or payload.get("type") == "view_submission":
        return payload
    return payload | {"trigger_id": f"{payload['trigger_id']}.{next(_fresh)}"}


def life_to_the_end(stage: Stage, do: Do) -> Life:
    """From the snapshot on, with what a process that is killed on the way would have left."""
    stage.forget_points()
    stage.begin_again()
    return stage.victim.lives(do, at_each=stage.keep_as_it_is_at)


def killed_at_each_point(stage: Stage, do: Do, whole: Life) -> Iterator[tuple[int, str]]:
    """The points, each with the stage as a process that was killed there left it.

    A killed process leaves its files as they are at that moment, so the ``whole`` life, which kept them at
    each point, stands for all of them. With TEND_SWEEP=all each of them lives and is killed.
    """
    if os.environ.get("TEND_SWEEP") == "all":
        for number, point in points_to_kill_at(whole):
            stage.begin_again()
            stage.victim.lives(do, until=number)
            yield number, point
        return
    for number, point in points_to_kill_at(whole):
        stage.be_as_it_was_at(number)
        yield number, point


def points_to_kill_at(life: Life) -> list[tuple[int, str]]:
    """Where it is killed, from 1: on both sides of each call and commit, at the first and last statement.

    What lies between two statements of one transaction is kept or lost as a whole, so those in the middle are
    gone through only with TEND_SWEEP=all, in about twice the time.
    """
    points = list(enumerate(life.points, start=1))
    if os.environ.get("TEND_SWEEP") == "all":
        return points
    edges = ("commit", "before ", "after ")
    return [
        (number, point)
        for number, point in points
        if point.startswith(edges)
        or number in (1, len(points))
        or life.points[number - 2].startswith(edges)
        or life.points[number] == "commit"
    ]


def stores_something(life: Life) -> bool:
    """It kept more than that somebody was seen, or which request it was; what it took back is nothing."""
    return any(_writes(points) for points in _transactions(life) if "commit" in points)


def is_left_open(life: Life) -> bool:
    """It ended, and so it had answered, with something written that was neither kept nor taken back."""
    *_, last = _transactions(life)
    return _writes(last) and "commit" not in last


def _transactions(life: Life) -> Iterator[list[str]]:
    """The points from one connection given back to the next; after the last, what came to no end."""
    points: list[str] = []
    for point in life.points:
        points.append(point)
        if point == "committed":
            yield points
            points = []
    yield points


def _writes(points: list[str]) -> bool:
    writing = ("INSERT", "UPDATE", "DELETE", "WITH")
    return any(point.startswith(writing) and not point.startswith(_BY_THE_WAY) for point in points)


def only_looks(stage: Stage, payload: Payload) -> bool:
    """For listeners that store nothing: a failure if this one does."""
    stage.begin_again()
    life = stage.victim.lives(partial(press, payload))
    stored = stores_something(life) or is_left_open(life)
    assert not stored, f"it does store something: give {listener_of(payload)} a scene"
    return False


def crash_at_every_point_of_a_press(stage: Stage, payload: Payload) -> bool:
    """Before the answer nothing is promised; Slack's second try or a second press brings it exactly once."""

    def books_after(*presses: Payload) -> Books:
        stage.begin_again()
        for one in presses:
            assert stage.victim.lives(partial(press, one)).said == 200
        return stage.books()

    stage.begin_again()
    stage.victim.rehearse(partial(press, payload))
    whole = life_to_the_end(stage, partial(press, payload))
    if not stores_something(whole) and not is_left_open(whole):
        return False
    assert whole.said == 200, f"answered with {whole.said}"
    assert not is_left_open(whole), "answered before what it did was kept"
    once = stage.books()
    second = pressed_anew(payload)
    twice = once if second is payload else None
    random: set[tuple[str, str]] = set()
    looked_at = set()
    for number, point in killed_at_each_point(stage, partial(press, payload), whole):
        where = f"killed at {number} of {len(whole.points)}, {point}"
        commits = whole.points[: number - 1].count("commit")
        if commits == 0 or commits in looked_at:
            assert commits or stage.is_unchanged(), f"{where}: something was kept of half a deed"
            continue
        looked_at.add(commits)
        kept = _Copy(stage)
        assert stage.victim.lives(partial(press, payload)).said == 200, where
        again = stage.books()
        if differences(again, once):
            random = random or random_columns(once, books_after(payload))
            found = differences(again, once, random=random)
            assert not found, f"{where}, and brought again: {found}"
        if second is not payload:
            kept.put_back()
            assert stage.victim.lives(partial(press, second)).said == 200, where
            books = stage.books()
            if differences(books, once, random=random):
                twice = twice or books_after(payload, pressed_anew(payload))
                random = random or random_columns(once, books_after(payload))
                found = differences(books, twice, random=random)
                assert not found, f"{where}, and pressed a second time: {found}"
    return True


def crash_at_every_point_of_a_poller(stage: Stage, poller: Poller) -> bool:
    """Whoever comes after it does what is left, and nothing twice."""

    def work(_tend: Tend) -> None:
        for later in _TURNS.get(poller.name, _LEASES_ARE_OVER):
            stage.sandbox.clock.advance(later)
            steps = 0
            while poller.step():
                steps += 1
                assert steps < _MOST_STEPS, "it never comes to rest"

    def books_at_the_end() -> Books:
        stage.victim.lives(work)
        return stage.books(with_times=False)

    began = stage.sandbox.clock.now()
    stage.begin_again()
    stage.victim.rehearse(work)
    stage.sandbox.clock.turn_to(began)
    whole = life_to_the_end(stage, work)
    if stage.is_unchanged() and not stage.victim.ledger.calls():
        return False
    once, said = stage.books(with_times=False), stage.victim.ledger.posted()
    random: set[tuple[str, str]] | None = None
    for number, point in killed_at_each_point(stage, work, whole):
        if stage.is_unchanged():
            continue  # as if it had never begun
        found = differences(books_at_the_end(), once)
        if found and random is None:
            kept: Any = _Copy(stage)
            stage.begin_again()
            random = random_columns(once, books_at_the_end())
            kept.put_back()
        if found:
            found = differences(stage.books(with_times=False), once, random=random or set())
        where = f"{poller.name} killed at {number} of {len(whole.points)}, {point}"
        assert not found, f"{where}: {found}"
        assert stage.victim.ledger.posted() == said, where
    return True


class _Copy:
    """The victim's database as it was left, to begin from more than once."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._rows = stage, stage.file.with_name("left.db")
        copy_sqlite(stage.file, self._rows)

    def put_back(self) -> None:
        put_back(self._rows, self._stage.file)

"""The crash sweep of one press and of one poller: killed at each point, then a fresh process goes on."""

import copy
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from slack_bolt.request import BoltRequest

from bot.app import Tend
from bot.platform.scheduler import Poller
from tests.sweeps.books import Books, copy_sqlite, differences, put_back, random_columns
from tests.sweeps.stage import Payload, Stage
from tests.sweeps.victims import Life

_fresh = count(1)
_MOST_STEPS = 60
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


def stores_something(life: Life) -> bool:
    """More than that somebody was seen, or which request it was."""
    return any(
        point.startswith(("INSERT", "UPDATE", "DELETE", "WITH")) and not point.startswith(_BY_THE_WAY)
        for point in life.points
    )


def only_looks(stage: Stage, payload: Payload) -> bool:
    """For listeners that store nothing: a failure if this one does."""
    stage.begin_again()
    stored = stores_something(stage.victim.lives(partial(press, payload)))
    assert not stored, "it does store something: give it a scene"
    return False


def crash_at_every_point_of_a_press(stage: Stage, payload: Payload) -> bool:
    """Before the answer nothing is promised; Slack's second try or a second press brings it exactly once."""

    def books_after(*presses: Payload) -> Books:
        stage.begin_again()
        for one in presses:
            assert stage.victim.lives(partial(press, one)).said == 200
        return stage.books()

    stage.begin_again()
    whole = stage.victim.lives(partial(press, payload))
    if not stores_something(whole):
        return False
    assert whole.said == 200, f"answered with {whole.said}"
    once = stage.books()
    second = pressed_anew(payload)
    twice = once if second is payload else None
    random: set[tuple[str, str]] = set()
    looked_at = set()
    for number, point in enumerate(whole.points, start=1):
        where = f"killed at {number} of {len(whole.points)}, {point}"
        stage.begin_again()
        stage.victim.lives(partial(press, payload), until=number)
        commits = whole.points[: number - 1].count("commit") + (point == "committed")
        if commits == 0 or commits in looked_at:
            assert commits or stage.is_unchanged(), f"{where}: something was kept of half a deed"
            continue
        looked_at.add(commits)
        kept = _Copy(stage)
        assert stage.victim.lives(partial(press, payload)).said == 200, where
        found = differences(stage.books(), once)
        if found:
            random = random or random_columns(once, books_after(payload))
            kept_differences = partial(differences, random=random)
        else:
            kept_differences = differences
        if found:
            kept.put_back()
            stage.victim.lives(partial(press, payload))
            found = kept_differences(stage.books(), once)
        assert not found, f"{where}, and brought again: {found}"
        if second is not payload:
            kept.put_back()
            assert stage.victim.lives(partial(press, second)).said == 200, where
            books = stage.books()
            if kept_differences(books, once):
                twice = twice or books_after(payload, pressed_anew(payload))
                random = random or random_columns(once, books_after(payload))
                found = differences(books, twice, random=random)
                assert not found, f"{where}, and pressed a second time: {found}"
    return True


def crash_at_every_point_of_a_poller(stage: Stage, poller: Poller) -> None:
    """Whoever comes after it does what is left, and nothing twice."""

    def work(_tend: Tend) -> None:
        for later in (timedelta(0), timedelta(minutes=15)):  # by then every lease is over
            stage.sandbox.clock.advance(later)
            steps = 0
            while poller.step():
                steps += 1
                assert steps < _MOST_STEPS, "it never comes to rest"

    def books_at_the_end() -> Books:
        stage.victim.lives(work)
        return stage.books(with_times=False)

    stage.begin_again()
    whole = stage.victim.lives(work)
    once, said = stage.books(with_times=False), stage.victim.ledger.posted()
    random: set[tuple[str, str]] | None = None
    for number, point in enumerate(whole.points, start=1):
        stage.begin_again()
        stage.victim.lives(work, until=number)
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


class _Copy:
    """The victim's database as it was left, to begin from more than once."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._rows = stage, stage.file.with_name("left.db")
        copy_sqlite(stage.file, self._rows)

    def put_back(self) -> None:
        put_back(self._rows, self._stage.file)

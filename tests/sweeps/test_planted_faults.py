"""Each kind of sweep is worth something: with a mistake put in on purpose, it fails and says which."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.app import Tend
from bot.features.one_on_ones.models import Series
from bot.platform.database import Database
from bot.platform.delivery import courier, faults
from bot.platform.delivery.carrying import Parcel
from bot.platform.delivery.courier import Courier
from bot.platform.delivery.models import OutboxMessage, State
from bot.platform.inbound import parts
from bot.platform.inbound.asker import Asker
from bot.platform.inbound.models import HandledRequest
from bot.platform.inbound.parts import Parts
from bot.platform.scheduler import Poller
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note
from tests.sweeps import post
from tests.sweeps.crashing import crash_at_every_point_of_a_poller, crash_at_every_point_of_a_press
from tests.sweeps.stage import Stage, staged, sweep_listeners, sweep_pollers
from tests.sweeps.test_presses import play
from tests.sweeps.test_two_processes import TwoProcesses
from tests.sweeps.victims import Victim


def test_a_courier_that_says_done_before_it_has_sent_is_caught(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = Courier._claim_some
    in_hand: dict[int, str | None] = {}

    def done_at_once(self: Courier, *, most: int) -> list[Parcel]:
        parcels = claim(self, most=most)
        with self._database.transaction() as session:
            for parcel in parcels:
                row = session.get_one(OutboxMessage, parcel.row.id)
                in_hand[row.id] = row.content
                row.state, row.next_attempt_at = State.SENT, None
        return parcels

    office = post.PostOffice(sqlite_url, tmp_path)
    monkeypatch.setattr(Courier, "_claim_some", done_at_once)
    monkeypatch.setattr(Courier, "_content_if_ours", lambda _self, parcel: in_hand[parcel.row.id])
    office.fill()
    whole = office.victim.lives(partial(office.carries, turns=post.AT_ONCE))
    office.fill()
    first = 1 + whole.points.index("before post")
    office.victim.lives(partial(office.carries, turns=post.AT_ONCE), until=first)
    office.victim.lives(partial(office.carries, turns=post.AT_ONCE + post.AFTERWARDS))
    with pytest.raises(AssertionError, match="lost"):
        office.check("killed before the first post", may_double=False)


def test_a_listener_that_does_not_know_a_request_again_is_caught(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "insert_once", lambda *_args, **_more: True)
    with staged(tend) as stage:
        sweep_listeners(stage, {"view follow_ups.note"}, crash_at_every_point_of_a_press)
        with pytest.raises(AssertionError, match="and brought again"):
            play("privacy.test_export:test_it_holds_data_and_a_page_with_ones_own_words", tend)


def test_a_listener_that_keeps_half_a_deed_is_caught(tend: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes down that the request was handled, and only then does what was asked."""

    @contextmanager
    def in_two(self: Parts, asker: Asker) -> Iterator[tuple[Session, datetime]]:
        with self.database.transaction() as session:
            if not parts.insert_once(
                session,
                HandledRequest,
                workspace_id=asker.workspace_id,
                key=asker.key,
                handled_at=self.clock.now(),
            ):
                raise parts.Repeated(asker.key)
        with self.database.transaction() as session:
            yield session, self.clock.now()

    monkeypatch.setattr(Parts, "deed", in_two)
    with staged(tend) as stage:
        sweep_listeners(stage, {"view follow_ups.note"}, crash_at_every_point_of_a_press)
        with pytest.raises(AssertionError, match="and brought again"):
            play("privacy.test_export:test_it_holds_data_and_a_page_with_ones_own_words", tend)


def test_a_listener_that_answers_before_its_commit_is_caught(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it did is kept by whoever looks next in this process, if it lives so long."""
    kept_later = ExitStack()

    @contextmanager
    def begun(self: Parts, asker: Asker) -> Iterator[tuple[Session, datetime]]:
        session = kept_later.enter_context(self.database.transaction())
        yield session, self.clock.now()

    def settled(self: Tend, settle: Callable[[Tend], int] = Tend.settle) -> int:
        kept_later.pop_all().close()
        return settle(self)

    monkeypatch.setattr(Tend, "settle", settled)
    monkeypatch.setattr(Victim, "rehearse", lambda *_: None)  # it would leave a transaction open
    with staged(tend) as stage:
        sweep_listeners(stage, {"view follow_ups.note"}, crash_at_every_point_of_a_press)
        monkeypatch.setattr(Parts, "deed", begun)
        with pytest.raises(AssertionError, match="answered before"):
            note(tend, "maya", "call Leo")


def test_a_poller_that_commits_twice_is_caught(tend: Sandbox) -> None:
    """It takes the turn in one transaction, and does what was due in another."""
    with staged(tend) as stage:
        sweep_pollers(stage, {"invitations"}, _with_two_commits)
        with pytest.raises(AssertionError, match="invitations killed at"):
            play("one_on_ones.test_setting_up:test_theirs_is_the_clock_of_whoever_is_chosen_in_the_end", tend)


def _with_two_commits(stage: Stage, poller: Poller) -> bool:
    database: Database = stage.victim.database

    def step() -> bool:
        now = stage.sandbox.clock.now()
        with database.transaction() as session:
            due = session.scalars(sa.select(Series).where(Series.invite_next_at <= now)).first()
            if due is None:
                return False
            series_id, due.invite_next_at = due.id, None
        with database.transaction() as session:
            session.get_one(Series, series_id).invite_next_at = now
        return poller.step()

    return crash_at_every_point_of_a_poller(stage, replace(poller, step=step))


def test_the_life_with_two_processes_finds_a_post_that_stands_there_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    life = TwoProcesses()
    try:
        for each in (courier, faults):
            monkeypatch.setattr(each, "is_public", lambda _row: False)
        life.somebody_gives_thanks("maya", answer_is_lost=True)
        life.time_passes(hours=5, times=1)
        with pytest.raises(AssertionError):
            life.nothing_stands_in_public_twice()
    finally:
        _put_away(life, monkeypatch)


def test_the_life_with_two_processes_finds_a_nudge_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    life = TwoProcesses()
    try:
        life.somebody_notes_a_promise("maya")
        for settle in life._settle:
            pollers = settle.__self__._scheduler._pollers
            pollers["cards"] = replace(pollers["cards"], step=lambda: False)
        with pytest.raises(AssertionError, match="heard of none"):
            life.check_at_the_end()
    finally:
        _put_away(life, monkeypatch)


def _put_away(life: TwoProcesses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "check_at_the_end", lambda: None)
    life.teardown()

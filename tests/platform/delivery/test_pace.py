"""Slack is written to no faster than it likes, by all processes together, and each workspace has its turn."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.platform.clock import ManualClock, SystemClock
from bot.platform.delivery.courier import Courier, Purposes
from bot.platform.delivery.meters import NONE, SLACKS, limits_for
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.delivery.pace import CONVERSATION, METHODS, PACES, Pace
from bot.platform.slack.gateway import Posted
from bot.platform.slack.message import Message
from bot.sandbox.slack.faults import RateLimit
from tests.platform.delivery.office import PURPOSE, Office

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)


# The rule, pure


@given(
    per_minute=st.integers(1, 300),
    burst=st.integers(1, 40),
    steps=st.lists(st.floats(0, 90), min_size=1, max_size=200),
)
def test_no_minute_sees_more_than_the_pace_and_one_burst(
    per_minute: int, burst: int, steps: list[float]
) -> None:
    pace, now, used_until, went = Pace(per_minute, burst), NOW, None, []
    for step in steps:
        now += timedelta(seconds=step)
        while pace.is_free(used_until, now=now):
            used_until = pace.after_one_more(used_until, now=now)
            went.append(now)
    for begins in went:
        assert sum(begins <= moment < begins + timedelta(minutes=1) for moment in went) <= per_minute + burst


@given(back=st.timedeltas(timedelta(0), timedelta(days=400)), pace=st.sampled_from(list(PACES.values())))
def test_a_clock_that_is_set_back_stops_nothing_for_longer_than_a_burst(back: timedelta, pace: Pace) -> None:
    used_until = None
    for _ in range(pace.burst):
        used_until = pace.after_one_more(used_until, now=NOW)
    moments = [NOW - back + pace.share * number for number in range(pace.burst + 1)]
    assert any(pace.is_free(used_until, now=moment) for moment in moments)


def test_every_kind_of_message_has_a_pace_below_what_slack_names() -> None:
    assert set(METHODS) == set(Kind)
    named = {"chat.postMessage": 300, "": 400, "files.getUploadURLExternal": 100} | {
        "files.completeUploadExternal": 100
    }
    for method, pace in PACES.items():
        assert pace.per_minute + pace.burst <= named.get(method, 50), method
    assert {method for methods in METHODS.values() for method in methods} <= set(PACES)
    assert CONVERSATION.share == timedelta(seconds=1)


def test_a_clock_turned_by_hand_knows_no_pace() -> None:
    assert limits_for(ManualClock(NOW)) is NONE
    assert limits_for(SystemClock()) is SLACKS


# In the office: nobody but the courier


class Counting:
    """A way to Slack that writes down when and where each message went."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.posts: list[tuple[str, datetime]] = []
        self.opened = 0

    def of(self, workspace_id: str) -> Callable[[], object]:
        outer = self

        class Way:
            def open_conversation(self, person_id: str) -> str:
                outer.opened += 1
                return "D" + person_id

            def post(self, channel_id: str, message: Message, *, thread_ts: str | None = None) -> Posted:
                outer.posts.append((f"{workspace_id}:{channel_id}", outer._clock.now()))
                return Posted("D" + channel_id.lstrip("DU"), "1.0")

        return Way()  # type: ignore[return-value]


def due(office: Office, workspace_id: str, number: int, *, one_lane: bool = False, after: float = 0) -> None:
    at = office.tend.clock.now() - timedelta(seconds=60 - after)
    with office.tend.database.transaction() as session:
        for index in range(number):
            person_id = "U" + str(0 if one_lane else index)
            session.add(
                OutboxMessage(
                    workspace_id=workspace_id,
                    kind=Kind.POST,
                    lane=f"person:{person_id}",
                    person_id=person_id,
                    purpose=PURPOSE,
                    content='{"text": "hello", "blocks": []}',
                    next_attempt_at=at,
                    created_at=at,
                )
            )


def courier(office: Office, way: Counting) -> Courier:
    return Courier(
        office.tend.database,
        gateway_of=way.of,  # type: ignore[arg-type]
        clock=office.tend.clock,
        purposes=Purposes(),
        limits=SLACKS,
    )


def carry(*couriers: Courier) -> None:
    while any([each.deliver_one() for each in couriers]):
        pass


def test_one_message_a_second_goes_into_a_conversation(office: Office) -> None:
    way = Counting(office.tend.clock)
    due(office, "T1", 4, one_lane=True)
    one, other = courier(office, way), courier(office, way)
    moments = []
    for _ in range(8):
        carry(one, other)
        moments.append(len(way.posts))
        office.tend.clock.advance(timedelta(seconds=0.5))
    assert moments == [1, 1, 2, 2, 3, 3, 4, 4]


def test_two_processes_together_keep_to_the_workspaces_pace(office: Office) -> None:
    way = Counting(office.tend.clock)
    due(office, "T1", 70)
    one, other = courier(office, way), courier(office, way)
    went = []
    for _ in range(4):
        carry(one, other)
        went.append(len(way.posts))
        office.tend.clock.advance(timedelta(seconds=4))
    assert went == [20, 36, 52, 68]
    assert max(Counter(channel for channel, _ in way.posts).values()) == 1
    assert way.opened < 20  # the others were posted to by their id: Slack opens the conversation itself


def test_a_workspace_with_thousands_due_does_not_delay_one_with_three(sqlite_office: Office) -> None:
    way = Counting(sqlite_office.tend.clock)
    due(sqlite_office, "T1", 5_000)
    due(sqlite_office, "T2", 3, after=30)
    fast = Courier(
        sqlite_office.tend.database,
        gateway_of=way.of,  # type: ignore[arg-type]
        clock=sqlite_office.tend.clock,
        purposes=Purposes(),
        limits=NONE,
    )
    for _ in range(13):
        assert fast.deliver_one()
    assert Counter(channel.split(":")[0] for channel, _ in way.posts) == {"T1": 10, "T2": 3}


def test_and_neither_does_one_that_has_to_wait_for_its_pace(office: Office) -> None:
    way = Counting(office.tend.clock)
    due(office, "T1", 100)
    due(office, "T2", 3, after=30)
    carry(courier(office, way))
    went = Counter(channel.split(":")[0] for channel, _ in way.posts)
    assert went["T2"] == 3
    assert went["T1"] == PACES["chat.postMessage"].burst


# Too fast, all the same


def test_too_fast_holds_back_that_method_and_nothing_else(office: Office) -> None:
    office.to("maya", "to be changed")
    earlier = office.to("leo", "to be changed")
    office.carry()
    office.tend.workspace.faults.order("chat.postMessage", RateLimit(60))
    office.to("maya", "hello")
    office.to("ana", "hello")
    office.change(earlier, "changed")
    calls = len(office.tend.workspace.calls)
    office.carry()
    tried = [call.method for call in office.tend.workspace.calls[calls:]]
    assert tried.count("chat.postMessage") == 1  # and no second one into the same wall
    assert office.read_by("leo") == ["changed"]
    assert office.later(seconds=59.9) == 0
    office.later(seconds=0.1)
    assert (office.read_by("maya")[-1], office.read_by("ana")) == ("hello", ["hello"])


def test_too_fast_in_one_workspace_holds_back_no_other(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", RateLimit(3600))
    office.to("maya", "hello")
    office.carry()
    way = Counting(office.tend.clock)
    due(office, "T2", 2)
    carry(courier(office, way))
    assert len(way.posts) == 2


@pytest.mark.parametrize("named", ["0", "soon", "", "²", "-5", "9" * 40])
def test_whatever_slack_says_about_coming_back_the_message_comes(
    sqlite_office: Office, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platform.slack.wire.retry_after", lambda _headers: named)
    sqlite_office.tend.workspace.faults.order("chat.postMessage", RateLimit(1), times=3)
    row_id = sqlite_office.to("maya", "hello")
    sqlite_office.carry()
    row = sqlite_office.row(row_id)
    assert (row.state, row.attempts) == (State.WAITING, 1)  # not thirty times in one second
    for _ in range(5):
        sqlite_office.later(days=1, seconds=1)
    assert sqlite_office.read_by("maya") == ["hello"]


def test_an_hour_is_waited_for_to_the_second(sqlite_office: Office) -> None:
    sqlite_office.tend.workspace.faults.order("chat.postMessage", RateLimit(3600))
    sqlite_office.to("maya", "hello")
    sqlite_office.carry()
    assert sqlite_office.later(seconds=3599) == 0
    assert sqlite_office.later(seconds=1) == 1


def test_what_was_written_by_a_clock_that_is_slow_is_found_within_a_minute(office: Office) -> None:
    """Below the moment under which the courier has seen nothing."""
    office.carry()
    office.later(minutes=30)
    office.to("maya", "hello")
    with office.tend.database.transaction() as session:
        session.execute(
            sa.update(OutboxMessage).values(next_attempt_at=office.tend.clock.now() - timedelta(minutes=20))
        )
    for _ in range(3):
        office.later(seconds=30)
    assert office.read_by("maya") == ["hello"]

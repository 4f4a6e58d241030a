"""The numbers of a running process, through Slack's door; and when it says that it is not ready."""

import asyncio
import os
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform.clock import SystemClock
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person
from bot.platform.operating.backlog import Backlog
from bot.platform.operating.readiness import Readiness
from bot.platform.scheduler import Poller, Scheduler
from bot.platform.slack.message import Message
from bot.pollers import DUE_COLUMNS
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serve
from bot.sandbox.slack.faults import RateLimit, Refusal
from tests.features.follow_ups.noting import note

Numbers = dict[str, float]


@pytest.fixture
def door(tend: Sandbox) -> Iterator[httpx.Client]:
    """The operator's own door."""
    server = serve(tend.tend.operators)
    with httpx.Client(base_url=server.url) as client:
        yield client
    server.stop()


def numbers_of(door: httpx.Client) -> Numbers:
    lines = [line for line in door.get("/metrics").text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def more_of(before: Numbers, after: Numbers, beginning: str) -> Numbers:
    """What was counted between two looks, under names that begin like this."""
    return {
        name: value - before.get(name, 0.0)
        for name, value in after.items()
        if name.startswith(beginning) and value != before.get(name, 0.0)
    }


def post(tend: Sandbox, *, after: timedelta = timedelta(0), purpose: str = "tests.post") -> int:
    with tend.database.transaction() as session:
        row: OutboxMessage = enqueue_to_person(
            session,
            Message("Hello", []),
            workspace_id=tend.workspace.team_id,
            person_id=tend.workspace.person("leo").id,
            purpose=purpose,
            now=tend.clock.now() + after,
        )
        return row.id


def test_requests_and_calls_are_counted_by_kind(tend: Sandbox, door: httpx.Client) -> None:
    before = numbers_of(door)
    tend.hands("maya").types("/tend help")
    after = numbers_of(door)
    assert more_of(before, after, "tend_ack_seconds_count") == {
        'tend_ack_seconds_count{kind="command",status="200"}': 1
    }
    post(tend)
    tend.settle()
    posted = more_of(after, numbers_of(door), "tend_slack_call_seconds_count")
    assert posted['tend_slack_call_seconds_count{method="chat.postMessage",result="ok"}'] == 1


def test_deliveries_are_counted_by_result_and_retries_by_reason(tend: Sandbox, door: httpx.Client) -> None:
    before = numbers_of(door)
    tend.workspace.faults.order("chat.postMessage", RateLimit(30))
    post(tend)
    tend.settle()
    told = 'feature="tests",purpose="tests.post"'
    waiting = 'tend_outbox_waiting{feature="tests",how="put_off",purpose="tests.post"}'
    put_off = numbers_of(door)
    assert more_of(before, put_off, "tend_deliveries") == {
        'tend_deliveries_put_off_total{feature="tests",purpose="tests.post",reason="ratelimited"}': 1
    }
    assert put_off[waiting] == 1
    tend.advance(timedelta(minutes=2))
    tend.workspace.faults.order("chat.postMessage", Refusal("restricted_action"))
    post(tend)
    tend.settle()
    ended = numbers_of(door)
    assert more_of(before, ended, "tend_deliveries_total") == {
        f'tend_deliveries_total{{{told},result="sent"}}': 1,
        f'tend_deliveries_total{{{told},result="failed"}}': 1,
    }
    assert waiting not in ended
    assert ended['tend_outbox_parked{feature="tests",purpose="tests.post",state="failed"}'] == 1


def test_a_day_of_cards_is_counted_by_feature(tend: Sandbox, door: httpx.Client) -> None:
    before = numbers_of(door)
    note(tend, "maya", "call Leo about the lighthouse")
    tend.let_days_pass(1)
    counted = more_of(before, numbers_of(door), "tend_deliveries_total")
    assert counted['tend_deliveries_total{feature="cards",purpose="cards.card",result="sent"}'] >= 1


def test_what_has_been_due_for_long_is_seen(tend: Sandbox, door: httpx.Client) -> None:
    post(tend)
    tend.clock.turn_to(tend.clock.now() + timedelta(minutes=7))
    assert numbers_of(door)['tend_due_lag_seconds{what="outbox_messages.next_attempt_at"}'] == 420
    tend.settle()
    assert numbers_of(door)['tend_due_lag_seconds{what="outbox_messages.next_attempt_at"}'] == 0


def test_no_number_names_anybody_or_says_what_they_wrote(tend: Sandbox, door: httpx.Client) -> None:
    note(tend, "maya", "call Leo about the lighthouse")
    tend.hands("leo").types("/tend pause 2 weeks")
    tend.let_days_pass(2)
    said = door.get("/metrics").text
    slack = tend.workspace
    ids = [person.id for person in slack.people] + [channel.id for channel in slack.channels]
    names = [person.real_name for person in slack.people]
    assert [word for word in [*ids, *names, slack.team_id, "lighthouse"] if word in said] == []


def test_without_a_database_the_other_numbers_are_still_there(tend: Sandbox, door: httpx.Client) -> None:
    file = Path(tend.database.engine.url.database or "")
    away = file.rename(file.with_suffix(".away"))
    try:
        numbers = numbers_of(door)
        assert numbers["tend_database_up"] == 0
        assert not [name for name in numbers if name.startswith("tend_due_lag_seconds")]
        assert [name for name in numbers if name.startswith("tend_ack_seconds_count")]
        answer = door.get("/readyz")
        assert (answer.status_code, answer.json()["database"]) == (503, "away")
        assert door.get("/healthz").status_code == 200
    finally:
        away.rename(file)


def test_it_is_ready_while_each_part_is_well(tend: Sandbox) -> None:
    late: list[str] = []
    lines = [True]
    readiness = Readiness(tend.database, has_line=lambda: lines[0], late=lambda: late)
    well = {"process": "ok", "database": "ok", "line": "ok", "pollers": "ok"}
    assert asyncio.run(readiness.look()) == well
    lines[0] = False
    assert asyncio.run(readiness.look()) == well | {"line": "closed"}
    late += ["deliver", "cards"]
    readiness.is_stopping = True
    assert asyncio.run(readiness.look()) == {
        "process": "stopping",
        "database": "ok",
        "line": "closed",
        "pollers": "late: deliver, cards",
    }


def test_a_token_that_is_over_is_counted(tend: Sandbox, door: httpx.Client) -> None:
    before = numbers_of(door)
    for method in ("chat.postMessage", "auth.test"):
        tend.workspace.faults.order(method, Refusal("token_revoked"))
    post(tend)
    tend.settle()
    counted = more_of(before, numbers_of(door), "tend_deliveries_put_off")
    assert [name for name in counted if 'reason="token_revoked"' in name]


def test_a_frozen_database_is_away_and_asked_once(tend: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    questions, thaw = [], threading.Event()

    @contextmanager
    def frozen() -> Iterator[Session]:
        questions.append("again")
        thaw.wait()
        with reading() as session:
            yield session

    reading = tend.database.reading
    monkeypatch.setattr(tend.database, "reading", frozen)
    readiness = Readiness(tend.database, has_line=lambda: True, late=lambda: [])

    async def look(seconds: float) -> str:
        return (await readiness.look(seconds=seconds))["database"]

    assert [asyncio.run(look(0.01)), asyncio.run(look(0.01))] == ["away", "away"]
    assert questions == ["again"]
    thaw.set()
    assert asyncio.run(look(5)) == "ok"


def test_slack_finds_it_at_the_web_port_too(tend: Sandbox) -> None:
    with httpx.Client(base_url=tend.url) as web:
        assert web.get("/readyz").json()["ready"] is True
        assert web.get("/metrics").status_code == 404


def test_a_poller_that_hangs_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [1000.0]
    monkeypatch.setattr("bot.platform.scheduler.monotonic", lambda: seconds[0])
    scheduler = Scheduler([Poller("quick", lambda: False, seconds=1), Poller("slow", lambda: False, 3600)])
    monkeypatch.setattr(scheduler._clockwork, "start", lambda: None)
    scheduler.start()
    assert scheduler.late() == []
    scheduler.settle()
    seconds[0] += 400
    assert scheduler.late() == ["quick"]
    assert scheduler.ages() == {"quick": 400.0, "slow": 400.0}
    seconds[0] += 3600
    assert scheduler.late() == ["quick", "slow"]
    scheduler.settle()
    assert scheduler.late() == []


def test_a_frozen_database_does_not_hold_up_the_numbers(postgres_database: Database) -> None:
    with postgres_database.reading() as session:
        server = session.scalar(sa.text("SELECT pg_backend_pid()"))
    assert server is not None
    os.kill(server, signal.SIGSTOP)
    try:
        backlog = Backlog(postgres_database, SystemClock(), due_columns=DUE_COLUMNS, ages=dict)
        found = {metric.name: metric for metric in backlog.collect()}
    finally:
        os.kill(server, signal.SIGCONT)
    assert found["tend_database_up"].samples[0].value == 0


def test_the_operators_page_explains_every_number(tend: Sandbox, door: httpx.Client) -> None:
    post(tend)
    tend.settle()
    told = dict(re.findall(r"# TYPE (tend_\w+) (\w+)", door.get("/metrics").text))
    page = (Path(__file__).parent.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    explained = dict(re.findall(r"^\| `(tend_\w+)[^`]*` \| ([^|]+)", page, re.MULTILINE))
    assert set(explained) == set(told)
    # Counters end in _total, as everywhere; of the others, a histogram is the exception that is named.
    for name, kind in told.items():
        assert (kind == "counter") == name.endswith("_total"), name
        assert (kind == "histogram") == explained[name].startswith("histogram"), name

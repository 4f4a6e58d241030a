"""One name from a request of Slack's to the delivery of what came of it, however much later that is."""

import io
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.platform import logs
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person
from bot.platform.slack.message import Message
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import RateLimit, ServerError
from tests.features.shoutouts.thanking import WORDS, give

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def deliveries() -> Iterator[Lines]:
    """The lines about deliveries so far, as an operator reads them."""
    stream = io.StringIO()
    handler = logs.Handler(as_json=True, stream=stream)
    delivery = logging.getLogger("bot.platform.delivery")
    before = delivery.level
    delivery.addHandler(handler)
    delivery.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    delivery.removeHandler(handler)
    delivery.setLevel(before)


def posts_on_their_way(tend: Sandbox) -> Sequence[OutboxMessage]:
    asked = sa.select(OutboxMessage).where(OutboxMessage.purpose == "shoutouts.post")
    with tend.database.reading() as session:
        return session.scalars(asked.order_by(OutboxMessage.id)).all()


def test_a_delivery_put_off_names_the_request_it_came_of(tend: Sandbox, deliveries: Lines) -> None:
    tend.workspace.faults.order("chat.postMessage", RateLimit(120))
    give(tend, "maya", f"@leo {WORDS}")
    [post] = posts_on_their_way(tend)
    assert post.request_id is not None
    [line] = deliveries()
    assert "put off" in line["event"]
    assert line["request"] == post.request_id

    tend.workspace.faults.order("chat.postMessage", ServerError(503))
    tend.advance(timedelta(minutes=3))
    assert [line["request"] for line in deliveries()] == [post.request_id] * 2

    give(tend, "leo", f"@maya {WORDS}")
    [_, other] = posts_on_their_way(tend)
    assert other.request_id not in (None, post.request_id)


def test_what_happens_by_itself_has_no_name_even_right_after_a_request(
    tend: Sandbox, deliveries: Lines
) -> None:
    logs.name_request("of a press")
    named = logs.name_of_request()
    for person, is_asked in (("maya", True), ("leo", False)):
        if not is_asked:
            logs.carry_on(None)
        with tend.database.transaction() as session:
            enqueue_to_person(
                session,
                Message("Hello", []),
                workspace_id=tend.workspace.team_id,
                person_id=tend.workspace.person(person).id,
                purpose="tests.post",
                now=tend.clock.now(),
            )
    tend.workspace.faults.order("chat.postMessage", ServerError(503), times=2)
    tend.settle()
    assert [line.get("request") for line in deliveries()] == [named, None]

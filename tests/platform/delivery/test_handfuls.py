"""A handful of messages taken at once is carried as one by one: each looked at just before it is sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.platform.delivery.courier import Courier, Purposes
from bot.platform.delivery.meters import SLACKS
from bot.platform.delivery.models import State
from bot.platform.slack.gateway import Posted, WebGateway
from bot.platform.slack.message import Message
from bot.sandbox.slack.faults import RateLimit, Refusal
from tests.platform.delivery.office import Office
from tests.platform.delivery.test_couriers import HANDLES, Killed


class Watched(WebGateway):
    """Calls ``before`` with the words of each message just before they go."""

    before: Callable[[str], None]

    def post(self, channel_id: str, message: Message, **more: str) -> Posted:
        self.before(message.text)
        return super().post(channel_id, message, **more)


def watched(office: Office, before: Callable[[str], None]) -> Courier:
    gateway = Watched(token=office.tend.workspace.bot_token, api_url=f"{office.tend.url}/api/")
    gateway.before = before
    return office.another_courier(lambda _: gateway)


def test_what_is_resolved_while_others_of_its_handful_are_sent_is_not_sent(office: Office) -> None:
    office.to("maya", "first")
    row_id = office.to("leo", "second", subject_id=7)
    assert watched(office, lambda _: office.unwanted.add(7)).deliver_some()
    assert office.row(row_id).state == State.DROPPED
    assert (office.read_by("maya"), office.read_by("leo")) == (["first"], [])


def test_that_one_is_sent_is_written_down_before_the_next_one_goes(office: Office) -> None:
    ids = [office.to(handle, handle) for handle in HANDLES]
    seen: list[list[str]] = []
    watched(office, lambda _: seen.append([office.row(id_).state for id_ in ids])).deliver_some()
    assert seen == [[State.SENT] * sent + [State.WAITING] * (8 - sent) for sent in range(8)]
    assert [office.row(id_).state for id_ in ids] == [State.SENT] * 8


def test_those_that_a_killed_courier_had_not_begun_are_in_no_doubt(office: Office) -> None:
    first, second = office.in_channel("C0GENERAL1", "one"), office.in_channel("C0SHOUTS01", "two")

    def kill(_words: str) -> None:
        raise Killed

    with pytest.raises(Killed):
        watched(office, kill).deliver_some()
    office.later(seconds=60)
    assert (office.row(first).state, office.row(second).state) == (State.IN_DOUBT, State.SENT)
    assert [told for told, _ in office.told] == [first]


def test_a_slow_slack_ends_a_handful_and_the_rest_is_anybodys_at_once(office: Office) -> None:
    for handle in HANDLES:
        office.to(handle, handle)
    courier = watched(office, lambda _: office.tend.clock.advance(timedelta(seconds=6)))
    assert courier.deliver_some()
    assert office.carry() == len(HANDLES) - 1
    assert [office.read_by(handle) for handle in HANDLES] == [[handle] for handle in HANDLES]


def test_too_fast_ends_a_handful_for_every_process(office: Office) -> None:
    """The other process has them in hand already as Slack says so."""
    for handle in HANDLES:
        office.to(handle, handle)
    workspace = office.tend.workspace

    def meanwhile(words: str) -> None:
        if words == HANDLES[0]:
            office.in_channel("C0GENERAL1", "another")
            workspace.faults.order("chat.postMessage", RateLimit(60))
            office.courier.deliver_some()

    watched(office, meanwhile).deliver_some()
    assert [call.method for call in workspace.calls].count("chat.postMessage") == 2
    office.later(seconds=60)
    assert [office.read_by(handle) for handle in HANDLES] == [[handle] for handle in HANDLES]


def test_a_mistake_in_one_feature_loses_nothing_of_what_was_sent(office: Office) -> None:
    first = office.to("maya", "first")
    office.to("leo", "second", subject_id=7)

    class Broken(set[int]):
        def __contains__(self, subject_id: object) -> bool:
            if subject_id == 7:
                raise ValueError("a mistake")
            return False

    office.unwanted = Broken()
    with pytest.raises(ValueError, match="a mistake"):
        office.courier.deliver_some()
    assert office.row(first).state == State.SENT


def test_a_handful_takes_few_statements_and_commits(office: Office) -> None:
    for number in range(60):
        office.in_channel(f"C{number:09}", "hello")
    asked: list[str] = []
    engine = office.tend.database.engine
    courier = office.another_courier(lambda _: Quiet())  # type: ignore[arg-type,return-value]
    sa.event.listen(engine, "before_cursor_execute", lambda _c, _k, text, *_: asked.append(text))
    sa.event.listen(engine, "commit", lambda _: asked.append("commit"))
    for _ in range(6):
        assert courier.deliver_some()
    assert asked.count("commit") <= 60 * 1.2
    # That it is begun, that the one before is sent, and whether it is wanted; the rest is shared.
    assert len([text for text in asked if not text.startswith(("commit", "BEGIN"))]) <= 60 * 3.5


class Quiet:
    """A Slack that takes everything."""

    def post(self, channel_id: str, _message: Message) -> Posted:
        return Posted(channel_id, "1.0")


def test_a_handful_keeps_to_the_pace_of_the_workspace(office: Office) -> None:
    for number in range(30):
        office.in_channel(f"C{number:09}", "hello")
    courier = Courier(
        office.tend.database,
        gateway_of=lambda _: Quiet(),  # type: ignore[arg-type,return-value]
        clock=office.tend.clock,
        purposes=Purposes(),
        limits=SLACKS,
    )
    while courier.deliver_some():
        pass
    assert office.waiting() == 10  # twenty at once, and then four a second
    office.tend.clock.advance(timedelta(seconds=1))
    while courier.deliver_some():
        pass
    assert office.waiting() == 6


def test_what_nobody_wants_any_more_is_not_asked_for_at_slack(office: Office) -> None:
    row_id = office.to("leo", "hello", subject_id=7)
    office.unwanted.add(7)
    office.tend.workspace.faults.order("conversations.open", Refusal("cannot_dm_bot"))
    while office.courier.deliver_some():
        pass
    assert (office.row(row_id).state, office.told) == (State.DROPPED, [])
    assert [call for call in office.tend.workspace.calls if call.method == "conversations.open"] == []


@pytest.mark.parametrize("ts", [{"a": 1}, "1" * 40, "", None])
def test_a_name_of_a_message_that_is_none_leaves_that_one_in_doubt_and_the_next_one_goes(
    office: Office, monkeypatch: pytest.MonkeyPatch, ts: object
) -> None:
    post = WebGateway._ask

    def oddly(gateway: WebGateway, method: str, arguments: dict[str, Any], **more: Any) -> dict[str, Any]:
        answer = post(gateway, method, arguments, **more)
        return answer | {"ts": ts} if arguments.get("text") == "one" else answer

    monkeypatch.setattr(WebGateway, "_ask", oddly)
    first = office.in_channel("C0GENERAL1", "one")
    second = office.to("maya", "two")
    while office.courier.deliver_some():
        pass
    assert (office.row(first).state, office.row(second).state) == (State.IN_DOUBT, State.SENT)

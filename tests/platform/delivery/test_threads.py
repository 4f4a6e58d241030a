"""A reply is said below the message it answers, and in the channel itself when that is not there."""

import pytest

from bot.platform.delivery import outbox
from bot.platform.delivery.models import OutboxMessage, State
from bot.platform.slack.errors import THREAD_IS_GONE
from bot.sandbox.slack.faults import DropAfter, RateLimit, Refusal
from bot.sandbox.slack.messages import Message
from tests.platform.delivery.office import PURPOSE, Office, said

CHANNEL = "C0SHOUTS01"


def reply(office: Office, to: int, words: str, *, channel_id: str = CHANNEL) -> int:
    """Put a reply to an earlier row into the outbox; the row's id."""
    with office.tend.database.transaction() as session:
        return outbox.enqueue_to_channel(
            session,
            said(words),
            workspace_id=office.tend.workspace.team_id,
            channel_id=channel_id,
            purpose=PURPOSE,
            in_thread_of=session.get_one(OutboxMessage, to),
            now=office.tend.clock.now(),
        ).id


def there(office: Office) -> list[Message]:
    return office.tend.workspace.in_channel("#shout-outs")


def test_a_reply_stands_below_the_message_it_answers_though_both_were_written_at_once(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", RateLimit(20))
    reply(office, office.in_channel(CHANNEL, "who helped you?"), "Ana did")
    office.carry()
    assert there(office) == []
    office.later(seconds=20)
    parent, answer = there(office)
    assert (parent.text, parent.thread_ts) == ("who helped you?", None)
    assert (answer.text, answer.thread_ts) == ("Ana did", parent.ts)


@pytest.mark.parametrize("fault", [Refusal("msg_blocks_too_long"), DropAfter()])
def test_a_reply_to_what_never_came_for_all_we_know_stands_in_the_channel(
    office: Office, fault: Refusal | DropAfter
) -> None:
    office.tend.workspace.faults.order("chat.postMessage", fault)
    reply(office, office.in_channel(CHANNEL, "who helped you?"), "Ana did")
    office.carry()
    answer = there(office)[-1]
    assert (answer.text, answer.thread_ts) == ("Ana did", None)


def test_a_reply_to_what_was_deleted_stands_in_the_channel_once(office: Office) -> None:
    parent = office.in_channel(CHANNEL, "who helped you?")
    office.carry()
    office.tend.workspace.delete(there(office)[0])
    answer = reply(office, parent, "Ana did")
    office.carry()
    assert [(message.text, message.thread_ts) for message in there(office)] == [("Ana did", None)]
    assert office.row(answer).state == State.SENT
    refused = [call.answer.get("error") for call in office.tend.workspace.refused_calls()]
    assert refused == [THREAD_IS_GONE]


def test_a_reply_is_changed_where_it_stands(office: Office) -> None:
    answer = reply(office, office.in_channel(CHANNEL, "who helped you?"), "Ana did")
    office.change(answer, "Ana and Leo did")
    office.carry()
    parent, changed = there(office)
    assert (changed.text, changed.thread_ts) == ("Ana and Leo did", parent.ts)
    assert parent.edited is None


def test_a_reply_stays_in_the_channel_of_what_it_answers(office: Office) -> None:
    parent = office.in_channel(CHANNEL, "who helped you?")
    with pytest.raises(ValueError, match="channel"):
        reply(office, parent, "Ana did", channel_id="C0GENERAL1")

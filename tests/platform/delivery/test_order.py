"""Order is kept within a conversation, and one that is stuck holds up no other."""

from datetime import timedelta

from bot.platform.delivery.models import State
from bot.sandbox.slack.faults import RateLimit, Refusal, ServerError
from tests.platform.delivery.office import Office


def test_what_is_said_to_one_person_arrives_in_order_while_others_go_on(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", ServerError())
    for words in ("one", "two", "three"):
        office.to("maya", words)
    office.to("leo", "hello")
    office.carry()
    assert office.read_by("maya") == []
    assert office.read_by("leo") == ["hello"]
    office.later(seconds=3)
    assert office.read_by("maya") == ["one", "two", "three"]


def test_a_message_that_failed_for_good_lets_the_next_one_pass(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", Refusal("msg_blocks_too_long"))
    office.to("maya", "too long")
    office.to("maya", "short")
    office.carry()
    assert office.read_by("maya") == ["short"]


def test_new_words_wait_for_the_message_they_change_and_go_where_it_went(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", RateLimit(20))
    card = office.to("maya", "a card")
    update = office.change(card, "an older card")
    office.carry()
    assert office.row(update).state == State.WAITING
    office.later(seconds=20)
    [message] = office.tend.workspace.in_dm("maya")
    assert message.text == "an older card"
    assert message.edited
    assert office.row(update).ts == office.row(card).ts == message.ts


def test_taking_away_waits_for_the_message_too(office: Office) -> None:
    card = office.to("maya", "a draft")
    office.change(card, None)
    office.carry()
    assert office.read_by("maya") == []
    assert [call.method for call in office.tend.workspace.calls][-2:] == ["chat.postMessage", "chat.delete"]


def test_new_words_of_an_older_message_keep_no_new_message_waiting(office: Office) -> None:
    card = office.to("maya", "a card")
    office.carry()
    office.tend.workspace.faults.order("chat.update", ServerError())
    older = office.change(card, "an older card")
    office.to("maya", "today's card")
    office.carry()
    assert office.row(older).state == State.WAITING
    assert office.read_by("maya") == ["a card", "today's card"]
    office.later(seconds=5)
    assert office.read_by("maya") == ["an older card", "today's card"]


def test_a_removal_keeps_what_comes_after_it_waiting(office: Office) -> None:
    card = office.to("maya", "a draft")
    office.carry()
    office.tend.workspace.faults.order("chat.delete", ServerError())
    office.change(card, None)
    office.to("maya", "It is taken away.")
    office.carry()
    assert office.read_by("maya") == ["a draft"]
    office.later(seconds=5)
    assert office.read_by("maya") == ["It is taken away."]


def test_the_change_of_a_message_that_never_came_is_dropped(office: Office) -> None:
    office.tend.workspace.faults.order("chat.postMessage", Refusal("channel_not_found"))
    card = office.to("maya", "a card")
    update = office.change(card, "an older card")
    office.carry()
    assert (office.row(update).state, office.row(update).reason) == (State.DROPPED, "nothing_to_change")


def test_a_message_that_is_gone_ends_its_update_without_a_word(office: Office) -> None:
    card = office.to("maya", "a card")
    office.carry()
    office.tend.workspace.delete(office.tend.workspace.in_dm("maya")[0])
    update = office.change(card, "an older card")
    office.carry()
    assert (office.row(update).state, office.row(update).reason) == (State.DROPPED, "message_not_found")
    assert office.told == []


def test_what_is_due_later_waits_for_its_time(office: Office) -> None:
    row_id = office.to("maya", "now")
    office.tend.clock.advance(timedelta(seconds=-1))
    assert office.carry() == 0
    assert office.later(seconds=1) == 1
    assert office.row(row_id).state == State.SENT

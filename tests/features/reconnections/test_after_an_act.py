"""After an act: the words as a message that goes again, *did it*, and, if somebody likes, how it went."""

from datetime import date

from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import cards_of, text_of
from tests.features.reconnections.acting import (
    AFTER,
    AT,
    MINE,
    PEER,
    compose,
    kept_drafts,
    plan,
    promises,
    write,
)
from tests.features.reconnections.reaching import TENSE, front, rows, shows


def test_done_on_the_last_page_is_noted_and_that_is_all(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    assert tend.hands("maya").submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "Noted. That's all.")
    assert kept_drafts(tend) == []
    assert not shows(front(tend, "maya"), "how did it go")


def test_the_words_come_as_a_message_and_go_once_used(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    hands = tend.hands("maya")
    hands.press(front(tend, "maya"), "Send me the words as a message")
    [message] = tend.workspace.in_dm("maya")
    assert message.text == "Something you asked for"
    assert MINE in text_of(message)
    assert "Open the conversation with Ana Sousa" in text_of(message)
    hands.press(front(tend, "maya"), "Send me the words as a message")
    assert str(front(tend, "maya").blocks).count("They are in your messages with Tend") == 1
    assert shows(front(tend, "maya"), "Tend sends them to nobody.")
    [message] = tend.workspace.in_dm("maya")
    hands.close(front(tend, "maya"), all_of_them=True)
    hands.press(message, "Did it")
    assert tend.workspace.in_dm("maya") == []
    assert kept_drafts(tend) == []


def test_the_words_go_after_a_day(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    tend.hands("maya").press(front(tend, "maya"), "Send me the words as a message")
    tend.let_days_pass(1)
    assert tend.workspace.in_dm("maya") == []
    assert not rows(tend)["handed_words"]


def test_done_on_the_list_takes_the_words_away(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    hands = tend.hands("maya")
    hands.press(front(tend, "maya"), "Send me the words as a message")
    hands.press(front(tend, "maya"), "Back")
    plan(tend, when=AFTER, after="lunch")
    assert len(tend.workspace.in_dm("maya")) == 1
    hands.close(front(tend, "maya"), all_of_them=True)
    [listed] = hands.types("/followups")
    hands.press(listed, "Done")
    assert tend.workspace.in_dm("maya") == []


def test_an_emptied_field_does_not_keep_it_from_being_done(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    tend.hands("maya").choose(front(tend, "maya"), "Your words, to copy", "")
    assert tend.hands("maya").submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "Noted. That's all.")


def test_words_are_handed_over_as_they_were_changed_and_stay_literal(tend: Sandbox) -> None:
    write(tend)
    plan(tend)
    hands = tend.hands("maya")
    hands.choose(front(tend, "maya"), "Your words, to copy", "<!channel> *hi* & <@U0ANA00001>")
    hands.press(front(tend, "maya"), "Send me the words as a message")
    [message] = tend.workspace.in_dm("maya")
    [words] = [block for block in message.blocks if block["block_id"] == "words"]
    assert words["elements"][0]["elements"] == [{"type": "text", "text": "<!channel> *hi* & <@U0ANA00001>"}]


def test_tend_writes_nothing_to_the_other_and_no_card_names_them(tend: Sandbox) -> None:
    write(tend, side=TENSE)
    plan(tend, when=AFTER, after="lunch")
    tend.let_days_pass(14)
    assert tend.workspace.in_dm("ana") == []
    written = "\n".join(message.text + text_of(message) for message in tend.workspace.in_dm("maya"))
    assert cards_of(tend, "maya")
    assert not [word for word in (MINE, "U0ANA00001", "Ana Sousa", "tense") if word in written]


def test_after_done_it_may_be_said_once_how_it_went(tend: Sandbox) -> None:
    write(tend)
    plan(tend, when=AFTER, after="lunch")
    tend.let_days_pass(1)
    card = cards_of(tend, "maya")[-1]
    tend.hands("maya").press(card, "Done")
    assert "how did it go" in text_of(card)
    tend.hands("maya").press(card, "Helped")
    assert "Noted. That's all." in text_of(card)
    assert "how did it go" not in text_of(card)
    assert "helped" not in str(rows(tend)["outbox_messages"])


def test_made_it_harder_brings_two_sentences_and_the_card_for_steadiness(tend: Sandbox) -> None:
    write(tend)
    plan(tend, when=AFTER, after="lunch")
    tend.let_days_pass(1)
    card = cards_of(tend, "maya")[-1]
    tend.hands("maya").press(card, "Done")
    tend.hands("maya").press(card, "Made it harder")
    assert "Sometimes it takes more than one try" in text_of(card)
    assert "Only what a camera would have seen." in text_of(card)


def test_it_can_be_said_on_the_list_too(tend: Sandbox) -> None:
    write(tend)
    plan(tend, when=AFTER, after="lunch")
    hands = tend.hands("maya")
    hands.close(front(tend, "maya"))
    [listed] = hands.types("/followups")
    hands.press(listed, "Done")
    shown = tend.workspace.seen_by(tend.workspace.person("maya"), tend.workspace.channel("#general"))[-1]
    assert "how did it go" in text_of(shown)
    hands.press(shown, "Too soon")
    shown = tend.workspace.seen_by(tend.workspace.person("maya"), tend.workspace.channel("#general"))[-1]
    assert "Noted. That's all." in text_of(shown)


def test_a_promise_from_elsewhere_is_not_asked_about(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/followups call Leo")
    hands.submit(front(tend, "maya"))
    hands.close(front(tend, "maya"))
    tend.let_days_pass(1)
    card = cards_of(tend, "maya")[-1]
    hands.press(card, "Done")
    assert "how did it go" not in text_of(card)


def test_somebody_elses_promise_cannot_be_opened(tend: Sandbox) -> None:
    write(tend)
    plan(tend, when=AT, day=date(2026, 10, 8), time="14:00")
    tend.let_days_pass(2)
    [reminder] = [message for message in tend.workspace.in_dm("maya") if "reminded" in text_of(message)]
    compose(tend, "leo", relation=PEER)
    plan(tend, "leo")
    theirs = front(tend, "leo")
    theirs.content["private_metadata"] = f'{{"follow_up_id": {promises(tend)[0].id}}}'
    assert "not on your list" in str(tend.hands("leo").submit(theirs))
    assert reminder

"""Somebody reached out: words to answer with, every way out, and nothing is kept of it."""

import logging

import pytest

from bot.features.reconnections.content.cards import Received, Reply
from bot.features.reconnections.content.library import content_for
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from tests.features.reconnections.reaching import DISTANCE, SERIOUS, front, rows, shows

REACHED_OUT, APOLOGISED = "They reached out", "They apologised"
BUTTONS = {Received.ACT: REACHED_OUT, Received.APOLOGY: APOLOGISED}


def received(tend: Sandbox, what: str | None = None, handle: str = "ana") -> View:
    hands = tend.hands(handle)
    hands.types("/reconnect received")
    if what is not None:
        hands.press(front(tend, handle), what)
    return front(tend, handle)


def test_it_begins_with_how_to_take_it_and_asks_what_came(tend: Sandbox) -> None:
    page = received(tend)
    assert shows(page, "You don't owe an answer, and none today.")
    assert shows(page, REACHED_OUT)
    assert shows(page, APOLOGISED)


@pytest.mark.parametrize("what", Received)
def test_there_are_words_for_each_answer_one_may_give(tend: Sandbox, what: Received) -> None:
    page = received(tend, BUTTONS[what])
    cards = content_for("en").receiving_for(what)
    assert {card.reply for card in cards} == set(Reply)
    for card in cards:
        assert shows(page, card.title)
        assert shows(page, card.words)


def test_words_for_the_other_thing_do_not_stand_there(tend: Sandbox) -> None:
    page = received(tend, APOLOGISED)
    only_for_an_act = [card.words for card in content_for("en").receiving if card.to == {Received.ACT}]
    assert only_for_an_act
    assert not [words for words in only_for_an_act if shows(page, words)]


def test_one_can_go_back_and_choose_the_other(tend: Sandbox) -> None:
    page = received(tend, APOLOGISED)
    tend.hands("ana").press(page, "Back")
    tend.hands("ana").press(page, REACHED_OUT)
    assert shows(page, "Yes, let's talk.")


@pytest.mark.parametrize("what", [None, REACHED_OUT, APOLOGISED])
@pytest.mark.parametrize("label", [SERIOUS, DISTANCE])
def test_the_ways_out_stand_on_every_page(tend: Sandbox, what: str | None, label: str) -> None:
    page = received(tend, what)
    tend.hands("ana").press(page, label)
    assert shows(front(tend, "ana"), "Tend does not note that you pressed this.")


def test_nothing_is_kept_and_nothing_is_logged(
    tend_on_each_database: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    tend = tend_on_each_database
    before = rows(tend)
    caplog.set_level(logging.DEBUG, logger="bot")
    page = received(tend, REACHED_OUT)
    tend.hands("ana").press(page, "Back")
    tend.hands("ana").press(page, APOLOGISED)
    tend.hands("ana").close(page)
    assert rows(tend) == before
    assert not [record for record in caplog.records if "U0ANA00001" in record.getMessage()]


def test_the_words_come_in_the_readers_language(tend: Sandbox) -> None:
    page = received(tend, APOLOGISED, handle="priya")
    german = content_for("de").receiving_for(Received.APOLOGY)
    assert all(shows(page, card.words) for card in german)

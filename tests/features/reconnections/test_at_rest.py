"""Twice no answer came: no words are offered, wherever one looks, and the screen says until when."""

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.features.reconnections.acting import GATES, OWN, choose_act, value_of
from tests.features.reconnections.reaching import front, reconnect, shows

SAYS = "No words are offered here until Tuesday 5 January: twice, no answer came."


@pytest.fixture
def resting(tend: Sandbox) -> Sandbox:
    """Maya asked Ana twice, and nothing came back."""
    hands = tend.hands("maya")
    for _ in range(2):
        hands.press(reconnect(tend, "maya", "ana"), "I asked it")
        hands.close(front(tend, "maya"), all_of_them=True)
        hands.types("/reconnect rhythm")
        hands.press(front(tend, "maya"), "Change")
        hands.press(front(tend, "maya"), "No answer came")
        hands.close(front(tend, "maya"), all_of_them=True)
    return tend


def test_the_words_screen_says_until_when(resting: Sandbox) -> None:
    page = choose_act(resting)
    assert shows(page, SAYS)
    assert not value_of(page, "words")


def test_owning_ones_part_offers_no_words_either(resting: Sandbox) -> None:
    choose_act(resting, act=OWN)
    resting.hands("maya").fill(front(resting, "maya"), dict(GATES))
    assert resting.hands("maya").submit(front(resting, "maya")) is None
    page = front(resting, "maya")
    assert shows(page, SAYS)
    fields = [block["element"] for block in page.blocks if block["type"] == "input"]
    assert fields
    assert not [field for field in fields if field.get("initial_value") or field.get("initial_options")]


def test_a_rhythm_says_when_its_questions_really_begin(resting: Sandbox) -> None:
    hands = resting.hands("maya")
    hands.press(reconnect(resting, "maya", "ana"), "Ask me regularly")
    assert hands.submit(front(resting, "maya")) is None
    assert shows(front(resting, "maya"), "From Tuesday 5 January on, a question waits")

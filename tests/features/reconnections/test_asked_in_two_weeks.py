"""What an apology promised is asked about once, two weeks on; that question is no act of its own."""

from bot.features.relationships.models import Act
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import nudges_of, text_of
from tests.features.reconnections.acting import AFTER, PIECES, WHENEVER, compose, plan, promises
from tests.features.reconnections.reaching import front, shows


def test_taking_the_tick_out_lets_go_of_it(tend: Sandbox) -> None:
    compose(tend)
    plan(tend)
    hands = tend.hands("maya")
    hands.press(front(tend, "maya"), "Back")
    hands.choose(front(tend, "maya"), "And in two weeks", None)
    plan(tend)
    assert [promise.state for promise in promises(tend)] == ["let go"]
    tend.let_days_pass(30)
    assert nudges_of(tend, "maya") == []


def test_it_asks_about_what_was_written_last(tend: Sandbox) -> None:
    compose(tend)
    plan(tend)
    hands = tend.hands("maya")
    hands.press(front(tend, "maya"), "Back")
    hands.press(front(tend, "maya"), "Back")
    hands.fill(front(tend, "maya"), PIECES | {"What I'm putting right": "I will call Leo by Monday."})
    hands.submit(front(tend, "maya"))
    plan(tend)
    [promise] = promises(tend)
    assert "You said you would call Leo by Monday." in promise.words


def test_its_done_is_no_second_act_and_asks_nothing(tend: Sandbox) -> None:
    compose(tend)
    plan(tend)
    tend.hands("maya").submit(front(tend, "maya"))
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    tend.let_days_pass(15)
    [card] = nudges_of(tend, "maya")
    tend.hands("maya").press(card, "Done")
    assert "how did it go" not in text_of(card)
    with tend.database.reading() as session:
        assert session.query(Act).count() == 1


def test_it_says_why_it_came(tend: Sandbox) -> None:
    compose(tend)
    plan(tend)
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    tend.let_days_pass(15)
    [card] = nudges_of(tend, "maya")
    tend.hands("maya").press(card, "Why this?")
    assert shows(front(tend, "maya"), "to be asked once whether you did what you said")


def test_without_a_reminder_it_is_said_that_it_comes(tend: Sandbox) -> None:
    compose(tend)
    assert shows(plan(tend, when=WHENEVER), "In two weeks you are asked once whether you did what you said.")
    tend.hands("maya").press(front(tend, "maya"), "Back")
    tend.hands("maya").choose(front(tend, "maya"), "And in two weeks", None)
    assert not shows(plan(tend, when=WHENEVER), "In two weeks")


def test_with_a_time_both_come(tend: Sandbox) -> None:
    compose(tend)
    plan(tend, when=AFTER, after="lunch")
    assert [promise.origin for promise in promises(tend)] == ["own-part", "reconnection"]

"""Two ways out stand on every screen, and behind them nothing is written down."""

import logging

import pytest
import sqlalchemy as sa

from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from tests.features.follow_ups.noting import text_of
from tests.features.reconnections.reaching import (
    DISTANCE,
    EVERYDAY,
    SERIOUS,
    TENSE,
    ask_regularly,
    front,
    question_on,
    reconnect,
    rows,
    shows,
)

WAYS_OUT = (SERIOUS, DISTANCE)


def has_both(screen: View) -> bool:
    return all(shows(screen, label) for label in WAYS_OUT)


def test_both_stand_on_every_screen(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/reconnect")
    assert has_both(front(tend, "maya"))
    hands.press(front(tend, "maya"), EVERYDAY)
    assert has_both(front(tend, "maya"))  # who
    hands.types("/reconnect @ana")
    hands.press(front(tend, "maya"), EVERYDAY)
    assert has_both(front(tend, "maya"))  # how is it
    question = reconnect(tend, "maya", "ana")
    assert has_both(question)
    for label in ("Promise a small act", "Ask me regularly"):
        hands.press(question, label)
        assert has_both(front(tend, "maya"))  # the form
        assert hands.submit(front(tend, "maya")) is None
        assert has_both(front(tend, "maya"))  # what is said after it
        hands.close(front(tend, "maya"))
    hands.press(question, "I asked it")
    assert has_both(front(tend, "maya"))


def test_both_stand_behind_why_a_question_waits(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.let_days_pass(8)
    card = [each for each in tend.workspace.in_dm("maya") if "A question you asked for" in text_of(each)][-1]
    tend.hands("maya").press(card, "Why this?")
    assert has_both(front(tend, "maya"))


@pytest.mark.parametrize("label", WAYS_OUT)
def test_a_way_out_of_the_first_screen_writes_nothing_at_all(
    tend_on_each_database: Sandbox, label: str, caplog: pytest.LogCaptureFixture
) -> None:
    tend, hands = tend_on_each_database, tend_on_each_database.hands("maya")
    before = rows(tend)
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, logger="bot")
    hands.types("/reconnect @ana")
    hands.press(front(tend, "maya"), label)
    assert rows(tend) == before
    logged = [record.getMessage() for record in caplog.records]
    assert not [line for line in logged if "U0MAYA0001" in line or "U0ANA00001" in line]


@pytest.mark.parametrize("label", WAYS_OUT)
@pytest.mark.parametrize("screen", ["safety", "question", "act", "rhythm", "side"])
def test_a_way_out_of_any_screen_writes_nothing(tend: Sandbox, label: str, screen: str) -> None:
    hands = tend.hands("maya")
    question = reconnect(tend, "maya", "ana", TENSE)
    pressed = {"act": "Promise a small act", "rhythm": "Ask me regularly", "side": "It is different now"}
    if screen == "safety":
        hands.types("/reconnect @ana")
    elif screen in pressed:
        hands.press(question, pressed[screen])
    before = rows(tend)
    hands.press(front(tend, "maya"), label)
    hands.close(front(tend, "maya"), all_of_them=True)
    assert rows(tend) == before


def test_something_more_serious_leads_to_people(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect @ana")
    tend.hands("maya").press(front(tend, "maya"), SERIOUS)
    out = front(tend, "maya")
    assert shows(out, "Talk to somebody you trust, your HR or people team, or a works council")
    assert shows(out, "In danger, call your local emergency number.")
    assert shows(out, "Tend does not note that you pressed this.")


@pytest.mark.parametrize("own", ["Ombuds: <!channel> & Dr. Li, *ext. 12*", "&" * 4000])
def test_the_workspaces_own_contacts_stand_there_as_they_were_written(tend: Sandbox, own: str) -> None:
    with tend.database.transaction() as session:
        session.execute(sa.update(Workspace).values(serious_contacts=own))
    tend.hands("maya").types("/reconnect @ana")
    tend.hands("maya").press(front(tend, "maya"), SERIOUS)
    assert shows(front(tend, "maya"), own[:2000])
    assert not shows(front(tend, "maya"), "Talk to somebody you trust")


def test_distance_is_given_words(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect @ana")
    tend.hands("maya").press(front(tend, "maya"), DISTANCE)
    assert shows(front(tend, "maya"), "I can do ___. I can't do ___.")
    assert shows(front(tend, "maya"), "You can also leave it as it is.")


def test_a_way_out_of_a_form_leads_back_to_the_question(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    question = reconnect(tend, "maya", "ana")
    hands.press(question, "Promise a small act")
    hands.press(front(tend, "maya"), DISTANCE)
    hands.close(front(tend, "maya"))
    assert question_on(front(tend, "maya")) == question_on(question)

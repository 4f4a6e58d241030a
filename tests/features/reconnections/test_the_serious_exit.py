"""*Something more serious* leaves no trace: no row in any table, and no line in any log with anybody's id."""

import logging
from collections.abc import Callable

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from tests.features.reconnections.acting import (
    AFTER,
    ASK,
    GATES,
    OWN,
    begin,
    choose_act,
    compose,
    plan,
    write,
)
from tests.features.reconnections.reaching import (
    DISTANCE,
    SERIOUS,
    front,
    reconnect,
    rows,
    shows,
    turn_to_a_question,
)

IDS = ("U0MAYA0001", "U0ANA00001", "Maya", "Ana Sousa")


def first_use(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect @ana")


def first(tend: Sandbox) -> None:
    begin(tend, "maya")


def draft(tend: Sandbox) -> None:
    write(tend)
    tend.hands("maya").types("/reconnect")


def words(tend: Sandbox) -> None:
    choose_act(tend, act=ASK)


def gates(tend: Sandbox) -> None:
    choose_act(tend, act=OWN)


def pieces(tend: Sandbox) -> None:
    tend.hands("maya").fill(choose_act(tend, act=OWN), dict(GATES))
    tend.hands("maya").submit(front(tend, "maya"))


def when(tend: Sandbox) -> None:
    compose(tend)


def last(tend: Sandbox) -> None:
    write(tend)
    plan(tend, when=AFTER, after="lunch")


def done(tend: Sandbox) -> None:
    last(tend)
    tend.hands("maya").submit(front(tend, "maya"))


def gone(tend: Sandbox) -> None:
    draft(tend)
    tend.hands("ana").is_deactivated()
    tend.hands("maya").press(front(tend, "maya"), "Go on with it")


def side(tend: Sandbox) -> None:
    turn_to_a_question(tend, "maya", "/reconnect @ana")


def question(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")


SCREENS = (first_use, first, draft, words, gates, pieces, when, last, done, gone, side, question)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_it_leaves_no_trace_on_any_screen(
    tend: Sandbox, screen: Callable[[Sandbox], None], caplog: pytest.LogCaptureFixture
) -> None:
    screen(tend)
    before = rows(tend)
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    tend.hands("maya").press(front(tend, "maya"), SERIOUS)
    logged = [f"{record.name}: {record.getMessage()}" for record in caplog.records]
    assert not [line for line in logged if any(name in line for name in IDS)]
    assert rows(tend) == before


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_distance_writes_nothing_on_any_screen(tend: Sandbox, screen: Callable[[Sandbox], None]) -> None:
    screen(tend)
    before = rows(tend)
    tend.hands("maya").press(front(tend, "maya"), DISTANCE)
    assert shows(front(tend, "maya"), "You can also leave it as it is.")
    assert rows(tend) == before


def test_pressed_over_and_over_it_shows_the_same(tend: Sandbox) -> None:
    for _ in range(3):
        tend.hands("maya").types("/reconnect @ana")
        tend.hands("maya").press(front(tend, "maya"), SERIOUS)
        assert shows(front(tend, "maya"), "Talk to somebody you trust")
    assert rows(tend)["handled_requests"] == []


def test_what_slack_brings_twice_is_shown_twice_and_kept_never(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect @ana")
    tend.hands("maya").press(front(tend, "maya"), SERIOUS)
    before = rows(tend)
    assert tend.deliver_again(tend.delivered[-1]).ok
    assert rows(tend) == before
    assert shows(front(tend, "maya"), "Talk to somebody you trust")


def test_even_when_slack_does_not_answer_no_log_says_who(
    tend: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    tend.hands("maya").types("/reconnect @ana")
    tend.workspace.faults.order("views.update", Refusal("internal_error"))
    caplog.set_level(logging.DEBUG, logger="bot")
    before = rows(tend)
    tend.hands("maya").press(front(tend, "maya"), SERIOUS)
    assert rows(tend) == before
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert not [name for name in IDS if name in logged]

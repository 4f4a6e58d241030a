"""A small act is promised to oneself: in one's own words, gently nudged, and seen by nobody else."""

from datetime import date

import pytest

from bot.features.follow_ups.models import FollowUp
from bot.sandbox.sandbox import Sandbox
from tests.features.reconnections.reaching import front, question_on, reconnect, shows


def promise(tend: Sandbox, words: str | None = None, *, due_on: date | None = None) -> dict[str, str] | None:
    tend.hands("maya").press(reconnect(tend, "maya", "ana"), "Promise a small act")
    form = front(tend, "maya")
    if words is not None:
        tend.hands("maya").choose(form, "What will you do?", words)
    if due_on is not None:
        tend.hands("maya").choose(form, "When?", due_on)
    return tend.hands("maya").submit(form)


def promises(tend: Sandbox) -> list[FollowUp]:
    with tend.database.reading() as session:
        return list(session.query(FollowUp))


def test_the_question_is_there_to_start_from(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport
    question = question_on(reconnect(tend, "maya", "ana"))
    assert promise(tend) is None
    [kept] = promises(tend)
    assert kept.words == f"Ask Ana Sousa: {question}"
    assert (kept.owner_id, kept.with_id, kept.is_shared) == ("U0MAYA0001", "U0ANA00001", False)
    assert (kept.origin, kept.persistence, kept.due_on) == ("reconnection", "gentle", date(2026, 10, 8))
    assert shows(front(tend, "maya"), "It comes up on Thursday 8 October, three times at most")


def test_other_words_and_another_day_may_be_chosen(tend: Sandbox) -> None:
    assert promise(tend, "have coffee with Ana", due_on=date(2026, 10, 10)) is None
    [kept] = promises(tend)
    assert kept.words == "have coffee with Ana"
    assert kept.next_nudge_on == date(2026, 10, 12)


def test_it_comes_up_three_times_and_then_only_stands_on_the_list(tend: Sandbox) -> None:
    promise(tend, "have coffee with Ana")
    tend.let_days_pass(90)
    [kept] = promises(tend)
    assert (kept.nudges, kept.next_nudge_on) == (3, None)
    assert "have coffee with Ana" in tend.hands("maya").types("/followups").words


def test_the_question_is_still_behind_the_form(tend: Sandbox) -> None:
    promise(tend)
    tend.hands("maya").close(front(tend, "maya"))
    assert question_on(front(tend, "maya"))


@pytest.mark.parametrize(
    ("words", "due_on", "field", "answer"),
    [
        ("call", date(2026, 10, 6), "due_on", "That day has passed."),
        ("call", date(2028, 1, 1), "due_on", "more than a year away"),
    ],
)
def test_what_is_no_promise_is_said_in_the_form(
    tend: Sandbox, words: str, due_on: date | None, field: str, answer: str
) -> None:
    refused = promise(tend, words, due_on=due_on) or {}
    assert answer in refused[field]
    assert promises(tend) == []

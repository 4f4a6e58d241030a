"""Whoever leaves somebody in peace is not pushed towards them by what they had begun before."""

from datetime import date

import pytest
import sqlalchemy as sa

from bot.features.one_on_ones.agenda import wishes
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Pair, Rest
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from tests.features.follow_ups.noting import cards_of, note, nudges_of, text_of
from tests.features.reconnections.acting import AFTER, AT, MINE, THANK, plan, promises, write
from tests.features.reconnections.reaching import ask_regularly, front, reader, reconnect, rows, shows
from tests.features.reconnections.test_reminded_at_a_time import AT_TWO, remind_at_two, reminders_of

ASKED, REST, NO_ANSWER = "They asked me not to", "Let this rest", "No answer came"


def leave_alone(tend: Sandbox, label: str) -> View:
    """Press it on the screen with a question about Ana; what is said to it."""
    tend.hands("maya").press(reconnect(tend, "maya", "ana"), label)
    said = front(tend, "maya")
    tend.hands("maya").close(said, all_of_them=True)
    return said


def states(tend: Sandbox) -> list[str]:
    return [kept.state for kept in promises(tend)]


def test_what_was_planned_towards_somebody_who_asked_not_to_is_let_go(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    remind_at_two(tend)
    assert shows(leave_alone(tend, ASKED), "what you had planned towards them is let go")
    assert states(tend) == ["let go"]
    tend.let_days_pass(30)
    assert reminders_of(tend) == nudges_of(tend, "maya") == []


def test_the_draft_the_words_and_the_wish_go_too(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    write(tend)
    plan(tend)
    hands.press(front(tend, "maya"), "Send me the words as a message")
    assert [MINE in text_of(message) for message in tend.workspace.in_dm("maya")] == [True]
    hands.close(front(tend, "maya"), all_of_them=True)
    with tend.database.transaction() as session:
        wishes.wish(session, reader(tend, "maya"), about_id="U0ANA00001")
    hands.types("/reconnect")
    hands.press(front(tend, "maya"), "Go on with it")
    hands.press(front(tend, "maya"), ASKED)
    assert tend.workspace.in_dm("maya") == []
    left = rows(tend)
    assert left["rests"]
    assert [left[name] for name in ("act_drafts", "handed_words", "reconnect_wishes")] == [[], [], []]


def test_what_was_planned_towards_others_and_noted_elsewhere_stays(tend: Sandbox) -> None:
    write(tend, line="/reconnect @leo")
    plan(tend, when=AFTER, after="lunch")
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    note(tend, "maya", "send Ana the slides")
    leave_alone(tend, ASKED)
    assert states(tend) == ["open", "open"]


def test_no_reminder_comes_even_of_a_step_that_is_still_open(tend: Sandbox) -> None:
    remind_at_two(tend)
    with tend.database.transaction() as session:
        relationships.they_asked_me_not_to(session, reader(tend, "maya"), about_id="U0ANA00001")
    tend.turn_to(AT_TWO)
    assert states(tend) == ["open"]
    assert reminders_of(tend) == []


def test_a_reminder_that_came_before_opens_no_words_any_more(tend: Sandbox) -> None:
    remind_at_two(tend)
    tend.turn_to(AT_TWO)
    [reminder] = reminders_of(tend)
    leave_alone(tend, ASKED)
    tend.hands("maya").press(reminder, "Open")
    assert shows(front(tend, "maya"), "asked you not to")
    assert MINE not in str(front(tend, "maya").blocks)


def test_a_rest_puts_off_what_was_planned_until_it_is_over(tend: Sandbox) -> None:
    remind_at_two(tend)
    leave_alone(tend, REST)
    [promise] = promises(tend)
    assert (promise.state, promise.next_nudge_on) == ("open", date(2026, 12, 7))
    tend.let_days_pass(59)
    assert reminders_of(tend) == nudges_of(tend, "maya") == []
    tend.let_days_pass(3)
    assert len(nudges_of(tend, "maya")) == 1


def test_what_was_put_off_for_longer_than_a_rest_stays_there(tend: Sandbox) -> None:
    write(tend)
    plan(tend, when=AT, day=date(2027, 3, 1), time="14:00")
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    leave_alone(tend, REST)
    assert [kept.next_nudge_on for kept in promises(tend)] == [date(2027, 3, 2)]
    assert "2027, 3, 1, 13" in rows(tend)["act_reminders"][0]


@pytest.mark.parametrize("way", ["Add somebody", "Change"])
def test_the_list_is_no_way_round_what_they_asked_for(tend: Sandbox, way: str) -> None:
    leave_alone(tend, ASKED)
    hands = tend.hands("maya")
    hands.types("/reconnect rhythm")
    assert shows(front(tend, "maya"), "You noted that they asked you not to.")
    hands.press(front(tend, "maya"), way)
    if way == "Add somebody":
        hands.choose(front(tend, "maya"), "about_id", "ana")
        assert hands.submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "asked you not to")
    with tend.database.reading() as session:
        assert [rest.kind for rest in session.scalars(sa.select(Rest))] == ["asked_not_to"]
    hands.press(front(tend, "maya"), "That has changed")
    with tend.database.reading() as session:
        assert session.scalars(sa.select(Rest)).all() == []


def test_a_form_that_was_open_before_is_no_way_round_it_either(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")
    hands = tend.hands("maya")
    hands.close(front(tend, "maya"), all_of_them=True)
    hands.types("/reconnect rhythm")
    hands.press(front(tend, "maya"), "Change")
    hands.choose(front(tend, "maya"), "in_touch", "Every week")
    with tend.database.transaction() as session:
        relationships.they_asked_me_not_to(session, reader(tend, "maya"), about_id="U0ANA00001")
    assert hands.submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "asked you not to")
    with tend.database.reading() as session:
        assert session.scalars(sa.select(Pair)).all() == []


def test_asking_for_questions_again_ends_a_rest(tend: Sandbox) -> None:
    leave_alone(tend, REST)
    ask_regularly(tend, "maya", "ana")
    tend.let_days_pass(10)
    assert [card for card in tend.workspace.in_dm("maya") if "A question you asked for" in text_of(card)]


def without_an_answer(tend: Sandbox) -> str:
    """Plan an act, have it done the next day, and say below *Done* that no answer came."""
    write(tend)
    plan(tend, when=AFTER, after="lunch")
    tend.hands("maya").close(front(tend, "maya"), all_of_them=True)
    tend.let_days_pass(1)
    card = cards_of(tend, "maya")[-1]
    tend.hands("maya").press(card, "Done")
    tend.hands("maya").press(card, NO_ANSWER)
    assert "how did it go" not in text_of(card)
    return text_of(card)


def test_no_answer_below_done_counts_and_twice_keeps_all_words_back(tend: Sandbox) -> None:
    assert "Noted, for you alone." in without_an_answer(tend)
    assert "You've reached out twice." in without_an_answer(tend)


def test_a_thank_you_waits_for_no_answer(tend: Sandbox) -> None:
    write(tend, act=THANK)
    plan(tend, when=AFTER, after="lunch")
    tend.let_days_pass(1)
    card = cards_of(tend, "maya")[-1]
    tend.hands("maya").press(card, "Done")
    assert "how did it go" in text_of(card)
    assert NO_ANSWER not in str(card.blocks)


def test_it_can_be_said_behind_the_list_too(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.press(reconnect(tend, "maya", "ana"), "I asked it")
    hands.close(front(tend, "maya"), all_of_them=True)
    for is_said in (False, True):
        hands.types("/reconnect rhythm")
        hands.press(front(tend, "maya"), "Change")
        assert shows(front(tend, "maya"), NO_ANSWER) is not is_said
        if not is_said:
            hands.press(front(tend, "maya"), NO_ANSWER)
            assert shows(front(tend, "maya"), "Noted, for you alone.")
            hands.close(front(tend, "maya"), all_of_them=True)

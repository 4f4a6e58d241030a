"""A draft of an act is saved at each step, kept for a week, there once only, and its author's alone."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.people.models import Relation
from bot.features.questions.bank import State
from bot.features.reconnections.acts.draft import Draft, Extent, Step
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.content.openers import ACTS, Act
from bot.features.reconnections.models import Side
from bot.sandbox.sandbox import Sandbox
from tests.features.reconnections.acting import (
    AFTER,
    ASK,
    MINE,
    OWN,
    PIECES,
    begin,
    choose_act,
    compose,
    draft_of,
    fill_first,
    kept_drafts,
    plan,
    preview_on,
    promises,
    value_of,
    write,
)
from tests.features.reconnections.reaching import DISTANT, SAFETY, TASKS, front, shows

BEGAN = "On Wednesday 7 October you began something for Ana Sousa."


def drafts() -> st.SearchStrategy[Draft]:
    words = st.text(max_size=60)
    return st.builds(
        Draft,
        about_id=st.none() | st.just("U0ANA00001"),
        label=words,
        side=st.sampled_from(Side),
        act=st.sampled_from(Act),
        relation=st.sampled_from(Relation),
        step=st.sampled_from(Step),
        extent=st.sampled_from(Extent),
        words=words,
        expectation=st.none() | words,
        is_listening=st.booleans(),
        answers=st.dictionaries(words, words, max_size=2),
        pieces=st.dictionaries(words, words, max_size=2),
        comes_back_as=st.none() | st.integers(1, 10**9),
        token=st.integers(0, 2**62),
    )


@given(draft=drafts())
def test_a_draft_survives_being_kept(draft: Draft) -> None:
    assert Draft.unpacked(draft.packed(), about_id=draft.about_id) == draft
    assert "about_id" not in json.loads(draft.packed())


@given(
    place=st.builds(
        Place,
        about_id=st.none() | st.just("U0ANA00001"),
        is_everyday=st.booleans(),
        is_anew=st.booleans(),
        goes_on=st.booleans(),
        turn=st.integers(0, 9),
        waved=st.integers(0, 9),
        opened=st.lists(st.sampled_from(("next_time", "what_happened"))).map(tuple),
        follow_up_id=st.none() | st.integers(1, 10**9),
        token=st.none() | st.integers(1, 2**62),
    )
)
def test_a_place_survives_the_view(place: Place) -> None:
    assert Place.unpacked(place.packed()) == place


def test_every_state_has_three_acts_at_least() -> None:
    assert all(len(ACTS[state]) >= 3 for state in State)


def test_it_is_saved_at_each_step(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    begin(tend, "maya")
    assert draft_of(tend) is None
    fill_first(tend, "maya", side=DISTANT, act=ASK)
    tend.hands("maya").submit(front(tend, "maya"))
    saved = draft_of(tend)
    assert saved is not None
    assert (saved.step, saved.words) == (Step.WORDS, "")
    tend.hands("maya").choose(front(tend, "maya"), "Your words", MINE)
    tend.hands("maya").submit(front(tend, "maya"))
    saved = draft_of(tend)
    assert saved is not None
    assert (saved.step, saved.words) == (Step.WHEN, MINE)


def test_what_is_half_written_is_saved_when_going_back(tend: Sandbox) -> None:
    choose_act(tend, act="Thank them, expecting nothing")
    tend.hands("maya").choose(front(tend, "maya"), "Your words", "When you ___, it helped.")
    tend.hands("maya").press(front(tend, "maya"), "Back")
    saved = draft_of(tend)
    assert saved is not None
    assert saved.words == "When you ___, it helped."


def test_starting_again_offers_to_go_on_with_it(tend: Sandbox) -> None:
    write(tend)
    hands = tend.hands("maya")
    hands.close(front(tend, "maya"))
    hands.types("/reconnect")
    assert shows(front(tend, "maya"), BEGAN)
    hands.press(front(tend, "maya"), "Go on with it")
    assert preview_on(front(tend, "maya")).startswith(MINE)


def test_an_unfilled_blank_is_still_there_to_be_filled(tend: Sandbox) -> None:
    test_what_is_half_written_is_saved_when_going_back(tend)
    hands = tend.hands("maya")
    hands.submit(front(tend, "maya"))
    hands.close(front(tend, "maya"))
    hands.types("/reconnect")
    hands.press(front(tend, "maya"), "Go on with it")
    assert value_of(front(tend, "maya"), "words:") == "When you ___, it helped."
    assert hands.submit(front(tend, "maya"))


def test_beginning_anew_leaves_the_old_one_until_something_new_is_chosen(tend: Sandbox) -> None:
    write(tend)
    hands = tend.hands("maya")
    hands.types("/reconnect @sam")
    hands.press(front(tend, "maya"), "Begin anew")
    assert value_of(front(tend, "maya"), "about_id") == "U0SAM00001"
    saved = draft_of(tend)
    assert saved is not None
    assert saved.words == MINE
    fill_first(tend, "maya", side=TASKS, act=ASK)
    assert hands.submit(front(tend, "maya")) is None
    [row] = kept_drafts(tend)
    assert (row.about_id, MINE in row.content) == ("U0SAM00001", False)


def test_the_same_choices_begun_anew_do_not_bring_the_old_words(tend: Sandbox) -> None:
    write(tend)
    hands = tend.hands("maya")
    hands.types("/reconnect @ana")
    hands.press(front(tend, "maya"), "Begin anew")
    fill_first(tend, "maya", side=DISTANT, act=ASK)
    hands.submit(front(tend, "maya"))
    assert value_of(front(tend, "maya"), "words:") != MINE


def test_two_drafts_do_not_arise(tend: Sandbox) -> None:
    for other in ("ana", "sam", "ana"):
        begin(tend, "maya", f"/reconnect @{other}")
        if shows(front(tend, "maya"), "Begin anew"):
            tend.hands("maya").press(front(tend, "maya"), "Begin anew")
        fill_first(tend, "maya", side=DISTANT, act=ASK)
        tend.hands("maya").submit(front(tend, "maya"))
    assert len(kept_drafts(tend)) == 1


def test_a_draft_about_ones_own_part_asks_first_each_time(tend: Sandbox) -> None:
    compose(tend)
    hands = tend.hands("maya")
    hands.types("/reconnect")
    assert shows(front(tend, "maya"), SAFETY)
    hands.press(front(tend, "maya"), "It's everyday")
    hands.press(front(tend, "maya"), "Go on with it")
    assert PIECES["What I did"] in preview_on(front(tend, "maya"))


@pytest.mark.parametrize("act", [ASK, OWN])
def test_somebody_who_has_left_is_said_and_the_draft_can_be_read(tend: Sandbox, act: str) -> None:
    compose(tend) if act == OWN else write(tend)
    text = preview_on(front(tend, "maya"))
    tend.hands("ana").is_deactivated()
    hands = tend.hands("maya")
    begin(tend, "maya", "/reconnect")
    hands.press(front(tend, "maya"), "Go on with it")
    assert shows(front(tend, "maya"), "Ana Sousa no longer has an active account here. What you wrote")
    assert preview_on(front(tend, "maya")) == text
    hands.press(front(tend, "maya"), "Begin anew")
    assert value_of(front(tend, "maya"), "about_id") is None


def test_somebody_who_leaves_while_the_words_are_written_is_said_and_nothing_is_lost(tend: Sandbox) -> None:
    choose_act(tend)
    tend.hands("ana").is_deactivated()
    hands = tend.hands("maya")
    hands.choose(front(tend, "maya"), "Your words", MINE)
    assert hands.submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "no longer has an active account here.")
    assert preview_on(front(tend, "maya")).startswith(MINE)


def test_it_is_forgotten_seven_days_after_the_last_step(tend: Sandbox) -> None:
    write(tend)
    tend.advance(timedelta(days=7) - timedelta(minutes=1))
    assert draft_of(tend) is not None
    tend.advance(timedelta(minutes=1))
    assert draft_of(tend) is None
    assert kept_drafts(tend) == []


def test_what_is_gone_meanwhile_is_said_on_the_open_screen(tend: Sandbox) -> None:
    write(tend)
    tend.let_days_pass(8)
    [sentence] = (tend.hands("maya").submit(front(tend, "maya")) or {}).values()
    assert sentence == "That draft is not there any more. /reconnect begins a new one."


def test_a_form_sent_twice_plans_once(tend: Sandbox) -> None:
    write(tend)
    plan(tend, when=AFTER, after="lunch")
    sent = [each for each in tend.delivered if each[1].get("type") == "view_submission"][-1]
    tend.deliver_again(sent)
    assert len(promises(tend)) == 1


def test_nothing_of_it_lies_readable_in_the_database(tend: Sandbox) -> None:
    write(tend, words=MINE)
    with tend.database.engine.connect() as connection:
        dump = str(connection.exec_driver_sql("SELECT * FROM act_drafts").all())
    assert not [word for word in (MINE, "distant", "ask", "line") if word in dump]


def test_nobody_goes_on_with_somebody_elses(tend: Sandbox) -> None:
    write(tend)
    begin(tend, "leo", "/reconnect @noor")
    assert not shows(front(tend, "leo"), "Go on with it")


def test_it_can_be_forgotten_and_what_was_sent_for_it_goes_too(tend: Sandbox) -> None:
    compose(tend)
    plan(tend)
    hands = tend.hands("maya")
    hands.press(front(tend, "maya"), "Send me the words as a message")
    hands.close(front(tend, "maya"), all_of_them=True)
    begin(tend, "maya", "/reconnect")
    hands.press(front(tend, "maya"), "Forget it")
    assert shows(front(tend, "maya"), "It is gone")
    assert kept_drafts(tend) == []
    assert tend.workspace.in_dm("maya") == []
    assert [promise.state for promise in promises(tend)] == ["let go"]
    begin(tend, "maya", "/reconnect")
    assert not shows(front(tend, "maya"), "Go on with it")

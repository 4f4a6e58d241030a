"""One small act a week for those who want it, none twice in a round; and *we talked* in one press."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.features.people.models import Enrolment
from bot.features.people.reader import Reader
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.presence import card, own_acts, weekly
from bot.features.reconnections.presence.choosing import OWN, next_act
from bot.features.reconnections.presence.models import Outcome, PresenceShown
from bot.features.relationships.models import Act
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from tests.features.follow_ups.noting import cards_of, day_of, note, text_of
from tests.features.one_on_ones.witness import Witness, look_around
from tests.features.reconnections.reaching import front, reader, shows

TEXTS = {act.id: act.text for act in content_for("en").presence}
ACT = "A small act for this week:"
IDS = st.lists(st.text("abc123", min_size=1, max_size=4), unique=True, max_size=12)


def page_of(tend: Sandbox, handle: str = "maya") -> View:
    tend.hands(handle).types("/reconnect presence")
    return front(tend, handle)


def begin(tend: Sandbox, handle: str = "maya") -> None:
    tend.hands(handle).press(page_of(tend, handle), "Yes, one a week")
    tend.hands(handle).close(front(tend, handle))


def add_own(tend: Sandbox, words: str, handle: str = "maya") -> dict[str, str] | None:
    hands = tend.hands(handle)
    hands.press(page_of(tend, handle), "Add one of your own")
    hands.choose(front(tend, handle), "What would you do?", words)
    wrong = hands.submit(front(tend, handle))
    hands.close(front(tend, handle), all_of_them=True)
    return wrong


def with_an_act(tend: Sandbox, handle: str = "maya") -> list[Message]:
    return [message for message in cards_of(tend, handle) if ACT in text_of(message)]


def shown(tend: Sandbox) -> list[PresenceShown]:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(PresenceShown).order_by(PresenceShown.id)))


def logged(tend: Sandbox) -> list[Act]:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(Act).order_by(Act.id)))


@contextmanager
def on_day(tend: Sandbox, days: int) -> Iterator[tuple[Session, Reader]]:
    """Maya that many days from now, in a transaction of her own."""
    now = reader(tend, "maya")
    with tend.database.transaction() as session:
        yield session, replace(now, now=now.now + timedelta(days=days))


@given(given_ids=IDS, own=IDS, seed=st.text(max_size=3), rounds=st.integers(1, 3))
def test_none_comes_again_before_all_have_come_and_ones_own_come_first(
    given_ids: list[str], own: list[str], seed: str, rounds: int
) -> None:
    acts = [*given_ids, *(f"{OWN}{one}" for one in own)]
    had: list[str] = []
    came: list[str] = []
    for _ in range(rounds * len(acts)):
        chosen = next_act(acts, had=had, latest=came[-1] if came else None, seed=seed)
        assert chosen is not None
        assert chosen.begins_round == (len(had) == len(acts))
        had = [chosen.act_id] if chosen.begins_round else [*had, chosen.act_id]
        assert len(set(had)) == len(had)
        assert not came or len(acts) == 1 or chosen.act_id != came[-1]
        came.append(chosen.act_id)
    first_round = came[: len(acts)]
    assert set(first_round) == set(acts)
    assert all(act_id.startswith(OWN) for act_id in first_round[: len(own)])
    if not acts:
        assert next_act(acts, had=[], latest=None, seed=seed) is None


def test_looking_at_the_page_enrols_nobody_and_begins_nothing(tend: Sandbox) -> None:
    page = page_of(tend)
    assert shows(page, "Two minutes at most, towards whomever you like.")
    assert shows(page, "Something more serious")
    assert shows(page, "I need distance")
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0
    tend.let_days_pass(10)
    assert tend.workspace.in_dm("maya") == []


def test_whoever_wants_them_gets_one_a_week_with_a_card(tend: Sandbox) -> None:
    begin(tend)
    for _ in range(4):
        tend.let_days_pass(7)
        if waiting := with_an_act(tend):
            tend.hands("maya").press(waiting[-1], "Not this week")
    days = [row.shown_on for row in shown(tend)]
    assert len(days) == 4
    assert {(later - earlier).days for earlier, later in pairwise(days)} == {7}
    assert all(row.act_id in TEXTS for row in shown(tend))


def test_the_act_stands_on_the_card_in_its_own_words(tend: Sandbox) -> None:
    begin(tend)
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    [row] = shown(tend)
    assert TEXTS[row.act_id] in seen.words
    assert "act" not in seen.text


def test_it_comes_beside_what_is_due(tend: Sandbox) -> None:
    begin(tend)
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 8))
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    assert "Something you noted" in text_of(seen)
    assert day_of(seen) == date(2026, 10, 8)


def test_did_it_ends_it_and_the_next_comes_in_a_week(tend: Sandbox) -> None:
    begin(tend)
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    tend.hands("maya").press(seen, "Did it")
    assert "A small act: done. Nobody else sees it." in text_of(seen)
    assert not with_an_act(tend)
    assert [row.outcome for row in shown(tend)] == [Outcome.DID_IT]
    tend.let_days_pass(6)
    assert len(shown(tend)) == 1
    tend.let_days_pass(1)
    assert len(shown(tend)) == 2


def test_whom_it_was_with_may_be_noted_and_is_kept_for_oneself(tend: Sandbox) -> None:
    begin(tend)
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    tend.hands("maya").press(seen, "Did it")
    assert logged(tend) == []
    tend.hands("maya").choose(seen, "With whom? If you like", "ana")
    assert "A small act with" in text_of(seen)
    [act] = logged(tend)
    assert (act.person_id, act.about_id, act.kind) == ("U0MAYA0001", "U0ANA00001", "presence")
    assert tend.workspace.in_dm("ana") == []


def test_another_brings_another_in_its_place_and_a_late_press_no_third(tend: Sandbox) -> None:
    begin(tend)
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    old = [dict(block) for block in seen.blocks]
    tend.hands("maya").press(seen, "Another")
    first, second = shown(tend)
    assert first.act_id != second.act_id
    assert TEXTS[second.act_id] in seen.words
    assert TEXTS[first.act_id] not in seen.words
    with tend.database.transaction() as session:
        again = weekly.another(session, reader(tend, "maya"), shown_id=first.id)
    assert again is not None
    assert again.id == second.id
    assert old != seen.blocks


def test_not_this_week_says_when_the_next_one_comes(tend: Sandbox) -> None:
    begin(tend)
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    tend.hands("maya").press(seen, "Not this week")
    assert "A small act: not this week. The next one comes from Thursday 15 October on." in text_of(seen)


def test_stop_these_stops_them(tend: Sandbox) -> None:
    begin(tend)
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    tend.hands("maya").press(seen, "Stop these")
    assert "No more small acts." in text_of(seen)
    tend.let_days_pass(30)
    assert len(shown(tend)) == 1
    assert shows(page_of(tend), "Yes, one a week")


def test_the_page_shows_the_one_at_hand_and_takes_the_same_presses(tend: Sandbox) -> None:
    begin(tend)
    hands, page = tend.hands("maya"), page_of(tend)
    hands.press(page, "Give me one now")
    [row] = shown(tend)
    assert shows(page, TEXTS[row.act_id])
    hands.press(page, "Another")
    assert shows(page, TEXTS[shown(tend)[-1].act_id])
    hands.press(page, "Did it")
    assert shows(page, "A small act: done.")
    hands.choose(page, "With whom? If you like", "ana")
    assert shows(page, "A small act with <@U0ANA00001>: noted, for you alone.")
    hands.press(page, "Stop these")
    assert shows(page, "Yes, one a week")


def test_ones_own_comes_first_and_stays_covered_on_the_card(tend: Sandbox) -> None:
    assert add_own(tend, "bring Ana the canary poster") is None
    begin(tend)
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    assert "something you noted" in text_of(seen)
    assert "canary" not in text_of(seen) + seen.text
    tend.hands("maya").press(seen, "Open")
    assert shows(front(tend, "maya"), "bring Ana the canary poster")


def test_ones_own_lie_encrypted_in_the_database(tend: Sandbox) -> None:
    add_own(tend, "bring the canary poster")
    with tend.database.engine.connect() as connection:
        [row] = connection.exec_driver_sql("SELECT * FROM own_presence_acts").all()
    assert "canary" not in str(row)


def test_ones_own_can_be_taken_out_again(tend: Sandbox) -> None:
    add_own(tend, "bring the poster")
    page = page_of(tend)
    tend.hands("maya").press(page, "Take it out")
    assert not shows(page, "bring the poster")


def test_an_act_taken_out_while_it_waited_is_at_hand_no_more(tend: Sandbox) -> None:
    add_own(tend, "bring the poster")
    begin(tend)
    tend.let_days_pass(1)
    page = page_of(tend)
    assert shows(page, f"*{ACT}* bring the poster")
    tend.hands("maya").press(page, "Take it out")
    assert not shows(page, "bring the poster")
    assert shows(page, "The next small act comes with a card")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("  ", "Say what you would do."),
        ("Bring  the POSTER", "That one is on your list already."),
    ],
)
def test_what_is_no_act_is_refused_in_a_sentence(tend: Sandbox, words: str, said: str) -> None:
    add_own(tend, "bring the poster")
    with tend.database.transaction() as session, pytest.raises(own_acts.NotAnAct, match=said):
        own_acts.add(session, reader(tend, "maya"), words)


def test_thirteen_of_ones_own_are_the_most_and_a_long_one_is_refused(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        maya = reader(tend, "maya")
        for number in range(own_acts.MOST):
            own_acts.add(session, maya, f"act {number}")
        with pytest.raises(own_acts.NotAnAct, match="You have 13 of your own"):
            own_acts.add(session, maya, "one more")
        with pytest.raises(own_acts.NotAnAct, match="That is 121 characters"):
            own_acts.add(session, maya, "x" * 121)
    page = page_of(tend)
    assert shows(page, "act 12")


def test_all_twenty_four_come_before_one_comes_again(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    begin(tend)
    came = []
    for week in range(26):
        with on_day(tend, 7 * week) as (session, maya):
            given = weekly.give(session, maya)
            assert given is not None
            weekly.answer(session, maya, shown_id=given.id, outcome=Outcome.DID_IT)
            came.append(given.text)
    assert set(came[:24]) == set(TEXTS.values())
    assert came[24] != came[23]
    assert came[25] != came[24]


def test_whoever_never_answers_gets_one_a_month(tend: Sandbox) -> None:
    begin(tend)
    days = []
    for day in range(100):
        with on_day(tend, day) as (session, maya):
            if card.lines(session, maya):
                days.append(day)
    assert days == [0, 7, 14, 42, 70, 98]


def test_only_the_round_before_is_remembered(tend: Sandbox) -> None:
    begin(tend)
    for week in range(75):
        with on_day(tend, 7 * week) as (session, maya):
            weekly.give(session, maya)
    assert {row.round for row in shown(tend)} == {3, 4}


def test_a_card_that_never_arrived_took_no_act_along(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    begin(tend)
    with on_day(tend, 0) as (session, maya):
        [line] = card.lines(session, maya)
        assert card.lines(session, maya) == []
        card.again(session, maya, [line.subject_id])
        [told] = card.lines(session, maya)
    assert told.blocks[0]["text"] == line.blocks[0]["text"]


def test_a_newer_card_takes_the_buttons_away(tend: Sandbox) -> None:
    begin(tend)
    tend.let_days_pass(1)
    [older] = with_an_act(tend)
    tend.let_days_pass(7)
    assert "A small act for the week stood here." in text_of(older)
    assert not [block for block in older.blocks if block["type"] == "actions"]


def test_an_act_of_somebody_else_cannot_be_answered(tend: Sandbox) -> None:
    begin(tend)
    with on_day(tend, 0) as (session, maya):
        given = weekly.give(session, maya)
    assert given is not None
    with tend.database.transaction() as session, pytest.raises(weekly.NotYourAct, match="not on your list"):
        weekly.answer(session, reader(tend, "ana"), shown_id=given.id, outcome=Outcome.DID_IT)


def test_nobody_else_learns_of_ones_own_acts_or_of_a_talk(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = Witness(tend, monkeypatch)
    note(tend, "ana", "send the slides")
    add_own(tend, "canary-own: bring Ana a poster")
    begin(tend)
    tend.let_days_pass(1)
    [seen] = with_an_act(tend)
    tend.hands("maya").press(seen, "Did it")
    tend.hands("maya").choose(seen, "With whom? If you like", "ana")
    tend.hands("maya").types("/reconnect talked @ana")
    look_around(tend, "ana", "maya")
    tend.let_days_pass(14)
    look_around(tend, "ana", "maya")
    assert "canary-own" in witness.read_by("maya")
    read = witness.read_by("ana")
    assert "send the slides" in read
    assert not [words for words in ("canary-own", "you talked", "A small act with") if words in read]
    assert "canary-own" not in "\n".join(witness.lock_screens)


def test_the_home_tab_offers_them_and_takes_the_presses(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend resume")
    home = hands.opens_home()
    assert home is not None
    assert shows(home, "One small act a week for the people around you")
    hands.press(home, "Yes, one a week")
    tend.let_days_pass(1)
    home = hands.opens_home()
    assert home is not None
    hands.press(home, "Did it")
    assert [row.outcome for row in shown(tend)] == [Outcome.DID_IT]
    assert shows(home, "The next small act comes with a card from Thursday 15 October on.")


def test_in_german_the_acts_are_german(tend: Sandbox) -> None:
    begin(tend, "priya")
    tend.hands("priya").press(page_of(tend, "priya"), "Give me one now")
    german = {act.id: act.text for act in content_for("de").presence}
    assert shows(front(tend, "priya"), german[shown(tend)[0].act_id])


def test_we_talked_is_one_line_and_counts_once_a_day(tend: Sandbox) -> None:
    said = tend.hands("maya").types("/reconnect talked @ana").words
    assert "Noted, for you alone: you talked with" in said
    tend.hands("maya").types("/reconnect talked @ana")
    [act] = logged(tend)
    assert (act.person_id, act.about_id, act.kind) == ("U0MAYA0001", "U0ANA00001", "talked")
    tend.let_days_pass(30)
    assert tend.workspace.in_dm("ana") == []


def test_we_talked_is_one_press_on_the_page_and_on_the_home_tab(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.choose(page_of(tend), "We talked: with whom?", "ana")
    assert shows(front(tend, "maya"), "Noted.")
    hands.close(front(tend, "maya"), all_of_them=True)
    home = hands.opens_home()
    assert home is not None
    hands.choose(home, "We talked: with whom?", "leo")
    assert [act.about_id for act in logged(tend)] == ["U0ANA00001", "U0LEO00001"]


def test_we_talked_without_a_name_asks_for_one(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/reconnect talked")
    hands.choose(front(tend, "maya"), "Who is it about?", "ana")
    assert hands.submit(front(tend, "maya")) is None
    assert [act.about_id for act in logged(tend)] == ["U0ANA00001"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("talked @ana @leo", "That is 2 people."),
        ("talked ana", "I don't know whom you mean"),
        ("talked @maya", "That is you."),
    ],
)
def test_a_name_that_does_not_fit_is_said(tend: Sandbox, line: str, said: str) -> None:
    assert said in tend.hands("maya").types(f"/reconnect {line}").words
    assert logged(tend) == []

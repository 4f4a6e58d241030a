"""A question can be asked for regularly: it waits covered on a card, one at most, and never piles up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.features.people import reporting_lines
from bot.features.people.models import Person, Relation
from bot.features.people.reader import Reader
from bot.features.reconnections import card, rhythms
from bot.features.reconnections.models import QuestionRhythm, Rhythm
from bot.features.reconnections.rhythm import next_day
from bot.platform.working_time import WorkingTime
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from tests.features.cards.above_the_foot import buttons_above
from tests.features.follow_ups.noting import day_of, note, text_of
from tests.features.people.using import let_days_pass_using_it
from tests.features.reconnections.reaching import (
    DISTANT,
    TENSE,
    ask_regularly,
    front,
    question_on,
    reader,
    reconnect,
    shows,
)

WAITING = "A question you asked for is waiting."


def cards_with_a_question(tend: Sandbox, handle: str) -> list[Message]:
    return [message for message in tend.workspace.in_dm(handle) if WAITING in text_of(message)]


def kept(tend: Sandbox) -> list[QuestionRhythm]:
    with tend.database.reading() as session:
        return list(session.query(QuestionRhythm).order_by(QuestionRhythm.id))


@given(
    rhythm=st.sampled_from(Rhythm),
    today=st.dates(date(2024, 1, 1), date(2034, 1, 1)),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    days_off=st.frozensets(st.dates(date(2024, 1, 1), date(2034, 1, 1)), max_size=5),
)
def test_the_next_day_is_a_step_on_and_a_working_day(
    rhythm: Rhythm, today: date, days: frozenset[int], days_off: frozenset[date]
) -> None:
    working_time = WorkingTime(zone="UTC", days=days, days_off=days_off)
    found = next_day(rhythm, today=today, working_time=working_time)
    least = {Rhythm.WEEK: 7, Rhythm.FORTNIGHT: 14, Rhythm.MONTH: 28}[rhythm]
    assert working_time.is_working_day(found)
    assert found >= today + timedelta(days=least)
    assert found <= today + timedelta(days=least + 3 + 7 * 6)


@pytest.mark.parametrize(
    ("rhythm", "first", "said"),
    [
        ("Every week", date(2026, 10, 14), "From Wednesday 14 October on"),
        ("Every two weeks", date(2026, 10, 21), "From Wednesday 21 October on"),
        ("Every month", date(2026, 11, 9), "From Monday 9 November on"),  # the seventh is a Saturday
    ],
)
def test_a_rhythm_can_be_chosen_under_a_question(tend: Sandbox, rhythm: str, first: date, said: str) -> None:
    tend.hands("maya").press(reconnect(tend, "maya", "ana"), "Ask me regularly")
    tend.hands("maya").choose(front(tend, "maya"), "How often?", rhythm)
    assert tend.hands("maya").submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), said)
    assert [row.next_question_on for row in kept(tend)] == [first]


def test_it_can_be_changed_and_ended(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana", "Every week")
    ask_regularly(tend, "maya", "ana", "Every month")
    assert [row.rhythm for row in kept(tend)] == ["month"]
    ask_regularly(tend, "maya", "ana", "Not at all")
    assert kept(tend) == []


def test_the_question_waits_on_a_card_with_no_name_on_it(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana", side=TENSE)
    tend.let_days_pass(8)
    [seen] = cards_with_a_question(tend, "maya")
    assert day_of(seen) == date(2026, 10, 14)
    said = text_of(seen) + seen.text
    assert not [word for word in ("ana", "Ana", "U0ANA00001", "tense") if word in said]


def test_opening_it_brings_the_question(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.let_days_pass(8)
    [seen] = cards_with_a_question(tend, "maya")
    tend.hands("maya").press(seen, "Open")
    assert question_on(front(tend, "maya"))
    assert shows(front(tend, "maya"), "<@U0ANA00001>")


def test_opening_it_when_it_is_tense_begins_with_the_ways_out(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana", side=TENSE)
    tend.let_days_pass(8)
    tend.hands("maya").press(cards_with_a_question(tend, "maya")[0], "Open")
    assert shows(front(tend, "maya"), "you don't owe anyone a conversation")


def test_not_now_takes_the_buttons_away_and_says_when_the_next_one_comes(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.let_days_pass(8)
    [seen] = cards_with_a_question(tend, "maya")
    tend.hands("maya").press(seen, "Not now")
    assert "A question you asked for: not now. The next one waits from Wednesday 21 October on." in text_of(
        seen
    )
    assert buttons_above(seen) == []


def test_why_this_names_the_choice_behind_it(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana", "Every two weeks")
    tend.let_days_pass(15)
    tend.hands("maya").press(cards_with_a_question(tend, "maya")[0], "Why this?")
    why = front(tend, "maya")
    assert shows(
        why, "On Wednesday 7 October you asked for a question to ask <@U0ANA00001>, every two weeks."
    )


def test_it_comes_week_after_week_and_each_time_once(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    seen: dict[str, date] = {}
    for _ in range(30):
        let_days_pass_using_it(tend, "maya", 1)
        seen |= {message.ts: day_of(message) for message in cards_with_a_question(tend, "maya")}
    assert list(seen.values()) == [date(2026, 10, day) for day in (14, 21, 28)] + [date(2026, 11, 4)]


def test_the_older_card_keeps_no_buttons(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.let_days_pass(15)
    [older] = [message for message in tend.workspace.in_dm("maya") if "waited here" in text_of(message)]
    assert "A question you asked for waited here." in text_of(older)
    assert not [block for block in older.blocks if block["type"] == "actions"]


def test_one_card_tells_of_one_question_at_most(tend: Sandbox) -> None:
    for other in ("ana", "sam", "priya"):
        ask_regularly(tend, "maya", other)
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 14))
    tend.let_days_pass(7)
    [seen] = cards_with_a_question(tend, "maya")
    assert text_of(seen).count(WAITING) == 1
    assert "Something you noted" in text_of(seen)


def test_an_outage_of_months_leaves_one_question_waiting_not_many(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.clock.turn_to(tend.now() + timedelta(days=91))
    tend.settle()
    [seen] = cards_with_a_question(tend, "maya")
    for _ in range(6):
        tend.let_days_pass(1)
        assert not [message for message in cards_with_a_question(tend, "maya") if message.ts != seen.ts]


def test_even_when_two_have_waited_for_long_a_card_tells_of_one(tend: Sandbox) -> None:
    for other in ("ana", "sam"):
        ask_regularly(tend, "maya", other)
    tend.clock.turn_to(tend.now() + timedelta(days=91))
    tend.settle()
    [seen] = cards_with_a_question(tend, "maya")
    assert text_of(seen).count(WAITING) == 1


def test_a_question_seen_in_the_meantime_counts(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.let_days_pass(6)
    reconnect(tend, "maya", "ana")
    tend.let_days_pass(6)
    assert cards_with_a_question(tend, "maya") == []
    tend.let_days_pass(2)
    assert len(cards_with_a_question(tend, "maya")) == 1


def test_a_question_about_somebody_who_left_no_longer_waits(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.hands("ana").is_deactivated()
    tend.let_days_pass(30)
    assert cards_with_a_question(tend, "maya") == []


def test_what_was_switched_off_meanwhile_is_said(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.let_days_pass(8)
    [seen] = cards_with_a_question(tend, "maya")
    ask_regularly(tend, "maya", "ana", "Not at all")
    for label in ("Open", "Why this?", "Not now"):
        assert "You have switched those questions off since." in tend.hands("maya").press(seen, label).words


def test_a_report_may_ask_for_questions_about_their_manager(tend: Sandbox) -> None:
    ask_regularly(tend, "ana", "maya", relation="My manager")
    tend.let_days_pass(8)
    assert len(cards_with_a_question(tend, "ana")) == 1


def test_twelve_peers_are_the_most(tend: Sandbox) -> None:
    maya = reader(tend, "maya")
    with tend.database.transaction() as session:
        for number in range(13):
            session.add(
                Person(workspace_id=maya.workspace_id, id=f"U0PEER{number:02}", name=f"peer {number}")
            )
        session.flush()
        for number in range(12):
            _make_peer(session, maya, f"U0PEER{number:02}")
            rhythms.choose(session, maya, about_id=f"U0PEER{number:02}", rhythm=Rhythm.MONTH)
    tend.hands("maya").press(
        reconnect(tend, "maya", "leo", DISTANT, relation="We work side by side"), "Ask me regularly"
    )
    refused = tend.hands("maya").submit(front(tend, "maya"))
    assert refused == {
        "rhythm": "You already get questions about 12 peers, which is the most. Switch one of them off first."
    }
    ask_regularly(tend, "maya", "ana", relation="I lead them")
    assert len(kept(tend)) == 13


def test_what_has_waited_for_two_weeks_is_worth_a_card_of_its_own(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana", "Every week")
    later = reader(tend, "maya")
    for days, told in ((20, 0), (21, 1)):
        then = Reader(
            later.workspace_id, later.person_id, later.working_time, later.now + timedelta(days=days)
        )
        with tend.database.transaction() as session:
            assert len(card.lines_of_long_waiting(session, then)) == told
            assert len(card.lines(session, then)) == 1 - told
            session.rollback()


def test_the_relationship_that_has_waited_longest_is_the_one_for_the_digest(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana", "Every month")
    ask_regularly(tend, "maya", "sam", "Every week")

    def longest() -> tuple[str, date] | None:
        with tend.database.reading() as session:
            return rhythms.waiting_longest(session, reader(tend, "maya"))

    assert longest() is None
    tend.let_days_pass(8)  # a card has told of it, and was not opened
    assert longest() == ("U0SAM00001", date(2026, 10, 7))
    reconnect(tend, "maya", "sam")
    assert longest() is None
    tend.let_days_pass(30)
    assert longest() == ("U0ANA00001", date(2026, 10, 7))


def test_rhythms_are_listed_with_what_waits_longest_first(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana", "Every month")
    ask_regularly(tend, "maya", "sam", "Every week")
    ask_regularly(tend, "ana", "maya", relation="My manager")
    with tend.database.reading() as session:
        listed = rhythms.rhythms_of(session, reader(tend, "maya"))
    assert [row.about_id for row in listed] == ["U0SAM00001", "U0ANA00001"]


def _make_peer(session: Session, maya: Reader, other_id: str) -> None:
    reporting_lines.say(
        session,
        maya.workspace_id,
        person_id=maya.person_id,
        other_id=other_id,
        relation=Relation.PEER,
        now=maya.now,
    )

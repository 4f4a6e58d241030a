"""A card that had to wait for Slack shows how things stand as it is sent, and loses nothing that it named."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.cards.models import Card
from bot.features.one_on_ones import series
from bot.features.people.reader import reader_of
from bot.features.reconnections import rhythms
from bot.features.reconnections.models import QuestionRhythm, Rhythm
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.faults import RateLimit
from tests.features.follow_ups.noting import cards_of, note, text_of
from tests.features.one_on_ones.agendas import add, agenda_of, share_a_series
from tests.features.one_on_ones.arranging import MAYA, WORKSPACE
from tests.features.shoutouts.thanking import WORDS, give

NINE = utc(2026, 10, 8, 7)  # Thursday, in Berlin
QUARTER_OF_AN_HOUR = RateLimit(900)


def hold_back(tend: Sandbox, fault: RateLimit = QUARTER_OF_AN_HOUR) -> None:
    """Let the hour of the card come, while Slack does not take the first message."""
    tend.workspace.faults.order("chat.postMessage", fault)
    tend.turn_to(NINE + timedelta(minutes=1))


def promises_on(tend: Sandbox, handle: str) -> list[int]:
    return [text_of(card).count("Something you noted") for card in cards_of(tend, handle)]


def test_what_was_taken_back_meanwhile_is_not_on_it(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    share_a_series(tend)
    for words in ("the hiring plan", "the new desks"):
        add(tend, "maya", f"@sam {words}")
    note(tend, "sam", "call Leo")
    tend.workspace.faults.order("chat.postMessage", QUARTER_OF_AN_HOUR)
    tend.workspace.faults.order("chat.postMessage", QUARTER_OF_AN_HOUR)
    tend.turn_to(NINE + timedelta(minutes=1))
    tend.hands("maya").press(agenda_of(tend, "maya"), "Private to me", near="the hiring plan")
    tend.turn_to(NINE + timedelta(hours=2))
    [card] = cards_of(tend, "sam")
    assert "the hiring plan" not in text_of(card)
    assert "the new desks" in text_of(card)
    assert promises_on(tend, "sam") == [1]


def test_what_was_put_off_or_done_meanwhile_is_not_on_it(tend: Sandbox) -> None:
    for words in ("call Leo", "send the budget", "read the draft"):
        note(tend, "maya", words)
    hold_back(tend)
    done(tend, "call Leo")
    put_off(tend, "send the budget")
    tend.turn_to(NINE + timedelta(hours=2))
    assert promises_on(tend, "maya") == [1]


def done(tend: Sandbox, words: str) -> None:
    [page] = tend.hands("maya").types("/followups")
    tend.hands("maya").press(page, "Done", near=words)


def put_off(tend: Sandbox, words: str) -> None:
    [page] = tend.hands("maya").types("/followups")
    tend.hands("maya").choose(page, "Not now", "In a week", near=words)


def test_no_card_comes_when_nothing_is_due_any_more(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    hold_back(tend)
    done(tend, "call Leo")
    tend.turn_to(utc(2026, 10, 9, 23))
    assert cards_of(tend, "maya") == []


def test_one_that_has_waited_for_less_than_ten_minutes_is_sent_as_it_is(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    hold_back(tend, RateLimit(300))
    with tend.database.reading() as session:
        [made] = session.scalars(sa.select(Card.made_at))
    tend.turn_to(NINE + timedelta(hours=2))
    with tend.database.reading() as session:
        assert session.scalars(sa.select(Card.made_at)).all() == [made]
    assert promises_on(tend, "maya") == [1]


def test_however_long_slack_takes_there_is_one_card_that_day_and_one_nudge_is_counted(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    for _ in range(5):
        tend.workspace.faults.order("chat.postMessage", QUARTER_OF_AN_HOUR)
    tend.turn_to(utc(2026, 10, 8, 23))
    assert promises_on(tend, "maya") == [1]
    tend.turn_to(utc(2026, 10, 12, 12))
    # The second nudge comes two working days after the day of the first.
    assert promises_on(tend, "maya") == [1, 1]


def test_a_pause_of_a_series_is_still_told_as_one(tend: Sandbox) -> None:
    share_a_series(tend)
    with tend.database.transaction() as session:
        [one] = series.running(session, WORKSPACE, MAYA)
        series.pause(session, one, until=utc(2026, 11, 2).date(), by=MAYA, now=tend.now())
    hold_back(tend)
    tend.turn_to(NINE + timedelta(hours=2))
    [card] = cards_of(tend, "sam")
    assert "pause until Monday 2 November" in card.words


def test_the_week_in_counts_is_still_on_it(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=utc(2026, 10, 30).date())
    tend.workspace.faults.order("chat.postMessage", QUARTER_OF_AN_HOUR)
    tend.turn_to(utc(2026, 10, 12, 12))  # Monday
    [card] = cards_of(tend, "maya")
    assert "Your week" in card.words


def test_a_thank_you_that_waited_for_a_pause_to_end_is_still_on_it(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend resume")
    tend.hands("ana").types("/tend pause until 2026-10-09")
    give(tend, "maya", f"@ana {WORDS}")
    tend.workspace.faults.order("chat.postMessage", QUARTER_OF_AN_HOUR)
    tend.turn_to(utc(2026, 10, 9, 18))
    [card] = cards_of(tend, "ana")
    assert "How should thanks reach you?" in card.words


@pytest.mark.parametrize("waited", [0, 20], ids=["a question", "one that has waited for long"])
def test_a_question_is_still_on_it(tend: Sandbox, waited: int) -> None:
    with tend.database.transaction() as session:
        maya = reader_of(session, WORKSPACE, tend.workspace.person("maya").id, now=tend.now())
        row = rhythms.choose(session, maya, about_id=tend.workspace.person("sam").id, rhythm=Rhythm.MONTH)
        assert row is not None
        row.next_question_on = NINE.date() - timedelta(days=waited)
        row.chosen_on = row.next_question_on - timedelta(days=30)
    if not waited:
        note(tend, "maya", "call Leo")
    hold_back(tend)
    tend.turn_to(NINE + timedelta(hours=2))
    [card] = cards_of(tend, "maya")
    assert "A question you asked for is waiting." in card.words
    with tend.database.reading() as session:
        [told] = session.scalars(sa.select(QuestionRhythm))
        assert told.told_on == NINE.date()

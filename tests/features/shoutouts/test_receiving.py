"""Whoever is thanked decides how it reaches them, and is asked once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.people import enrolments
from bot.features.people.reader import Reader, reader_of
from bot.features.shoutouts.models import Way
from bot.features.shoutouts.receiving import card
from bot.features.shoutouts.receiving.preferences import preference_of
from bot.features.shoutouts.receiving.received import received
from bot.features.shoutouts.writing.frequency import last_thanked
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from bot.sandbox.slack.harbour import START
from tests.features.shoutouts.thanking import WORDS, asked, choose, give, modal_of, posts, words_of

TEAM, ANA, LEO, MAYA = "T0TEND0001", "U0ANA00001", "U0LEO00001", "U0MAYA0001"


def card_lines(tend: Sandbox, handle: str) -> list[str]:
    with tend.database.transaction() as session:
        lines = card.lines(session, _reader(tend, session, tend.workspace.person(handle).id))
    return [str(line.blocks) for line in lines]


def _reader(tend: Sandbox, session: sa.orm.Session, person_id: str) -> Reader:
    return reader_of(session, TEAM, person_id, now=tend.clock.now())


def test_the_first_one_brings_the_question_once_in_a_life(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    give(tend, "maya", f"@ana {WORDS}")
    question = asked(tend)
    assert question.text == "There is something for you"
    assert "You were thanked in <#C0SHOUTS01>. How should thanks reach you?" in question.words
    for label in ("In the channel", "To me", "Not this way", "Take it down"):
        assert label in question.words
    give(tend, "leo", f"@ana {WORDS}")
    tend.let_days_pass(10)
    give(tend, "maya", f"@ana {WORDS}")
    assert len(posts(tend)) == 3
    assert tend.workspace.in_dm("ana") == [question]


@pytest.mark.parametrize("label", ["In the channel", "To me", "Not this way"])
def test_a_press_answers_the_question(tend: Sandbox, label: str) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    question = asked(tend)
    tend.hands("ana").press(question, label)
    assert "From now on" in question.words
    assert "How should thanks reach you?" not in question.words
    give(tend, "leo", f"@ana {WORDS}")
    assert len(posts(tend)) == (2 if label == "In the channel" else 1)
    assert len(tend.workspace.in_dm("ana")) == (2 if label == "To me" else 1)
    assert "Take it down" in question.words


def test_choosing_does_not_enrol(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    tend.hands("ana").press(asked(tend), "Not this way")
    choose(tend, "leo", "To me")
    with tend.database.reading() as session:
        assert enrolments.enrolment(session, TEAM, ANA) is None
        assert enrolments.enrolment(session, TEAM, LEO) is None
        assert enrolments.enrolment(session, TEAM, MAYA) is not None


def test_somebody_who_has_chosen_before_is_not_asked(tend: Sandbox) -> None:
    choose(tend, "ana", "In the channel")
    give(tend, "maya", f"@ana {WORDS}")
    assert len(posts(tend)) == 1
    assert tend.workspace.in_dm("ana") == []


def test_settings_show_what_holds_and_say_what_was_saved(tend: Sandbox) -> None:
    choose(tend, "ana", "Not this way")
    tend.hands("ana").types("/shoutout settings")
    form = modal_of(tend, "ana")
    assert form.filled["way"]["way"]["selected_option"]["value"] == Way.NOT_THIS_WAY
    tend.hands("ana").choose(form, "When somebody thanks you, how shall it reach you?", "To me")
    tend.hands("ana").submit(form)
    assert "From now on, thanks come to you alone, in a message." in words_of(form)
    with tend.database.reading() as session:
        assert preference_of(session, TEAM, ANA) is Way.TO_ME
        assert preference_of(session, TEAM, LEO) is Way.IN_CHANNEL


def test_a_private_one_is_read_when_it_is_opened(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    give(tend, "maya", f"@ana {WORDS}")
    [note] = tend.workspace.in_dm("ana")
    tend.hands("ana").press(note, "Read")
    shown = words_of(modal_of(tend, "ana"))
    assert f"From <@{MAYA}>, Wednesday 7 October" in shown
    assert WORDS in shown


@pytest.mark.parametrize("word", ["pause", "stop"])
def test_whoever_wants_silence_is_told_on_the_card_after_it(tend: Sandbox, word: str) -> None:
    hands = tend.hands("ana")
    hands.types("/tend resume")
    choose(tend, "ana", "To me")
    hands.types(f"/tend {word}")
    assert "Done." in give(tend, "maya", f"@ana {WORDS}").words
    assert tend.workspace.in_dm("ana") == []
    assert WORDS in hands.types("/shoutout received").words
    hands.types("/tend resume")
    [line] = card_lines(tend, "ana")
    assert "Somebody here thanked you." in line
    assert MAYA not in line
    assert card_lines(tend, "ana") == []


def test_the_question_waits_for_the_end_of_a_pause_too(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend resume")
    tend.hands("ana").types("/tend pause")
    give(tend, "maya", f"@ana {WORDS}")
    assert len(posts(tend)) == 1
    assert tend.workspace.in_dm("ana") == []
    [line] = card_lines(tend, "ana")
    assert "How should thanks reach you?" in line
    give(tend, "leo", f"@ana {WORDS}")
    assert card_lines(tend, "ana") == []


def test_a_pause_that_begins_before_the_message_has_gone_holds_it_back(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend resume")
    choose(tend, "ana", "To me")
    tend.workspace.faults.order("conversations.open", Refusal("ratelimited"), times=1)
    give(tend, "maya", f"@ana {WORDS}")
    tend.hands("ana").types("/tend pause")
    tend.let_days_pass(1)
    assert tend.workspace.in_dm("ana") == []
    assert len(card_lines(tend, "ana")) == 1


def test_what_was_taken_down_meanwhile_is_not_on_the_card(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    tend.hands("ana").types("/tend resume")
    tend.hands("ana").types("/tend pause")
    give(tend, "maya", f"@ana {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("ana").press(listed, "Take it down")
    assert card_lines(tend, "ana") == []


def test_an_older_card_keeps_a_quiet_line(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend resume")
    tend.hands("ana").types("/tend pause")
    give(tend, "maya", f"@ana {WORDS}")
    with tend.database.transaction() as session:
        reader = _reader(tend, session, ANA)
        [line] = card.lines(session, reader)
        quiet = card.afterwards(session, reader, [line.subject_id])
    assert "You were thanked in the channel." in str(quiet)
    assert "button" not in str(quiet)


def test_others_may_ask_what_was_received_and_when_somebody_was_last_thanked(tend: Sandbox) -> None:
    with tend.database.reading() as session:
        assert last_thanked(session, TEAM, MAYA, ANA) is None
    give(tend, "maya", f"@ana @leo {WORDS}")
    with tend.database.reading() as session:
        assert last_thanked(session, TEAM, MAYA, ANA) == START.date()
        assert last_thanked(session, TEAM, LEO, ANA) is None
        [thanks] = received(session, _reader(tend, session, ANA), 5)
    assert (thanks.author_id, thanks.text, thanks.given_on) == (MAYA, WORDS, START.date())


def test_the_question_comes_when_the_receiver_is_at_work(tend: Sandbox) -> None:
    give(tend, "maya", "@leo kept the import running")  # four in the morning for Leo
    assert tend.workspace.in_dm("leo") == []
    tend.advance(timedelta(hours=5))
    assert len(tend.workspace.in_dm("leo")) == 1

"""A thank-you back is one press: once, neutral, and the way the other likes thanks."""

from datetime import timedelta

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.features.cards.above_the_foot import words_above
from tests.features.shoutouts.thanking import WORDS, asked, choose, give, modal_of, posts, words_of

ANA, MAYA = "<@U0ANA00001>", "<@U0MAYA0001>"
BACK = f"{ANA} says thank you back, for your thanks of Wednesday 7 October."
DONE = f"You said thank you back. {MAYA} decides how it arrives."


def test_it_reaches_the_author_once_as_one_fixed_sentence(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    give(tend, "maya", f"@ana {WORDS}")
    question = asked(tend)
    before = [dict(block) for block in question.blocks]
    tend.hands("ana").press(question, "Thank them back")
    assert "Thank them back" not in question.words
    assert "You said thank you back. Whoever thanked you decides how it arrives." in question.words
    question.blocks[:] = before
    tend.hands("ana").press(question, "Thank them back")
    [told] = tend.workspace.in_dm("maya")
    assert (told.text, words_above(told)) == ("Tend", BACK)
    assert len(posts(tend)) == 1
    assert tend.workspace.refused_calls() == []


def test_it_can_be_pressed_where_a_private_one_is_read(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    give(tend, "maya", f"@ana {WORDS}")
    [note] = tend.workspace.in_dm("ana")
    hands = tend.hands("ana")
    hands.press(note, "Read")
    hands.press(modal_of(tend, "ana"), "Thank them back")
    assert DONE in words_of(modal_of(tend, "ana"))
    assert "Thank them back" not in words_of(modal_of(tend, "ana"))
    hands.press(modal_of(tend, "ana"), "Take it down")
    assert [words_above(told) for told in tend.workspace.in_dm("maya")] == [BACK]


def test_it_can_be_pressed_in_the_list(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("ana").press(listed, "Thank them back")
    assert DONE in listed.words
    assert "Thank them back" not in listed.words
    assert [words_above(told) for told in tend.workspace.in_dm("maya")] == [BACK]


@pytest.mark.parametrize("way", ["In the channel", "To me", "Not this way"])
def test_whoever_presses_reads_the_same_whatever_the_author_likes(tend: Sandbox, way: str) -> None:
    choose(tend, "maya", way)
    give(tend, "maya", f"@ana {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("ana").press(listed, "Thank them back")
    assert DONE in listed.words
    assert len(tend.workspace.in_dm("maya")) == (way != "Not this way")
    assert len(posts(tend)) == 1


def test_an_author_who_paused_reads_it_on_their_next_card(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    tend.hands("maya").types("/tend pause 3 days")
    tend.hands("ana").press(asked(tend), "Thank them back")
    tend.let_days_pass(1)
    assert tend.workspace.in_dm("maya") == []
    tend.let_days_pass(5)
    cards = [message for message in tend.workspace.in_dm("maya") if BACK in message.words]
    assert len(cards) == 1
    tend.let_days_pass(5)
    assert len([message for message in tend.workspace.in_dm("maya") if BACK in message.words]) == 1


def test_an_author_who_stopped_liking_thanks_finds_none_on_the_card(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    tend.hands("maya").types("/tend pause 3 days")
    tend.hands("ana").press(asked(tend), "Thank them back")
    choose(tend, "maya", "Not this way")
    tend.let_days_pass(7)
    assert not any("thank you back" in message.words for message in tend.workspace.in_dm("maya"))


def test_it_counts_against_nobodys_limits(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    tend.hands("ana").press(asked(tend), "Thank them back")
    assert "Done." in give(tend, "ana", f"@maya {WORDS}").words


def test_nobody_thanks_back_for_another(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    forged = tend.workspace.post(
        "#general", author=tend.workspace.bot, text="x", blocks=[dict(block) for block in asked(tend).blocks]
    )
    assert "no longer here" in tend.hands("sam").press(forged, "Thank them back").words
    assert tend.workspace.in_dm("maya") == []


def test_what_was_taken_back_cannot_be_thanked_for(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("maya").press(answer, "Undo")
    assert "no longer here" in tend.hands("ana").press(listed, "Thank them back").words
    tend.advance(timedelta(hours=1))
    assert tend.workspace.in_dm("maya") == []

"""Whoever has not chosen is thanked the workspace's way, and asked with the first thanks that reach them."""

import pytest

from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox
from tests.features.cards.above_the_foot import words_above
from tests.features.shoutouts.thanking import WORDS, asked, choose, give, modal_of, posts, words_of

TEAM = "T0TEND0001"


def decide(tend: Sandbox, way: str) -> None:
    with tend.database.transaction() as session:
        session.get_one(Workspace, TEAM).thanks_way = way


def test_where_thanks_come_privately_the_first_one_still_asks(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    decide(tend, "to_me")
    give(tend, "maya", f"@ana {WORDS}")
    assert posts(tend) == []
    question = asked(tend)
    assert words_above(question).splitlines() == [
        "Somebody here thanked you. How should thanks reach you?",
        "Read",
        "In the channel",
        "To me",
        "Not this way",
        "Until you choose: to you alone. Nobody is told what you choose. You get this question once; "
        "`/shoutout settings` has it too.",
    ]
    tend.hands("ana").press(question, "In the channel")
    assert words_above(question).splitlines()[:2] == ["Somebody here thanked you.", "Read"]
    give(tend, "leo", f"@ana {WORDS}")
    assert len(posts(tend)) == 1
    tend.hands("ana").press(question, "Read")
    assert WORDS in words_of(modal_of(tend, "ana"))


def test_the_second_private_one_does_not_ask_again(tend: Sandbox) -> None:
    decide(tend, "to_me")
    give(tend, "maya", f"@ana {WORDS}")
    give(tend, "leo", f"@ana {WORDS}")
    _, second = tend.workspace.in_dm("ana")
    assert words_above(second).splitlines() == ["Somebody here thanked you.", "Read"]


def test_where_nothing_is_delivered_nobody_is_asked(tend: Sandbox) -> None:
    decide(tend, "not_this_way")
    assert "Done." in give(tend, "maya", f"@ana {WORDS}").words
    tend.let_days_pass(1)
    assert posts(tend) == tend.workspace.in_dm("ana") == []
    assert "Nothing yet." in tend.hands("ana").types("/shoutout received").words


@pytest.mark.parametrize("way", ["to_me", "not_this_way"])
def test_whoever_has_chosen_is_thanked_as_they_chose(tend: Sandbox, way: str) -> None:
    decide(tend, way)
    choose(tend, "ana", "In the channel")
    give(tend, "maya", f"@ana {WORDS}")
    assert len(posts(tend)) == 1


def test_it_counts_at_the_moment_of_posting(tend: Sandbox) -> None:
    [preview] = tend.hands("maya").types(f"/shoutout @ana {WORDS}")
    decide(tend, "to_me")
    tend.hands("maya").press(preview, "Post it")
    assert posts(tend) == []


def test_the_card_after_a_pause_asks_once_too(tend: Sandbox) -> None:
    decide(tend, "to_me")
    tend.hands("ana").types("/tend pause 2 days")
    give(tend, "maya", f"@ana {WORDS}")
    give(tend, "leo", f"@ana {WORDS}")
    tend.let_days_pass(4)
    told = [message for message in tend.workspace.in_dm("ana") if "thanked you" in message.words]
    assert "".join(message.words for message in told).count("How should thanks reach you?") == 1
    assert "".join(message.words for message in told).count("Somebody here thanked you.") == 2


def test_undo_lets_the_next_private_one_ask(tend: Sandbox) -> None:
    decide(tend, "to_me")
    answer = give(tend, "maya", f"@ana {WORDS}")
    tend.hands("maya").press(answer, "Undo")
    assert tend.workspace.in_dm("ana") == []
    give(tend, "leo", f"@ana {WORDS}")
    assert "How should thanks reach you?" in asked(tend).words

"""Whoever cannot be reached today is not noted as asked: the question how waits until it arrives."""

from datetime import timedelta

import pytest

from bot.features.shoutouts import jobs
from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox
from tests.features.shoutouts.thanking import WORDS, asked, give, posts
from tests.features.workspace.deciding import TEAM, decide, switch_off
from tests.features.workspace.test_pilot import open_to_all, try_out

EVENING = timedelta(hours=12)


def thank_privately_first(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        session.get_one(Workspace, TEAM).thanks_way = "to_me"


@pytest.mark.parametrize("way", ["in_channel", "to_me"])
def test_whoever_is_not_on_the_list_yet_is_told_once_they_are(tend: Sandbox, way: str) -> None:
    if way == "to_me":
        thank_privately_first(tend)
    try_out(tend, "maya")
    give(tend, "maya", f"@ana {WORDS}")
    tend.let_days_pass(2)
    assert tend.workspace.in_dm("ana") == []
    open_to_all(tend)
    tend.let_days_pass(4)  # over the weekend
    assert "How should thanks reach you?" in asked(tend).words
    tend.let_days_pass(40)
    assert len([told for told in tend.workspace.in_dm("ana") if "thanked" in told.words]) == 1


def test_after_a_month_it_is_no_longer_tried_and_the_next_one_asks(tend: Sandbox) -> None:
    try_out(tend, "maya")
    give(tend, "maya", f"@ana {WORDS}")
    tend.let_days_pass(32)
    open_to_all(tend)
    tend.let_days_pass(2)
    assert tend.workspace.in_dm("ana") == []
    give(tend, "maya", f"@ana {WORDS}")
    tend.let_days_pass(1)
    assert "How should thanks reach you?" in asked(tend).words


def test_nobody_is_asked_while_shout_outs_are_switched_off(tend: Sandbox) -> None:
    tend.advance(EVENING)
    give(tend, "maya", f"@ana {WORDS}")
    switch_off(tend, "Shout-outs")
    tend.let_days_pass(2)
    assert tend.workspace.in_dm("ana") == []
    assert jobs.ask_one_receiver(tend.database, tend.clock) is False
    every = ["One-on-ones", "Shout-outs", "Reconnecting", "Digests", "Group figures"]
    decide(tend, "What is used here", {"What is used in this workspace?": every})
    tend.let_days_pass(4)  # over the weekend
    assert "How should thanks reach you?" in asked(tend).words


def test_whoever_takes_the_first_one_down_before_the_question_is_asked_all_the_same(
    tend_on_each_database: Sandbox,
) -> None:
    tend = tend_on_each_database
    tend.advance(EVENING)
    give(tend, "maya", f"@ana {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("ana").press(listed, "Take it down")
    assert posts(tend) == tend.workspace.in_dm("ana") == []
    tend.let_days_pass(1)
    question = asked(tend)
    assert "You took a shout-out down. How should thanks reach you?" in question.words
    assert "Take it down" not in question.words.splitlines()
    tend.hands("ana").press(question, "Not this way")
    assert "Tend brings you no thanks" in question.words


def test_taken_down_before_the_card_that_asks_the_next_one_asks(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend pause 1 day")
    give(tend, "maya", f"@ana {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("ana").press(listed, "Take it down")
    tend.hands("ana").types("/tend resume")
    give(tend, "leo", f"@ana {WORDS}")
    assert "How should thanks reach you?" in asked(tend).words

"""Posting happens once, reaches each person in their own way, and looks the same to the giver."""

import itertools
import json
import re

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from tests.features.shoutouts.thanking import (
    WORDS,
    choose,
    choose_channel,
    give,
    modal_of,
    posts,
    previewed,
    sent,
    words_of,
)

WAYS = ("In the channel", "To me", "Not this way")


def test_one_post_and_one_answer(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport
    answer = give(tend, "maya", f"@ana {WORDS}")
    assert [post.words for post in posts(tend)] == [f"<@U0MAYA0001> thanks <@U0ANA00001>\n{WORDS}"]
    assert answer.words == (
        "Done. <@U0ANA00001> decides how it arrives.\nFor ten minutes, *Undo* takes it back.\nUndo"
    )


def test_a_second_press_posts_nothing(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    before = [dict(block) for block in preview.blocks]
    tend.hands("maya").press(preview, "Post it")
    answer = preview.words
    preview.blocks[:] = before  # the second finger came before the first one's answer
    tend.hands("maya").press(preview, "Post it")
    assert preview.words == answer
    assert len(posts(tend)) == 1
    tend.let_days_pass(30)
    assert len(posts(tend)) == 1


def test_a_second_press_in_the_form_posts_nothing(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    hands = tend.hands("maya")
    hands.press(preview, "Change")
    form = modal_of(tend, "maya")
    hands.submit(form)
    shown, reference = dict(form.content), form.hash
    hands.submit(form)
    form.show(shown)
    form.hash = reference  # the same submission, delivered twice
    hands.submit(form)
    assert len(posts(tend)) == 1


def test_a_preview_and_the_form_it_opened_post_once_between_them(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    hands = tend.hands("maya")
    hands.press(preview, "Change")
    form = modal_of(tend, "maya")
    hands.submit(form)
    hands.submit(form)
    hands.close(form)
    hands.press(preview, "Post it")
    assert "Done." in preview.words
    assert len(posts(tend)) == 1


def _stripped(message: Message) -> tuple[str, list[dict[str, object]]]:
    return message.text, [
        {key: part for key, part in block.items() if key != "block_id"} for block in message.blocks
    ]


def test_the_giver_reads_the_same_whatever_the_receivers_have_chosen(tend: Sandbox) -> None:
    previews: list[object] = []
    read: list[str] = []
    notices: list[list[Message]] = []
    for ana, leo in itertools.product(WAYS, WAYS):
        tend.reset()
        choose(tend, "ana", ana)
        choose(tend, "leo", leo)
        message = previewed(tend, "maya", f"@ana @leo {WORDS}")
        previews.append(_stripped(message))
        tend.hands("maya").press(message, "Post it")
        # The ids of blocks without one are the workspace's, made up anew each time.
        read.append(re.sub(r', "block_id": "[^"]+"', "", json.dumps(sent(tend, "respond"))))
        notices.append(tend.workspace.in_dm("maya"))
    assert previews == [previews[0]] * 9
    assert "each decide how it arrives" in read[0]
    assert set(read) == {read[0]}
    assert notices == [[]] * 9


@pytest.mark.parametrize("way", WAYS)
def test_one_receivers_choice_decides_where_it_is_said(tend: Sandbox, way: str) -> None:
    choose(tend, "ana", way)
    give(tend, "maya", f"@ana {WORDS}")
    assert len(posts(tend)) == (way == "In the channel")
    notes = tend.workspace.in_dm("ana")
    assert len(notes) == (way == "To me")
    for note in notes:
        assert note.text == "There is something for you"
        assert "maya" not in note.words.lower() + str(note.blocks).lower()
        assert "Somebody here thanked you." in note.words


def test_the_post_names_only_those_who_like_the_channel(tend: Sandbox) -> None:
    choose(tend, "leo", "To me")
    choose(tend, "sam", "Not this way")
    give(tend, "maya", f"@ana @leo @sam {WORDS}")
    [post] = posts(tend)
    assert post.words == f"<@U0MAYA0001> thanks <@U0ANA00001>\n{WORDS}"
    assert post.text == "<@U0MAYA0001> thanks <@U0ANA00001>"
    assert "U0LEO" not in str(post.blocks)
    assert len(tend.workspace.in_dm("leo")) == 1
    assert tend.workspace.in_dm("sam") == []


def test_with_several_receivers_the_preview_warns_that_words_may_name_others(tend: Sandbox) -> None:
    warning = "Your words may name others who would rather not be."
    assert warning in previewed(tend, "maya", f"@ana @leo {WORDS}").words
    assert warning not in previewed(tend, "maya", f"@ana {WORDS}").words


@pytest.mark.parametrize("way", WAYS)
def test_without_a_channel_the_draft_is_kept_whatever_the_receiver_chose(tend: Sandbox, way: str) -> None:
    choose(tend, "ana", way)
    choose_channel(tend, None)
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    assert "An admin of this workspace does that with /tend channel #shout-outs." in preview.words
    seen = tend.hands("maya").press(preview, "Post it")
    assert "No channel for shout-outs has been chosen yet." in seen.words
    assert tend.workspace.in_dm("ana") == []
    tend.hands("maya").types("/tend channel #shout-outs")
    tend.hands("maya").press(preview, "Post it")
    assert "Done." in preview.words
    assert len(posts(tend)) == (way == "In the channel")


def test_without_a_channel_the_form_says_so_and_posts_afterwards(tend: Sandbox) -> None:
    choose_channel(tend, None)
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Whom do you thank?": ["ana"], "What did they do?": WORDS})
    hands.submit(form)
    assert "An admin of this workspace" in words_of(form)
    hands.submit(form)
    told = modal_of(tend, "maya")
    assert told is not form
    assert "No channel for shout-outs" in words_of(told)
    hands.close(told)
    choose_channel(tend, "C0SHOUTS01")
    assert hands.submit(form) is None
    assert len(posts(tend)) == 1


@pytest.mark.parametrize("way", WAYS)
def test_the_same_person_is_thanked_again_after_three_days(tend: Sandbox, way: str) -> None:
    choose(tend, "ana", way)
    give(tend, "maya", f"@ana {WORDS}")
    tend.let_days_pass(2)
    preview = previewed(tend, "maya", f"@leo @ana {WORDS} again")
    reason = "You thanked Ana Sousa on Wednesday 7 October. From Saturday 10 October on you can again"
    assert reason in preview.words
    assert reason in tend.hands("maya").press(preview, "Post it").words
    assert not any("again" in post.words for post in posts(tend))
    tend.let_days_pass(1)
    tend.hands("maya").press(preview, "Post it")
    assert "Done." in preview.words


def test_others_may_thank_the_same_person_meanwhile(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    assert "Done." in give(tend, "leo", f"@ana {WORDS}").words
    assert "Done." in give(tend, "maya", f"@leo {WORDS}").words


def test_five_a_day_leave_room_for_others(tend: Sandbox) -> None:
    for handle in ("ana", "leo", "sam", "priya", "jonas"):
        assert "Done." in give(tend, "maya", f"@{handle} {WORDS}").words
    preview = previewed(tend, "maya", f"@noor {WORDS}")
    assert "You have given 5 shout-outs today" in preview.words
    assert "You have given 5" in tend.hands("maya").press(preview, "Post it").words
    assert len(posts(tend)) == 5
    tend.turn_to(tend.clock.now().replace(hour=22, minute=1))  # midnight has passed in Berlin
    tend.hands("maya").press(preview, "Post it")
    assert len(posts(tend)) == 6


def test_somebody_who_has_left_meanwhile_is_not_thanked_and_the_draft_is_kept(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana @leo {WORDS}")
    tend.hands("leo").is_deactivated()
    assert "no longer has an active account" in tend.hands("maya").press(preview, "Post it").words
    assert posts(tend) == []
    hands = tend.hands("maya")
    hands.press(preview, "Change")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Whom do you thank?": ["ana"]})
    hands.submit(form)
    hands.submit(form)
    assert len(posts(tend)) == 1


def test_the_choice_counts_at_the_moment_of_posting(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    choose(tend, "ana", "Not this way")
    tend.hands("maya").press(preview, "Post it")
    assert "Done." in preview.words
    assert posts(tend) == []
    assert tend.workspace.in_dm("ana") == []

"""Whoever gave a shout-out takes it back for ten minutes, wherever it went, and keeps their words."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.relationships.models import Act
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import DropAfter, Refusal
from bot.sandbox.slack.messages import Message
from tests.features.shoutouts.thanking import (
    WORDS,
    asked,
    choose,
    drafts,
    give,
    modal_of,
    posts,
    previewed,
    sent,
    words_of,
)

WAYS = ("In the channel", "To me", "Not this way")


def undo(tend: Sandbox, answer: Message) -> str:
    tend.hands("maya").press(answer, "Undo")
    return answer.words


def acts(tend: Sandbox) -> list[str]:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(Act.key)))


def test_undo_takes_the_post_away_and_keeps_the_words(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    answer = give(tend, "maya", f"@ana {WORDS}")
    assert len(acts(tend)) == 1
    assert "It is taken back, wherever it was." in undo(tend, answer)
    assert posts(tend) == []
    assert drafts(tend) == [WORDS]
    assert acts(tend) == []
    assert "Nothing yet." in tend.hands("ana").types("/shoutout received").words
    tend.hands("maya").types("/shoutout")
    assert modal_of(tend, "maya").filled["did"]["did"]["value"] == WORDS
    assert tend.workspace.refused_calls() == []


@pytest.mark.parametrize("way", WAYS)
def test_what_the_giver_reads_and_presses_is_the_same_whatever_was_chosen(tend: Sandbox, way: str) -> None:
    choose(tend, "ana", way)
    answer = give(tend, "maya", f"@ana {WORDS}")
    assert answer.words.splitlines()[1:] == ["For ten minutes, *Undo* takes it back.", "Undo"]
    assert undo(tend, answer) == (
        "It is taken back, wherever it was. Your words are kept for seven days; "
        "`/shoutout` brings them back.\nChange"
    )
    assert posts(tend) == tend.workspace.in_dm("ana") == tend.workspace.in_dm("maya") == []
    assert acts(tend) == []


def test_other_words_can_be_given_at_once(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    undo(tend, answer)
    hands = tend.hands("maya")
    hands.press(answer, "Change")
    form = modal_of(tend, "maya")
    hands.fill(form, {"What did they do?": "mended the import"})
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    assert [post.words for post in posts(tend)] == ["<@U0MAYA0001> thanks <@U0ANA00001>\nmended the import"]
    hands.press(form, "Undo")
    assert "It is taken back" in words_of(form)
    assert posts(tend) == []


def test_after_ten_minutes_it_stays_and_the_giver_reads_who_can_still_do_something(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    tend.advance(timedelta(minutes=9, seconds=59))
    assert "Undo" in answer.words
    late = give(tend, "leo", f"@ana {WORDS}")
    tend.advance(timedelta(minutes=10))
    tend.hands("leo").press(late, "Undo")
    assert "The ten minutes are over, so it stays. Anybody it thanks can take it down" in late.words
    assert "Done. <@U0ANA00001> decides how it arrives." in late.words
    assert len(posts(tend)) == 2


def test_pressed_twice_it_is_taken_back_once(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    before = [dict(block) for block in answer.blocks]
    read = undo(tend, answer)
    answer.blocks[:] = before
    assert undo(tend, answer) == read
    assert len(sent(tend, "chat.delete")) == 2  # the post, and the question it had brought to Ana
    assert len(drafts(tend)) == 1


def test_an_old_undo_takes_nothing_newer_back(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    old = [dict(block) for block in answer.blocks]
    undo(tend, answer)
    hands = tend.hands("maya")
    hands.press(answer, "Change")
    form = modal_of(tend, "maya")
    hands.submit(form)
    hands.submit(form)
    hands.close(form)
    answer.blocks[:] = old
    assert "The newer answer has an Undo of its own." in hands.press(answer, "Undo").words
    assert len(posts(tend)) == 1


def test_nobody_but_the_giver_takes_it_back(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    forged = tend.workspace.post(
        "#general", author=tend.workspace.bot, text="x", blocks=[dict(block) for block in answer.blocks]
    )
    assert "no longer here" in tend.hands("leo").press(forged, "Undo").words
    assert len(posts(tend)) == 1


def test_the_question_how_is_put_by_the_next_one(tend: Sandbox) -> None:
    undo(tend, give(tend, "maya", f"@ana {WORDS}"))
    assert tend.workspace.in_dm("ana") == []
    give(tend, "leo", f"@ana {WORDS}")
    assert "How should thanks reach you?" in asked(tend).words


def test_an_answer_to_the_question_is_kept_though_what_brought_it_is_gone(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    question = asked(tend)
    tend.workspace.faults.order("chat.delete", Refusal("ratelimited"), times=2)
    undo(tend, answer)
    tend.hands("ana").press(question, "To me")
    tend.advance(timedelta(hours=1))
    assert posts(tend) == tend.workspace.in_dm("ana") == []
    give(tend, "leo", f"@ana {WORDS}")
    assert posts(tend) == []
    assert "Somebody here thanked you." in asked(tend).words


def test_a_private_line_that_still_waits_is_never_sent(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    tend.workspace.faults.order("chat.postMessage", Refusal("ratelimited"))
    undo(tend, give(tend, "maya", f"@ana {WORDS}"))
    tend.let_days_pass(1)
    assert tend.workspace.in_dm("ana") == []


def test_a_post_that_still_waits_is_never_posted(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("ratelimited"))
    undo(tend, give(tend, "maya", f"@ana {WORDS}"))
    tend.let_days_pass(1)
    assert posts(tend) == []
    assert len(sent(tend, "chat.postMessage")) == 1


def test_what_waited_for_a_card_is_not_on_it(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    tend.hands("ana").types("/tend resume")
    tend.hands("ana").types("/tend pause 1 day")
    undo(tend, give(tend, "maya", f"@ana {WORDS}"))
    tend.let_days_pass(3)
    assert tend.workspace.in_dm("ana") == []


def test_what_was_not_posted_is_taken_back_too_and_its_message_shows_the_draft(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("not_in_channel"))
    answer = give(tend, "maya", f"@ana {WORDS}")
    undo(tend, answer)
    [told] = tend.workspace.in_dm("maya")
    tend.hands("maya").press(told, "Post it")
    assert posts(tend) == []
    assert "This is how they read now" in told.words
    tend.hands("maya").press(told, "Post it")
    assert len(posts(tend)) == 1


def test_nobody_takes_back_a_post_of_which_nobody_knows_where_it_is(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", DropAfter())
    answer = give(tend, "maya", f"@ana {WORDS}")
    assert "I cannot tell where that post is" in tend.hands("maya").press(answer, "Undo").words
    assert drafts(tend) == []


def test_the_giver_is_told_when_slack_does_not_let_the_bot_delete_it(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    tend.workspace.faults.order("chat.delete", Refusal("cant_delete_message"))
    undo(tend, answer)
    [told] = tend.workspace.in_dm("maya")
    assert "Slack did not let me delete your post in <#C0SHOUTS01>." in told.words


def test_a_preview_from_before_posts_nothing_by_itself(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    before = [dict(block) for block in preview.blocks]
    tend.hands("maya").press(preview, "Post it")
    undo(tend, preview)
    preview.blocks[:] = before
    tend.hands("maya").press(preview, "Post it")
    assert posts(tend) == []
    assert "Post it" in preview.words


def test_a_team_is_thanked_by_name_and_taken_back_the_same_way(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Or a team, by its name": "Night shift", "What did they do?": WORDS})
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    [post] = posts(tend)
    assert "Night shift" in post.words
    hands.press(form, "Undo")
    assert posts(tend) == []
    assert drafts(tend) == [WORDS]

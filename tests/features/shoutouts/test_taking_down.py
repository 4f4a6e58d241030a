"""Whoever was thanked finds it again, and takes it down at any time."""

from datetime import timedelta

import sqlalchemy as sa

from bot.features.shoutouts.models import Way
from bot.features.shoutouts.receiving.preferences import preference_of
from bot.platform.delivery.models import OutboxMessage
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from tests.features.cards.above_the_foot import words_above
from tests.features.shoutouts.thanking import WORDS, asked, choose, give, modal_of, posts, sent, words_of

TEAM, ANA, LEO, MAYA = "T0TEND0001", "U0ANA00001", "U0LEO00001", "U0MAYA0001"


def test_a_private_one_can_be_taken_down_and_its_author_hears_nothing(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    give(tend, "maya", f"@ana {WORDS}")
    [note] = tend.workspace.in_dm("ana")
    hands = tend.hands("ana")
    hands.press(note, "Read")
    hands.press(modal_of(tend, "ana"), "Take it down")
    assert "It has been taken down." in words_of(modal_of(tend, "ana"))
    hands.close(modal_of(tend, "ana"))
    assert "That one is no longer here." in hands.press(note, "Read").words
    assert "Nothing yet." in hands.types("/shoutout received").words
    assert tend.workspace.in_dm("maya") == []


def test_nobody_else_can_read_or_take_down(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    give(tend, "maya", f"@ana @leo {WORDS}")
    tend.advance(timedelta(hours=6))  # Leo is asked when he is at work
    for source in (tend.workspace.in_dm("ana")[0], tend.workspace.in_dm("leo")[0]):
        forged = tend.workspace.post(
            "#general", author=tend.workspace.bot, text="x", blocks=[dict(block) for block in source.blocks]
        )
        for label in ("Read", "Take it down", "To me"):
            if label in source.words.splitlines():
                seen = tend.hands("sam").press(forged, label)
                assert "That one is no longer here." in seen.words
    assert tend.workspace.modal_of("sam") is None
    assert len(posts(tend)) == 1
    with tend.database.reading() as session:
        assert preference_of(session, TEAM, "U0SAM00001") is Way.IN_CHANNEL


def test_the_only_one_it_thanks_takes_the_post_down(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    question = asked(tend)
    tend.hands("ana").press(question, "Take it down")
    assert posts(tend) == []
    assert "It has been taken down." in question.words
    assert "How should" not in question.words
    assert "Not this way" in question.words  # the question itself can still be answered
    [told] = tend.workspace.in_dm("maya")
    assert words_above(told) == "Your shout-out of Wednesday 7 October has been taken down."
    assert told.text == "There is something for you to look at"
    assert tend.workspace.refused_calls() == []


def test_taking_down_twice_tells_the_author_once(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    question = asked(tend)
    before = [dict(block) for block in question.blocks]
    tend.hands("ana").press(question, "Take it down")
    question.blocks[:] = before
    tend.hands("ana").press(question, "Take it down")
    assert len(tend.workspace.in_dm("maya")) == 1
    assert len(sent(tend, "chat.delete")) == 1


def test_one_of_several_only_takes_themselves_out(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    give(tend, "maya", f"@ana @leo {WORDS}")
    tend.advance(timedelta(hours=6))  # Leo is asked when he is at work
    [post] = posts(tend)
    tend.hands("ana").press(asked(tend, "ana"), "Take it down")
    assert post.words == f"<@{MAYA}> thanks <@{LEO}>\n{WORDS}"
    assert post.text == f"<@{MAYA}> thanks <@{LEO}>"
    assert tend.workspace.in_dm("maya") == []
    tend.hands("leo").press(asked(tend, "leo"), "Take it down")
    assert posts(tend) == []
    assert len(tend.workspace.in_dm("maya")) == 1


def test_whoever_was_told_privately_leaves_the_post_alone_when_taking_down(tend: Sandbox) -> None:
    choose(tend, "leo", "To me")
    give(tend, "maya", f"@ana @leo {WORDS}")
    tend.hands("leo").types("/shoutout received")
    listed = tend.workspace.seen_by("leo", "#general")[-1]
    tend.hands("leo").press(listed, "Take it down")
    assert "Nothing yet." in listed.words
    assert len(posts(tend)) == 1


def test_received_lists_the_newest_first_for_oneself_alone(tend: Sandbox) -> None:
    give(tend, "maya", "@ana the first")
    choose(tend, "ana", "To me")
    tend.let_days_pass(1)
    give(tend, "leo", "@ana the second")
    [listed] = tend.hands("ana").types("/shoutout received")
    assert listed.ephemeral_to == ANA
    assert listed.words.index("the second") < listed.words.index("the first")
    assert f"From <@{MAYA}>, Wednesday 7 October, in <#C0SHOUTS01>" in listed.words
    assert f"From <@{LEO}>, Thursday 8 October, for you alone" in listed.words
    tend.hands("ana").press(listed, "Take it down", near="Wednesday 7 October")
    assert "the first" not in listed.words
    assert "the second" in listed.words
    assert posts(tend) == []


def test_what_was_not_delivered_is_not_listed(tend: Sandbox) -> None:
    choose(tend, "ana", "Not this way")
    give(tend, "maya", f"@ana {WORDS}")
    assert "Nothing yet." in tend.hands("ana").types("/shoutout received").words


def test_a_long_list_is_turned_page_by_page(tend: Sandbox) -> None:
    for number in range(7):
        give(tend, "maya", f"@ana number {number} " + "🌱" * 1400)
        tend.let_days_pass(3)
    [listed] = tend.hands("ana").types("/shoutout received")
    seen = set()
    for _ in range(10):
        seen |= {number for number in range(7) if f"number {number}" in listed.words}
        if "Older" not in listed.words.splitlines():
            break
        tend.hands("ana").press(listed, "Older")
    assert seen == set(range(7))
    while "Newer" in listed.words.splitlines():
        tend.hands("ana").press(listed, "Newer")
    assert "number 6" in listed.words
    assert tend.workspace.refused_calls() == []


def test_a_post_that_slack_will_not_delete_is_told_to_whoever_pressed(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    question = asked(tend)
    tend.workspace.faults.order("chat.delete", Refusal("cant_delete_message"))
    tend.hands("ana").press(question, "Take it down")
    told = tend.workspace.in_dm("ana")[-1]
    assert "Slack did not let me take your shout-out down in <#C0SHOUTS01>." in told.words


def test_nothing_is_left_waiting_in_the_outbox(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana @leo {WORDS}")
    tend.hands("ana").press(asked(tend, "ana"), "Take it down")
    with tend.database.reading() as session:
        states = session.scalars(sa.select(OutboxMessage.state)).all()
    assert set(states) == {"sent"}

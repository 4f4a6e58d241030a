"""When Slack does not take the post, the author is told what to do and nothing is said twice."""

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import DropAfter, DropBefore, Refusal
from bot.sandbox.slack.messages import Message
from tests.features.shoutouts.thanking import WORDS, choose, choose_channel, give, posts


def told(tend: Sandbox) -> Message:
    """What the author was last told in their direct message."""
    message = tend.workspace.in_dm("maya")[-1]
    assert message.text == "There is something for you to look at"
    return message


def test_in_a_channel_without_the_bot_the_shout_out_is_kept_and_posted_later(tend: Sandbox) -> None:
    choose(tend, "leo", "To me")
    choose_channel(tend, "C0TIDE0001")
    give(tend, "maya", f"@ana @leo {WORDS}")
    message = told(tend)
    assert (
        "Your shout-out to <@U0ANA00001> and <@U0LEO00001> is kept, but not posted yet. "
        "I am not in <#C0TIDE0001>. Type `/invite @Tend` there, then press *Post it*; "
        "or choose another channel below." in message.words
    )
    assert WORDS in message.words
    assert tend.workspace.in_dm("ana") == []  # nobody is asked about a post that does not exist
    assert "Nothing yet." in tend.hands("ana").types("/shoutout received").words
    tend.workspace.channel("#project-tide").members.append(tend.workspace.bot.id)
    tend.hands("maya").press(message, "Post it")
    assert "each decide how it arrives" in message.words
    [post] = tend.workspace.in_channel("#project-tide")
    assert post.words == f"<@U0MAYA0001> thanks <@U0ANA00001>\n{WORDS}"
    assert len(tend.workspace.in_dm("leo")) == 1
    assert len(tend.workspace.in_dm("ana")) == 1


def test_pressing_too_early_is_told_again(tend: Sandbox) -> None:
    choose_channel(tend, "C0TIDE0001")
    give(tend, "maya", f"@ana {WORDS}")
    tend.hands("maya").press(told(tend), "Post it")
    assert len(tend.workspace.in_dm("maya")) == 2
    assert "I am not in" in told(tend).words


def test_a_second_press_on_post_it_posts_once(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("not_in_channel"))
    give(tend, "maya", f"@ana {WORDS}")
    message = told(tend)
    before = [dict(block) for block in message.blocks]
    tend.hands("maya").press(message, "Post it")
    message.blocks[:] = before
    tend.hands("maya").press(message, "Post it")
    assert len(posts(tend)) == 1


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("is_archived", "is archived. Where shall it stand?"),
        ("channel_not_found", "I cannot find the channel for shout-outs."),
        ("restricted_action", "Slack did not take it (restricted_action)."),
    ],
)
def test_each_reason_says_what_to_do(tend: Sandbox, code: str, sentence: str) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal(code))
    give(tend, "maya", f"@ana {WORDS}")
    assert sentence in told(tend).words
    tend.hands("maya").press(told(tend), "Post it")
    assert len(posts(tend)) == 1


def test_another_channel_is_used_when_an_admin_has_chosen_one(tend: Sandbox) -> None:
    tend.workspace.channel("#shout-outs").is_archived = True
    give(tend, "maya", f"@ana {WORDS}")
    choose_channel(tend, "C0GENERAL1")
    tend.hands("maya").press(told(tend), "Post it")
    assert any(WORDS in message.words for message in tend.workspace.in_channel("#general"))


def test_posting_again_asks_anew_how_thanks_may_reach_each(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("not_in_channel"))
    give(tend, "maya", f"@ana @leo {WORDS}")
    choose(tend, "ana", "To me")
    choose(tend, "leo", "Not this way")
    tend.hands("maya").press(told(tend), "Post it")
    assert posts(tend) == []
    assert len(tend.workspace.in_dm("ana")) == 1
    assert tend.workspace.in_dm("leo") == []


def test_nobody_but_the_author_posts_again(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("not_in_channel"))
    give(tend, "maya", f"@ana {WORDS}")
    forged = tend.workspace.post(
        "#general", author=tend.workspace.bot, text="x", blocks=[dict(block) for block in told(tend).blocks]
    )
    assert "no longer here" in tend.hands("leo").press(forged, "Post it").words
    assert posts(tend) == []


def test_when_the_line_breaks_the_author_is_asked_whether_it_is_there(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", DropAfter())
    give(tend, "maya", f"@ana {WORDS}")
    assert len(posts(tend)) == 1
    message = told(tend)
    assert "I can't tell whether your shout-out to <@U0ANA00001> was posted" in message.words
    assert tend.workspace.in_dm("ana") == []
    tend.hands("maya").press(message, "It is there")
    assert message.words == "Good. It stays as it is."
    assert len(posts(tend)) == 1
    [question] = tend.workspace.in_dm("ana")
    seen = tend.hands("ana").press(question, "Take it down")
    assert "I cannot tell where that post is" in seen.words
    assert WORDS in tend.hands("ana").types("/shoutout received").words


def test_when_it_is_not_there_it_is_posted_again(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", DropBefore())
    give(tend, "maya", f"@ana {WORDS}")
    assert posts(tend) == []
    message = told(tend)
    tend.hands("maya").press(message, "Post it again")
    assert len(posts(tend)) == 1
    assert "decides how it arrives" in message.words
    assert len(tend.workspace.in_dm("ana")) == 1


def test_a_post_that_comes_late_still_brings_the_question(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("ratelimited"))
    give(tend, "maya", f"@ana {WORDS}")
    assert posts(tend) == []
    assert tend.workspace.in_dm("ana") == []
    tend.let_days_pass(1)
    assert len(posts(tend)) == 1
    assert len(tend.workspace.in_dm("ana")) == 1


def test_a_shout_out_taken_down_before_it_was_posted_never_stands_there(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("ratelimited"))
    give(tend, "maya", f"@ana {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("ana").press(listed, "Take it down")
    tend.let_days_pass(1)
    assert posts(tend) == []
    assert tend.workspace.in_dm("ana") == []

"""A shout-out that Slack did not take is kept, and its author says where it shall stand."""

from datetime import timedelta

import pytest

from bot.features.shoutouts.giving.elsewhere import hindrance_in
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from tests.features.shoutouts.thanking import WORDS, asked, give, posts

WHERE = "Or another channel"


@pytest.fixture
def told(tend: Sandbox) -> Message:
    """What Maya reads after the channel was archived in between."""
    tend.workspace.channel("#shout-outs").is_archived = True
    give(tend, "maya", f"@ana {WORDS}")
    [message] = tend.workspace.in_dm("maya")
    return message


def choose_where(tend: Sandbox, told: Message, channel: str) -> None:
    tend.hands("maya").choose(told, WHERE, channel)


def test_it_is_posted_where_its_author_says(tend: Sandbox, told: Message) -> None:
    assert "<#C0SHOUTS01> is archived. Where shall it stand?" in told.words
    assert WORDS in told.words
    choose_where(tend, told, "#general")
    assert "Done. <@U0ANA00001> decides how it arrives." in told.words
    [post] = tend.workspace.in_channel("#general")
    assert post.words == f"<@U0MAYA0001> thanks <@U0ANA00001>\n{WORDS}"
    assert "You were thanked in <#C0GENERAL1>." in asked(tend).words


def test_where_it_cannot_stand_is_said_and_another_choice_is_open(tend: Sandbox, told: Message) -> None:
    choose_where(tend, told, "#project-tide")
    assert "I am not in <#C0TIDE0001>. Type `/invite @Tend` there, then choose it again." in told.words
    assert WORDS in told.words
    tend.workspace.channel("#project-tide").members.append(tend.workspace.bot.id)
    tend.advance(timedelta(seconds=5))
    choose_where(tend, told, "#project-tide")
    assert len(tend.workspace.in_channel("#project-tide")) == 1
    assert "Done." in told.words


def test_an_archived_one_is_refused(tend: Sandbox, told: Message) -> None:
    choose_where(tend, told, "#shout-outs")
    assert "<#C0SHOUTS01> is archived. Your shout-out is kept; choose a channel that is in use." in told.words
    assert posts(tend) == []


def test_chosen_twice_it_is_posted_once(tend: Sandbox, told: Message) -> None:
    before = [dict(block) for block in told.blocks]
    choose_where(tend, told, "#general")
    told.blocks[:] = before
    told.filled.clear()
    choose_where(tend, told, "#general")
    assert len(tend.workspace.in_channel("#general")) == 1


def test_it_can_be_taken_back_for_ten_minutes_from_then(tend: Sandbox, told: Message) -> None:
    tend.advance(timedelta(hours=2))
    choose_where(tend, told, "#general")
    tend.advance(timedelta(minutes=9))
    tend.hands("maya").press(told, "Undo")
    assert tend.workspace.in_channel("#general") == []


def test_nobody_else_says_where(tend: Sandbox, told: Message) -> None:
    forged = tend.workspace.post(
        "#general", author=tend.workspace.bot, text="x", blocks=[dict(block) for block in told.blocks]
    )
    seen = tend.hands("leo").choose(forged, WHERE, "#general")
    assert seen is not None
    assert "no longer here" in seen.words
    assert tend.workspace.in_channel("#general") == [forged]


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ({"is_member": True}, None),
        ({"is_member": True, "is_archived": True}, "archived"),
        ({"is_member": True, "is_ext_shared": True}, "shared"),
        ({"is_member": True, "is_pending_ext_shared": True}, "shared"),
        ({"is_member": True, "is_private": True}, "not_public"),
        ({"is_member": True, "is_im": True}, "not_public"),
        ({"is_member": True, "is_mpim": True}, "not_public"),
        ({"is_member": False}, "not_a_member"),
    ],
)
def test_thanks_stand_only_where_all_of_the_company_can_read_them(
    channel: dict[str, bool], said: str | None
) -> None:
    assert hindrance_in(channel) == said

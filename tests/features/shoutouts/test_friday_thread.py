"""A channel that wants it gets one invitation a week, and what is said there stands below it."""

from datetime import timedelta

import pytest

from bot.features.shoutouts import jobs
from bot.features.shoutouts.channel import opting
from bot.features.shoutouts.models import Shoutout
from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.faults import Refusal
from bot.sandbox.slack.messages import Message
from tests.features.shoutouts.thanking import WORDS, choose_channel, give, modal_of, posts, previewed

TEAM = "T0TEND0001"
FRIDAY = utc(2026, 10, 9, 12)  # two o'clock in Berlin


def opt(tend: Sandbox, *, thread: bool = True, round_up: bool = False, zone: str = "Europe/Berlin") -> None:
    with tend.database.transaction() as session:
        opting.choose(
            session,
            session.get_one(Workspace, TEAM),
            thread=thread,
            round_up=round_up,
            zone=zone,
            now=tend.clock.now(),
        )


def workspace(tend: Sandbox) -> Workspace:
    with tend.database.reading() as session:
        return session.get_one(Workspace, TEAM)


def begun_in(tend: Sandbox, message: Message) -> Message:
    """A preview of a shout-out that belongs to this thread."""
    button = message.blocks[-1]["elements"][0]
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    with tend.database.transaction() as session:
        session.query(Shoutout).one().thread_id = int(button["value"].removeprefix("thread:"))
    return preview


def test_on_friday_at_two_there_is_one_invitation_a_week(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    opt(tend)
    tend.turn_to(FRIDAY - timedelta(seconds=1))
    assert posts(tend) == []
    tend.turn_to(FRIDAY)
    [invitation] = posts(tend)
    assert invitation.words.splitlines() == [
        "Who made your week easier? If something comes to mind, say it below.",
        "Say thanks",
    ]
    assert invitation.blocks[-1]["elements"][0]["action_id"] == "shoutouts.begin"
    tend.turn_to(FRIDAY + timedelta(days=21, hours=1))  # summer time is over, and it is two again
    assert len(posts(tend)) == 4
    assert tend.workspace.refused_calls() == []


def test_what_is_begun_there_is_said_below_it(tend: Sandbox) -> None:
    opt(tend)
    tend.turn_to(FRIDAY)
    [invitation] = posts(tend)
    tend.hands("maya").press(begun_in(tend, invitation), "Post it")
    _, post = posts(tend)
    assert WORDS in post.words
    assert post.thread_ts == invitation.ts


def test_its_button_opens_the_form_and_what_is_written_is_said_below(tend: Sandbox) -> None:
    opt(tend)
    tend.turn_to(FRIDAY)
    [invitation] = posts(tend)
    hands = tend.hands("maya")
    hands.press(invitation, "Say thanks")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Whom do you thank?": ["ana"], "What did they do?": WORDS})
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    assert posts(tend)[1].thread_ts == invitation.ts


def test_in_another_channel_it_stands_by_itself(tend: Sandbox) -> None:
    opt(tend)
    tend.turn_to(FRIDAY)
    preview = begun_in(tend, posts(tend)[0])
    choose_channel(tend, "C0GENERAL1")
    tend.hands("maya").press(preview, "Post it")
    post = next(message for message in tend.workspace.in_channel("#general") if WORDS in message.words)
    assert post.thread_ts is None


def test_it_ends_when_it_is_switched_off(tend: Sandbox) -> None:
    opt(tend)
    tend.turn_to(FRIDAY)
    opt(tend, thread=False)
    tend.turn_to(FRIDAY + timedelta(days=15))
    assert len(posts(tend)) == 1
    assert workspace(tend).thread_next_at is None


@pytest.mark.parametrize("channel_id", [None, "C0TIDE0001"])
def test_without_a_channel_that_takes_it_a_week_is_skipped_quietly(
    tend: Sandbox, channel_id: str | None
) -> None:
    opt(tend)
    choose_channel(tend, channel_id)
    tend.turn_to(FRIDAY)
    choose_channel(tend, "C0SHOUTS01")
    tend.turn_to(FRIDAY + timedelta(days=6))
    assert posts(tend) == tend.workspace.in_dm("maya") == []
    tend.turn_to(FRIDAY + timedelta(days=7))
    assert len(posts(tend)) == 1


def test_after_an_outage_there_is_at_most_this_fridays(tend: Sandbox) -> None:
    opt(tend)
    tend.clock.turn_to(FRIDAY + timedelta(days=24))  # a Monday, three Fridays later
    tend.settle()
    assert posts(tend) == []
    assert workspace(tend).thread_next_at == FRIDAY + timedelta(days=28, hours=1)  # summer time is over
    tend.clock.turn_to(FRIDAY + timedelta(days=28, hours=4))
    tend.settle()
    assert len(posts(tend)) == 1


def test_one_that_slack_takes_too_late_is_not_sent(tend: Sandbox) -> None:
    opt(tend)
    tend.clock.turn_to(FRIDAY)
    tend.workspace.faults.order("chat.postMessage", Refusal("ratelimited"))
    tend.settle()
    tend.clock.turn_to(FRIDAY + timedelta(days=3))
    tend.settle()
    assert posts(tend) == []


def test_two_processes_make_one(tend: Sandbox) -> None:
    opt(tend)
    tend.clock.turn_to(FRIDAY)
    assert jobs.invite_one_channel(tend.database, tend.clock)
    with tend.database.transaction() as session:
        session.get_one(Workspace, TEAM).thread_next_at = FRIDAY  # as if nobody had come yet
    assert jobs.invite_one_channel(tend.database, tend.clock)
    assert not jobs.invite_one_channel(tend.database, tend.clock)
    tend.settle()
    assert len(posts(tend)) == 1


def test_choosing_the_same_again_keeps_a_turn_and_another_clock_moves_it(tend: Sandbox) -> None:
    opt(tend, round_up=True)
    before = workspace(tend).thread_next_at
    tend.clock.turn_to(FRIDAY)
    opt(tend, round_up=True)
    assert workspace(tend).thread_next_at == before == FRIDAY
    opt(tend, round_up=True, zone="America/New_York")
    assert workspace(tend).thread_next_at == FRIDAY + timedelta(hours=6)
    assert workspace(tend).round_up_next_at == utc(2026, 11, 2, 15)


def test_a_reply_waits_for_nothing_when_the_invitation_failed(tend: Sandbox) -> None:
    opt(tend)
    tend.workspace.faults.order("chat.postMessage", Refusal("restricted_action"))
    tend.turn_to(FRIDAY)
    assert posts(tend) == []
    assert "Done." in give(tend, "maya", f"@ana {WORDS}").words
    assert len(posts(tend)) == 1

"""A post that waited leaves as things stand at that moment, and nobody's words get lost on the way."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy.orm import Session

from bot.features.shoutouts.giving import leaving, undoing
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State
from bot.features.shoutouts.writing import drafts as writing
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.slack.gateway import Posted, WebGateway
from bot.platform.slack.message import Message
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import DropAfter, Fault, Refusal, ServerError
from tests.conftest import KEY
from tests.features.shoutouts.thanking import WORDS, choose, drafts, give, modal_of, posts, sent
from tests.features.workspace.deciding import decide, switch_off


def given_while_slack_is_away(tend: Sandbox, line: str) -> None:
    tend.workspace.faults.order("chat.postMessage", ServerError(503))
    give(tend, "maya", line)
    assert posts(tend) == []


def take_back(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        shoutout = session.query(Shoutout).one()
        assert undoing.undo(session, shoutout, version=shoutout.version, now=tend.now())


def taken_back_on_the_way(tend: Sandbox, monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    """A shout-out whose author presses *Undo* while Slack has it in hand; then comes ``fault``."""
    really_post = WebGateway.post
    pressed: list[datetime] = []

    def post(self: WebGateway, channel_id: str, message: Message, **more: str) -> Posted:
        if channel_id == "C0SHOUTS01" and not pressed:
            pressed.append(tend.now())
            take_back(tend)
        return really_post(self, channel_id, message, **more)

    given_while_slack_is_away(tend, f"@ana {WORDS}")
    monkeypatch.setattr(WebGateway, "post", post)
    tend.workspace.faults.order("chat.postMessage", fault)
    tend.advance(timedelta(minutes=3))
    assert pressed


@pytest.mark.parametrize(("way", "told"), [("Not this way", 0), ("To me", 1)])
def test_whoever_chooses_another_way_while_it_waits_is_not_named(tend: Sandbox, way: str, told: int) -> None:
    given_while_slack_is_away(tend, f"@ana @sam {WORDS}")
    choose(tend, "ana", way)
    tend.advance(timedelta(minutes=5))
    [post] = posts(tend)
    assert post.words == f"<@U0MAYA0001> thanks <@U0SAM00001>\n{WORDS}"
    assert "U0ANA" not in str(post.blocks) + post.text
    assert len(tend.workspace.in_dm("ana")) == told
    assert tend.workspace.in_dm("maya") == []


def test_where_nobody_is_left_to_name_nothing_is_posted(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    given_while_slack_is_away(tend, f"@ana {WORDS}")
    choose(tend, "ana", "To me")
    tend.advance(timedelta(minutes=5))
    assert posts(tend) == []
    [line] = tend.workspace.in_dm("ana")
    assert "Somebody here thanked you." in line.words
    assert "for you alone" in tend.hands("ana").types("/shoutout received").words


def test_whoever_takes_it_down_or_leaves_while_it_waits_is_never_named(tend: Sandbox) -> None:
    given_while_slack_is_away(tend, f"@ana @sam @priya {WORDS}")
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.workspace.faults.order("chat.postMessage", ServerError(503), times=2)
    tend.hands("ana").press(listed, "Take it down")
    tend.hands("priya").is_deactivated()
    tend.advance(timedelta(minutes=5))
    [post] = posts(tend)
    assert post.words == f"<@U0MAYA0001> thanks <@U0SAM00001>\n{WORDS}"
    named = [call for call in sent(tend, "chat.postMessage") if call["channel"] == "C0SHOUTS01"][-1]
    assert "U0ANA" not in str(named)


def test_while_shout_outs_are_switched_off_nothing_leaves_and_the_author_is_told(tend: Sandbox) -> None:
    given_while_slack_is_away(tend, f"@ana {WORDS}")
    switch_off(tend, "Shout-outs")
    tend.advance(timedelta(minutes=10))
    assert posts(tend) == tend.workspace.in_dm("ana") == []
    [told] = tend.workspace.in_dm("maya")
    assert "Shout-outs were switched off in this workspace before it left." in told.words
    every = ["One-on-ones", "Shout-outs", "Reconnecting", "Digests", "Group figures"]
    decide(tend, "What is used here", {"What is used in this workspace?": every})
    tend.hands("maya").press(told, "Post it")
    assert len(posts(tend)) == 1


def test_taken_back_on_the_way_and_refused_the_words_are_a_draft(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_back_on_the_way(tend, monkeypatch, Refusal("is_archived"))
    assert drafts(tend) == [WORDS]
    assert tend.workspace.in_dm("maya") == []
    with tend.database.reading() as session:
        assert session.query(Shoutout).one().state == State.DRAFT
    tend.hands("maya").types("/shoutout")
    assert modal_of(tend, "maya").filled["did"]["did"]["value"] == WORDS


def test_taken_back_on_the_way_and_no_answer_the_author_is_told_that_it_may_stand(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_back_on_the_way(tend, monkeypatch, DropAfter())
    assert drafts(tend) == [WORDS]
    [told] = tend.workspace.in_dm("maya")
    assert told.words == (
        "You took your shout-out back while it was on its way to <#C0SHOUTS01>, and Slack did not answer. "
        "It may stand there all the same. If it does, an admin of this workspace can delete it."
    )


def test_posted_again_it_does_not_name_who_has_left_since(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("is_archived"))
    give(tend, "maya", f"@ana @sam {WORDS}")
    [told] = tend.workspace.in_dm("maya")
    tend.hands("ana").is_deactivated()
    tend.hands("maya").press(told, "Post it")
    assert [post.words for post in posts(tend)] == [f"<@U0MAYA0001> thanks <@U0SAM00001>\n{WORDS}"]


def test_when_everybody_has_left_the_author_reads_so(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", Refusal("is_archived"))
    give(tend, "maya", f"@ana {WORDS}")
    [told] = tend.workspace.in_dm("maya")
    tend.hands("ana").is_deactivated()
    assert "no longer has an active account" in tend.hands("maya").press(told, "Post it").words
    assert posts(tend) == []


def test_forgotten_words_are_said_to_be_so_whichever_channel_is_chosen(tend: Sandbox) -> None:
    decide(tend, "How long I keep things", {"Words of a shout-out": "30 days"})
    tend.workspace.faults.order("chat.postMessage", Refusal("is_archived"))
    give(tend, "maya", f"@ana {WORDS}")
    tend.let_days_pass(31)
    [told] = tend.workspace.in_dm("maya")
    seen = tend.hands("maya").choose(told, "Or another channel", "#project-tide")
    assert seen is not None
    assert "I have forgotten those words" in seen.words


@pytest.mark.postgres
def test_undo_at_the_very_moment_of_a_failure_keeps_the_words_a_draft(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tend = Sandbox(database_url=postgres_url, encryption_key=KEY)
    really_receivers_of = writing.receivers_of
    pressed: list[Thread] = []

    def receivers_of(session: Session, shoutout: Shoutout) -> list[ShoutoutReceiver]:
        if shoutout.state in (State.GIVEN, State.HELD) and not pressed and is_failing:
            pressed.append(Thread(target=undo, args=(shoutout.id,)))
            pressed[0].start()
            pressed[0].join(1)  # it has to wait until the failure is written down
        return really_receivers_of(session, shoutout)

    def undo(shoutout_id: int) -> None:
        with tend.database.transaction() as session:
            shoutout = session.get_one(Shoutout, shoutout_id, with_for_update=True)
            assert undoing.undo(session, shoutout, version=shoutout.version, now=tend.now())

    try:
        is_failing = False
        given_while_slack_is_away(tend, f"@ana {WORDS}")
        is_failing = True
        monkeypatch.setattr(writing, "receivers_of", receivers_of)
        with tend.database.transaction() as session:
            message = session.get_one(OutboxMessage, session.query(Shoutout).one().message_id)
            message.state, message.next_attempt_at, message.reason = Delivery.FAILED, None, "is_archived"
            leaving.not_delivered(session, message, tend.now())
        pressed[0].join()
        with tend.database.reading() as session:
            shoutout = session.query(Shoutout).one()
            assert (shoutout.state, shoutout.message_id) == (State.DRAFT, None)
            assert shoutout.forget_at is not None
    finally:
        tend.stop()

"""Tend forgets as soon as the admins chose, counts what it forgot, and lists none of it."""

import logging
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.reconnections.models import OwnSide
from bot.features.relationships.models import Act
from bot.features.shoutouts.models import Shoutout
from bot.sandbox.sandbox import Sandbox
from tests.features.reconnections.reaching import reconnect
from tests.features.shoutouts.thanking import give, modal_of, posts
from tests.features.workspace.deciding import decide, words_of

KEEPING = "How long I keep things"
THANKS, ACTS = "Words of a shout-out", "What people noted that they did"
STATES = "How somebody said it is with another person"


def thank(tend: Sandbox) -> None:
    give(tend, "leo", "@ana @sam found out why the import broke")


def words_kept(tend: Sandbox) -> list[str]:
    with tend.database.reading() as session:
        return [shoutout.wording.text for shoutout in session.query(Shoutout)]


def received(tend: Sandbox, handle: str) -> str:
    seen = tend.hands(handle).types("/shoutout received")
    return seen.words + (words_of(seen.modal) if seen.modal else "")


def test_the_words_of_a_shout_out_are_forgotten_and_the_post_stays(
    tend: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    thank(tend)
    decide(tend, KEEPING, {THANKS: "30 days"})
    tend.let_days_pass(29)
    assert "import broke" in received(tend, "ana")
    with caplog.at_level(logging.INFO, logger="bot.features.shoutouts.forgetting"):
        tend.let_days_pass(2)
    assert words_kept(tend) == [""]
    assert "forgotten" in received(tend, "ana")
    assert len(posts(tend)) == 1
    assert "the words of 1 shout-outs were forgotten, as the workspaces' admins chose" in caplog.messages
    assert "import broke" not in caplog.text


def test_a_shorter_time_takes_effect_within_the_hour(tend: Sandbox) -> None:
    thank(tend)
    tend.let_days_pass(40)
    assert "import broke" in words_kept(tend)[0]
    decide(tend, KEEPING, {THANKS: "30 days"})
    tend.advance(timedelta(hours=1))
    assert words_kept(tend) == [""]


def test_whoever_was_thanked_can_take_down_a_post_whose_words_are_forgotten(tend: Sandbox) -> None:
    thank(tend)
    [question] = tend.workspace.in_dm("ana")
    decide(tend, KEEPING, {THANKS: "30 days"})
    tend.let_days_pass(31)
    tend.hands("ana").press(question, "Take it down")
    assert posts(tend) == []
    assert tend.workspace.refused_calls() == []


def test_how_often_one_may_thank_is_counted_still(tend: Sandbox) -> None:
    thank(tend)
    with tend.database.transaction() as session:
        session.execute(sa.update(Shoutout).values(forgotten_at=tend.now(), did="", effect="", occasion=""))
    [preview] = tend.hands("leo").types("/shoutout @ana found another bug")
    tend.hands("leo").press(preview, "Post it")
    assert len(posts(tend)) == 1


def test_how_it_is_and_acts_are_forgotten_in_their_own_time(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")
    with tend.database.transaction() as session:
        session.add(
            Act(
                workspace_id="T0TEND0001",
                person_id="U0MAYA0001",
                about_id="U0ANA00001",
                kind="question",
                key="test",
                done_on=tend.now().date(),
            )
        )
    decide(tend, KEEPING, {ACTS: "90 days", STATES: "14 days"})
    tend.let_days_pass(15)
    with tend.database.reading() as session:
        assert session.query(OwnSide).count() == 0
        assert session.query(Act).count() == 1
    tend.let_days_pass(80)
    with tend.database.reading() as session:
        assert session.query(Act).count() == 0


def test_no_choice_is_longer_than_what_people_are_told(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend admin")
    page = modal_of(tend, "maya")
    tend.hands("maya").press(page, "Change", near=KEEPING)
    states = next(block for block in modal_of(tend, "maya").blocks if block.get("block_id") == "states")
    days = [option["text"]["text"] for option in states["element"]["options"]]
    assert days == ["14 days", "30 days", "60 days"]

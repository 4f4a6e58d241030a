"""Whoever has blocked somebody hears nothing of what that one does, and that one notices nothing."""

import pytest

from bot.features.one_on_ones.models import Answer
from bot.features.people import blocking
from bot.features.people.reader import reader_of
from bot.features.relationships import service as relationships
from bot.features.relationships.noted import noted
from bot.sandbox.sandbox import Sandbox
from tests.features.one_on_ones.arranging import (
    ANA,
    MAYA,
    WORKSPACE,
    cards_naming,
    invitations_of,
    join,
    listed,
    series_in,
    set_up,
    words_on,
)
from tests.features.one_on_ones.test_promises import note as note_promise
from tests.features.shoutouts.thanking import asked, choose, give, posts


def blocked(tend: Sandbox, handle: str = "ana", *, about: str = "maya") -> str:
    """Type ``/tend block``; what is said in return."""
    return tend.hands(handle).types(f"/tend block @{about}").words


def test_blocking_says_what_it_does_and_stands_on_ones_own_list_alone(tend: Sandbox) -> None:
    said = blocked(tend)
    assert MAYA in said
    assert "goes on until one of you ends it" in said
    assert MAYA in tend.hands("ana").types("/tend blocked").words
    assert "blocked nobody" in tend.hands("maya").types("/tend blocked").words
    tend.hands("ana").types("/tend settings")
    assert f"You have blocked <@{MAYA}>" in words_on(tend.workspace.modal_of("ana"))


def test_blocking_twice_is_once_and_unblocking_ends_it(tend: Sandbox) -> None:
    blocked(tend)
    blocked(tend)
    assert "from now on" in tend.hands("ana").types("/tend unblock @maya").words
    assert "blocked nobody" in tend.hands("ana").types("/tend blocked").words
    assert "from now on" in tend.hands("ana").types("/tend unblock @maya").words


@pytest.mark.parametrize(("line", "said"), [("block", "/tend block @leo"), ("block @ana", "That is you")])
def test_blocking_nobody_or_oneself_says_how(tend: Sandbox, line: str, said: str) -> None:
    assert said in tend.hands("ana").types(f"/tend {line}").words


@pytest.mark.parametrize("way", ["To me", "In the channel"])
def test_thanks_of_somebody_blocked_are_not_delivered(tend: Sandbox, way: str) -> None:
    choose(tend, "ana", way)
    blocked(tend)
    told = give(tend, "maya", "@ana found out why the import broke").words
    tend.let_days_pass(1)
    assert posts(tend) == []
    assert tend.workspace.in_dm("ana") == []
    assert "import broke" not in tend.hands("ana").types("/shoutout received").words
    assert "decides how it" in told


def test_thanks_reach_whoever_has_unblocked(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    blocked(tend)
    tend.hands("ana").types("/tend unblock @maya")
    give(tend, "maya", "@ana found out why the import broke")
    assert len(tend.workspace.in_dm("ana")) == 1


def test_a_thank_you_back_of_somebody_blocked_is_not_delivered(tend: Sandbox) -> None:
    give(tend, "maya", "@ana found out why the import broke")
    blocked(tend, "maya", about="ana")
    tend.hands("ana").press(asked(tend), "Thank them back")
    tend.let_days_pass(2)
    assert tend.workspace.in_dm("maya") == []
    assert "decides how it arrives" in asked(tend).words


def test_what_somebody_blocked_writes_down_for_them_waits_unseen(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.let_days_pass(1)
    join(tend, "ana")
    blocked(tend)
    note_promise(tend, "maya", "Ana: canary send the budget")
    tend.let_days_pass(7)
    assert not cards_naming(tend, "ana", "canary")
    assert "canary" not in tend.hands("ana").types("/followups").words
    assert "canary" in tend.hands("maya").types("/followups").words
    tend.hands("ana").types("/tend unblock @maya")
    assert "canary" in tend.hands("ana").types("/followups").words


def test_nobody_blocked_is_raised_with_whoever_blocked_them(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        reader = reader_of(session, WORKSPACE, ANA, now=tend.clock.now())
        assert relationships.may_be_raised(session, reader, MAYA)
        blocking.block(session, WORKSPACE, ANA, about_id=MAYA, now=reader.now)
        session.flush()
        assert not relationships.may_be_raised(session, reader, MAYA)
        assert MAYA in noted(session, reader, since=reader.today, latest_with=[]).at_rest
        of_maya = reader_of(session, WORKSPACE, MAYA, now=reader.now)
        assert relationships.may_be_raised(session, of_maya, ANA)


def test_an_invitation_of_somebody_blocked_waits_unanswered(tend: Sandbox) -> None:
    blocked(tend)
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.let_days_pass(3)
    assert invitations_of(tend, "ana") == []
    assert MAYA not in tend.hands("ana").types("/1on1").words
    tend.hands("ana").opens_home()
    home = tend.workspace.home_of("ana")
    assert home is not None
    assert "maya" not in str(home.blocks).lower()
    assert series_in(tend.database).answer == Answer.NOT_YET
    tend.hands("ana").types("/tend unblock @maya")
    assert MAYA in listed(tend, "ana").words


def test_a_series_that_both_joined_goes_on(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.let_days_pass(1)
    join(tend, "ana")
    blocked(tend)
    tend.let_days_pass(7)
    assert cards_naming(tend, "ana", MAYA)
    assert series_in(tend.database).ended_at is None
    assert series_in(tend.database).other_id == ANA

"""Whoever left the workspace is forgotten after a month, by itself."""

import pytest
import sqlalchemy as sa

from bot.features.follow_ups.models import FollowUp
from bot.features.people.erased.models import ErasedMark
from bot.features.people.models import Enrolment, Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from tests.features.follow_ups.noting import note
from tests.features.home.looking import start
from tests.features.one_on_ones.arranging import MAYA
from tests.features.people.people_of import tell
from tests.features.privacy.own_data import WORKSPACE, modal, my_data, text


def person(tend: Sandbox) -> Person:
    with tend.database.reading() as session:
        return session.get_one(Person, (WORKSPACE, MAYA))


def is_kept(tend: Sandbox) -> bool:
    with tend.database.reading() as session:
        return session.get(Enrolment, (WORKSPACE, MAYA)) is not None


def test_a_month_after_they_left_all_of_it_is_gone_and_so_is_their_name(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    tend.hands("maya").is_deactivated()
    tend.let_days_pass(29)
    assert is_kept(tend)
    tend.let_days_pass(3)
    assert not is_kept(tend)
    assert person(tend).name == "Somebody who left"
    tend.let_days_pass(2)  # Slack's nightly list still has the name
    assert person(tend).name == "Somebody who left"


def test_whoever_comes_back_within_the_month_has_lost_nothing(tend: Sandbox) -> None:
    start(tend, "maya")
    tend.hands("maya").is_deactivated()
    tend.let_days_pass(20)
    tend.hands("maya").changes_profile(deleted=False)
    tend.let_days_pass(20)
    assert is_kept(tend)
    assert person(tend).forget_at is None


def test_whoever_comes_back_later_is_as_new_as_anybody(tend: Sandbox) -> None:
    start(tend, "maya")
    tend.hands("maya").is_deactivated()
    tend.let_days_pass(33)
    tend.hands("maya").changes_profile(deleted=False)
    tend.settle()
    assert person(tend).name != "Somebody who left"
    with tend.database.reading() as session:
        assert session.scalars(sa.select(ErasedMark)).all() == []


@pytest.mark.parametrize("too_soon", ["before the form", "before it is sent"])
def test_whoever_is_deactivated_while_they_delete_everything_has_deleted_everything(
    tend: Sandbox, too_soon: str
) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    hands, page = tend.hands("maya"), my_data(tend, "maya")
    leaving = {**tend.workspace.person("maya").as_slack(team_id=WORKSPACE, now=tend.now()), "deleted": True}
    if too_soon == "before the form":
        tell(tend, "user_change", leaving)
    hands.press(page, "Delete everything")
    form = modal(tend, "maya")
    tell(tend, "user_change", leaving)  # Slack says it once or twice
    tend.workspace.faults.order("views.publish", Refusal("user_not_found"))
    assert hands.submit(form) is None
    assert "It is deleted: " in text(modal(tend, "maya"))
    assert not is_kept(tend)
    assert person(tend).is_gone
    with tend.database.reading() as session:
        assert session.scalars(sa.select(FollowUp)).all() == []
    tend.hands("maya").is_deactivated()
    tend.let_days_pass(32)
    assert person(tend).name == "Somebody who left"

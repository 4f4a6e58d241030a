"""Whoever left the workspace is forgotten after a month, by itself."""

import sqlalchemy as sa

from bot.features.people.erased.models import ErasedMark
from bot.features.people.models import Enrolment, Person
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note
from tests.features.home.looking import start
from tests.features.one_on_ones.arranging import MAYA
from tests.features.privacy.own_data import WORKSPACE


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

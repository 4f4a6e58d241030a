"""Scenes that no feature plays in a sandbox alone: an app that goes, and what is forgotten long after."""

from datetime import timedelta

from bot.platform.installations.models import Installation
from bot.sandbox.hands.happenings import Happenings
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from tests.features.follow_ups.noting import note
from tests.features.home.looking import opened
from tests.features.people.test_org_profiles import MAYA, names


def somebody_joins(tend: Sandbox) -> None:
    _happenings(tend).joins("nils", "Nils Holm")


def the_app_is_removed(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    _install(tend)
    _happenings(tend).app_is_uninstalled()


def what_a_workspace_held_goes_a_month_later(tend: Sandbox) -> None:
    the_app_is_removed(tend)
    tend.clock.advance(timedelta(days=31))
    tend.settle()


def words_that_slack_refused_are_forgotten(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.workspace.faults.order("chat.postMessage", Refusal("restricted_action"), times=1)
    tend.let_days_pass(1)
    tend.hands("maya").types("/tend stop")
    tend.clock.advance(timedelta(days=20))
    tend.settle()


def messages_of_long_ago_are_forgotten(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    tend.hands("maya").types("/tend stop")
    tend.clock.advance(timedelta(days=100))
    tend.settle()


def a_tab_that_was_opened_is_forgotten(tend: Sandbox) -> None:
    opened(tend, "maya")
    tend.clock.advance(timedelta(hours=3))
    tend.settle()


def a_profile_says_who_leads(tend: Sandbox) -> None:
    names(tend, "ana", MAYA)
    tend.let_days_pass(1)
    tend.advance(timedelta(minutes=1))


def _happenings(tend: Sandbox) -> Happenings:
    return Happenings(tend.workspace, tend._door)


def _install(tend: Sandbox) -> None:
    """As its installation left it a month ago."""
    with tend.database.transaction() as session:
        session.merge(
            Installation(
                workspace_id=tend.workspace.team_id,
                bot_token="xoxb-sandbox",
                installed_at=tend.now() - timedelta(days=30),
            )
        )

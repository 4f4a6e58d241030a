"""Two workspaces install Tend, use it side by side, and one takes it out again."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.people.models import Enrolment
from bot.features.workspace.models import Workspace as WorkspaceRow
from bot.platform.installations import renewing
from bot.platform.installations.models import Installation
from bot.platform.slack.errors import DeliveryError
from bot.sandbox.slack.faults import ServerError
from tests.features.follow_ups.noting import note
from tests.installations.looking import promises, row_of, rows_with, said_to
from tests.installations.two_teams import ALL, NORTH, SOUTH, Side, TwoTeams, two_teams


def test_two_workspaces_are_installed_used_renewed_and_one_goes(rotating: TwoTeams) -> None:
    teams = rotating
    for team_id, name in ((NORTH, "North"), (SOUTH, "South")):
        assert f"Tend is now in {name}" in teams.install(team_id).text
    note(Side(teams, teams.north), "maya", "call Leo about the north")
    note(Side(teams, teams.south), "maya", "call Leo about the south")
    assert {team_id for team_id, _ in promises(teams)} == {NORTH, SOUTH}
    first = [row_of(teams, team_id).bot_token for team_id in (NORTH, SOUTH)]  # type: ignore[union-attr]

    teams.let_pass(timedelta(days=1))
    now = [row_of(teams, team_id).bot_token for team_id in (NORTH, SOUTH)]  # type: ignore[union-attr]
    assert not set(first) & set(now)
    used = teams.oauth.used_refresh_tokens
    assert len(used) == len(set(used)) >= 4
    for workspace in (teams.north, teams.south):
        assert len(said_to(workspace, "maya")) == 1
        assert [call.answer for call in workspace.refused_calls()] == []

    teams.happenings(teams.south).app_is_uninstalled()
    teams.let_pass(timedelta(days=6))
    assert len(said_to(teams.south, "maya")) == 1
    assert len(said_to(teams.north, "maya")) > 1
    gone, stays = row_of(teams, SOUTH), row_of(teams, NORTH)
    assert gone is not None
    assert stays is not None
    assert (gone.bot_token, gone.refresh_token, gone.renew_at) == (None, None, None)
    assert stays.bot_token is not None
    assert stays.purge_at is None
    assert {team_id for team_id, _ in promises(teams)} == {NORTH, SOUTH}

    # At once: a month lived through day by day says nothing more about what is left at its end.
    assert gone.purge_at is not None
    teams.clock.turn_to(gone.purge_at - timedelta(seconds=1))
    teams.tend.settle()
    assert {team_id for team_id, _ in promises(teams)} == {NORTH, SOUTH}
    teams.clock.turn_to(gone.purge_at)
    teams.tend.settle()
    assert promises(teams) == {(NORTH, "call Leo about the north")}
    assert rows_with(teams, SOUTH) == {}
    with teams.database.reading() as session:
        assert set(session.scalars(sa.select(WorkspaceRow.id))) == {NORTH}
    assert "promise" in teams.hands(teams.north, "maya").types("/followups help").words


@pytest.mark.parametrize(
    "order", [("tokens_revoked", "app_uninstalled"), ("app_uninstalled", "tokens_revoked")]
)
def test_in_either_order_and_twice_the_end_is_one_end(teams: TwoTeams, order: tuple[str, str]) -> None:
    teams.install(NORTH)
    note(Side(teams, teams.north), "maya", "call Leo")
    teams.north.is_installed = False
    events = teams.events(teams.north)
    due = set()
    for kind in (*order, *order):
        event = {"type": kind} | ({"tokens": {"bot": ["U0TENDBOT1"]}} if kind == "tokens_revoked" else {})
        assert events.deliver(events.envelope(event)).ok
        row = row_of(teams, NORTH)
        assert row is not None
        assert row.bot_token is None
        due.add(row.purge_at)
        teams.clock.turn_to(teams.clock.now() + timedelta(minutes=1))
    assert len(due) == 1
    teams.let_pass(timedelta(days=7))
    assert said_to(teams.north, "maya") == []


def test_installing_again_within_the_month_keeps_everything(teams: TwoTeams) -> None:
    teams.install(NORTH)
    note(Side(teams, teams.north), "maya", "call Leo")
    teams.happenings(teams.north).app_is_uninstalled()
    teams.let_pass(timedelta(days=29))
    teams.install(NORTH)
    row = row_of(teams, NORTH)
    assert row is not None
    assert row.purge_at is None
    teams.let_pass(timedelta(days=40))
    assert promises(teams) == {(NORTH, "call Leo")}
    assert said_to(teams.north, "maya")
    with teams.database.reading() as session:
        assert session.scalar(sa.select(Enrolment.next_card_at)) is not None


def test_an_end_that_slack_brings_after_the_next_beginning_ends_nothing(teams: TwoTeams) -> None:
    teams.install(NORTH)
    events = teams.events(teams.north)
    late = events.envelope({"type": "app_uninstalled"})
    teams.clock.turn_to(teams.clock.now() + timedelta(minutes=5))
    teams.install(NORTH)
    assert events.deliver(late).ok
    row = row_of(teams, NORTH)
    assert row is not None
    assert row.bot_token is not None
    assert row.purge_at is None


def test_where_it_is_not_installed_people_are_told_so_and_nothing_is_kept(teams: TwoTeams) -> None:
    teams.install(NORTH)
    teams.south.is_installed = True
    assert "not installed in this workspace" in teams.hands(teams.south, "maya").types("/tend help").words
    events = teams.events(teams.south)
    assert events.deliver(events.envelope({"type": "app_home_opened", "user": "U0MAYA0001"})).ok
    assert rows_with(teams, SOUTH) == {}


def test_of_many_who_renew_at_once_one_does(rotating: TwoTeams) -> None:
    teams = rotating
    teams.install(NORTH)
    row = row_of(teams, NORTH)
    assert row is not None
    assert row.renew_at is not None
    teams.clock.turn_to(row.renew_at)
    oauth = teams.tend._oauth
    assert oauth is not None
    done: list[bool] = []
    ready = threading.Barrier(6)

    def renew() -> None:
        ready.wait()
        done.append(renewing.renew(teams.database, teams.clock, oauth, NORTH))

    together = [threading.Thread(target=renew) for _ in range(6)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    assert sorted(done) == [False] * 5 + [True]
    assert teams.oauth.used_refresh_tokens == [row.refresh_token]


def test_a_renewal_that_got_no_answer_is_tried_again_while_the_old_token_lives(rotating: TwoTeams) -> None:
    teams = rotating
    teams.install(NORTH)
    teams.north.faults.order("oauth.v2.access", ServerError(503))
    teams.let_pass(timedelta(hours=11))
    assert len(teams.oauth.used_refresh_tokens) == 1
    row = row_of(teams, NORTH)
    assert row is not None
    assert row.token_ends_at is not None
    assert row.token_ends_at > teams.clock.now() + timedelta(hours=10)


def test_a_refresh_token_that_slack_does_not_know_leaves_a_workspace_silent_not_the_bot(
    rotating: TwoTeams,
) -> None:
    teams = rotating
    teams.install(NORTH)
    teams.install(SOUTH)
    with teams.database.transaction() as session:
        session.get_one(Installation, SOUTH).refresh_token = "xoxe-1-stolen"
    teams.let_pass(timedelta(hours=13))
    with pytest.raises(DeliveryError, match="token_revoked"):
        teams.tend.parts.gateway_of(SOUTH).identity()
    assert teams.tend.parts.gateway_of(NORTH).identity().workspace_id == NORTH
    assert teams.oauth.used_refresh_tokens.count("xoxe-1-stolen") == 1


def test_a_whole_organisation_is_installed_once_and_met_workspace_by_workspace(sqlite_url: str) -> None:
    with two_teams(sqlite_url, enterprise_id=ALL) as teams:
        assert "organisation Harbour Group" in teams.install(NORTH, "&for_all=1").text
        for workspace in (teams.north, teams.south):
            note(Side(teams, workspace), "maya", f"call Leo about {workspace.name}")
        assert promises(teams) == {(NORTH, "call Leo about North"), (SOUTH, "call Leo about South")}
        teams.let_pass(timedelta(days=1))
        for workspace in (teams.north, teams.south):
            assert len(said_to(workspace, "maya")) == 1, workspace.name
        teams.happenings(teams.north).app_is_uninstalled()
        teams.let_pass(timedelta(days=6))
        assert len(said_to(teams.south, "maya")) == 1
        teams.let_pass(timedelta(days=30))
        assert promises(teams) == set()


def test_the_token_of_the_settings_is_an_installation_like_any_other(sqlite_url: str) -> None:
    from bot.sandbox.sandbox import Sandbox
    from tests.conftest import KEY

    tend = Sandbox(database_url=sqlite_url, encryption_key=KEY)
    try:
        with tend.database.reading() as session:
            [row] = session.scalars(sa.select(Installation)).all()
        assert (row.workspace_id, row.is_from_settings, row.bot_token) == ("T0TEND0001", True, None)
    finally:
        tend.stop()

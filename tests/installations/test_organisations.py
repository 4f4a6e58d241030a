"""An organisation installs Tend once for all of its workspaces, and what becomes of each of them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.people.models import Enrolment
from bot.features.workspace.models import Workspace as WorkspaceRow
from bot.platform.installations.models import Installation
from bot.sandbox.slack.workspace import Workspace
from tests.features.follow_ups.noting import note
from tests.installations.looking import promises, row_of, rows_with, said_to
from tests.installations.two_teams import ALL, NORTH, SOUTH, Side, TwoTeams, two_teams


@pytest.fixture
def group(sqlite_url: str) -> Iterator[TwoTeams]:
    """Both workspaces in one organisation, which has installed Tend."""
    with two_teams(sqlite_url, enterprise_id=ALL) as running:
        running.install(NORTH, "&for_all=1")
        yield running


def has_card_ahead(teams: TwoTeams, workspace: Workspace) -> bool:
    with teams.database.reading() as session:
        found = session.scalar(
            sa.select(Enrolment.next_card_at).where(
                Enrolment.workspace_id == workspace.team_id, Enrolment.next_card_at.is_not(None)
            )
        )
    return found is not None


def known(teams: TwoTeams) -> set[str]:
    with teams.database.reading() as session:
        return set(session.scalars(sa.select(WorkspaceRow.id)))


def test_the_first_event_of_a_workspace_is_how_it_is_met(group: TwoTeams) -> None:
    assert known(group) == set()
    events = group.events(group.south)
    opened = {"type": "app_home_opened", "tab": "home", "user": group.south.person("maya").id}
    assert events.deliver(events.envelope(opened)).ok
    assert known(group) == {SOUTH}
    south, everywhere = row_of(group, SOUTH), row_of(group, ALL)
    assert south is not None
    assert everywhere is not None
    assert (south.through_id, south.bot_token) == (ALL, None)
    assert everywhere.bot_token is not None
    assert row_of(group, NORTH) is None


def test_taken_out_everywhere_it_stops_everywhere_and_everything_of_it_goes(group: TwoTeams) -> None:
    for workspace in (group.north, group.south):
        note(Side(group, workspace), "maya", "call Leo")
    group.happenings(group.north).app_is_uninstalled()
    for workspace in (group.north, group.south):
        assert not has_card_ahead(group, workspace)
    group.let_pass(timedelta(days=31))
    for workspace in (group.north, group.south):
        assert said_to(workspace, "maya") == []
        assert rows_with(group, workspace.team_id) == {}
    assert known(group) == set()
    assert row_of(group, ALL) is None


def test_installed_everywhere_again_each_workspace_speaks_again_and_loses_nothing(group: TwoTeams) -> None:
    """Also where nobody has used it since: what speaks there is a promise that had been made."""
    for workspace in (group.north, group.south):
        note(Side(group, workspace), "maya", f"call Leo about {workspace.name}")
    group.happenings(group.north).app_is_uninstalled()
    group.let_pass(timedelta(days=29))
    group.install(NORTH, "&for_all=1")
    for team_id in (ALL, NORTH, SOUTH):
        row = row_of(group, team_id)
        assert row is not None
        assert row.purge_at is None
    group.let_pass(timedelta(days=3))
    for workspace in (group.north, group.south):
        assert said_to(workspace, "maya"), workspace.name
    assert promises(group) == {(NORTH, "call Leo about North"), (SOUTH, "call Leo about South")}


def test_one_that_installs_it_for_itself_outlives_the_organisations(group: TwoTeams) -> None:
    note(Side(group, group.south), "maya", "call Leo")
    group.install(SOUTH)
    own = row_of(group, SOUTH)
    assert own is not None
    assert own.through_id is None
    assert own.bot_token is not None
    events = group.events(group.north)
    gone = events.envelope({"type": "app_uninstalled"}) | {
        "team_id": None, "enterprise_id": ALL, "is_enterprise_install": True,
    }  # fmt: skip
    group.clock.turn_to(group.clock.now() + timedelta(minutes=1))
    assert events.deliver(gone).ok
    with group.database.reading() as session:
        ended = session.scalars(
            sa.select(Installation.workspace_id).where(Installation.purge_at.is_not(None))
        )
        assert set(ended) == {ALL}

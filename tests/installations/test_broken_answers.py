"""Slack says no, nonsense or nothing while Tend is installed or used: a sentence, and nothing half done."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.platform.installations import keeping, renewing
from bot.platform.installations.gateways import Gateways
from bot.platform.slack.errors import DeliveryError
from bot.sandbox.slack.faults import DropAfter, DropBefore, Fault, HtmlAnswer, RateLimit, Refusal, ServerError
from tests.conftest import KEY
from tests.features.follow_ups.noting import note
from tests.installations.looking import promises, row_of, said_to
from tests.installations.two_teams import NORTH, SOUTH, Side, TwoTeams, two_teams


@pytest.mark.parametrize(
    "fault",
    [HtmlAnswer(), ServerError(500), RateLimit(30), Refusal("invalid_code"), DropBefore(), DropAfter()],
    ids=lambda fault: type(fault).__name__,
)
def test_what_slack_does_not_confirm_is_not_installed_and_can_be_tried_again(
    teams: TwoTeams, fault: Fault
) -> None:
    teams.north.faults.order("oauth.v2.access", fault)
    told = teams.install(NORTH)
    assert told.status_code == 502
    assert "Slack did not confirm it" in told.text
    assert row_of(teams, NORTH) is None
    assert teams.install(NORTH).status_code == 200


@pytest.mark.parametrize(
    "broken",
    [
        {"team": None},
        {"team": "T0NORTH001"},
        {"team": {"id": 7}},
        {"team": {}},
        {"is_enterprise_install": True},
        {"is_enterprise_install": True, "enterprise": ["E1"]},
        {"access_token": None},
        {"access_token": 5},
        {"token_type": "user"},
        {"expires_in": "soon"},
        {"expires_in": [12]},
        {"expires_in": 10**30},
        {"expires_in": 10**12},
        {"expires_in": -1},
    ],
    ids=str,
)
def test_an_answer_that_lacks_something_installs_nothing(
    teams: TwoTeams, monkeypatch: pytest.MonkeyPatch, broken: dict[str, Any]
) -> None:
    whole = teams.oauth.access
    monkeypatch.setattr(teams.oauth, "access", lambda given: whole(given) | broken)
    told = teams.install(NORTH)
    assert told.status_code == 502
    assert "Slack did not confirm it" in told.text
    assert row_of(teams, NORTH) is None
    assert row_of(teams, SOUTH) is None


def test_a_token_revoked_a_second_ago_silences_its_workspace_alone(teams: TwoTeams) -> None:
    """Slack's event about it has not come yet, or never does."""
    for team_id, workspace in ((NORTH, teams.north), (SOUTH, teams.south)):
        teams.install(team_id)
        note(Side(teams, workspace), "maya", "call Leo")
    for granted in teams.north.grants:
        granted.revoke()
    with pytest.raises(DeliveryError, match=r"token_revoked|invalid_auth|account_inactive"):
        teams.tend.parts.gateway_of(NORTH).identity()
    assert "promise" in teams.hands(teams.north, "maya").types("/followups help").words
    teams.let_pass(timedelta(days=1))
    assert said_to(teams.north, "maya") == []
    assert said_to(teams.south, "maya")
    assert promises(teams) == {(NORTH, "call Leo"), (SOUTH, "call Leo")}
    teams.install(NORTH)
    teams.let_pass(timedelta(days=2))
    assert said_to(teams.north, "maya")


def test_two_processes_and_a_request_use_a_refresh_token_once(database_url: str) -> None:
    """Each process has its own way to the database; both see the moment at which the token is due."""
    with two_teams(database_url, is_rotating=True) as teams:
        teams.install(NORTH)
        row = row_of(teams, NORTH)
        assert row is not None
        assert row.renew_at is not None
        teams.clock.turn_to(row.renew_at)
        oauth = teams.tend._oauth
        assert oauth is not None
        other = Database(database_url, Cipher((KEY,)))
        asking = Gateways(
            other, teams.clock, api_url=f"{teams.url}/api/", own=None, oauth=oauth
        )  # of a press that comes meanwhile
        ready = threading.Barrier(5)
        done: list[bool] = []
        faults: list[Exception] = []

        def renew(database: Database) -> None:
            ready.wait()
            done.append(renewing.renew(database, teams.clock, oauth, NORTH))

        def ask() -> None:
            ready.wait()
            try:
                asking.gateway_of(NORTH).identity()  # the old token lives for two hours more
            except Exception as fault:  # noqa: BLE001  told below
                faults.append(fault)

        together = [
            *(threading.Thread(target=renew, args=(each,)) for each in (teams.database, other) * 2),
            threading.Thread(target=ask),
        ]
        for thread in together:
            thread.start()
        for thread in together:
            thread.join()
        assert teams.oauth.used_refresh_tokens == [row.refresh_token]
        assert done.count(True) <= 1
        assert faults == []
        with teams.database.reading() as one, other.reading() as two:
            here, there = keeping.held_for(one, NORTH), keeping.held_for(two, NORTH)
        assert here is not None
        assert there is not None
        assert here.token == there.token != row.bot_token
        other.dispose()

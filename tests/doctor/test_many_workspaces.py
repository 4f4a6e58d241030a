"""What the doctor says where Tend is installed in many workspaces: their tokens, counted and asked about."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.doctor.examination import examine
from bot.doctor.findings import Finding, Mark
from bot.platform.clock import ManualClock
from bot.platform.encryption import new_key
from bot.platform.installations.models import Installation
from bot.sandbox.slack.faults import Refusal, ServerError
from tests.conftest import KEY
from tests.installations.two_teams import NORTH, SOUTH, TwoTeams, two_teams


@pytest.fixture
def teams(sqlite_url: str) -> Iterator[TwoTeams]:
    with two_teams(sqlite_url) as both:
        yield both


class Operator:
    """Somebody who runs doctor; ``settings`` may be changed before."""

    def __init__(self, teams: TwoTeams, url: str, folder: Path) -> None:
        self.clock = ManualClock(datetime.now(UTC))
        self._env_file = folder / ".env"
        self.settings = {
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": "of-the-app",
            "SLACK_SIGNING_SECRET": teams.north.signing_secret,
            "TEND_PUBLIC_URL": "https://tend.example.com",
            "TEND_SLACK_API_URL": f"{teams.url}/api",
            "TEND_ENCRYPTION_KEYS": KEY,
            "TEND_DATABASE_URL": url,
        }

    def findings(self) -> list[Finding]:
        found = examine(self.settings, env_file=self._env_file, clock=self.clock)
        # The bot of this test is not running, and its clock stands on another day.
        return [finding for finding in found if finding.check != "deliveries"]

    def seen(self, check: str) -> str:
        [finding] = [finding for finding in self.findings() if finding.check == check]
        return finding.seen

    def problems(self) -> list[str]:
        return [finding.check for finding in self.findings() if finding.mark is Mark.PROBLEM]


@pytest.fixture
def operator(teams: TwoTeams, sqlite_url: str, tmp_path: Path) -> Operator:
    return Operator(teams, sqlite_url, tmp_path)


def test_before_anybody_installs_it_it_says_where(operator: Operator) -> None:
    assert operator.problems() == []
    assert operator.seen("installations") == "none yet"


def test_every_token_is_asked_about(teams: TwoTeams, operator: Operator) -> None:
    teams.install(NORTH)
    teams.install(SOUTH)
    assert operator.problems() == []
    assert operator.seen("installations") == "2 with a token"
    assert operator.seen("tokens") == "2 asked, and Slack knows them all"
    teams.south.faults.order("auth.test", Refusal("token_revoked"))
    assert operator.seen("tokens") == (
        f"Slack does not know 1 of 2 asked any more (token_revoked: 1): {SOUTH}"
    )
    teams.south.faults.order("auth.test", Refusal("token_revoked"))
    assert operator.problems() == ["tokens"]


def test_what_slack_does_not_say_just_now_is_not_taken_for_a_yes(teams: TwoTeams, operator: Operator) -> None:
    teams.install(NORTH)
    teams.install(SOUTH)
    teams.south.faults.order("auth.test", ServerError(503))
    assert operator.seen("tokens") == (
        "Slack knows 1 of 2 asked; of the others it would not say just now (http_503: 1)"
    )
    for team in (teams.north, teams.south):
        team.faults.order("auth.test", ServerError(503))
    marks = {finding.check: finding.mark for finding in operator.findings()}
    assert (marks["tokens"], marks["scopes"]) == (Mark.UNKNOWN, Mark.UNKNOWN)


def test_of_very_many_twenty_are_asked(teams: TwoTeams, operator: Operator) -> None:
    teams.install(NORTH)
    with teams.database.transaction() as session:
        token = session.get_one(Installation, NORTH).bot_token
        for number in range(50):
            session.add(
                Installation(workspace_id=f"T0MANY{number}", bot_token=token, installed_at=datetime.now(UTC))
            )
    assert operator.seen("installations") == "51 with a token"
    assert operator.seen("tokens") == "20 asked, and Slack knows them all"


def test_a_token_that_ended_and_one_taken_out_are_told_apart(teams: TwoTeams, operator: Operator) -> None:
    teams.install(NORTH)
    teams.install(SOUTH)
    ended = datetime.now(UTC) - timedelta(hours=1)
    with teams.database.transaction() as session:
        session.execute(
            sa.update(Installation).where(Installation.workspace_id == NORTH).values(token_ends_at=ended)
        )
        session.execute(
            sa.update(Installation)
            .where(Installation.workspace_id == SOUTH)
            .values(bot_token=None, purge_at=ended + timedelta(days=30))
        )
    assert operator.problems() == ["renewals"]
    assert operator.seen("renewals") == f"tokens that ended and were not renewed: 1, of {NORTH}"
    assert operator.seen("installations") == "1 with a token; 1 taken out and still to be deleted"


def test_with_a_wrong_key_the_tokens_are_not_asked_about(teams: TwoTeams, operator: Operator) -> None:
    teams.install(NORTH)
    operator.settings["TEND_ENCRYPTION_KEYS"] = new_key()
    assert operator.problems() == ["key"]
    assert operator.seen("tokens") == "they can be read with the right key only"

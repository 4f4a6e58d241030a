"""An installation to be examined: a Slack on this machine, a migrated database, and the settings for both."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.doctor.examination import examine
from bot.doctor.findings import Finding, Mark
from bot.keys.checking import check_keys
from bot.platform.clock import Clock, ManualClock, SystemClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.sandbox.asgi import sandbox_app
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.server import serve
from bot.sandbox.slack.harbour import START, harbour
from bot.sandbox.slack.workspace import Workspace
from tests.conftest import KEY


@dataclass
class House:
    """What there is to examine; ``settings`` are the environment, and may be changed before."""

    slack: Workspace
    database: Database
    settings: dict[str, str]
    folder: Path
    clock: Clock = field(default_factory=SystemClock)

    def findings(self) -> list[Finding]:
        return examine(self.settings, env_file=self.folder / ".env", clock=self.clock)

    def problems(self) -> list[Finding]:
        return [finding for finding in self.findings() if finding.mark is Mark.PROBLEM]

    def the_problem(self) -> Finding:
        """The only one there is."""
        [problem] = self.problems()
        assert problem.to_do, "a problem says what to do"
        return problem

    def said_of(self, check: str) -> Finding:
        [finding] = [finding for finding in self.findings() if finding.check == check]
        return finding


@pytest.fixture(scope="session")
def a_slack() -> Iterator[Workspace]:
    """A workspace on this machine without any bot in it, served once for all."""
    workspace = harbour(ManualClock(START))
    server = serve(sandbox_app(workspace, socket_door=SocketDoor(workspace)))
    workspace.address = server.url
    yield workspace
    server.stop()


@pytest.fixture
def house(a_slack: Workspace, sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    """An installation in which nothing is wrong."""
    made = make_house(a_slack, sqlite_url, tmp_path)
    yield made
    a_slack.faults.forget()
    made.database.dispose()


def make_house(slack: Workspace, url: str, folder: Path) -> House:
    database = Database(url, Cipher((KEY,)))
    check_keys(database)
    settings = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "TEND_SLACK_API_URL": f"{slack.address}/api",
        "TEND_ENCRYPTION_KEYS": KEY,
        "TEND_DATABASE_URL": url,
    }
    return House(slack, database, settings, folder)

"""Two teams whose people have the same ids, with one Tend that each installs for itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx

from bot.app import Tend, build
from bot.config import Settings
from bot.migrate import migrate
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.sandbox.asgi import sandbox_app
from bot.sandbox.doors.door import Door
from bot.sandbox.doors.events import Events
from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.hands.hands import Hands
from bot.sandbox.hands.happenings import Happenings
from bot.sandbox.sandbox import _SettlingDoor
from bot.sandbox.server import listen, serve, url_of
from bot.sandbox.slack.harbour import START, another
from bot.sandbox.slack.oauth import OAuth
from bot.sandbox.slack.workspace import Workspace
from tests.conftest import KEY

NORTH, SOUTH, ALL = "T0NORTH001", "T0SOUTH001", "E0GROUP001"


class TwoTeams:
    """``north`` and ``south``, their Slack on one address, and the bot behind it."""

    def __init__(self, url: str, tend: Tend, clock: ManualClock, oauth: OAuth) -> None:
        self.url, self.tend, self.clock, self.oauth = url, tend, clock, oauth
        self.north, self.south = oauth.workspaces
        self.database = tend.parts.database
        web_door = HttpDoor(f"{url}/slack/events", signing_secret=self.north.signing_secret)
        self.settles = True
        """Whether what somebody does is carried to its end at once; otherwise when time passes."""
        self.door = _SettlingDoor(web_door, lambda: tend.settle() if self.settles else 0)

    def hands(self, workspace: Workspace, handle: str) -> Hands:
        return Hands(workspace, self.door, handle)

    def happenings(self, workspace: Workspace) -> Happenings:
        return Happenings(workspace, self.door)

    def events(self, workspace: Workspace) -> Events:
        return Events(workspace, self.door)

    def browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.url)

    def asked_for(self, browser: httpx.Client) -> str:
        """Where the link leads: Slack's page, with everything that is asked for."""
        return browser.get("/slack/install").headers["location"]

    def allowed(self, browser: httpx.Client, page: str, team_id: str, more: str = "") -> str:
        """Where Slack sends the browser back to, once somebody has allowed it there."""
        return browser.get(f"{page}&team={team_id}{more}").headers["location"]

    def install(self, team_id: str, more: str = "") -> httpx.Response:
        """Follow the link, allow it, come back."""
        with self.browser() as browser:
            answer = browser.get(self.allowed(browser, self.asked_for(browser), team_id, more))
        self.tend.settle()
        return answer

    def let_pass(self, step: timedelta) -> None:
        """Let time pass, and everything that falls due in it happen at its moment."""
        until = self.clock.now() + step
        self.tend.settle()
        while (next_at := self.tend.next_moment()) is not None and next_at <= until:
            self.clock.turn_to(next_at)
            self.tend.settle()
        self.clock.turn_to(max(until, self.clock.now()))
        self.tend.settle()


class Side:
    """One of the teams, for the hands that other tests lend: what they need of a Sandbox."""

    def __init__(self, teams: TwoTeams, workspace: Workspace) -> None:
        self._teams, self.workspace = teams, workspace
        self.database, self.tend = teams.database, teams.tend

    def hands(self, handle: str) -> Hands:
        return self._teams.hands(self.workspace, handle)

    def now(self) -> datetime:
        return self._teams.clock.now()

    def settle(self) -> int:
        return self.tend.settle()

    def let_days_pass(self, days: int) -> None:
        self._teams.let_pass(timedelta(days=days))

    def advance(self, step: timedelta) -> None:
        self._teams.let_pass(step)

    def turn_to(self, moment: datetime) -> None:
        self._teams.clock.turn_to(moment)

    @property
    def door(self) -> Door:
        return self._teams.door


def state_in(page: str) -> str:
    return dict(parse_qsl(urlsplit(page).query))["state"]


@contextmanager
def two_teams(
    database_url: str, *, is_rotating: bool = False, enterprise_id: str | None = None, token: str = ""
) -> Iterator[TwoTeams]:
    clock = ManualClock(START)
    north = another(clock, team_id=NORTH, name="North", enterprise_id=enterprise_id)
    south = another(clock, team_id=SOUTH, name="South", enterprise_id=enterprise_id)
    oauth = OAuth([north, south], is_rotating=is_rotating)
    listening = listen()
    url = url_of(listening)
    north.address = south.address = url
    database = Database(database_url, Cipher((KEY,)))
    migrate(database)
    settings = Settings(
        slack_bot_token=token,
        slack_signing_secret=north.signing_secret,
        slack_client_id=oauth.client_id,
        slack_client_secret=oauth.client_secret,
        database_url=database_url,
        slack_api_url=f"{url}/api/",
        public_url=url,
        encryption_keys=(KEY,),
    )
    tend = build(settings, clock=clock, database=database)
    server = serve(sandbox_app(north, bot_web=tend.web, oauth=oauth), listening=listening)
    try:
        tend.prepare()
        yield TwoTeams(url, tend, clock, oauth)
    finally:
        tend.stop()
        server.stop()

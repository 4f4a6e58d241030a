"""The whole sandbox: a workspace, its clock, and the bot in it, talking as they do in production."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.app import build
from bot.config import Settings
from bot.features.workspace.models import Workspace
from bot.migrate import migrate
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.platform.errors import BotError
from bot.platform.working_time import WorkingTime
from bot.sandbox.asgi import sandbox_app
from bot.sandbox.doors.door import Ack, Door, Kind, Retry
from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.hands.hands import Hands
from bot.sandbox.page.routes import page_routes
from bot.sandbox.server import listen, serve, url_of
from bot.sandbox.slack.harbour import START, harbour
from bot.sandbox.slack.people import Person

Transport = Literal["http", "socket"]
Delivery = tuple[Kind, dict[str, Any]]
History = Callable[["Sandbox"], None]

_SECONDS_TO_CONNECT = 10.0
_REMEMBERED = 50
_MORNING = time(9, 30)


class Sandbox:
    """A small team's Slack and Tend in it, on one port of this machine.

    ``database_url`` is where the bot keeps its rows. Every act of a person is carried through to its
    end before it returns, so nobody has to wait for a message to appear. ``history`` is played at
    the start and after each reset. ``clock_runs``: whether time also goes on by itself.
    ``manager_field``: the field of the profiles in which a person's manager stands, if the bot is to read it.
    ``database``: the same database, open already; it is closed at the end, and can be used again.
    """

    def __init__(
        self,
        *,
        database_url: str,
        encryption_key: str,
        transport: Transport = "http",
        port: int = 0,
        history: History | None = None,
        clock_runs: bool = False,
        manager_field: str | None = None,
        database: Database | None = None,
    ) -> None:
        self.clock = ManualClock(START, running=clock_runs)
        self.workspace = harbour(self.clock)
        self._manager_field = manager_field
        self.database = database or Database(database_url, Cipher((encryption_key,)))
        migrate(self.database)
        self._refuse_a_real_workspace()
        self._history = history
        self._turning = threading.Lock()
        listening = listen(port=port)
        self.url = url_of(listening)
        self.workspace.address = self.url
        self.tend = build(
            self._settings(database_url, encryption_key), clock=self.clock, database=self.database
        )
        socket_door = SocketDoor(self.workspace)
        web_door = HttpDoor(f"{self.url}/slack/events", signing_secret=self.workspace.signing_secret)
        self._door = _SettlingDoor(socket_door if transport == "socket" else web_door, self.settle)
        self._server = serve(
            sandbox_app(
                self.workspace,
                socket_door=socket_door,
                bot_web=self.tend.web,
                page_routes=page_routes(self.workspace, hands_of=self.hands, clock_controls=self),
            ),
            listening=listening,
        )
        # Another day's rows were written with another day's key.
        self.tend.forget_everything()
        self.tend.prepare()
        if transport == "socket":
            self.tend.connect()
            if socket_door.wait_for_link(_SECONDS_TO_CONNECT) is None:
                raise BotError("The bot did not connect over Socket Mode.")
        self._play_history()

    def _refuse_a_real_workspace(self) -> None:
        with self.database.reading() as session:
            others = session.scalars(
                sa.select(Workspace.id).where(Workspace.id != self.workspace.team_id)
            ).all()
        if others:
            raise BotError(
                "That database belongs to a real workspace, and the sandbox begins with an empty one. "
                "Give it another address with --database."
            )

    def hands(self, person: str | Person) -> Hands:
        """What the person with that handle can do."""
        return Hands(self.workspace, self._door, person)

    def settle(self) -> int:
        """Do everything that is due now; how many steps that took."""
        return self.tend.settle()

    def stop(self) -> None:
        """Stop the bot and the server, in this order, so that nothing is cut off in the middle."""
        self.tend.stop()
        self._server.stop()

    @property
    def delivered(self) -> Sequence[Delivery]:
        """What Slack has brought to the bot, oldest first, the last few of it."""
        return self._door.delivered

    def deliver_again(self, delivery: Delivery) -> Ack:
        """Bring the bot something once more, as Slack and impatient fingers do."""
        return self._door.deliver(*delivery)

    # The clock

    def now(self) -> datetime:
        return self.clock.now()

    def advance(self, step: timedelta) -> None:
        """Let ``step`` pass, and everything that falls due in it happen at its own moment."""
        self._turn(lambda: self.clock.now() + step)

    def let_days_pass(self, days: int) -> None:
        """Let that many times 24 hours pass."""
        self.advance(timedelta(days=days))

    def next_morning(self, zone: ZoneInfo) -> None:
        """Go on to half past nine of the next working day in ``zone``."""
        self._turn(lambda: WorkingTime(zone=str(zone)).next_hour(after=self.clock.now(), at=_MORNING))

    def turn_to(self, moment: datetime) -> None:
        """Let time pass until ``moment`` (aware), stopping wherever something falls due."""
        self._turn(lambda: moment)

    def _turn(self, until: Callable[[], datetime]) -> None:
        # How far is asked once the turn before has ended: whoever presses meanwhile counts from there.
        with self._turning:
            moment = until()
            self.settle()
            while (next_at := self.tend.next_moment()) is not None and next_at <= moment:
                self.clock.turn_to(next_at)
                self.settle()
            self.clock.turn_to(max(moment, self.clock.now()))
            self.settle()

    def reset(self) -> None:
        """Forget all that was said and saved, and go back to the first morning."""
        with self._turning:
            self.tend.forget_everything()
            self.clock.turn_to(START)
            self.workspace.reset()
            self.tend.prepare()
        self._play_history()

    def _play_history(self) -> None:
        self.settle()
        if self._history is not None:
            self._history(self)

    def _settings(self, database_url: str, encryption_key: str) -> Settings:
        return Settings(
            slack_bot_token=self.workspace.bot_token,
            slack_app_token=self.workspace.app_token,
            slack_signing_secret=self.workspace.signing_secret,
            database_url=database_url,
            slack_api_url=f"{self.url}/api/",
            shoutouts_channel="C0SHOUTS01",
            encryption_keys=(encryption_key,),
            public_url=self.url,
            manager_field=self._manager_field,
        )


class _SettlingDoor:
    """A door behind which everything that was set off is carried to its end before it closes."""

    def __init__(self, door: Door, settle: Callable[[], int]) -> None:
        self.delivered: deque[Delivery] = deque(maxlen=_REMEMBERED)
        self._door = door
        self._settle = settle

    def deliver(self, kind: Kind, payload: dict[str, Any], *, retry: Retry | None = None) -> Ack:
        self.delivered.append((kind, payload))
        ack = self._door.deliver(kind, payload, retry=retry)
        self._settle()
        return ack


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in UTC, for histories and tests."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)

"""The composition root: builds every part, registers every feature, starts the pollers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import sqlalchemy as sa
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.routing import Route

from bot.config import Settings
from bot.features.digest import listeners as digest
from bot.features.figures import listeners as figures
from bot.features.follow_ups import listeners as follow_ups
from bot.features.follow_ups.models import Origin
from bot.features.home import listeners as home
from bot.features.home.freshness import keep_fresh
from bot.features.one_on_ones import listeners as one_on_ones
from bot.features.one_on_ones.calendar.served import calendar_route
from bot.features.people import enrolments
from bot.features.people import listeners as people
from bot.features.privacy import listeners as privacy
from bot.features.questions.overlays import lay_over
from bot.features.reconnections import listeners as reconnections
from bot.features.reconnections.acts import afterwards
from bot.features.reconnections.content.library import check_once
from bot.features.shoutouts import listeners as shoutouts
from bot.features.workspace import service as workspaces
from bot.keys.checking import check_keys
from bot.migrate import migrate
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.delivery.courier import Courier
from bot.platform.inbound import error_handler, naming, one_name, other_events
from bot.platform.inbound.asker import Asker
from bot.platform.inbound.parts import Parts
from bot.platform.inbound.table import TableApp
from bot.platform.installations import gate, keeping
from bot.platform.installations.door import Door
from bot.platform.installations.gateways import Gateways
from bot.platform.installations.oauth import Grant, SlackOAuth
from bot.platform.operating.backlog import Backlog
from bot.platform.operating.door import operators_app
from bot.platform.operating.readiness import Readiness
from bot.platform.scheduler import Scheduler
from bot.platform.slack.gateway import Identity, WebGateway
from bot.platform.slack.socket_mode import SocketMode
from bot.platform.web import web_app
from bot.pollers import DUE_COLUMNS, next_due_at, pollers
from bot.purposes import PURPOSES
from bot.schema import METADATA

FEATURES: tuple[Callable[[App, Parts], None], ...] = (
    one_name.register,
    people.register,
    partial(follow_ups.register, asks_after={Origin.RECONNECTION: afterwards.asks}),
    one_on_ones.register,
    reconnections.register,
    shoutouts.register,
    digest.register,
    figures.register,
    privacy.register,  # knows `/tend data`, and leaves every other word to the next
    home.register,
    other_events.register,
    error_handler.register,
)


class Tend:
    """The whole bot, put together and not yet started."""

    def __init__(self, settings: Settings, *, clock: Clock, database: Database) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        token, api_url = settings.slack_bot_token, settings.slack_api_url
        self._gateway = WebGateway(token=token, api_url=api_url) if token else None
        self._oauth = _oauth(settings)
        self._gateways = Gateways(database, clock, api_url=api_url, own=self._gateway, oauth=self._oauth)
        self._gateway_of = self._gateways.gateway_of
        keep_fresh(database, clock)
        courier = Courier(database, gateway_of=self._gateway_of, clock=clock, purposes=PURPOSES)
        self._scheduler = Scheduler(
            pollers(
                database,
                clock,
                courier=courier,
                gateway_of=self._gateway_of,
                manager_field=settings.manager_field,
                oauth=self._oauth,
            )
        )
        self.parts = Parts(
            database=database,
            clock=clock,
            gateway_of=self._gateway_of,
            wake_courier=partial(self._scheduler.wake, "deliver"),
            show_home=self._show_home,
            public_url=settings.public_url,
        )
        self.bolt = _bolt(settings)
        naming.register(self.bolt, self.parts)
        if self._oauth is not None:
            gate.register(self.bolt, self.parts, meet=self._meet)
        for register in FEATURES:
            register(self.bolt, self.parts)
        self._readiness = Readiness(database, has_line=self._has_line, late=self._scheduler.late)
        calendars = [calendar_route(database, clock)] if settings.public_url else []
        self.web: Starlette = web_app(
            self.bolt,
            signing_secret=settings.slack_signing_secret,
            routes=[self._readiness.route(), *calendars, *self._doors()],
        )
        backlog = Backlog(database, clock, due_columns=DUE_COLUMNS, ages=self._scheduler.ages)
        self.operators: Starlette = operators_app(self._readiness, backlog)
        self._socket: SocketMode | None = None

    def prepare(self) -> Identity | None:
        """Bring the database up to date and learn from Slack who the bot is.

        None without a token in the settings: then each installation says who it is.
        Raises DeliveryError when Slack cannot be reached or does not know the token, and WrongKey.
        """
        migrate(self._database)
        check_keys(self._database)
        if self._gateway is None:
            return None
        identity = self._gateway.identity()
        self._gateways.own_workspace_id = identity.workspace_id
        with self._database.transaction() as session:
            keeping.keep_own(
                session, identity.workspace_id, bot_user_id=identity.bot_user_id, now=self._clock.now()
            )
            workspaces.take_over(
                session, identity, default_shoutouts_channel=self._settings.shoutouts_channel
            )
            enrolments.wake_up(session, identity.workspace_id, now=self._clock.now())
        return identity

    def start(self, *, socket: bool) -> None:
        """Start the pollers, and with ``socket`` the line to Slack that Socket Mode keeps open."""
        self._scheduler.start()
        self._scheduler.wake("directory")
        if socket:
            self.connect()

    def connect(self) -> None:
        """Open the line over which Slack sends in Socket Mode. It is opened again when it breaks.

        Raises DeliveryError when Slack cannot be reached or does not know the app-level token.
        """
        self._socket = SocketMode(
            self.bolt,
            app_token=self._settings.slack_app_token or "",
            api_url=self._settings.slack_api_url,
        )
        self._socket.open()

    def take_nothing_new(self) -> None:
        """Begin to stop: what happens by itself ends after the step it is in, and whoever asks is told so."""
        self._readiness.is_stopping = True
        self._scheduler.take_nothing_new()

    def stop(self) -> None:
        """Take nothing new, finish what is in hand, close the database."""
        self.take_nothing_new()
        if self._socket is not None:
            self._socket.close()
        self._scheduler.stop()
        self._database.dispose()

    def settle(self) -> int:
        """Do everything that is due now, in this thread; how many steps that took."""
        return self._scheduler.settle(self._clock.now())

    def next_due_at(self) -> datetime | None:
        """When the next thing falls due, in UTC: now or earlier if something is waiting already."""
        return next_due_at(self._database)

    def next_moment(self) -> datetime | None:
        """When something can happen next, in UTC: later than now. Whoever turns the clock stops there."""
        return next_due_at(self._database, after=self._clock.now())

    def forget_everything(self) -> None:
        """Delete every row, for a sandbox that starts afresh."""
        with self._database.transaction() as session:
            for table in reversed(METADATA.sorted_tables):
                session.execute(sa.delete(table))

    def _has_line(self) -> bool:
        return self._socket is None or self._socket.is_open

    def _doors(self) -> list[Route]:
        secret, public_url = self._settings.slack_client_secret, self._settings.public_url
        if self._oauth is None or secret is None or public_url is None:
            return []
        door = Door(
            self._database,
            self._clock,
            oauth=self._oauth,
            secret=secret,
            public_url=public_url,
            welcome=self._welcome,
        )
        return door.routes()

    def _welcome(self, grant: Grant) -> str:
        """Keep an installation, and know the workspace at once. Raises DeliveryError."""
        token = grant.tokens.bot_token
        identity = WebGateway(token=token, api_url=self._settings.slack_api_url).identity()
        with self._database.transaction() as session:
            for workspace_id in keeping.keep(session, grant, now=self._clock.now()):
                enrolments.wake_up(session, workspace_id, now=self._clock.now())
            if not grant.is_for_all:
                self._know(session, identity)
        self._scheduler.wake("directory")
        return identity.workspace_name

    def _meet(self, workspace_id: str, enterprise_id: str) -> None:
        """Know a workspace that an organisation's installation reaches."""
        with self._database.transaction() as session:
            keeping.reach_through(session, workspace_id, enterprise_id=enterprise_id, now=self._clock.now())
        identity = self._gateway_of(workspace_id).identity()
        with self._database.transaction() as session:
            # Slack names the organisation here, whatever workspace was meant.
            self._know(session, replace(identity, workspace_id=workspace_id))

    def _know(self, session: Session, identity: Identity) -> None:
        default = self._settings.shoutouts_channel if not self._settings.installs else None
        workspaces.take_over(session, identity, default_shoutouts_channel=default)
        enrolments.wake_up(session, identity.workspace_id, now=self._clock.now())

    def _show_home(self, asker: Asker) -> None:
        home.show(self.parts, asker)


def build(settings: Settings, *, clock: Clock, database: Database) -> Tend:
    """The bot for these settings. ``database`` is opened by the caller and closed by ``Tend.stop``.

    Raises ContentError, with a sentence for each mistake, when the content files cannot be used.
    """
    check_once(lay_over(settings.content))
    return Tend(settings, clock=clock, database=database)


def _oauth(settings: Settings) -> SlackOAuth | None:
    if not (settings.slack_client_id and settings.slack_client_secret and settings.public_url):
        return None
    return SlackOAuth(
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret,
        api_url=settings.slack_api_url,
        public_url=settings.public_url,
    )


# Unless it is told, Bolt looks for a name in the files of the whole stack: half of the time to build the app.
_NAME = "tend"


def _bolt(settings: Settings) -> TableApp:
    if settings.installs:
        return TableApp(
            name=_NAME,
            client=WebClient(base_url=settings.slack_api_url, retry_handlers=[]),
            signing_secret=settings.slack_signing_secret or "",
            process_before_response=True,
            # Whether it is installed there the gate asks, and each answer finds the token by itself.
            authorize=lambda enterprise_id, team_id: AuthorizeResult(
                enterprise_id=enterprise_id, team_id=team_id
            ),
        )
    return TableApp(
        name=_NAME,
        client=WebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url, retry_handlers=[]),
        signing_secret=settings.slack_signing_secret or "",
        # Committed, then acked: the listener's work is in the database before Slack hears yes.
        process_before_response=True,
        # Who the bot is was asked in prepare(), with a sentence for the operator if Slack says no.
        token_verification_enabled=False,
    )

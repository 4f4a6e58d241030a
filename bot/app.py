"""The composition root: builds every part, registers every feature, starts the pollers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy.orm import InstrumentedAttribute
from starlette.applications import Starlette

from bot.config import Settings
from bot.features.cards import jobs as card_jobs
from bot.features.cards import service as cards
from bot.features.digest import listeners as digest
from bot.features.follow_ups import listeners as follow_ups
from bot.features.follow_ups.models import Origin
from bot.features.home import listeners as home
from bot.features.one_on_ones import early, invitations, moving
from bot.features.one_on_ones import jobs as one_on_one_jobs
from bot.features.one_on_ones import listeners as one_on_ones
from bot.features.one_on_ones.calendar.served import calendar_route
from bot.features.one_on_ones.models import Series, SeriesSide
from bot.features.people import enrolments
from bot.features.people import jobs as people_jobs
from bot.features.people import listeners as people
from bot.features.people.models import Enrolment
from bot.features.questions.overlays import lay_over
from bot.features.reconnections import jobs as reconnection_jobs
from bot.features.reconnections import listeners as reconnections
from bot.features.reconnections.acts import afterwards, reminders
from bot.features.reconnections.acts.models import ActReminder, HandedWords
from bot.features.reconnections.content.library import check_once
from bot.features.shoutouts import jobs as shoutout_jobs
from bot.features.shoutouts import listeners as shoutouts
from bot.features.shoutouts.giving import posting
from bot.features.shoutouts.models import ShoutoutReceiver
from bot.features.shoutouts.receiving import taking_down, telling
from bot.features.workspace import service as workspaces
from bot.migrate import migrate
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.delivery.courier import Courier, Purposes
from bot.platform.delivery.models import OutboxMessage
from bot.platform.inbound import error_handler, other_events
from bot.platform.inbound.asker import Asker
from bot.platform.inbound.parts import Parts, forget_requests
from bot.platform.scheduler import Poller, Scheduler
from bot.platform.slack.gateway import Identity, SlackGateway, WebGateway
from bot.platform.slack.socket_mode import SocketMode
from bot.platform.web import web_app
from bot.schema import METADATA

FEATURES: tuple[Callable[[App, Parts], None], ...] = (
    people.register,
    partial(follow_ups.register, asks_after={Origin.RECONNECTION: afterwards.asks}),
    one_on_ones.register,
    reconnections.register,
    shoutouts.register,
    digest.register,
    home.register,
    other_events.register,
    error_handler.register,
)

PURPOSES = Purposes(
    still_wanted={
        cards.PURPOSE: cards.still_wanted,
        invitations.PURPOSE: invitations.still_wanted,
        early.PURPOSE: early.still_wanted,
        moving.TOLD: moving.still_wanted,
        moving.OFF: moving.is_still_off,
        telling.PRIVATELY: telling.still_wanted,
        telling.QUESTION: telling.still_wanted,
        taking_down.TOLD: taking_down.still_wanted,
        reminders.PURPOSE: reminders.still_wanted,
    },
    not_delivered={
        posting.POST: posting.not_delivered,
        taking_down.TAKE_DOWN: taking_down.not_delivered,
    },
)

# What is due is a column: whoever turns the clock stops wherever one of these says so.
DUE_COLUMNS: tuple[InstrumentedAttribute[datetime | None], ...] = (
    Enrolment.next_card_at,
    Series.plan_next_at,
    Series.invite_next_at,
    SeriesSide.prompt_next_at,
    ShoutoutReceiver.ask_at,
    ActReminder.remind_at,
    HandedWords.delete_at,
    OutboxMessage.next_attempt_at,
)

# Slack repeats an event for an hour at most; a day is on the safe side.
_REQUESTS_ARE_REPEATED_FOR = timedelta(days=1)


class Tend:
    """The whole bot, put together and not yet started."""

    def __init__(self, settings: Settings, *, clock: Clock, database: Database) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        self._gateway = WebGateway(token=settings.slack_bot_token, api_url=settings.slack_api_url)
        courier = Courier(database, gateway_of=self._gateway_of, clock=clock, purposes=PURPOSES)
        self._scheduler = Scheduler(
            [
                Poller("deliver", courier.deliver_one, seconds=1),
                Poller("one_on_ones", partial(one_on_one_jobs.plan_meetings, database, clock), seconds=5),
                Poller(
                    "invitations",
                    partial(one_on_one_jobs.send_one_invitation, database, clock),
                    seconds=5,
                ),
                Poller(
                    "early_prompts",
                    partial(one_on_one_jobs.prompt_people, database, clock),
                    seconds=5,
                ),
                Poller("cards", partial(card_jobs.send_one_card, database, clock), seconds=5),
                Poller(
                    "directory",
                    partial(people_jobs.read_one_directory, database, clock, self._gateway_of),
                    seconds=60,
                ),
                Poller("thanks", partial(shoutout_jobs.ask_one_receiver, database, clock), seconds=2),
                Poller("drafts", partial(shoutout_jobs.forget_one_draft, database, clock), seconds=3600),
                Poller(
                    "reminders",
                    partial(reconnection_jobs.remind_one_person, database, clock),
                    seconds=5,
                ),
                Poller(
                    "handed_words", partial(reconnection_jobs.take_words_away, database, clock), seconds=60
                ),
                Poller("acts", partial(reconnection_jobs.forget_one_draft, database, clock), seconds=3600),
                Poller(
                    "forgetting",
                    partial(reconnection_jobs.forget_what_is_old, database, clock),
                    seconds=3600,
                ),
                Poller("requests", self._forget_requests, seconds=3600),
            ]
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
        for register in FEATURES:
            register(self.bolt, self.parts)
        self.web: Starlette = web_app(
            self.bolt,
            signing_secret=settings.slack_signing_secret,
            routes=[calendar_route(database, clock)] if settings.public_url else [],
        )
        self._socket: SocketMode | None = None

    def prepare(self) -> Identity:
        """Bring the database up to date and learn from Slack who the bot is.

        Raises DeliveryError when Slack cannot be reached or does not know the token.
        """
        migrate(self._database)
        identity = self._gateway.identity()
        with self._database.transaction() as session:
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

    def stop(self) -> None:
        """Take nothing new, finish what is in hand, close the database."""
        if self._socket is not None:
            self._socket.close()
        self._scheduler.stop()
        self._database.dispose()

    def settle(self) -> int:
        """Do everything that is due now, in this thread; how many steps that took."""
        return self._scheduler.settle()

    def next_due_at(self) -> datetime | None:
        """When the next thing falls due, in UTC: now or earlier if something is waiting already."""
        with self._database.reading() as session:
            moments = [
                session.scalar(sa.select(column).where(column.is_not(None)).order_by(column).limit(1))
                for column in DUE_COLUMNS
            ]
        return min((moment for moment in moments if moment is not None), default=None)

    def forget_everything(self) -> None:
        """Delete every row, for a sandbox that starts afresh."""
        with self._database.transaction() as session:
            for table in reversed(METADATA.sorted_tables):
                session.execute(sa.delete(table))

    def _gateway_of(self, _workspace_id: str) -> SlackGateway:
        return self._gateway

    def _show_home(self, asker: Asker) -> None:
        home.show(self.parts, asker)

    def _forget_requests(self) -> bool:
        with self._database.transaction() as session:
            forget_requests(session, before=self._clock.now() - _REQUESTS_ARE_REPEATED_FOR)
        return False


def build(settings: Settings, *, clock: Clock, database: Database) -> Tend:
    """The bot for these settings. ``database`` is opened by the caller and closed by ``Tend.stop``.

    Raises ContentError, with a sentence for each mistake, when the content files cannot be used.
    """
    check_once(lay_over(settings.content))
    return Tend(settings, clock=clock, database=database)


def _bolt(settings: Settings) -> App:
    return App(
        client=WebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url, retry_handlers=[]),
        signing_secret=settings.slack_signing_secret or "",
        # Committed, then acked: the listener's work is in the database before Slack hears yes.
        process_before_response=True,
        # Who the bot is was asked in prepare(), with a sentence for the operator if Slack says no.
        token_verification_enabled=False,
    )

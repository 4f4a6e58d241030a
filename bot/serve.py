"""Run the bot until it is told to stop: Socket Mode, or the HTTP doors."""

import logging
import socket
from contextlib import ExitStack

from bot.app import Tend, build
from bot.config import Settings
from bot.platform.clock import SystemClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.platform.errors import BotError
from bot.platform.logs import know_people_by
from bot.platform.operating.ending import (
    end_within,
    stop_at_once_when_told,
    told_to_stop,
    wait_until_told,
)
from bot.platform.operating.serving import Server, take_port
from bot.platform.slack.errors import TOKEN_IS_OVER, DeliveryError

log = logging.getLogger(__name__)


class NoWelcome(BotError):
    """Slack could not be reached, or does not know the token."""


def run_bot(settings: Settings, *, http: bool, host: str, port: int) -> int:
    """Run until SIGINT or SIGTERM. The exit status: 1 if the web server ended by itself, 0 otherwise.

    ``http`` opens the doors that Slack calls on ``host`` and ``port``; otherwise the bot calls Slack
    over Socket Mode. Raises NoWelcome, WrongKey, and PortTaken.
    """
    stop_at_once_when_told()
    with ExitStack() as ports:
        front = ports.enter_context(take_port(host, port, setting="--port")) if http else None
        back = None
        if settings.metrics is not None:
            back = ports.enter_context(take_port(*settings.metrics, setting="TEND_METRICS_PORT"))
        tend = _awake(settings, socket=not http)
        return _serve(tend, front=front, back=back)


def _awake(settings: Settings, *, socket: bool) -> Tend:
    know_people_by(settings.encryption_keys[0])
    database = Database(settings.database_url, Cipher(settings.encryption_keys))
    tend = build(settings, clock=SystemClock(), database=database)
    try:
        identity = tend.prepare()
    except DeliveryError as error:
        database.dispose()
        raise NoWelcome(_no_welcome(error.code, settings.slack_api_url)) from error
    except (BotError, SystemExit):
        database.dispose()
        raise
    try:
        tend.start(socket=socket)
    except DeliveryError as error:
        tend.stop()
        raise NoWelcome(_no_line(error.code)) from error
    except SystemExit:  # something may be in hand already
        end_within()
        tend.stop()
        raise
    log.info("Tend is awake", extra={"workspace": identity.workspace_id} if identity else None)
    return tend


def _serve(tend: Tend, *, front: socket.socket | None, back: socket.socket | None) -> int:
    end = told_to_stop()
    for_slack = Server(tend.web, front, ended=end) if front is not None else None
    for_operators = Server(tend.operators, back, ended=end) if back is not None else None
    servers = [server for server in (for_slack, for_operators) if server is not None]
    for server in servers:
        server.start()
    wait_until_told(end)
    ended_by_itself = any(server.has_ended for server in servers)
    log.info("Tend stops, once what is in hand is finished")
    end_within()
    tend.take_nothing_new()
    if for_slack is not None:
        for_slack.stop()
    tend.stop()
    if for_operators is not None:  # last: until then it says that the process is stopping
        for_operators.stop()
    log.info("Tend has stopped")
    return 1 if ended_by_itself else 0


def _no_line(code: str) -> str:
    return (
        f"Slack opened no line for SLACK_APP_TOKEN ({code}). Make a new token at api.slack.com/apps, Basic "
        "Information, App-Level Tokens, with the scope connections:write, and see that Socket Mode is on."
    )


def _no_welcome(code: str, api_url: str) -> str:
    if code in TOKEN_IS_OVER:
        return (
            f"Slack does not know SLACK_BOT_TOKEN ({code}). Install the app into your workspace once more "
            "and copy the new Bot User OAuth Token."
        )
    return (
        f"Slack could not be reached at {api_url} ({code}). Check the network, and TEND_SLACK_API_URL if set."
    )

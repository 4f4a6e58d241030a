"""Run the bot until it is told to stop: Socket Mode, or the HTTP doors."""

import logging
import signal
import socket
import threading

import uvicorn

from bot.app import build
from bot.config import Settings
from bot.platform.clock import SystemClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.platform.errors import BotError
from bot.platform.logs import know_people_by
from bot.platform.slack.errors import DeliveryError

log = logging.getLogger(__name__)

# Judgement: far more than Slack has open at once; whoever opens more is not Slack.
_MOST_AT_ONCE = 500


class NoWelcome(BotError):
    """Slack could not be reached, or does not know the token."""


def run_bot(settings: Settings, *, http: bool, host: str, port: int) -> int:
    """Run until SIGINT or SIGTERM.

    ``http`` opens the doors that Slack calls on ``host`` and ``port``; otherwise the bot calls Slack
    over Socket Mode. Raises NoWelcome, WrongKey, and BotError when the port is taken.
    """
    if http:
        _refuse_a_port_in_use(host, port)
    know_people_by(settings.encryption_keys[0])
    database = Database(settings.database_url, Cipher(settings.encryption_keys))
    tend = build(settings, clock=SystemClock(), database=database)
    try:
        identity = tend.prepare()
    except DeliveryError as error:
        database.dispose()
        raise NoWelcome(_no_welcome(error.code, settings.slack_api_url)) from error
    except BotError:
        database.dispose()
        raise
    try:
        tend.start(socket=not http)
    except DeliveryError as error:
        tend.stop()
        raise NoWelcome(_no_line(error.code)) from error
    log.info("Tend is awake", extra={"workspace": identity.workspace_id} if identity else None)
    try:
        told_to_stop = _told_to_stop()
        if http:
            uvicorn.run(
                tend.web,
                host=host,
                port=port,
                log_level="warning",
                log_config=None,  # what it says goes where everything goes, without anybody's words
                # The path of a calendar is its secret.
                access_log=False,
                timeout_graceful_shutdown=5,
                limit_concurrency=_MOST_AT_ONCE,
            )
        else:
            told_to_stop.wait()
    finally:
        tend.stop()
    log.info("Tend has stopped")
    return 0


def _refuse_a_port_in_use(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise BotError(
            f"Nothing can be served on {host}, port {port}: {error.strerror}. Choose another one with --port."
        ) from error


def _told_to_stop() -> threading.Event:
    """Set by SIGINT and SIGTERM.

    The web server passes both on once it has closed: without a handler of ours they would end the process
    before the bot has finished what is in hand.
    """
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    return stop


def _no_line(code: str) -> str:
    return (
        f"Slack opened no line for SLACK_APP_TOKEN ({code}). Make a new token at api.slack.com/apps, Basic "
        "Information, App-Level Tokens, with the scope connections:write, and see that Socket Mode is on."
    )


def _no_welcome(code: str, api_url: str) -> str:
    if code in ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"):
        return (
            f"Slack does not know SLACK_BOT_TOKEN ({code}). Install the app into your workspace once more "
            "and copy the new Bot User OAuth Token."
        )
    return (
        f"Slack could not be reached at {api_url} ({code}). Check the network, and TEND_SLACK_API_URL if set."
    )

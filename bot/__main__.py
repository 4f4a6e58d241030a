"""The command line: `python -m bot sandbox`, `run`, `migrate`, `manifest`, `new-key`."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.platform.errors import BotError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. The exit status is 0 when it went well, 1 when a sentence says what did not."""
    given = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO if given.command != "sandbox" else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    # APScheduler tells at INFO of every tick, and of nothing else.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    try:
        command: int = given.do(given)
    except BotError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tend", description="A Slack bot that helps people look after their working relationships."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    sandbox = commands.add_parser("sandbox", help="try Tend in a Slack workspace on this machine")
    sandbox.add_argument("--port", type=int, default=3210, help="where the page is served (3210)")
    sandbox.add_argument(
        "--database", metavar="URL", help="keep the bot's rows there, not in a temporary file"
    )
    sandbox.add_argument("--transport", choices=["http", "socket"], default="http")
    sandbox.set_defaults(do=_sandbox)

    run = commands.add_parser("run", help="run the bot in a real workspace, with the settings in .env")
    run.add_argument("--http", action="store_true", help="let Slack call POST /slack/events")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=3000)
    run.set_defaults(do=_run)

    migrate = commands.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(do=_migrate)

    manifest = commands.add_parser("manifest", help="print the app manifest for Slack")
    manifest.add_argument("--http", metavar="URL", help="the variant for a bot that Slack calls at URL")
    manifest.set_defaults(do=_manifest)

    new_key = commands.add_parser("new-key", help="make a key for TEND_ENCRYPTION_KEYS")
    new_key.set_defaults(do=_new_key)
    return parser


# Each command imports what it needs when it is asked for, so that `new-key` does not load a web server.


def _sandbox(given: argparse.Namespace) -> int:
    from bot.sandbox.run import run_sandbox

    return run_sandbox(port=given.port, database_url=given.database, transport=given.transport)


def _run(given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.serve import run_bot

    settings = from_environment(env_file=Path(".env"), transport="http" if given.http else "socket")
    # Bolt would look for it there, too, and say that it does not need it.
    os.environ.pop("SLACK_BOT_TOKEN", None)
    return run_bot(settings, http=given.http, host=given.host, port=given.port)


def _migrate(_given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.migrate import migrate
    from bot.platform.database import Database
    from bot.platform.encryption import Cipher

    settings = from_environment(env_file=Path(".env"))
    database = Database(settings.database_url, Cipher(settings.encryption_keys))
    migrate(database)
    print("The database is up to date.")
    return 0


def _manifest(given: argparse.Namespace) -> int:
    import yaml

    from bot.platform.slack import manifest

    shown = manifest.for_http(given.http) if given.http else manifest.for_socket_mode()
    print(yaml.safe_dump(shown, sort_keys=False, allow_unicode=True), end="")
    return 0


def _new_key(_given: argparse.Namespace) -> int:
    from bot.platform.encryption import new_key

    print(new_key())
    return 0


if __name__ == "__main__":
    sys.exit(main())

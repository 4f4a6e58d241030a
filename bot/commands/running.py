"""Commands that start the bot: `sandbox` and `run`."""

import argparse
import os
from pathlib import Path

from bot.commands.parsing import Commands


def add_to(commands: Commands) -> None:
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


def _sandbox(given: argparse.Namespace) -> int:
    from bot.copies.opening import address
    from bot.sandbox.run import run_sandbox

    if given.database:
        address(given.database, called="What --database names")
    try:
        return run_sandbox(port=given.port, database_url=given.database, transport=given.transport)
    except KeyboardInterrupt:  # that is how it is ended
        return 0


def _run(given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.serve import run_bot

    settings = from_environment(env_file=Path(".env"), transport="http" if given.http else "socket")
    # Bolt would look for it there, too, and say that it does not need it.
    os.environ.pop("SLACK_BOT_TOKEN", None)
    return run_bot(settings, http=given.http, host=given.host, port=given.port)

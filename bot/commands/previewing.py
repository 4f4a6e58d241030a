"""The command `preview`: what would be sent in the next days."""

import argparse
from pathlib import Path

from bot.commands.parsing import Commands


def add_to(commands: Commands) -> None:
    preview = commands.add_parser(
        "preview",
        help="list what would be sent in the next days, without sending or changing anything",
        description="The next days are played on a copy of the database. It tells who gets what, when and "
        "why, and no word that anybody wrote.",
    )
    preview.add_argument(
        "--for", dest="span", default="7d", metavar="7d", help="how far ahead: 1d to 31d, or 2w"
    )
    preview.add_argument("--person", metavar="@ana", help="only theirs: a member id, or a name as in Slack")
    preview.add_argument("--workspace", metavar="ID", help="which one, where there are several")
    preview.set_defaults(do=_preview)


def _preview(given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.platform.clock import SystemClock
    from bot.preview.command import preview

    for line in preview(
        from_environment(env_file=Path(".env")),
        span=given.span,
        person=given.person,
        workspace_id=given.workspace,
        now=SystemClock().now(),
    ):
        print(line)
    return 0

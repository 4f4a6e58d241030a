"""The command `people`: who leads whom, from a list."""

import argparse
import sys
from pathlib import Path

from bot.commands.parsing import Commands, own_database
from bot.platform.errors import BotError


def add_to(commands: Commands) -> None:
    people = commands.add_parser("people", help="take over who leads whom from a list")
    lists = people.add_subparsers(dest="people_command", required=True, metavar="COMMAND")
    imported = lists.add_parser(
        "import",
        help="show what a list of who leads whom changes, or with --apply, change it",
        description="The first line names the columns: person, manager and, if you like, second manager. "
        "Each cell is a member id or a name as it stands in Slack; docs/who-leads-whom.md has it all.",
    )
    imported.add_argument("file", type=Path, metavar="org.csv", help="with commas, semicolons or tabs")
    imported.add_argument("--apply", action="store_true", help="write it: all of it, or nothing")
    imported.add_argument("--workspace", metavar="ID", help="whose list it is, where there are several")
    imported.set_defaults(do=_import_people)


def _import_people(given: argparse.Namespace) -> int:
    from bot.features.people.org.importing import import_list
    from bot.platform.clock import SystemClock

    try:
        content = given.file.read_bytes()
    except OSError as error:
        raise BotError(f"{given.file} cannot be read: {error.strerror}.") from error
    with own_database() as (_, database):
        done = import_list(
            database,
            content,
            workspace_id=given.workspace,
            is_applied=given.apply,
            now=SystemClock().now(),
        )
    for line in done.lines():
        print(line, file=sys.stderr if done.problems else sys.stdout)
    return 1 if done.problems else 0

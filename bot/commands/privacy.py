"""Commands about what is held on a person: `export` and `erase`."""

import argparse

from bot.commands.parsing import Commands, own_database
from bot.platform.errors import BotError


def add_to(commands: Commands) -> None:
    export = commands.add_parser(
        "export",
        help="send a person a copy of all that is held about them",
        description="It goes to that person, in their conversation with Tend, and to nobody else. "
        "It is carried by the bot, which has to be running.",
    )
    export.set_defaults(do=_export)
    erase = commands.add_parser(
        "erase",
        help="delete everything of a person's",
        description="docs/privacy.md says what goes and what stays. It cannot be undone.",
    )
    erase.add_argument("--yes", action="store_true", help="do not ask for the name first")
    erase.add_argument(
        "--posts",
        choices=["keep", "remove"],
        default="keep",
        help="what becomes of their posts in channels, and of their name in posts that thank them (keep)",
    )
    erase.set_defaults(do=_erase)
    for command in (export, erase):
        command.add_argument("--person", metavar="ID", required=True, help="their member id: U...")
        command.add_argument("--workspace", metavar="ID", help="where there are several")


def _export(given: argparse.Namespace) -> int:
    from bot.features.privacy import operators
    from bot.platform.clock import SystemClock

    with own_database() as (_, database):
        person = operators.person_named(database, given.person, workspace_id=given.workspace)
        count = operators.send_export(database, SystemClock(), person)
    print(f"On its way to {given.person}, who alone gets it: {count} file{'s' if count > 1 else ''}.")
    return 0


def _erase(given: argparse.Namespace) -> int:
    from bot.features.privacy import operators
    from bot.platform.clock import SystemClock

    posts_too = given.posts == "remove"
    with own_database() as (_, database):
        person = operators.person_named(database, given.person, workspace_id=given.workspace)
        if not given.yes:
            print(operators.what_becomes_of_posts(posts_too=posts_too))
            try:
                typed = input(f"Type {person.name} to delete everything of theirs: ")
            except EOFError:
                raise BotError("Nobody typed the name. Nothing was deleted; --yes does not ask.") from None
            if typed != person.name:
                raise BotError("That is not the name. Nothing was deleted.")
        erased = operators.erase_all(database, SystemClock(), person, posts_too=posts_too)
    rows = "1 row" if erased.rows == 1 else f"{erased.rows} rows"
    messages = "1 message" if erased.messages == 1 else f"{erased.messages} messages"
    print(f"Deleted: {rows}. Not sent any more: {messages}.")
    if posts_too:
        print(operators.where_posts_are(erased))
    return 0

"""The command line: `python -m bot sandbox`, `run`, `migrate` and the other commands."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dotenv import dotenv_values

from bot.platform import logs
from bot.platform.errors import BotError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. The exit status is 0 when it went well, 1 when a sentence says what did not."""
    given = _parser().parse_args(arguments)
    try:
        is_quiet = given.command in ("sandbox", "people", "preview")
        logs.set_up(as_json=_wants_json(), level=logging.WARNING if is_quiet else logging.INFO)
        command: int = given.do(given)
    except BotError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return command


def _wants_json() -> bool:
    # Read before all other settings: what is wrong with those may have to be logged.
    said = (os.environ.get("TEND_LOG") or dotenv_values(Path(".env")).get("TEND_LOG") or "").strip()
    if said not in ("", "json"):
        raise BotError("TEND_LOG should be json, or left out for lines that are read by people.")
    return said == "json"


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

    manifest = commands.add_parser("manifest", help="print the app manifest for Slack")
    manifest.add_argument("--http", metavar="URL", help="the variant for a bot that Slack calls at URL")
    manifest.set_defaults(do=_manifest)

    rotate_keys = commands.add_parser(
        "rotate-keys", help="encrypt everything anew with the first key in TEND_ENCRYPTION_KEYS"
    )
    rotate_keys.set_defaults(do=_rotate_keys)

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
    from bot.keys.checking import open_database

    open_database(from_environment(env_file=Path(".env"))).dispose()
    print("The database is up to date.")
    return 0


def _import_people(given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.features.people.org.importing import import_list
    from bot.keys.checking import open_database
    from bot.platform.clock import SystemClock

    try:
        content = given.file.read_bytes()
    except OSError as error:
        raise BotError(f"{given.file} cannot be read: {error.strerror}.") from error
    database = open_database(from_environment(env_file=Path(".env")))
    try:
        done = import_list(
            database,
            content,
            workspace_id=given.workspace,
            is_applied=given.apply,
            now=SystemClock().now(),
        )
    finally:
        database.dispose()
    for line in done.lines():
        print(line, file=sys.stderr if done.problems else sys.stdout)
    return 1 if done.problems else 0


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


def _export(given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.features.privacy import operators
    from bot.keys.checking import open_database
    from bot.platform.clock import SystemClock

    settings = from_environment(env_file=Path(".env"))
    logs.know_people_by(settings.encryption_keys[0])
    database = open_database(settings)
    try:
        person = operators.person_named(database, given.person, workspace_id=given.workspace)
        count = operators.send_export(database, SystemClock(), person)
    finally:
        database.dispose()
    print(f"On its way to {given.person}, who alone gets it: {count} file{'s' if count > 1 else ''}.")
    return 0


def _erase(given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.features.privacy import operators
    from bot.keys.checking import open_database
    from bot.platform.clock import SystemClock

    settings = from_environment(env_file=Path(".env"))
    logs.know_people_by(settings.encryption_keys[0])
    database = open_database(settings)
    posts_too = given.posts == "remove"
    try:
        person = operators.person_named(database, given.person, workspace_id=given.workspace)
        if not given.yes:
            print(operators.what_becomes_of_posts(posts_too=posts_too))
        if not given.yes and input(f"Type {person.name} to delete everything of theirs: ") != person.name:
            print("That is not the name. Nothing was deleted.", file=sys.stderr)
            return 1
        erased = operators.erase_all(database, SystemClock(), person, posts_too=posts_too)
    except EOFError:
        print("\nNobody typed the name. Nothing was deleted; --yes does not ask.", file=sys.stderr)
        return 1
    finally:
        database.dispose()
    print(f"Deleted: {erased.rows} rows. Not sent any more: {erased.messages} messages.")
    if posts_too:
        print(operators.where_posts_are(erased))
    return 0


def _manifest(given: argparse.Namespace) -> int:
    import yaml

    from bot.platform.slack import manifest

    shown = manifest.for_http(given.http) if given.http else manifest.for_socket_mode()
    print(yaml.safe_dump(shown, sort_keys=False, allow_unicode=True), end="")
    return 0


def _rotate_keys(_given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.keys.checking import open_database
    from bot.keys.rotating import rotate_keys, what_to_do_now

    settings = from_environment(env_file=Path(".env"))
    logs.know_people_by(settings.encryption_keys[0])
    database = open_database(settings)
    try:
        rotation = rotate_keys(database, tell=lambda line: print(line, flush=True))
    except KeyboardInterrupt:
        print("Stopped. Run it again: it goes on from here. Keep all keys until then.", file=sys.stderr)
        return 1
    finally:
        database.dispose()
    for text in rotation.unreadable:
        print(f"{text}: no key reads it", file=sys.stderr)
    print(what_to_do_now(rotation, keys=len(settings.encryption_keys)))
    return 0 if rotation.is_complete and not rotation.unreadable else 1


def _new_key(_given: argparse.Namespace) -> int:
    from bot.platform.encryption import new_key

    print(new_key())
    return 0


if __name__ == "__main__":
    sys.exit(main())

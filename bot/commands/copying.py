"""Commands that copy the database: `backup`, `restore` and `copy-database`."""

import argparse
import sys
from pathlib import Path

from bot.commands.parsing import Commands


def add_to(commands: Commands) -> None:
    backup = commands.add_parser(
        "backup",
        help="copy the SQLite database to a file, while the bot runs",
        description="The copy is as the database is at one moment, and readable by you alone. The key to the "
        "private text is not in it. With PostgreSQL, use pg_dump.",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="where to; a file that is not there yet")
    backup.set_defaults(do=_backup)

    restore = commands.add_parser(
        "restore",
        help="put a backup where TEND_DATABASE_URL says, if no database is there",
        description="A damaged file, one that is not Tend's, one of a newer version and one with another key "
        "are refused before anything is written.",
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="what `backup` has written")
    restore.set_defaults(do=_restore)

    moved = commands.add_parser(
        "copy-database",
        help="copy everything into an empty database of either kind, such as from SQLite to PostgreSQL",
        description="Stop the bot first. It may be interrupted at any moment; run again, it goes on. At the "
        "end every table is counted and compared. Private text stays encrypted, so the key stays the same.",
    )
    moved.add_argument("source", metavar="FROM", help="sqlite:///tend.db or postgresql+psycopg://...")
    moved.add_argument("target", metavar="TO", help="the same, for a database with nothing in it")
    moved.add_argument(
        "--afresh",
        action="store_true",
        help="forget what an unfinished copy has written to TO, and begin again",
    )
    moved.set_defaults(do=_copy_database)


def _backup(given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.copies.backup import back_up

    made = back_up(from_environment(env_file=Path(".env")), given.file)
    print(
        f"{given.file}: {made.found.rows} rows, {made.size / 1_000_000:.1f} MB. It was read through and is "
        "whole."
    )
    print(
        "The key is not in it. Keep TEND_ENCRYPTION_KEYS somewhere else: without it, nobody reads the "
        "private text."
    )
    if not made.has_fitting_key:
        print("The keys in TEND_ENCRYPTION_KEYS do not read it: look for the right one now.", file=sys.stderr)
        return 1
    return 0


def _restore(given: argparse.Namespace) -> int:
    from bot.config import from_environment
    from bot.copies.backup import restore

    found = restore(from_environment(env_file=Path(".env")), given.file)
    print(f"Restored: {found.rows} rows. What happened after this backup was made is not in it:")
    print("whoever had everything of theirs deleted since is in it again. `tend erase` does it once more.")
    return 0


def _copy_database(given: argparse.Namespace) -> int:
    from bot.copies.moving import copy_database

    try:
        copied = copy_database(
            given.source, given.target, is_afresh=given.afresh, tell=lambda line: print(line, flush=True)
        )
    except KeyboardInterrupt:
        print("Stopped. Run the same again: it goes on from here.", file=sys.stderr)
        return 1
    print(
        f"Everything was copied and compared: {copied} rows. Now let TEND_DATABASE_URL name the new database."
    )
    return 0

"""Commands for the database and its keys: `migrate`, `rotate-keys` and `new-key`."""

import argparse
import sys

from bot.commands.parsing import Commands, own_database


def add_to(commands: Commands) -> None:
    migrate = commands.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(do=_migrate)

    rotate_keys = commands.add_parser(
        "rotate-keys", help="encrypt everything anew with the first key in TEND_ENCRYPTION_KEYS"
    )
    rotate_keys.set_defaults(do=_rotate_keys)

    new_key = commands.add_parser("new-key", help="make a key for TEND_ENCRYPTION_KEYS")
    new_key.set_defaults(do=_new_key)


def _migrate(_given: argparse.Namespace) -> int:
    from bot.migrate import known_revisions

    with own_database():
        print(f"The database is up to date: {', '.join(known_revisions().newest)}.")
    return 0


def _rotate_keys(_given: argparse.Namespace) -> int:
    from bot.keys.rotating import rotate_keys, what_to_do_now

    with own_database() as (settings, database):
        try:
            rotation = rotate_keys(database, tell=lambda line: print(line, flush=True))
        except KeyboardInterrupt:
            print("Stopped. Run it again: it goes on from here. Keep all keys until then.", file=sys.stderr)
            return 1
    for text in rotation.unreadable:
        print(f"{text}: no key reads it", file=sys.stderr)
    print(what_to_do_now(rotation, keys=len(settings.encryption_keys)))
    return 0 if rotation.is_complete and not rotation.unreadable else 1


def _new_key(_given: argparse.Namespace) -> int:
    from bot.platform.encryption import new_key

    print(new_key())
    return 0

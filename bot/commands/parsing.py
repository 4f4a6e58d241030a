"""What every command is made of: a place in the parser, and the database that the settings name."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.platform.database import Database

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands = object


@contextmanager
def own_database() -> Iterator["tuple[Settings, Database]"]:
    """The settings from the environment and .env, and their database, migrated and with the right key.

    Raises BotError with a sentence for whoever runs the command where one of them is not as it should be.
    """
    from bot.config import from_environment
    from bot.keys.checking import open_database
    from bot.platform import logs

    settings = from_environment(env_file=Path(".env"))
    logs.know_people_by(settings.encryption_keys[0])
    database = open_database(settings)
    try:
        yield settings, database
    finally:
        database.dispose()

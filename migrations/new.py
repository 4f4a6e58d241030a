"""Write a new migration from the models: `make migration TITLE="what changes"`. Read it, then keep it."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.migrate import alembic_config, migrate
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key


def main() -> None:
    """Compare the models with a database that has every migration, and write down the difference."""
    title = " ".join(sys.argv[1:]).strip()
    if not title:
        raise SystemExit('Say what changes: make migration TITLE="what changes"')
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'tend.db'}", Cipher((new_key(),)))
        migrate(database)
        with database.engine.execution_options(writes=True).begin() as connection:
            config = alembic_config()
            config.attributes["connection"] = connection
            command.revision(config, message=title, autogenerate=True)
        database.dispose()


if __name__ == "__main__":
    main()

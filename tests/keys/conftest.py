"""A database with words in it, other keys to open it with, and the settings of a bot that has it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.keys.checking import check_keys
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from tests.conftest import KEY
from tests.keys.rows import fill


@pytest.fixture
def opened(database: Database) -> Iterator[Callable[..., Database]]:
    """Opens the same database with other keys."""
    made: list[Database] = []

    def with_keys(*keys: str) -> Database:
        made.append(Database(database.engine.url.render_as_string(hide_password=False), Cipher(keys)))
        return made[-1]

    yield with_keys
    for each in made:
        each.dispose()


@pytest.fixture
def filled(database: Database) -> Database:
    fill(database)
    check_keys(database)
    return database


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "TEND_SLACK_API_URL": "http://127.0.0.1:9/api/",
        "TEND_DATABASE_URL": database_url,
        "TEND_ENCRYPTION_KEYS": KEY,
    }.items():
        monkeypatch.setenv(name, value)
    return monkeypatch

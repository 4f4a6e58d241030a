"""A wrong key is noticed before anything starts."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.keys.checking import check_keys
from bot.platform.database import Database
from bot.platform.encryption import WrongKey
from bot.platform.key_checks import KeyCheck
from tests.conftest import KEY
from tests.keys.rows import NEW, all_words, fill, spoil


def test_the_key_is_known_from_the_first_start_on(
    database: Database, opened: Callable[..., Database]
) -> None:
    check_keys(database)
    check_keys(database)
    check_keys(opened(NEW, KEY))
    with pytest.raises(WrongKey, match="behind the newest one, after a comma"):
        check_keys(opened(NEW))


def test_a_database_from_before_the_check_is_tried_with_what_it_holds(
    database: Database, opened: Callable[..., Database]
) -> None:
    fill(database)
    with pytest.raises(WrongKey):
        check_keys(opened(NEW))
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(KeyCheck)) == 0
    check_keys(database)
    with pytest.raises(WrongKey):
        check_keys(opened(NEW))


def test_one_spoilt_text_locks_nobody_out(database: Database) -> None:
    fill(database)
    spoil(database, "workspaces", "serious_contacts")
    check_keys(database)


def test_of_two_that_start_at_once_the_one_with_another_key_is_refused(
    database: Database, opened: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    slower = opened(NEW)

    def be_slow(_: Database) -> None:
        monkeypatch.undo()
        check_keys(database)

    monkeypatch.setattr("bot.keys.checking._try_what_is_there", be_slow)
    with pytest.raises(WrongKey):
        check_keys(slower)
    check_keys(database)


@pytest.mark.parametrize("command", ["run", "migrate", "rotate-keys"])
def test_every_command_that_opens_the_database_refuses_a_wrong_key_in_a_sentence(
    settings: pytest.MonkeyPatch, filled: Database, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    before = all_words(filled)
    settings.setenv("TEND_ENCRYPTION_KEYS", NEW)
    assert main([command]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("The private text in this database was written with another key")
    assert "TEND_ENCRYPTION_KEYS" in said
    assert NEW not in said
    assert all_words(filled) == before

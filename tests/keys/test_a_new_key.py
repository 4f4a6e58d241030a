"""A new key takes over from the old one while the bot goes on, and may be stopped at any moment."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.keys import rotating
from bot.keys.checking import check_keys
from bot.keys.rotating import one_pass, rotate_keys, what_to_do_now
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
from bot.platform.encryption import Cipher, WrongKey, new_key
from bot.platform.errors import BotError
from bot.sandbox.sandbox import Sandbox
from bot.schema import METADATA
from tests.conftest import KEY
from tests.features.follow_ups.noting import cards_of, note
from tests.keys.rows import NEW, PRIVATE, all_words, fill, row_of, spoil


def test_every_private_text_of_every_table_gets_the_newest_key(
    filled: Database, opened: Callable[..., Database]
) -> None:
    before = all_words(filled)
    assert all(before.values())
    told: list[str] = []
    rotation = rotate_keys(opened(NEW, KEY), tell=told.append)
    assert rotation.is_complete
    assert rotation.renewed == sum(len(columns) for _, columns in PRIVATE) + 4
    assert not rotation.unreadable
    newest_alone = opened(NEW)
    check_keys(newest_alone)
    assert all_words(newest_alone) == before
    with pytest.raises(WrongKey):
        check_keys(filled)
    assert "outbox_messages: 5 rows, 5 texts encrypted anew" in told
    assert "canary" not in "\n".join(told)


def test_a_second_run_finds_nothing_to_do(filled: Database, opened: Callable[..., Database]) -> None:
    both = opened(NEW, KEY)
    rotate_keys(both)
    stored = all_stored(both)
    assert rotate_keys(both).renewed == 0
    assert all_stored(both) == stored


def all_stored(database: Database) -> dict[str, list[str]]:
    with database.reading() as session:
        return {
            f"{table.name}.{column.name}": list(
                session.scalars(sa.text(f"SELECT {column.name} FROM {table.name} ORDER BY 1"))  # noqa: S608
            )
            for table, columns in PRIVATE
            for column in columns
        }


def test_stopped_after_any_step_and_run_again_it_ends_the_same(
    filled: Database, opened: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "_ROWS_AT_ONCE", 2)
    before = all_words(filled)
    old = KEY
    steps = len(list(one_pass(filled)))
    assert steps == len([table for table, columns in PRIVATE if columns]) + 2
    for stopped_after in range(0, steps + 1, 1 if filled.is_sqlite else 5):
        newest = new_key()
        both = opened(newest, old)
        for _step in islice(one_pass(both), stopped_after):
            pass
        assert all_words(both) == before
        with pytest.raises(WrongKey):
            check_keys(opened(newest))  # the old key taken out too early
        assert rotate_keys(both).is_complete
        newest_alone = opened(newest)
        check_keys(newest_alone)
        assert all_words(newest_alone) == before
        old = newest


def test_a_process_that_is_killed_in_the_middle_leaves_everything_readable(
    settings: pytest.MonkeyPatch, filled: Database, opened: Callable[..., Database]
) -> None:
    before = all_words(filled)
    settings.setenv("TEND_ENCRYPTION_KEYS", f"{NEW},{KEY}")
    settings.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    command = [sys.executable, "-m", "bot", "rotate-keys"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        assert "encrypted anew" in process.stdout.readline()
        process.kill()
    assert process.returncode == -signal.SIGKILL
    both = opened(NEW, KEY)
    check_keys(both)
    assert all_words(both) == before
    assert rotate_keys(both).is_complete
    assert all_words(opened(NEW)) == before


def test_two_rotations_at_once_do_each_other_no_harm(
    filled: Database, opened: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "_ROWS_AT_ONCE", 2)
    before = all_words(filled)
    other = opened(NEW, KEY)
    meanwhile = Meanwhile((NEW, KEY), lambda: rotate_keys(other))
    one = opened(NEW, KEY)
    one.cipher = meanwhile
    rotation = rotate_keys(one)
    assert rotation.is_complete
    assert rotation.renewed == 0  # the other was quicker everywhere
    assert all_words(opened(NEW)) == before


class Meanwhile(Cipher):
    """Lets something happen once, between reading a text and writing it."""

    def __init__(self, keys: tuple[str, ...], happens: Callable[[], object]) -> None:
        super().__init__(keys)
        self._happens: Callable[[], object] | None = happens

    def renewed(self, stored: str) -> str | None:
        happens, self._happens = self._happens, None
        if happens is not None:
            happens()
        return super().renewed(stored)


def test_what_the_bot_writes_meanwhile_is_never_overwritten(
    filled: Database, opened: Callable[..., Database]
) -> None:
    running = opened(NEW, KEY)

    def write() -> None:
        with running.transaction() as session:
            session.execute(sa.update(OutboxMessage).values(content="written meanwhile"))

    both = opened(NEW, KEY)
    both.cipher = Meanwhile((NEW, KEY), write)
    assert rotate_keys(both).is_complete
    assert all_words(opened(NEW))["outbox_messages.content"] == {"written meanwhile"}


def test_what_is_deleted_meanwhile_stays_deleted(filled: Database, opened: Callable[..., Database]) -> None:
    def delete() -> None:
        with filled.transaction() as session:
            session.execute(sa.delete(OutboxMessage))

    both = opened(NEW, KEY)
    both.cipher = Meanwhile((NEW, KEY), delete)
    assert rotate_keys(both).is_complete
    assert all_words(opened(NEW))["outbox_messages.content"] == set()


def test_who_goes_on_writing_with_the_old_key_is_noticed(
    filled: Database, opened: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    def still_there(database: Database) -> Iterator[rotating.Step]:
        with filled.transaction() as session:
            session.execute(sa.update(OutboxMessage).values(content="from a process with the old key"))
        yield from one_pass(database)

    monkeypatch.setattr(rotating, "one_pass", still_there)
    rotation = rotate_keys(opened(NEW, KEY))
    assert not rotation.is_complete
    assert "Start every process of the bot anew" in what_to_do_now(rotation, keys=2)
    with pytest.raises(WrongKey):
        check_keys(opened(NEW))


def test_a_text_that_no_key_reads_is_named_and_the_others_go_on(
    filled: Database, settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(filled, "agenda_items", "words")
    settings.setenv("TEND_ENCRYPTION_KEYS", f"{NEW},{KEY}")
    assert main(["rotate-keys"]) == 1
    said = capsys.readouterr()
    assert "agenda_items 1: words: no key reads it" in said.err
    assert "Texts that no key in TEND_ENCRYPTION_KEYS reads: 1." in said.out
    assert "canary" not in said.out + said.err


def test_people_are_not_named_where_their_text_cannot_be_read(
    filled: Database, opened: Callable[..., Database]
) -> None:
    with filled.engine.execution_options(writes=True).begin() as connection:
        people = METADATA.tables["people"]
        connection.execute(sa.insert(people).values({**row_of(connection, people), "id": "U0MAYA0001"}))
        connection.execute(sa.text("UPDATE expectations SET words = 'unreadable', about_id = 'U0MAYA0001'"))
    [named] = rotate_keys(opened(NEW, KEY)).unreadable
    assert named.startswith("expectations x1 x1 person:")
    assert "MAYA" not in named


def test_the_operator_reads_which_key_may_be_taken_out(
    filled: Database, settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rotate-keys"]) == 0
    assert "the only key in TEND_ENCRYPTION_KEYS: keep it" in capsys.readouterr().out
    settings.setenv("TEND_ENCRYPTION_KEYS", f"{NEW},{KEY}")
    assert main(["rotate-keys"]) == 0
    said = capsys.readouterr().out
    assert "The one behind it may be taken out now" in said
    assert NEW not in said
    assert KEY not in said


def test_a_database_that_stays_busy_is_a_sentence(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "_TRIES", 1)
    database = Database(sqlite_url, Cipher((KEY,)))
    fill(database)
    both = Database(sqlite_url, Cipher((NEW, KEY)))
    with database.transaction() as session:
        session.execute(sa.update(OutboxMessage).values(attempts=1))
        with pytest.raises(BotError, match="it goes on where it stopped"):
            rotate_keys(both)
    assert rotate_keys(both).is_complete
    for each in (database, both):
        each.dispose()


@pytest.mark.postgres
def test_a_row_that_somebody_holds_is_left_for_the_next_pass(postgres_url: str) -> None:
    database = Database(postgres_url, Cipher((KEY,)))
    fill(database)
    both = Database(postgres_url, Cipher((NEW, KEY)))
    with database.transaction() as session:
        session.execute(sa.select(OutboxMessage.id).where(OutboxMessage.id == 3).with_for_update())
        [step] = [step for step in one_pass(both) if step.table == "outbox_messages"]
        assert (step.older, step.renewed) == (5, 4)
    assert rotate_keys(both).renewed == 1
    for each in (database, both):
        each.dispose()


def test_the_bot_goes_on_while_its_texts_get_a_new_key(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    note(tend, "maya", "call Leo")
    tend.database.cipher = Cipher((NEW, KEY))
    tend.database.engine.dialect.tend_cipher = tend.database.cipher  # type: ignore[attr-defined]
    steps = one_pass(tend.database)
    next(steps)
    note(tend, "maya", "send the slides")
    assert list(steps)
    assert rotate_keys(tend.database).is_complete
    tend.let_days_pass(1)
    [card] = cards_of(tend, "maya")
    tend.hands("maya").press(card, "Done", near="Something you noted")
    assert rotate_keys(tend.database).renewed == 0

"""`backup` and `restore`: one whole file, made while the bot runs, and refused where it would do harm."""

import os
import re
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from bot.__main__ import main
from bot.keys.checking import check_keys
from bot.migrate import UNFINISHED_COPY, alembic_config, migrate
from bot.platform.database import Database
from bot.platform.encryption import new_key
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY, address_of
from tests.copies.conftest import ROWS, do, everything_in, put_away, spoil
from tests.features.follow_ups.noting import note
from tests.keys.rows import all_words

Opened = Callable[[str], Database]
Said = pytest.CaptureFixture[str]
ROOT = Path(__file__).parent.parent.parent


def test_a_backup_is_one_file_that_only_its_owner_reads_and_holds_everything(
    settings: pytest.MonkeyPatch, file: Path, tmp_path: Path, opened: Opened
) -> None:
    backup = tmp_path / "kept" / "monday.db"
    backup.parent.mkdir()
    assert main(["backup", str(backup)]) == 0
    assert [each.name for each in backup.parent.iterdir()] == ["monday.db"]
    assert backup.stat().st_mode & 0o777 == 0o600
    kept = opened(f"sqlite:///{backup}")
    assert everything_in(kept) == everything_in(opened(f"sqlite:///{file}"))


def test_it_says_that_the_key_is_not_inside_and_it_is_not(
    settings: pytest.MonkeyPatch, tmp_path: Path, capsys: Said
) -> None:
    assert main(["backup", "b.db"]) == 0
    said = capsys.readouterr().out
    assert f"b.db: {ROWS} rows" in said
    assert "The key is not in it. Keep TEND_ENCRYPTION_KEYS somewhere else" in said
    assert KEY.encode() not in (tmp_path / "b.db").read_bytes()
    assert b"canary" not in (tmp_path / "b.db").read_bytes()


def test_made_while_the_bot_writes_it_holds_each_transaction_whole_or_not_at_all(
    settings: pytest.MonkeyPatch, file: Path, tmp_path: Path, capsys: Said
) -> None:
    is_done, writes = threading.Event(), []

    def write() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            while not is_done.is_set():
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("UPDATE slack_paces SET lane = lane || 'x'")
                connection.execute("UPDATE pilot_channels SET channel_id = channel_id || 'x'")
                connection.execute("COMMIT")
                writes.append(1)

    do(file, "UPDATE slack_paces SET lane = ''")
    do(file, "UPDATE pilot_channels SET channel_id = ''")
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            before = len(writes)
            assert main(["backup", f"{number}.db"]) == 0
            with closing(sqlite3.connect(tmp_path / f"{number}.db")) as kept:
                [[one]] = kept.execute("SELECT length(lane) FROM slack_paces")
                [[other]] = kept.execute("SELECT length(channel_id) FROM pilot_channels")
            assert one == other >= before
    finally:
        is_done.set()
        writer.join()
    assert len(writes) > 5


@pytest.mark.parametrize("there", ["b.db", "b.db-wal", "b.db-journal"])
def test_a_file_that_is_there_is_not_overwritten(
    settings: pytest.MonkeyPatch, tmp_path: Path, capsys: Said, there: str
) -> None:
    (tmp_path / there).write_text("mine")
    assert main(["backup", "b.db"]) == 1
    assert f"{there} is there already, and nothing is overwritten" in capsys.readouterr().err
    assert (tmp_path / there).read_text() == "mine"
    assert not list(tmp_path.glob(".b.db*"))


def test_with_a_wrong_key_the_backup_is_kept_and_the_exit_status_says_so(
    settings: pytest.MonkeyPatch, tmp_path: Path, capsys: Said
) -> None:
    settings.setenv("TEND_ENCRYPTION_KEYS", new_key())
    assert main(["backup", "b.db"]) == 1
    assert "do not read it: look for the right one now" in capsys.readouterr().err
    assert (tmp_path / "b.db").is_file()


def test_a_folder_that_is_not_there_is_named(settings: pytest.MonkeyPatch, capsys: Said) -> None:
    assert main(["backup", "nowhere/b.db"]) == 1
    assert "could not be copied to nowhere/b.db: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "."])
def test_a_backup_needs_a_name(settings: pytest.MonkeyPatch, capsys: Said, name: str) -> None:
    assert main(["backup", name]) == 1
    assert capsys.readouterr().err == "A backup is a file: give it a name.\n"


def test_no_database_no_backup_and_none_is_made(
    settings: pytest.MonkeyPatch, tmp_path: Path, capsys: Said
) -> None:
    settings.setenv("TEND_DATABASE_URL", "sqlite:///other.db")
    assert main(["backup", "b.db"]) == 1
    assert "There is no database at other.db" in capsys.readouterr().err
    assert not (tmp_path / "other.db").exists()
    assert not (tmp_path / "b.db").exists()


def test_where_the_disk_is_full_a_sentence_says_so_and_nothing_is_left(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def half_a_megabyte() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 19, 1 << 19))

    ended = subprocess.run(
        [sys.executable, "-m", "bot", "backup", "b.db"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=half_a_megabyte,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "could not be copied to b.db: " in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not list(tmp_path.glob("*b.db*"))


def test_an_interrupted_backup_leaves_nothing_and_says_so_to_scripts_too(
    settings: pytest.MonkeyPatch, tmp_path: Path, capsys: Said
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    settings.setattr("bot.copies.sqlite_files._keep", interrupt)
    assert main(["backup", "b.db"]) == 1
    assert "Stopped. Nothing was written to b.db." in capsys.readouterr().err
    assert not list(tmp_path.glob("*b.db*"))


def test_of_a_damaged_database_no_backup_is_made(
    settings: pytest.MonkeyPatch, file: Path, tmp_path: Path, capsys: Said
) -> None:
    spoil(file)
    assert main(["backup", "b.db"]) == 1
    said = capsys.readouterr().err
    assert re.search("tend.db (is damaged|could not be copied)", said)
    assert "partial" not in said
    assert not list(tmp_path.glob("*b.db*"))


def test_of_postgresql_the_tool_for_it_is_named(settings: pytest.MonkeyPatch, capsys: Said) -> None:
    settings.setenv("TEND_DATABASE_URL", "postgresql+psycopg://tend@127.0.0.1:9/tend")
    assert main(["backup", "b.db"]) == 1
    assert "pg_dump: docs/operations.md" in capsys.readouterr().err
    assert main(["restore", "b.db"]) == 1
    assert "pg_restore: docs/operations.md" in capsys.readouterr().err


def test_what_was_backed_up_comes_back_with_its_words(
    settings: pytest.MonkeyPatch, file: Path, opened: Opened, capsys: Said
) -> None:
    before = everything_in(opened(f"sqlite:///{file}"))
    assert main(["backup", "b.db"]) == 0
    put_away(file)
    assert main(["restore", "b.db"]) == 0
    assert f"Restored: {ROWS} rows." in capsys.readouterr().out
    assert file.stat().st_mode & 0o777 == 0o600
    back = opened(f"sqlite:///{file}")
    migrate(back)
    check_keys(back)
    assert everything_in(back) == before
    assert all(said.startswith("canary") for words in all_words(back).values() for said in words)


@pytest.mark.parametrize("there", ["tend.db", "tend.db-wal", "tend.db-shm"])
def test_a_database_that_is_there_is_never_overwritten(
    settings: pytest.MonkeyPatch, file: Path, capsys: Said, there: str
) -> None:
    assert main(["backup", "b.db"]) == 0
    put_away(file)
    file.with_name(there).write_text("mine")
    assert main(["restore", "b.db"]) == 1
    assert f"{there} is there already, and nothing is overwritten" in capsys.readouterr().err
    assert [each.name for each in file.parent.glob("*tend.db*")] == [there]


def damaged(backup: Path) -> None:
    spoil(backup)


def cut_short(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])


def not_a_database(backup: Path) -> None:
    backup.write_text("Dear diary, " * 1000)


def of_somebody_else(backup: Path) -> None:
    backup.unlink()
    do(backup, "CREATE TABLE promises (words text)")


def newer(backup: Path) -> None:
    do(backup, "UPDATE alembic_version SET version_num = '9999'")


def half_a_copy(backup: Path) -> None:
    do(backup, f"UPDATE alembic_version SET version_num = '{UNFINISHED_COPY}'")  # noqa: S608


def without_a_parent(backup: Path) -> None:
    do(backup, "DELETE FROM workspaces")


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        (damaged, "b.db is damaged.* Use another backup"),
        (cut_short, "b.db is damaged.* Use another backup"),
        (not_a_database, "b.db is not a SQLite database"),
        (of_somebody_else, "b.db is not a database of Tend's"),
        (newer, "b.db belongs to a newer version of Tend"),
        (half_a_copy, "a copy that is not finished"),
        (without_a_parent, "b.db is damaged: a row of .* belongs to one of workspaces that is not there"),
        (Path.unlink, "There is no backup at b.db"),
    ],
)
def test_a_backup_that_would_do_harm_is_refused_and_nothing_is_written(
    settings: pytest.MonkeyPatch,
    file: Path,
    tmp_path: Path,
    capsys: Said,
    happened: Callable[[Path], None],
    words: str,
) -> None:
    assert main(["backup", "b.db"]) == 0
    put_away(file)
    happened(tmp_path / "b.db")
    assert main(["restore", "b.db"]) == 1
    said = capsys.readouterr().err
    assert re.search(words, said), said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("*tend.db*"))


def test_a_backup_with_another_key_is_refused_and_says_what_to_do(
    settings: pytest.MonkeyPatch, file: Path, capsys: Said
) -> None:
    assert main(["backup", "b.db"]) == 0
    put_away(file)
    other = new_key()
    settings.setenv("TEND_ENCRYPTION_KEYS", other)
    assert main(["restore", "b.db"]) == 1
    assert "written with another key than those in TEND_ENCRYPTION_KEYS" in capsys.readouterr().err
    assert not file.exists()
    settings.setenv("TEND_ENCRYPTION_KEYS", f"{other},{KEY}")
    assert main(["restore", "b.db"]) == 0


def test_a_backup_of_an_older_version_comes_back_and_is_brought_up_to_date_at_the_start(
    settings: pytest.MonkeyPatch, file: Path, opened: Opened
) -> None:
    put_away(file)
    older = opened(f"sqlite:///{file}")
    config = alembic_config()
    with older.engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
    older.dispose()
    assert main(["backup", "b.db"]) == 0
    put_away(file)
    assert main(["restore", "b.db"]) == 0
    assert main(["migrate"]) == 0


def test_a_bot_that_runs_goes_on_with_what_was_restored(
    tend: Sandbox, sqlite_database: Database, settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.setenv("TEND_DATABASE_URL", address_of(sqlite_database))
    note(tend, "maya", "call Leo")
    assert main(["backup", str(tmp_path / "b.db")]) == 0
    note(tend, "maya", "ask Ana")
    put_away(Path(sqlite_database.engine.url.database or ""))
    assert main(["restore", str(tmp_path / "b.db")]) == 0
    open_now = tend.hands("maya").types("/followups").words
    assert "call Leo" in open_now
    assert "ask Ana" not in open_now

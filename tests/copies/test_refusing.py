"""What `copy-database` does not do: write over anything, mix two databases, or say a password."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from bot.__main__ import main
from bot.copies.moving import DoesNotFit, copy_database
from bot.copies.notes import AnotherCopy
from bot.copies.opening import NotEmpty, NotUpToDate, OtherSource, SamePlace
from bot.keys.checking import check_keys
from bot.migrate import NewerDatabase, UnfinishedCopy, alembic_config
from bot.platform.database import Database
from tests.conftest import address_of
from tests.copies.conftest import ROWS, Stopped, do, everything_in, put_away, silently, spoil, stopped_at
from tests.postgres import PostgresServer

Opened = Callable[[str], Database]
Said = pytest.CaptureFixture[str]


def test_a_database_in_use_is_not_written_over(source: str, database: Database) -> None:
    with database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            sa.text("INSERT INTO workspaces (id, name, url, bot_user_id) VALUES ('T', '', '', '')")
        )
    before = everything_in(database)
    for is_afresh in (False, True):
        with pytest.raises(NotEmpty, match="rows of workspaces"):
            copy_database(source, address_of(database), is_afresh=is_afresh, tell=silently)
    assert everything_in(database) == before


def test_a_database_is_not_copied_into_itself(each_empty: str, opened: Opened) -> None:
    before = everything_in(opened(each_empty))
    with pytest.raises(SamePlace, match="of the same database"):
        copy_database(each_empty, each_empty, tell=silently)
    assert everything_in(opened(each_empty)) == before


def test_by_another_name_it_is_the_same_database(
    source: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    with pytest.raises(SamePlace):
        copy_database(source, f"sqlite:///{file.name}", tell=silently)


def test_an_older_database_in_use_is_not_even_brought_up_to_date(
    source: str, empty_url: str, opened: Opened
) -> None:
    older = at_migration(opened(empty_url), "0013")
    with older.engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO workspaces (id, name, url, bot_user_id) VALUES ('T', '', '', '')")
        )
    with pytest.raises(NotEmpty):
        copy_database(source, empty_url, tell=silently)
    assert version_of(older) == "0013"


def test_a_database_with_other_tables_is_left_alone(source: str, empty_url: str, opened: Opened) -> None:
    with opened(empty_url).engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(NotEmpty, match=r"tables of something else .*: invoices"):
        copy_database(source, empty_url, tell=silently)


def test_a_database_that_was_only_migrated_is_as_good_as_empty(
    source: str, sqlite_database: Database
) -> None:
    check_keys(sqlite_database)
    assert copy_database(source, address_of(sqlite_database), tell=silently) == ROWS
    check_keys(sqlite_database)


def test_half_a_copy_of_another_database_is_not_gone_on_with(
    source: str, file: Path, empty: str, opened: Opened
) -> None:
    with stopped_at(9), pytest.raises(Stopped):
        copy_database(source, empty, tell=silently)
    do(file, "UPDATE key_checks SET word = 'somebody else'")
    with pytest.raises(OtherSource, match="--afresh"):
        copy_database(source, empty, tell=silently)
    assert copy_database(source, empty, is_afresh=True, tell=silently) == ROWS


def test_of_two_that_copy_at_once_one_gives_way(source: str, each_empty: str, opened: Opened) -> None:
    is_second = []

    def copy_too(line: str) -> None:
        if not is_second:
            is_second.append(line)
            copy_database(source, each_empty, tell=silently)

    with pytest.raises(AnotherCopy, match="Let one of them come to its end"):
        copy_database(source, each_empty, tell=copy_too)
    assert everything_in(opened(each_empty)) == everything_in(opened(source))


def test_a_source_of_another_version_is_not_copied(
    source: str, file: Path, opened: Opened, tmp_path: Path
) -> None:
    target = f"sqlite:///{tmp_path / 'new.db'}"
    do(file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match="newer version of Tend"):
        copy_database(source, target, tell=silently)
    put_away(file)
    at_migration(opened(source), "0015")
    with pytest.raises(NotUpToDate, match="tend migrate"):
        copy_database(source, target, tell=silently)
    assert not (tmp_path / "new.db").exists()


def test_half_a_copy_is_not_copied_further(source: str, empty: str, tmp_path: Path) -> None:
    with stopped_at(9), pytest.raises(Stopped):
        copy_database(source, empty, tell=silently)
    with pytest.raises(UnfinishedCopy):
        copy_database(empty, f"sqlite:///{tmp_path / 'third.db'}", tell=silently)


@pytest.mark.postgres
def test_a_row_that_does_not_fit_is_named_without_its_words(
    source: str, file: Path, postgres_server: PostgresServer
) -> None:
    url = postgres_server.create_database()
    do(file, "UPDATE people SET name = 'secret-name' || char(0)")
    with pytest.raises(
        DoesNotFit, match=r"A row of people does not fit .* Mend it where it comes from"
    ) as raised:
        copy_database(source, url, tell=silently)
    assert "secret" not in str(raised.value)
    do(file, "UPDATE people SET name = 'Ana'")
    assert copy_database(source, url, tell=silently) == ROWS
    postgres_server.drop(url)


@pytest.mark.parametrize(
    ("source_url", "target_url", "words"),
    [
        ("sqlite:///nowhere.db", "sqlite:///new.db", "There is no database at nowhere.db"),
        (
            "nonsense",
            "sqlite:///new.db",
            "The first address is none of a database, such as sqlite:///tend.db",
        ),
        ("postgresql+psycopg://tend:secret@h:54x2/db", "sqlite:///new.db", "The first address is none"),
        ("postgresql+psycopg://tend:sec@ret:secret", "sqlite:///new.db", "The first address is none"),
        ("SOURCE", "postgresql+psycopg://h:54x2/db?password=secret", "The second address is none"),
        ("mysql://tend:secret@h/tend", "sqlite:///new.db", "The first address is none of a database"),
        ("sqlite://", "sqlite:///new.db", "The first address is none of a database"),
        (
            "SOURCE",
            "postgresql+psycopg://tend@127.0.0.1:9/tend?password=secret",
            "The database postgresql+psycopg://tend@127.0.0.1:9/tend cannot be used: ",
        ),
        ("postgresql+psycopg://tend:secret@127.0.0.1:9/tend", "sqlite:///new.db", "cannot be used: "),
        ("SOURCE", "postgresql+psycopg://tend:secret@127.0.0.1:9/tend", "cannot be used: "),
        ("SOURCE", "sqlite:////nowhere/new.db", "cannot be used: "),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_the_password(
    source: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Said,
    source_url: str,
    target_url: str,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["copy-database", source_url.replace("SOURCE", source), target_url]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "secret" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("url", ["nonsense", "postgresql+psycopg://tend:secret@h:54x2/db", "mysql://h/tend"])
def test_the_sandbox_is_not_begun_on_what_is_no_address(url: str, capsys: Said) -> None:
    assert main(["sandbox", "--port", "0", "--database", url]) == 1
    said = capsys.readouterr().err
    assert said.startswith("What --database names is none of a database, such as sqlite:///tend.db")
    assert "secret" not in said


@pytest.mark.parametrize("is_source", [True, False])
def test_a_file_that_is_no_database_is_told_in_a_sentence(
    source: str, tmp_path: Path, capsys: Said, is_source: bool
) -> None:
    diary = tmp_path / "diary.db"
    diary.write_text("Dear diary, " * 1000)
    addresses = [f"sqlite:///{diary}", source]
    assert main(["copy-database", *(addresses if is_source else addresses[::-1])]) == 1
    said = capsys.readouterr().err
    assert "diary.db cannot be used: file is not a database" in said
    assert "Traceback" not in said
    assert diary.read_text().startswith("Dear diary")


def test_of_a_damaged_database_what_can_be_read_is_not_taken_for_all(
    source: str, file: Path, empty: str, capsys: Said
) -> None:
    spoil(file)
    assert main(["copy-database", source, empty]) == 1
    assert "malformed" in capsys.readouterr().err


def at_migration(database: Database, revision: str) -> Database:
    config = alembic_config()
    with database.engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return database


def version_of(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))

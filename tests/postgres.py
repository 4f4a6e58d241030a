"""A real PostgreSQL for the tests: databases in milliseconds, each test in one of its own."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from psycopg import sql

from tests.postgres_process import OWN_SERVER, PostgresMissing, PostgresProcess, carried_programs, connect


class PostgresServer:
    """A running server and the databases that a test run made on it.

    Every pytest-xdist worker starts one of its own. That costs each a third of a second and spares all
    of them a lock, a count of who still needs it, and the question who stops it.
    """

    def __init__(self, url: sa.URL, process: PostgresProcess | None = None) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        self._process = process
        self._made: set[str] = set()
        self._admin = connect(self._url)

    @classmethod
    def start(cls, programs: Path | None = None) -> "PostgresServer":
        """Start the server that the wheel carries, or the one in ``programs``, a folder.

        With ``TEND_TEST_POSTGRES_URL`` set and no ``programs`` given nothing is started: databases are
        made on that server, whose user must be allowed to. Raises ``PostgresMissing``, ``PostgresFailed``.
        """
        own = os.environ.get(OWN_SERVER)
        if own and programs is None:
            return cls(sa.make_url(own))
        process = PostgresProcess(programs or carried_programs())
        try:
            return cls(sa.make_url(process.url_of("postgres")), process)
        except BaseException:
            process.stop()
            raise

    @property
    def folder(self) -> Path | None:
        """Where a started server keeps everything it has; ``None`` for somebody's own server."""
        return self._process.folder if self._process else None

    def create_database(self, template: str | None = None) -> str:
        """A new database, empty or a copy of ``template``; its address, as SQLAlchemy takes it.

        ``template`` is an address that this method gave out. Nobody may be connected to it: dispose of the
        engine that filled it first.
        """
        name = f"tend_test_{secrets.token_hex(6)}"
        source = sa.make_url(template).database if template else "template1"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._do(statement.format(sql.Identifier(name), sql.Identifier(source or "template1")))
        self._made.add(name)
        return self._address_of(name)

    def fill_again(self, url: str, *, template: str) -> None:
        """Make the database at ``url``, which ``create_database`` made, a copy of ``template`` once more."""
        self.drop(url)
        name = sa.make_url(url).database or ""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._do(statement.format(sql.Identifier(name), sql.Identifier(sa.make_url(template).database or "")))
        self._made.add(name)

    def drop(self, url: str) -> None:
        """Remove a database that ``create_database`` made, under whoever is still connected to it."""
        name = sa.make_url(url).database
        if name not in self._made:
            raise ValueError(f"{name} was not made here, so it is not dropped here.")
        self._do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self._made.discard(name)

    def stop(self) -> None:
        """Stop a started server and remove its data; on somebody's own server, drop what was made."""
        if self._process:
            self._admin.close()
            self._process.stop()
            return
        for name in sorted(self._made):
            self.drop(self._address_of(name))
        self._admin.close()

    def _address_of(self, name: str) -> str:
        if self._process:
            return self._process.url_of(name)
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _do(self, statement: sql.Composed) -> None:
        if self._admin.closed:
            self._admin = connect(self._url)
        self._admin.execute(statement)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this run. Without one its tests are skipped, except in CI, where that is an error."""
    try:
        server = PostgresServer.start()
    except PostgresMissing as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))
    yield server
    server.stop()

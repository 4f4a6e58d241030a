"""A digest costs the same few questions to the database, whomever one leads and however long one has."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from benchmarks.leading import NOW, TEAM, fill, lead_id
from bot.features.digest import blocks, service
from bot.features.digest.service import Digest
from bot.features.people.reader import reader_of
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from tests.conftest import KEY
from tests.platform.test_query_plans import plans_of

REPORTS = 12
THREE_YEARS = 156


@pytest.fixture
def manager(sqlite_url: str) -> Iterator[Database]:
    """Six people who lead twelve each, with three years of one-on-ones, thanks and promises."""
    cipher = Cipher((KEY,))
    database = Database(sqlite_url, cipher)
    fill(database, 6, reports=REPORTS, weeks=THREE_YEARS, words=cipher.encrypt("call Leo"))
    yield database
    database.dispose()


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Every statement but those that begin a transaction."""
    asked: list[str] = []

    def remember(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", remember)
    try:
        yield asked
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", remember)


def digest_of(database: Database) -> tuple[Digest, int]:
    """The digest of one of them, and how many statements it took; who they are was known before."""
    with database.reading() as session:
        reader = reader_of(session, TEAM, lead_id(1, reports=REPORTS), now=NOW)
        session.expunge_all()
        with counted(database) as asked:
            digest = service.digest(session, reader)
            blocks.on_the_card(digest)
            blocks.answer(digest)
            blocks.page(digest)
    return digest, len(asked)


def test_eight_questions_are_enough(manager: Database) -> None:
    digest, asked = digest_of(manager)
    assert asked <= 8
    assert digest.chart is not None
    assert digest.chart.held == digest.chart.meant == [REPORTS] * 12
    assert sum(digest.chart.kept) == 12
    headings = [part.heading for part in digest.parts]
    assert headings[:3] == ["One-on-ones", "The people you lead", "Promises"]
    assert "Somebody to thank" in headings


def test_each_of_them_reads_an_index(manager: Database) -> None:
    def ask(session: sa.orm.Session) -> None:
        reader = reader_of(session, TEAM, lead_id(1, reports=REPORTS), now=NOW)
        service.digest(session, reader)

    for plan in plans_of(manager, ask):
        # Who leads whom is put together first, and then read from end to end: a handful.
        scans = [line for line in plan.splitlines() if line.startswith("SCAN ") and "anon_" not in line]
        assert scans == [], plan


def test_no_meeting_or_promise_of_long_ago_is_read(manager: Database) -> None:
    loaded: list[str] = []

    def remember(_session: object, row: object) -> None:
        loaded.append(type(row).__name__)

    with manager.reading() as session:
        reader = reader_of(session, TEAM, lead_id(1, reports=REPORTS), now=NOW)
        sa.event.listen(session, "loaded_as_persistent", remember)
        service.digest(session, reader)
    assert loaded.count("Meeting") == REPORTS
    # Three open, and one kept in each of the weeks that are looked at.
    assert loaded.count("FollowUp") <= 3 + 13

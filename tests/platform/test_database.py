"""What each database keeps: moments in UTC, private words encrypted, deeds as a whole."""

import logging
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from bot.features.people.models import Person
from bot.features.workspace.models import Workspace
from bot.platform.database import BUSY_SECONDS, Database, insert_now, insert_once
from bot.platform.delivery.models import Kind, OutboxMessage
from bot.platform.encryption import Cipher, WrongKey, new_key
from bot.platform.inbound.models import HandledRequest
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
CANARY = "canary-words"


def outbox_row(content: str, *, created_at: datetime = NOW) -> OutboxMessage:
    return OutboxMessage(
        workspace_id="T0TEND0001",
        kind=Kind.POST,
        lane="person:U0MAYA0001",
        purpose="test.note",
        content=content,
        created_at=created_at,
    )


def kept(database: Database, content: str = CANARY) -> int:
    with database.transaction() as session:
        row = outbox_row(content)
        session.add(row)
        session.flush()
        return row.id


def with_keys(database: Database, *keys: str) -> Database:
    return Database(database.engine.url.render_as_string(hide_password=False), Cipher(keys))


# Moments


@pytest.mark.parametrize("hours", [0, 2, -9.5, 14])
def test_a_moment_comes_back_the_same_and_in_utc(database: Database, hours: float) -> None:
    moment = datetime(2026, 3, 29, 2, 30, 0, 123456, timezone(timedelta(hours=hours)))
    with database.transaction() as session:
        session.add(outbox_row("x", created_at=moment))
    with database.reading() as session:
        [back] = session.scalars(sa.select(OutboxMessage.created_at))
    assert back == moment
    assert back.utcoffset() == timedelta()


def test_moments_are_in_order_whatever_zone_they_were_given_in(database: Database) -> None:
    east = datetime(2026, 10, 7, 9, 0, tzinfo=timezone(timedelta(hours=9)))
    with database.transaction() as session:
        session.add_all([outbox_row("x", created_at=NOW), outbox_row("x", created_at=east)])
    with database.reading() as session:
        ordered = session.scalars(sa.select(OutboxMessage.created_at).order_by(OutboxMessage.created_at))
        assert list(ordered) == [east, NOW]


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="name the zone"), database.transaction() as session:
        session.add(outbox_row("x", created_at=datetime(2026, 10, 7, 8, 0)))  # noqa: DTZ001  that is the point


# Private words


@pytest.mark.parametrize("words", [CANARY, "", "schöne Grüße 🌊", "'; DROP TABLE people; --", "x" * 100_000])
def test_words_come_back_and_cannot_be_read_in_the_row(database: Database, words: str) -> None:
    row_id = kept(database, words)
    with database.reading() as session:
        assert session.get_one(OutboxMessage, row_id).content == words
        raw = session.scalar(sa.text("SELECT content FROM outbox_messages"))
    assert raw.startswith("gAAAA")
    assert not words or words not in raw


def test_the_same_words_look_different_each_time(database: Database) -> None:
    kept(database)
    kept(database)
    with database.reading() as session:
        assert len(set(session.scalars(sa.text("SELECT content FROM outbox_messages")))) == 2


def test_with_another_key_the_operator_reads_which_setting_to_mend(database: Database) -> None:
    row_id = kept(database)
    stranger = with_keys(database, new_key())
    with pytest.raises(WrongKey, match="TEND_ENCRYPTION_KEYS"), stranger.reading() as session:
        session.get_one(OutboxMessage, row_id)
    stranger.dispose()


def test_a_new_key_goes_first_and_the_old_one_still_reads(database: Database) -> None:
    newest = new_key()
    old_row = kept(database)
    rotated = with_keys(database, newest, KEY)
    new_row = kept(rotated, "new words")
    with rotated.reading() as session:
        assert session.get_one(OutboxMessage, old_row).content == CANARY
    rotated.dispose()
    newest_alone = with_keys(database, newest)
    with newest_alone.reading() as session:
        assert session.get_one(OutboxMessage, new_row).content == "new words"
    with pytest.raises(WrongKey), newest_alone.reading() as session:
        session.get_one(OutboxMessage, old_row)
    newest_alone.dispose()


def test_words_do_not_get_into_the_text_of_an_error(database: Database) -> None:
    with database.transaction() as session:
        session.add(Workspace(id="T1", name="x", url="", bot_user_id="U1"))
    with pytest.raises(IntegrityError) as raised, database.transaction() as session:
        session.execute(sa.insert(Workspace).values(id="T1", name=CANARY, url="", bot_user_id="U1"))
    assert CANARY not in str(raised.value)


# Deeds


def test_a_deed_is_kept_as_a_whole_or_not_at_all(database: Database) -> None:
    def deed() -> None:
        with database.transaction() as session:
            session.add(outbox_row("first"))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        deed()
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(OutboxMessage.id))) == 0


def test_insert_once_inserts_once(database: Database) -> None:
    def insert() -> bool:
        with database.transaction() as session:
            return insert_once(
                session, HandledRequest, workspace_id="T0TEND0001", key="event:1", handled_at=NOW
            )

    assert [insert(), insert()] == [True, False]


def test_what_is_inserted_now_is_held_like_any_other_row(database: Database) -> None:
    with database.transaction() as session:
        session.add(Workspace(id="T0TEND0001", name="", url="", bot_user_id="U"))
        person = insert_now(session, Person(workspace_id="T0TEND0001", id="U0MAYA0001", name="Maya"))
        row = insert_now(session, outbox_row(CANARY))
        assert session.get(OutboxMessage, row.id) is row
        assert (person.zone, person.is_bot) == ("UTC", False), "what nobody gave is as the table has it"
        person.name = "Maya Lin"
    with database.reading() as session:
        assert session.scalars(sa.select(Person.name)).all() == ["Maya Lin"]
        assert session.scalars(sa.select(OutboxMessage.content)).all() == [CANARY]


def test_of_many_who_insert_the_same_at_once_one_has_done_it(database: Database) -> None:
    start = threading.Barrier(6)
    inserted: list[bool] = []

    def insert() -> None:
        start.wait()
        with database.transaction() as session:
            inserted.append(
                insert_once(session, HandledRequest, workspace_id="T", key="event:1", handled_at=NOW)
            )

    threads = [threading.Thread(target=insert) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(inserted) == [False] * 5 + [True]


def test_a_row_that_points_at_nobody_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(Person(workspace_id="T0NOWHERE1", id="U1", name="Nobody"))


def test_two_writers_wait_for_each_other(database: Database) -> None:
    with database.transaction() as session:
        session.add(Workspace(id="T1", name="", url="", bot_user_id="U1"))
    start = threading.Barrier(2)

    def add_letters(letter: str) -> None:
        start.wait()
        for _ in range(20):
            with database.transaction() as session:
                workspace = session.get_one(Workspace, "T1", with_for_update=True)
                workspace.name += letter

    writers = [threading.Thread(target=add_letters, args=[letter]) for letter in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading() as session:
        name = session.get_one(Workspace, "T1").name
    assert (name.count("a"), name.count("b")) == (20, 20)


def test_what_took_too_long_elsewhere_is_not_put_down_to_the_database(database: Database) -> None:
    with pytest.raises(TimeoutError, match="of the work's own"), database.transaction():
        raise TimeoutError("of the work's own")


def test_whoever_reads_does_not_wait_for_a_writer(database: Database) -> None:
    kept(database)
    with database.transaction() as writing:
        writing.execute(sa.update(OutboxMessage).values(reason="changed"))
        with database.reading() as session:
            assert list(session.scalars(sa.select(OutboxMessage.reason))) == [None]


def test_sqlite_survives_a_power_cut_and_keeps_its_references(sqlite_url: str) -> None:
    database = Database(sqlite_url, Cipher((KEY,)))
    with database.reading() as session:
        pragmas = {
            name: session.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.dispose()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": BUSY_SECONDS * 1000,
    }


# A database that does not answer


@pytest.fixture
def locked(tend_on_each_database: Sandbox) -> Iterator[Sandbox]:
    """The team, while somebody else holds on to the database for longer than a person can wait."""
    tend = tend_on_each_database
    tend.hands("maya").types("/tend hour 10:00")
    with tend.database.transaction() as session:
        lock = "LOCK TABLE enrolments, handled_requests IN ACCESS EXCLUSIVE MODE"
        session.execute(sa.text("SELECT 1" if tend.database.is_sqlite else lock))
        yield tend


def test_a_locked_database_becomes_an_honest_sentence_before_slack_gives_up(
    locked: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    hands = locked.hands("maya")
    began = time.monotonic()
    with caplog.at_level(logging.ERROR), pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(locked.tend), "settle", lambda _: 0)  # the pollers would wait, too
        answer = hands.types("/tend hour 11:00")
    assert time.monotonic() - began < 3
    assert "I could not reach my memory just now, so nothing was kept." in answer.words
    assert "the database did not answer a /tend" in caplog.text


def test_who_waits_too_long_for_a_lock_gets_an_error_not_an_eternity(database: Database) -> None:
    row_id = kept(database)
    with database.transaction() as holding:
        holding.execute(sa.update(OutboxMessage).values(reason="mine"))
        began = time.monotonic()
        with pytest.raises(OperationalError), database.transaction() as session:
            session.execute(sa.update(OutboxMessage).where(OutboxMessage.id == row_id).values(reason="yours"))
        assert BUSY_SECONDS - 0.5 < time.monotonic() - began < BUSY_SECONDS + 0.8

"""Days on which everything goes wrong: disks, databases, clocks, networks, and Slack. Nothing is lost."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from bot.features.follow_ups.models import FollowUp
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.delivery.turns import workspaces_due
from bot.platform.encryption import Cipher
from bot.platform.slack.errors import Refused
from bot.platform.slack.gateway import Posted, WebGateway
from bot.platform.slack.message import Message
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from tests.conftest import KEY
from tests.features.follow_ups.noting import cards_of, note
from tests.features.one_on_ones.arranging import set_up
from tests.platform.delivery.local_answers import answering
from tests.platform.delivery.office import PURPOSE, Office
from tests.test_doors import delivered

NOTHING_KEPT = "I could not reach my memory just now, so nothing was kept."


# The disk


def file_of(tend: Sandbox) -> Path:
    return Path(str(tend.database.engine.url.database))


def with_pollers_at_rest(tend: Sandbox, line: str) -> str:
    """What somebody reads who types that while the pollers do not look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(tend.tend), "settle", lambda _: 0)
        return tend.hands("maya").types(line).words


def test_on_a_full_disk_nothing_is_said_to_be_kept_and_afterwards_it_goes_on(tend: Sandbox) -> None:
    """Not a page more fits, as SQLite sees it; the pages that are there fill up."""
    note(tend, "maya", "call Leo")

    def no_more_pages(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    sa.event.listen(tend.database.engine, "checkout", no_more_pages)
    answers = [with_pollers_at_rest(tend, "/tend hour 11:00")]
    while NOTHING_KEPT not in answers[-1] and len(answers) < 300:
        answers.append(with_pollers_at_rest(tend, "/tend hour 11:00"))
    assert NOTHING_KEPT in answers[-1]
    sa.event.remove(tend.database.engine, "checkout", no_more_pages)
    tend.database.engine.dispose()
    assert tend.hands("maya").types("/tend hour 11:00").words == answers[0]
    with tend.database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    with tend.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(FollowUp.id))) == 1


def test_a_read_only_database_is_told_and_works_again_afterwards(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")

    def forbid(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    sa.event.listen(tend.database.engine, "checkout", forbid)
    assert NOTHING_KEPT in with_pollers_at_rest(tend, "/tend hour 11:00")
    sa.event.remove(tend.database.engine, "checkout", forbid)
    tend.database.engine.dispose()
    assert NOTHING_KEPT not in tend.hands("maya").types("/tend hour 11:00").words


def test_a_deleted_database_file_is_an_error_and_no_empty_beginning(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    file = file_of(tend)
    for each in file.parent.glob(file.name + "*"):
        each.unlink()
    assert NOTHING_KEPT in with_pollers_at_rest(tend, "/tend hour 11:00")
    with pytest.raises(OperationalError):
        tend.settle()


_UNTIL_THE_DISK_IS_FULL = """
import resource, signal, sys
from datetime import UTC, datetime
import sqlalchemy as sa
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
from bot.platform.encryption import Cipher
url, key, size = sys.argv[1:]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
database, kept = Database(url, Cipher((key,))), 0
try:
    while kept < 10_000:
        with database.transaction() as session:
            session.add(OutboxMessage(workspace_id="T1", kind="post", lane="person:U1", purpose="test.note",
                                      content="x" * 2000, created_at=datetime.now(UTC)))
        kept += 1
except sa.exc.OperationalError:
    print(kept)
"""


def test_what_was_said_to_be_kept_before_the_disk_was_full_is_there(sqlite_url: str) -> None:
    size = Path(sqlite_url.removeprefix("sqlite:///")).stat().st_size + 400_000
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", _UNTIL_THE_DISK_IS_FULL, sqlite_url, KEY, str(size)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    database = Database(sqlite_url, Cipher((KEY,)))
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(OutboxMessage.id))) == int(done.stdout) > 0
        assert session.scalars(sa.select(OutboxMessage)).all()[-1].content == "x" * 2000
    database.dispose()


# The database server


@pytest.mark.postgres
def test_postgresql_is_started_anew_while_the_bot_runs(postgres_url: str, sqlite_office: Office) -> None:
    """To the bot, a server that restarts is every connection cut off at once."""
    tend = sqlite_office.tend
    here, tend.database = tend.database, Database(postgres_url, Cipher((KEY,)))
    sqlite_office.courier = sqlite_office.another_courier()
    try:
        sqlite_office.to("maya", "before")
        sqlite_office.carry()
        sqlite_office.to("maya", "after")
        _cut_off(postgres_url)
        sqlite_office.carry()
        assert sqlite_office.read_by("maya") == ["before", "after"]
        with tend.database.reading() as session:
            session.execute(sa.select(OutboxMessage.id))
            _cut_off(postgres_url)
            with pytest.raises(OperationalError):
                session.execute(sa.select(OutboxMessage.id))
        sqlite_office.to("maya", "and on")
        sqlite_office.carry()
        assert sqlite_office.read_by("maya")[-1] == "and on"
    finally:
        tend.database.dispose()
        tend.database = here


def _cut_off(url: str) -> None:
    plain = sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


# The clock


def test_a_clock_set_back_an_hour_loses_nothing_and_says_nothing_twice(office: Office) -> None:
    office.to("maya", "one")
    office.carry()
    office.to("maya", "two")
    office.tend.clock.advance(timedelta(hours=-1))
    office.carry()
    office.to("leo", "three")
    office.carry()
    assert office.read_by("leo") == ["three"]  # whoever is not behind it does not wait for the clock
    office.later(hours=1)
    office.later(hours=3)
    assert office.read_by("maya") == ["one", "two"]


def test_a_clock_set_forward_a_day_says_nothing_twice(office: Office) -> None:
    office.to("maya", "one")
    office.later(days=1)
    office.to("maya", "two")
    office.tend.clock.advance(timedelta(days=-1))
    office.carry()
    office.later(days=1)
    assert office.read_by("maya") == ["one", "two"]
    assert office.later(hours=3) == 0


# Slack


def test_one_message_that_is_refused_for_ever_holds_up_no_other_of_a_thousand(sqlite_office: Office) -> None:
    office, now = sqlite_office, sqlite_office.tend.clock.now()
    posted: list[str] = []

    class Strict:
        def post(self, channel_id: str, message: Message) -> Posted:
            if message.text == "500":
                raise Refused("restricted_action")
            posted.append(message.text)
            return Posted(channel_id, "1.0")

    with office.tend.database.transaction() as session:
        session.add_all(
            _row(f'{{"text": "{number}", "blocks": []}}', now, workspace_id="T1", channel_id="C1")
            for number in range(1000)
        )
    courier = office.another_courier(lambda _: Strict())  # type: ignore[arg-type,return-value]
    while courier.deliver_one():
        pass
    assert posted == [str(number) for number in range(1000) if number != 500]
    assert [reason for _, reason in office.told] == ["restricted_action"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>maintenance</html>", "text/html"),
        (b"", "application/json"),
        (b"", "text/html"),
        (b"x" * 10_000_000, "text/html"),
        (b'{"ok": true, "padding": "' + b"x" * 10_000_000, "application/json"),
        (b"[]", "application/json"),
    ],
    ids=["html", "empty json", "empty", "10 MB", "10 MB, cut off", "no object"],
)
def test_an_answer_that_is_none_leaves_a_public_message_in_doubt_and_a_private_one_waiting(
    sqlite_office: Office, body: bytes, kind: str
) -> None:
    office = sqlite_office
    with answering(body, kind) as url:
        good, office.gateway = office.gateway, WebGateway(token="xoxb-sandbox", api_url=url)
        public = office.in_channel("C0GENERAL1", "hello")
        private = office.to("maya", "hello")
        office.carry()
        office.gateway = good
    assert (office.row(public).state, office.row(private).state) == (State.IN_DOUBT, State.WAITING)
    office.later(seconds=2)
    assert office.read_by("maya") == ["hello"]


def test_a_name_that_leads_nowhere_means_not_sent(sqlite_office: Office) -> None:
    office = sqlite_office
    good = office.gateway
    office.gateway = WebGateway(token="xoxb-sandbox", api_url="http://slack.invalid/api/")
    row_id = office.in_channel("C0GENERAL1", "hello")
    office.carry()
    assert (office.row(row_id).state, office.row(row_id).reason) == (State.WAITING, "connection_failed")
    office.gateway = good
    office.later(seconds=2)
    assert office.read_in("#general") == ["hello"]


def test_a_token_revoked_in_one_workspace_stops_no_other(sqlite_office: Office) -> None:
    office, tend = sqlite_office, sqlite_office.tend
    revoked = WebGateway(token="xoxb-revoked", api_url=f"{tend.url}/api/")
    now = tend.clock.now()
    with tend.database.transaction() as session:
        session.add_all(
            _row('{"text": "hello", "blocks": []}', now, workspace_id="T0OTHER001", person_id=f"U{number}")
            for number in range(30)
        )
    office.to("maya", "hello")
    courier = office.another_courier(lambda team: revoked if team == "T0OTHER001" else office.gateway)
    while courier.deliver_one():
        pass
    assert office.read_by("maya") == ["hello"]
    with tend.database.reading() as session:
        there = session.execute(
            sa.select(OutboxMessage.state, OutboxMessage.attempts, sa.func.count())
            .where(OutboxMessage.workspace_id == "T0OTHER001")
            .group_by(OutboxMessage.state, OutboxMessage.attempts)
        ).all()
    assert [tuple(row) for row in there] == [(State.WAITING, 0, 30)]


def test_of_a_revoked_token_slack_tells_and_what_waits_is_kept(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.workspace.faults.order("conversations.open", Refusal("ratelimited"), times=3)
    tend.clock.turn_to(tend.clock.now().replace(day=8, hour=7))
    tend.settle()
    tend.workspace.is_installed = False
    assert delivered(tend, {"type": "tokens_revoked", "tokens": {"bot": ["U0TENDBOT1"]}}).status == 200
    with tend.database.reading() as session:
        [card] = session.scalars(sa.select(OutboxMessage).where(OutboxMessage.purpose == "cards.card"))
        assert (card.state, card.content is None) == (State.WAITING, False)


# After an outage


def test_a_hundred_thousand_overdue_messages_are_taken_one_by_one_from_the_first(
    sqlite_office: Office,
) -> None:
    office, now = sqlite_office, sqlite_office.tend.clock.now()
    with office.tend.database.transaction() as session:
        session.execute(
            sa.insert(OutboxMessage),
            [
                {
                    "workspace_id": f"T{number % 3}",
                    "kind": Kind.POST,
                    "lane": f"channel:C{number}",
                    "channel_id": f"C{number}",
                    "purpose": "test.note",
                    "content": '{"text": "hello", "blocks": []}' if number < 90 else None,
                    "created_at": now,
                    "next_attempt_at": now - timedelta(days=3) + timedelta(seconds=number),
                }
                for number in range(100_000)
            ],
        )
    asked: list[str] = []
    office.unwanted.add(0)
    sa.event.listen(
        office.tend.database.engine, "before_cursor_execute", lambda _c, _k, text, *_: asked.append(text)
    )
    for _ in range(30):
        assert office.courier.deliver_one()
    assert len(asked) < 30 * 20  # the same few questions for each, however many wait
    with office.tend.database.reading() as session:
        assert session.scalars(workspaces_due(now)).all() == ["T0", "T1", "T2"]
        tried = session.execute(
            sa.select(OutboxMessage.workspace_id, sa.func.count(), sa.func.max(OutboxMessage.id))
            .where(OutboxMessage.attempts > 0)
            .group_by(OutboxMessage.workspace_id)
        ).all()
    assert [(row[0], row[1]) for row in tried] == [("T0", 10), ("T1", 10), ("T2", 10)]
    assert max(row[2] for row in tried) <= 31  # the oldest of each first


def test_after_three_days_away_everybody_has_one_card_and_nothing_old(tend_on_each_database: Sandbox) -> None:
    """Every kind of due work falls due while the bot is down from a Thursday evening to Monday at eleven."""
    tend = tend_on_each_database
    tend.turn_to(datetime(2026, 10, 8, 18, tzinfo=UTC))
    with tend.database.transaction() as session:
        workspace = session.get_one(Workspace, tend.workspace.team_id)
        workspace.has_friday_thread = workspace.has_round_up = True
        workspace.zone = "Europe/Lisbon"
        workspace.thread_next_at = tend.clock.now() + timedelta(hours=12)
        workspace.round_up_next_at = tend.clock.now() + timedelta(hours=12)
    for words in ("call Leo", "write to Ana", "read the draft"):
        note(tend, "maya", words, due_on=date(2026, 10, 9))
    set_up(tend, "@leo every week on Friday at 14:00")
    tend.settle()
    calls = len(tend.workspace.calls)
    tend.clock.turn_to(datetime(2026, 10, 12, 11, tzinfo=UTC))  # and nothing has happened in between
    tend.settle()
    tend.advance(timedelta(minutes=30))
    posts = [call for call in tend.workspace.calls[calls:] if call.method == "chat.postMessage"]
    assert len(cards_of(tend, "maya")) == 1
    to = Counter(str(post.arguments.get("channel")) for post in posts)
    assert max(to.values()) <= 2  # a card and an invitation, at the very most
    assert tend.workspace.in_channel("#shout-outs") == []  # Friday is over
    tend.advance(timedelta(hours=5))
    assert len(cards_of(tend, "maya")) == 1


def _row(
    content: str,
    now: datetime,
    *,
    workspace_id: str = "T1",
    channel_id: str | None = None,
    person_id: str = "U1",
) -> OutboxMessage:
    return OutboxMessage(
        workspace_id=workspace_id,
        kind=Kind.POST,
        lane=f"channel:{channel_id}" if channel_id else f"person:{person_id}",
        channel_id=channel_id,
        person_id=None if channel_id else person_id,
        purpose=PURPOSE,
        content=content,
        next_attempt_at=now - timedelta(minutes=1),
        created_at=now,
    )

"""A private address for a calendar: nobody finds it, it ends at once, and it shows one's own series alone."""

import hashlib
import logging
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.features.one_on_ones.calendar import feeds
from bot.features.one_on_ones.calendar.models import CalendarFeed
from bot.features.one_on_ones.models import Series
from bot.platform.database import Base
from bot.sandbox.doors.events import Events
from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.workspace import Workspace
from tests.conftest import KEY
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.addressing import (
    Reachable,
    Unreachable,
    address_of,
    fetch,
    made,
    open_page,
    press,
    secret_in,
)
from tests.features.one_on_ones.arranging import LEO, join, listed, set_up
from tests.features.one_on_ones.reading import beginnings, titles
from tests.test_run import ROOT, SECONDS_TO_START, wait_for

TUESDAYS = [utc(2026, 10, 13, 8), utc(2026, 10, 20, 8)]


@pytest.fixture
def reachable(sqlite_url: str) -> Iterator[Sandbox]:
    sandbox = Reachable(database_url=sqlite_url, encryption_key=KEY)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def reachable_on_each_database(database_url: str) -> Iterator[Sandbox]:
    sandbox = Reachable(database_url=database_url, encryption_key=KEY)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def unreachable(sqlite_url: str) -> Iterator[Sandbox]:
    sandbox = Unreachable(database_url=sqlite_url, encryption_key=KEY)
    yield sandbox
    sandbox.stop()


def test_the_address_shows_what_is_planned_and_every_change_of_it(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    address = made(reachable)
    status, headers, content = fetch(address)
    assert status == 200
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert beginnings(content, until=utc(2026, 10, 21)) == TUESDAYS
    reachable.hands("maya").press(listed(reachable, "maya"), "Not this time")
    assert beginnings(fetch(address)[2], until=utc(2026, 10, 21)) == TUESDAYS[1:]


def test_every_sign_of_it_is_shown_as_it_is(reachable: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "_-to_be-_copied__as-it_-is-_"
    monkeypatch.setattr(feeds.secrets, "token_urlsafe", lambda _bytes: secret)
    set_up(reachable, "@leo weekly tuesday 10:00")
    assert secret_in(made(reachable)) == secret


def test_nobody_keeps_a_copy_or_passes_the_address_on(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    address = made(reachable)
    for answer in (fetch(address), fetch(f"{reachable.url}/calendar/guessed.ics")):
        assert answer[1]["cache-control"].startswith("private")
        assert answer[1]["referrer-policy"] == "no-referrer"
        assert answer[1]["x-robots-tag"] == "noindex"


def test_whoever_has_it_already_is_told_that_it_is_the_same(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    address = made(reachable)
    tag = fetch(address)[1]["etag"]
    reachable.let_days_pass(1)
    for given in (tag, f"W/{tag}", f'"older", {tag}', "*"):
        status, headers, content = fetch(address, If_None_Match=given)
        assert (status, headers["etag"], content) == (304, tag, b"")
    reachable.hands("maya").press(listed(reachable, "maya"), "Not this time")
    status, headers, content = fetch(address, If_None_Match=tag)
    assert status == 200
    assert headers["etag"] != tag
    assert content


def test_its_head_can_be_asked_for_and_nothing_can_be_put_there(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    address = made(reachable)
    status, headers, content = fetch(address, method="HEAD")
    assert (status, content) == (200, b"")
    assert headers["etag"] == fetch(address)[1]["etag"]
    for method in ("POST", "PUT", "DELETE", "PROPFIND"):
        assert fetch(address, method=method)[0] == 405


def test_a_new_address_ends_the_old_one_at_once(reachable_on_each_database: Sandbox) -> None:
    reachable = reachable_on_each_database
    set_up(reachable, "@ana weekly tuesday 10:00")
    old = made(reachable)
    press(reachable, "New address")
    new = address_of(reachable)
    assert new not in (None, old)
    assert fetch(old)[0] == 404
    assert fetch(str(new))[0] == 200


def test_stopping_it_ends_it_and_the_page_offers_another(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    address = made(reachable)
    press(reachable, "Stop it")
    assert address_of(reachable) is None
    assert fetch(address)[0] == 404
    press(reachable, "Make an address")
    assert fetch(address)[0] == 404


def test_asked_whether_to_stop_it_one_can_keep_it(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    address = made(reachable)
    reachable.hands("maya").press(reachable.workspace.modal_of("maya"), "Stop it", confirm=False)
    assert fetch(address)[0] == 200


def test_what_has_ended_and_what_never_was_look_the_same(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    join(reachable, "ana")
    ended, of_somebody_who_left = made(reachable), made(reachable, "ana")
    press(reachable, "Stop it")
    assert fetch(of_somebody_who_left)[0] == 200
    reachable.hands("ana").is_deactivated()
    names = ("x", "%00", "%ff", "%C3%A9", "a" * 3000)
    never = (f"{reachable.url}/calendar/{name}.ics" for name in names)
    answers = [fetch(address) for address in (ended, of_somebody_who_left, *never)]
    assert {(status, body) for status, _, body in answers} == {(404, b"Not Found")}
    assert len({tuple(sorted(headers.keys())) for _, headers, _ in answers}) == 1


def test_when_the_app_is_removed_every_address_ends(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    address = made(reachable)
    door = HttpDoor(f"{reachable.url}/slack/events", signing_secret=reachable.workspace.signing_secret)
    events = Events(reachable.workspace, door)
    assert door.deliver(
        "events_api", events.envelope({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    ).ok
    assert fetch(address)[0] == 200
    assert door.deliver("events_api", events.envelope({"type": "app_uninstalled"})).ok
    assert fetch(address)[0] == 404
    reachable.tend.prepare()  # installed again
    assert fetch(address)[0] == 404


def test_it_shows_ones_own_series_and_nothing_private(reachable: Sandbox) -> None:
    set_up(reachable, "@sam weekly tuesday 10:00")
    set_up(reachable, "@sam weekly thursday 14:00", by="leo")
    note(reachable, "maya", "canary promise")
    reachable.hands("maya").types("/1on1 add @sam canary item")
    address = made(reachable)
    before = fetch(address)[2]
    assert titles(before) == {"Maya and Sam"}
    assert b"canary" not in before
    join(reachable, "sam")
    assert titles(fetch(made(reachable, "sam"))[2]) == {"Maya and Sam"}
    # That he has joined is told to nobody who looks at a calendar.
    assert fetch(address)[2] == before


def test_the_secret_is_long_and_not_to_be_read_in_the_database(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    secret = secret_in(made(reachable))
    assert len(secret) == 43
    table = Base.metadata.tables[CalendarFeed.__tablename__]
    with reachable.database.engine.connect() as connection:
        [row] = connection.exec_driver_sql(f"SELECT * FROM {table.name}").all()  # noqa: S608
    assert secret not in str(row)
    assert hashlib.sha256(secret.encode()).hexdigest() in row


def test_no_log_line_holds_the_secret(reachable: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    with caplog.at_level(logging.INFO):
        old = made(reachable)
        press(reachable, "New address")
    address = str(address_of(reachable))
    with caplog.at_level(logging.DEBUG):
        assert [fetch(old)[0], fetch(address)[0]] == [404, 200]
    # Only tests listen to the server's access log; whether anybody else does is asked below.
    said = "\n".join(caplog.handler.format(each) for each in caplog.records if each.name != "uvicorn.access")
    assert [each for each in (old, address) if secret_in(each) in said] == []


def test_in_production_no_address_is_said_not_even_when_it_cannot_be_looked_up(
    slack: tuple[Workspace, SocketDoor],
    tmp_path: Path,
) -> None:
    workspace, _ = slack
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "TEND_SLACK_API_URL": f"{workspace.address}/api",
        "TEND_ENCRYPTION_KEYS": KEY,
        "TEND_PUBLIC_URL": "https://tend.example.com/",
    }
    command = [sys.executable, "-m", "bot", "run", "--http", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        assert fetch(f"http://127.0.0.1:{port}/calendar/canary.ics")[0] == 404
        with closing(sqlite3.connect(tmp_path / "tend.db")) as connection:
            connection.execute(f"DROP TABLE {CalendarFeed.__tablename__}")
        assert fetch(f"http://127.0.0.1:{port}/calendar/canary.ics")[0] == 500
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=SECONDS_TO_START)
    assert "Tend has stopped" in said
    assert "OperationalError" in said
    assert "canary" not in said


def test_where_tend_cannot_be_reached_there_is_the_file_and_no_address(unreachable: Sandbox) -> None:
    set_up(unreachable, "@ana weekly tuesday 10:00")
    [offered] = unreachable.hands("maya").types("/1on1 calendar")
    assert "An address instead" not in str(offered.blocks)
    unreachable.hands("maya").choose(listed(unreachable, "maya"), "More", "For my calendar")
    assert "address" not in str(unreachable.workspace.modal_of("maya").blocks)
    assert fetch(f"{unreachable.url}/calendar/x.ics")[0] == 404


def test_an_address_can_be_stopped_after_the_last_series(reachable: Sandbox) -> None:
    set_up(reachable, "@ana weekly tuesday 10:00")
    address = made(reachable)
    with reachable.database.transaction() as session:
        session.query(Series).update({"organizer_id": LEO})
    assert beginnings(fetch(address)[2], until=utc(2026, 12, 1)) == []
    open_page(reachable)
    press(reachable, "Stop it")
    assert fetch(address)[0] == 404

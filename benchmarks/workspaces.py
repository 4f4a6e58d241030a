"""What do a thousand workspaces cost that do nothing: memory, and one look of every poller at all of them?"""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.measuring import median_ms, timed
from benchmarks.servers import postgres, sqlite_urls
from bot.features.follow_ups.models import FollowUp, Origin, State
from bot.features.people.models import Enrolment, Person
from bot.features.workspace.models import Workspace
from bot.migrate import migrate
from bot.platform.clock import ManualClock
from bot.platform.database import Base, Database
from bot.platform.delivery.courier import Courier
from bot.platform.delivery.models import OutboxMessage
from bot.platform.encryption import Cipher, new_key
from bot.platform.installations.models import Installation
from bot.platform.installations.oauth import SlackOAuth
from bot.platform.scheduler import Poller
from bot.pollers import pollers
from bot.preview.noting import NowhereGateway
from bot.purposes import PURPOSES
from bot.sandbox.slack.harbour import START

_PEOPLE = 100
_HOUR = 3600
_BUSY = "T000000001"
_LATER = START + timedelta(hours=12)
"""When everybody's next card comes: nothing of it is due now."""


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown; on SQLite where there is no PostgreSQL."""
    sizes, people, looks = ((2, 4), 4, 2) if quick else ((10, 100, 1_000), _PEOPLE, 15)
    with postgres() as server:
        if server is not None:
            rows = [_measured(server.create_database(), size, people=people, looks=looks) for size in sizes]
        else:
            with sqlite_urls() as files:
                rows = [
                    _measured(files.create_database(), size, people=people, looks=looks) for size in sizes
                ]
    where = "PostgreSQL" if server is not None else "SQLite"
    return "\n".join(
        [
            "## Many workspaces",
            "",
            f"{people} people in each workspace, all in one database ({where}), and two processes "
            "that look at it one after the other, each poller once. Nothing is due, then one card is, "
            "and goes; those that look once an hour stand apart. "
            "Medians. Memory: of each process, at the end.",
            "",
            "| idle workspaces | nothing due | statements | one card due | once an hour | memory of the "
            "two |",
            "|---|---|---|---|---|---|",
            *rows,
        ]
    )


def _measured(url: str, size: int, *, people: int, looks: int) -> str:
    key = new_key()
    database = Database(url, Cipher((key,)))
    migrate(database)
    _fill(database, size, people=people)
    database.dispose()
    told = [_in_a_process(url, key, looks=looks) for _ in range(2)]
    empty, due, hourly = (
        " and ".join(f"{each[what]:.1f}" for each in told) + " ms"
        for what in ("empty_ms", "due_ms", "hourly_ms")
    )
    memory = " and ".join(f"{each['megabytes']:.0f}" for each in told)
    return f"| {size:,} | {empty} | {told[0]['statements']} | {due} | {hourly} | {memory} MB |"


def _fill(database: Database, size: int, *, people: int) -> None:
    with database.transaction() as session:
        for number in range(size):
            workspace_id = f"T{number:09}"
            _insert(session, Workspace, [{
                "id": workspace_id, "name": f"Team {number}", "url": "https://x.example/",
                "bot_user_id": "UBOT", "people_read_at": START,
            }])  # fmt: skip
            _insert(session, Installation, [{
                "workspace_id": workspace_id, "is_from_settings": False, "bot_token": "xoxb-1",
                "refresh_token": "xoxe-1", "bot_user_id": "UBOT", "installed_at": START,
                "token_ends_at": _LATER, "renew_at": START + timedelta(hours=10),
            }])  # fmt: skip
            _insert(session, Person, [
                {"workspace_id": workspace_id, "id": f"U{each:09}", "name": "P", "zone": "Europe/Berlin"}
                for each in range(people)
            ])  # fmt: skip
            _insert(session, Enrolment, [
                {"workspace_id": workspace_id, "person_id": f"U{each:09}", "enrolled_at": START}
                | {"next_card_at": _LATER}
                for each in range(people)
            ])  # fmt: skip
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _insert(session: Any, table: type[Base], rows: list[dict[str, Any]]) -> None:
    session.execute(sa.insert(table), rows)


def _in_a_process(url: str, key: str, *, looks: int) -> dict[str, float]:
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.workspaces"],
        input=json.dumps({"url": url, "key": key, "looks": looks}),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    ).stdout
    figures: dict[str, float] = json.loads(said)
    return figures


def _look(given: dict[str, Any]) -> dict[str, float]:
    database = Database(given["url"], Cipher((given["key"],)))
    clock = ManualClock(START)
    often = [each for each in _pollers(database, clock) if each.seconds < _HOUR]
    often.sort(key=lambda each: each.name == "deliver")  # a card that is made in a look goes in the same one
    seldom = [each for each in _pollers(database, clock) if each.seconds >= _HOUR]
    tick, hour = partial(_tick, often), partial(_tick, seldom)
    hour()
    tick()
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    sa.event.listen(database.engine, "before_cursor_execute", count)
    tick()
    sa.event.remove(database.engine, "before_cursor_execute", count)
    empty = median_ms([timed(tick) for _ in range(given["looks"])])
    due = []
    before = _cards(database)
    for number in range(before, before + given["looks"]):  # each of somebody who had none today
        _make_due(database, f"U{number:09}", at=START)
        due.append(timed(tick))
    if _cards(database) != before + given["looks"]:
        raise RuntimeError("Of the cards that were due, not each has gone.")
    hourly = median_ms([timed(hour) for _ in range(min(3, given["looks"]))])
    database.dispose()
    return {
        "empty_ms": empty,
        "due_ms": median_ms(due),
        "hourly_ms": hourly,
        "statements": statements,
        "megabytes": _megabytes(),
    }


def _tick(all_of_them: list[Poller]) -> None:
    for poller in all_of_them:
        if poller.has_something_to_do():
            while poller.step():
                pass


def _make_due(database: Database, person_id: str, *, at: datetime) -> None:
    with database.transaction() as session:
        session.execute(
            sa.update(Enrolment)
            .where(Enrolment.workspace_id == _BUSY, Enrolment.person_id == person_id)
            .values(next_card_at=at)
        )
        promise = {
            "workspace_id": _BUSY, "owner_id": person_id, "author_id": person_id, "words": "call Leo",
            "origin": Origin.COMMAND, "state": State.OPEN, "due_on": at.date(), "next_nudge_on": at.date(),
            "created_at": at,
        }  # fmt: skip
        _insert(session, FollowUp, [promise])


def _cards(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(sa.select(sa.func.count(OutboxMessage.ts))).one()


def _pollers(database: Database, clock: ManualClock) -> list[Poller]:
    slack = NowhereGateway()
    oauth = SlackOAuth(
        client_id="1",
        client_secret="none",  # noqa: S106  opens nothing
        api_url="http://127.0.0.1:9/api/",
        public_url="http://127.0.0.1:9",
    )
    courier = Courier(database, gateway_of=lambda _id: slack, clock=clock, purposes=PURPOSES)
    return pollers(database, clock, courier=courier, gateway_of=lambda _id: slack, oauth=oauth)


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])  # only Linux tells it here
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    print(json.dumps(_look(json.load(sys.stdin))))

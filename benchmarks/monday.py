"""A Monday morning of a large company, simulated from Sunday to Tuesday at the pace that Slack allows."""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from benchmarks.company import ZONES
from benchmarks.monday_company import NINE, PROMISES_EACH, fill_for_monday
from benchmarks.servers import postgres, sqlite_urls
from bot.features.cards import service as cards
from bot.features.cards.models import CardLine
from bot.features.people.models import Person
from bot.migrate import migrate
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.delivery.courier import Courier
from bot.platform.delivery.meters import SLACKS
from bot.platform.delivery.models import Kind, OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.pace import PACES
from bot.platform.encryption import Cipher, new_key
from bot.platform.scheduler import Poller
from bot.platform.slack.gateway import Posted
from bot.platform.working_time import zone_named
from bot.pollers import next_due_at, pollers
from bot.purposes import PURPOSES

_BEGINS = datetime(2026, 10, 11, tzinfo=UTC)
_ENDS = datetime(2026, 10, 14, tzinfo=UTC)
# It is nine on Tuesday in the first of the zones two hours later, and was nine on Monday in the last of them.
_TUESDAY_BEGINS = datetime(2026, 10, 12, 20, tzinfo=UTC)
# In earnest they run in threads side by side: the courier does not wait until all cards are made.
_STEPS_A_TURN = 20
# They ask Slack who is there; the company stands in the tables already.
_LEFT_OUT = ("directory", "pilot_list", "profiles")


class SilentSlack:
    """Takes everything at once and says nothing."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def open_conversation(self, person_id: str) -> str:
        self.asked["conversations.open"] += 1
        return f"D{person_id}"

    def post(self, channel_id: str, _message: object, **_thread: object) -> Posted:
        self.asked["chat.postMessage"] += 1
        return Posted(channel_id if channel_id.startswith("D") else f"D{channel_id}", "1.0")

    def update(self, _channel_id: str, _ts: str, _message: object) -> None:
        self.asked["chat.update"] += 1

    def delete(self, _channel_id: str, _ts: str) -> None:
        self.asked["chat.delete"] += 1

    def publish_home(self, _person_id: str, _view: object) -> None:
        self.asked["views.publish"] += 1


def measure(url: str, people: int) -> dict[str, Any]:
    """Live through the three days in this process; what it took and what was said."""
    database = Database(url, Cipher((new_key(),)))
    migrate(database)
    fill_for_monday(database, people)
    queries, slack, before = Counter[str](), SilentSlack(), _bytes(database)

    def note(*_: object) -> None:
        queries["all"] += 1

    sa.event.listen(database.engine, "before_cursor_execute", note)
    wall, machine = time.perf_counter(), time.process_time()
    _live(database, slack)
    took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - machine}
    sa.event.remove(database.engine, "before_cursor_execute", note)
    said, grown = _said(database), _bytes(database) - before
    database.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        took
        | {"peak": peak, "grown": grown / people, "queries": queries["all"], "asked": dict(slack.asked)}
        | said
    )


def _bytes(database: Database) -> int:
    if database.is_sqlite:
        asked = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        asked = "SELECT pg_database_size(current_database())"
    with database.reading() as session:
        return int(session.scalar(sa.text(asked)) or 0)


def _live(database: Database, slack: SilentSlack) -> None:
    """Every poller looks as often as it does in earnest; while nothing is due, time goes on at once.

    The clock also runs by itself, so that what the machine needs makes things late, too.
    """
    clock = ManualClock(_BEGINS, running=True)
    courier = Courier(
        database,
        gateway_of=lambda _: slack,
        clock=clock,
        purposes=PURPOSES,
        limits=SLACKS,  # type: ignore[arg-type,return-value]
    )
    everybody = [
        poller
        for poller in pollers(database, clock, courier=courier, gateway_of=lambda _: slack)  # type: ignore[arg-type,return-value]
        if poller.name not in _LEFT_OUT
    ]
    looks_at = dict.fromkeys((poller.name for poller in everybody), _BEGINS)
    while (now := clock.now()) < _ENDS:
        worked = False
        for poller in everybody:
            if looks_at[poller.name] <= now:
                steps = _take_turn(poller)
                worked = worked or steps > 0
                pause = timedelta(seconds=poller.seconds if steps < _STEPS_A_TURN else 0)
                looks_at[poller.name] = clock.now() + pause
        if worked:
            continue
        due_at, now = next_due_at(database) or _ENDS, clock.now()
        if due_at > now:
            clock.turn_to(min(due_at, _ENDS))
            looks_at = {name: min(at, clock.now()) for name, at in looks_at.items()}
        else:  # Slack's pace lets nothing through for a moment
            clock.turn_to(max(now, min(looks_at.values())))


def _take_turn(poller: Poller) -> int:
    if not poller.has_something_to_do():
        return 0
    for steps in range(_STEPS_A_TURN):
        if not poller.step():
            return steps
    return _STEPS_A_TURN


def _said(database: Database) -> dict[str, Any]:
    with database.reading() as session:
        rows = session.execute(
            sa.select(OutboxMessage.purpose, OutboxMessage.created_at, OutboxMessage.ended_at, Person.zone)
            .join(
                Person,
                (Person.workspace_id == OutboxMessage.workspace_id) & (Person.id == OutboxMessage.person_id),
            )
            .where(OutboxMessage.state == Delivery.SENT, OutboxMessage.kind == Kind.POST)
        ).all()
        waiting = session.scalar(
            sa.select(sa.func.count()).where(OutboxMessage.next_attempt_at < _ENDS - timedelta(minutes=10))
        )
        sections = dict(
            session.execute(sa.select(CardLine.section, sa.func.count()).group_by(CardLine.section)).all()
        )
    nine = [
        (datetime.combine(row.created_at.astimezone(zone_named(row.zone)).date(), NINE, zone_named(row.zone)))
        if row.purpose == cards.PURPOSE
        else row.created_at
        for row in rows
    ]
    due = [at.astimezone(UTC) for at in nine]
    ended = [row.ended_at for row in rows]
    over = []
    for is_monday in (True, False):
        pairs = [each for each in zip(due, ended, strict=True) if (each[0] < _TUESDAY_BEGINS) == is_monday]
        allowed = as_pace_allows(sorted(at for at, _ in pairs))
        came = sorted(end for _, end in pairs)
        late = ((end - at).total_seconds() for at, end in zip(allowed, came, strict=True))
        over.append(max(late, default=0.0))
    whole = [(end - at).total_seconds() for at, end in zip(due, ended, strict=True)]
    return {
        "purposes": dict(Counter(row.purpose for row in rows)),
        "sections": {str(name): count for name, count in sections.items()},
        "waiting": waiting or 0,
        "late": max(whole, default=0.0),
        "over_pace": over,
    }


def as_pace_allows(due: Sequence[datetime]) -> Iterator[datetime]:
    """When each could go at the earliest if a machine needed no time, by Slack's pace for posts alone."""
    pace, used_until, before = PACES["chat.postMessage"], None, None
    for at in due:
        # Not before the last one: to the pace that is a clock set back, and lets it through.
        at = at if before is None else max(at, before)
        if not pace.is_free(used_until, now=at):
            assert used_until is not None
            at = used_until - pace.share * (pace.burst - 1)
        used_until, before = pace.after_one_more(used_until, now=at), at
        yield at


def page(*, quick: bool, people: int | None = None) -> str:
    """The figures as a section of Markdown. ``people``: 1,000 unless said otherwise."""
    people = people or (12 if quick else 1_000)
    rows = []
    with sqlite_urls() as files:
        rows.append(_row("SQLite", _apart(files.create_database(), people)))
    with postgres() as server:
        if server is not None and not quick:
            rows.append(_row("PostgreSQL", _apart(server.create_database(), people)))
    return "\n".join(
        [
            "## A Monday morning",
            "",
            f"{people:,} people in {len(ZONES)} time zones, each with two weekly one-on-ones, "
            f"{PROMISES_EACH} promises and a digest due on Monday, their card at nine. From Sunday to "
            "Tuesday on a clock that is turned on to the next thing due and runs by itself meanwhile; "
            "every poller looks as often as it does in earnest; a Slack that takes all at once, "
            "written to at its pace; one thread. *Over the pace*: the longest that the n-th new "
            "message came after the moment at which Slack's pace for new messages alone would have "
            "let it go, on Monday and on Tuesday, when yesterday's cards are also changed. *Grown*: "
            "bytes of the database a person and working day.",
            "",
            "| | wall | processor | peak memory | queries | messages | longest wait | over the pace | left "
            "| grown |",
            "|---|---|---|---|---|---|---|---|---|---|",
            *rows,
        ]
    )


def _row(title: str, found: dict[str, Any]) -> str:
    said = ", ".join(f"{count:,} {purpose}" for purpose, count in sorted(found["purposes"].items()))
    over = ", ".join(f"{each:.0f} s" for each in found["over_pace"])
    return (
        f"| {title} | {found['wall']:.0f} s | {found['cpu']:.0f} s | {found['peak']:.0f} MB "
        f"| {found['queries']:,} "
        f"| {said} | {found['late']:.0f} s | {over} | {found['waiting']} | {found['grown'] / 2:,.0f} |"
    )


def _apart(url: str, people: int) -> dict[str, Any]:
    """In a process of its own: so its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.monday", url, str(people)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))

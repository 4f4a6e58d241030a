"""A company in which everybody meets two others every week, written straight into the tables."""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.features.one_on_ones.agenda.models import AgendaItem, ItemState
from bot.features.one_on_ones.models import (
    Answer,
    Kind,
    Meeting,
    MeetingPrompt,
    MeetingState,
    Phase,
    Rhythm,
    Series,
    SeriesSide,
)
from bot.features.people.models import DaysOff, Enrolment, Person
from bot.features.workspace.models import Workspace
from bot.migrate import migrate
from bot.platform.database import Base, Database
from bot.platform.encryption import Cipher, new_key
from bot.platform.working_time import zone_named

TEAM = "T1"
MEETS_AT = datetime(2026, 10, 7, 12, 0, tzinfo=UTC)
"""When those meetings begin that all begin in the same minute: a Wednesday."""
CARDS_AT = MEETS_AT - timedelta(hours=2)
"""When the cards of those people come."""
LEAD = timedelta(minutes=15)
"""So long before a meeting whoever set it up is told of it; the other one finds it on their card."""

ZONES = (
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/Lisbon",
    "Europe/Berlin",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
)
_ITEMS_A_PAIR = 3
_MEETINGS_BEFORE = 4
_SEED = 20261007
_BATCH = 5_000

_Rows = list[dict[str, Any]]


@contextmanager
def company(series: int, *, due: int) -> Iterator[Database]:
    """A database with so many shared weekly series, of which the first ``due`` meet at ``MEETS_AT``.

    There are as many people as series, in a ring: each set up one and joined another. Every pair has held
    four meetings, has its next one planned, and three things on its agenda.
    """
    cipher = Cipher((new_key(),))
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'tend.db'}", cipher)
        migrate(database)
        fill(database, series, due=due)
        yield database
        database.dispose()


def fill(database: Database, series: int, *, due: int) -> None:
    """Write that company into an empty database that is up to date."""
    chance = random.Random(_SEED)  # noqa: S311  the same company every time, and no secret
    begins = [MEETS_AT if number < due else _another_time(chance) for number in range(series)]
    _write(database, Workspace, 1, lambda _: [{"id": TEAM, "name": "Bench", "url": "", "bot_user_id": "U"}])
    _write(database, Person, series, lambda number: [_person(number)])
    _write(database, Enrolment, series, lambda number: [_enrolment(number, is_due=number < due)])
    _write(database, DaysOff, series, lambda number: [_days_off(number)])
    _write(database, Series, series, lambda number: [_series(number, begins[number], people=series)])
    _write(database, SeriesSide, series, lambda number: [_side(number, begins[number])])
    _write(database, Meeting, series, lambda number: _meetings(number, begins[number]))
    _write(database, AgendaItem, series, lambda number: _items(number, people=series))
    _tell_of_what_was_held(database)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))  # PostgreSQL does so by itself, a minute later


def _another_time(chance: random.Random) -> datetime:
    """Some quarter of an hour of the week that begins an hour after those that are due."""
    return MEETS_AT + timedelta(hours=1, minutes=15 * chance.randrange(4 * 24 * 7 - 8))


def _write(database: Database, table: type[Base], count: int, rows_of: Callable[[int], _Rows]) -> None:
    for start in range(0, count, _BATCH):
        rows = [row for number in range(start, min(start + _BATCH, count)) for row in rows_of(number)]
        with database.transaction() as session:
            session.execute(sa.insert(table), rows)


def _tell_of_what_was_held(database: Database) -> None:
    """Whoever set it up had been told of each meeting before it."""
    held = (
        sa.select(Meeting.id, Series.organizer_id, sa.literal(Phase.BEFORE), Meeting.workspace_id)
        .add_columns(Meeting.starts_at)
        .join(Series, Series.id == Meeting.series_id)
        .where(Meeting.state == MeetingState.HELD)
    )
    columns = ["meeting_id", "person_id", "phase", "workspace_id", "told_at"]
    with database.transaction() as session:
        session.execute(sa.insert(MeetingPrompt).from_select(columns, held))


def _id(number: int) -> str:
    return f"U{number:08}"


def _ends(number: int, people: int) -> tuple[str, str]:
    return _id(number), _id((number + 1) % people)


def _zone(number: int) -> str:
    return ZONES[number % len(ZONES)]


def _person(number: int) -> dict[str, Any]:
    return {"workspace_id": TEAM, "id": _id(number), "name": _id(number), "zone": _zone(number)}


def _enrolment(number: int, *, is_due: bool) -> dict[str, Any]:
    return {
        "workspace_id": TEAM,
        "person_id": _id(number),
        "enrolled_at": MEETS_AT - timedelta(days=60),
        "card_at": CARDS_AT.astimezone(zone_named(_zone(number))).time(),
        "next_card_at": CARDS_AT if is_due else CARDS_AT + timedelta(days=1),
    }


def _days_off(number: int) -> dict[str, Any]:
    summer = {"first_on": date(2026, 7, 20), "last_on": date(2026, 8, 7)}
    return {"workspace_id": TEAM, "person_id": _id(number), **summer}


def _series(number: int, begins: datetime, *, people: int) -> dict[str, Any]:
    organizer_id, other_id = _ends(number, people)
    first = begins.astimezone(zone_named(_zone(number)))
    long_ago = MEETS_AT - timedelta(days=50)
    return {
        "id": number + 1,
        "workspace_id": TEAM,
        "organizer_id": organizer_id,
        "other_id": other_id,
        "pair_id": ":".join(sorted((organizer_id, other_id))),
        "kind": Kind.LED,
        "lead_id": organizer_id,
        "rhythm": Rhythm.WEEKLY,
        "starts_on": first.date() - timedelta(weeks=_MEETINGS_BEFORE),
        "at": first.time(),
        "zone": _zone(number),
        "minutes": 25,
        "answer": Answer.YES,
        "answered_at": long_ago,
        "calendar_id": f"series-{number}",
        "created_at": long_ago,
        "changed_at": long_ago,
        "plan_next_at": begins,
    }


def _side(number: int, begins: datetime) -> dict[str, Any]:
    return {
        "series_id": number + 1,
        "person_id": _id(number),
        "workspace_id": TEAM,
        "lead_minutes": LEAD // timedelta(minutes=1),
        "prompt_next_at": begins - LEAD,
    }


def _meetings(number: int, begins: datetime) -> _Rows:
    meeting = {"workspace_id": TEAM, "series_id": number + 1}
    before = [begins - timedelta(weeks=weeks) for weeks in range(_MEETINGS_BEFORE, 0, -1)]
    held = [meeting | {"starts_at": at, "state": MeetingState.HELD, "closed_at": at} for at in before]
    return [*held, meeting | {"starts_at": begins, "state": MeetingState.PLANNED, "closed_at": None}]


def _items(number: int, *, people: int) -> _Rows:
    organizer_id, other_id = _ends(number, people)
    item = {
        "workspace_id": TEAM,
        "pair_id": ":".join(sorted((organizer_id, other_id))),
        "series_id": number + 1,
        "words": "how the launch went",
        "is_private": False,
        "state": ItemState.OPEN,
    }
    authors = (organizer_id, other_id, organizer_id)
    return [
        item
        | {
            "author_id": author_id,
            "other_id": other_id if author_id == organizer_id else organizer_id,
            "added_at": MEETS_AT - timedelta(days=3, minutes=turn),
        }
        for turn, author_id in enumerate(authors[:_ITEMS_A_PAIR])
    ]

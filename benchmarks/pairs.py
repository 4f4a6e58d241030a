"""A workspace in which everybody has ten people they look after, written straight into the tables."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.features.people.models import Enrolment, Person
from bot.features.questions.bank import Direction, bank_for
from bot.features.questions.history import Outcome
from bot.features.questions.models import QuestionShown
from bot.features.reconnections.models import QuestionRhythm, Rhythm
from bot.features.relationships.models import Act, Kind, Pair
from bot.features.workspace.models import Workspace
from bot.migrate import migrate
from bot.platform.database import Base, Database
from bot.platform.encryption import Cipher, new_key

TEAM = "T1"
NOW = datetime(2026, 10, 7, 9, 0, tzinfo=UTC)
"""A Wednesday at nine, when all cards are due."""
PAIRS_A_PERSON = 10
QUESTIONS_A_PAIR = 52
"""A year of weekly ones, which is how long they are kept."""
_ACTS_A_PAIR = 20
_BATCH = 10_000
_TODAY = NOW.date()

_Rows = list[dict[str, Any]]


@contextmanager
def workspace(pairs: int) -> Iterator[Database]:
    """A database with so many pairs, ten a person, each with a year of questions and twenty acts."""
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'tend.db'}", Cipher((new_key(),)))
        migrate(database)
        _fill(database, people=pairs // PAIRS_A_PERSON)
        yield database
        database.dispose()


def person_id(number: int) -> str:
    return f"U{number:08}"


def _fill(database: Database, *, people: int) -> None:
    directions = (Direction.MANAGER_TO_REPORT, Direction.PEER_TO_PEER)
    questions = [one.id for way in directions for one in bank_for(None).questions_for(None, way)]
    _write(database, Workspace, 1, lambda _: [{"id": TEAM, "name": "Bench", "url": "", "bot_user_id": "U"}])
    _write(database, Person, people, lambda number: [_person(number)])
    _write(database, Enrolment, people, lambda number: [_enrolment(number)])
    for table, rows_of in (
        (Pair, _pair),
        (QuestionRhythm, _rhythm),
        (Act, _acts),
        (QuestionShown, lambda whom, place: _questions(whom, place, questions)),
    ):
        _write(database, table, people, _for_each_pair(rows_of, people))


def _write(database: Database, table: type[Base], count: int, rows_of: Callable[[int], _Rows]) -> None:
    rows: _Rows = []
    for number in range(count):
        rows += rows_of(number)
        if len(rows) >= _BATCH or number == count - 1:
            with database.transaction() as session:
                session.execute(sa.insert(table), rows)
            rows = []


def _for_each_pair(rows_of: Callable[[dict[str, str], int], _Rows], people: int) -> Callable[[int], _Rows]:
    def all_rows(number: int) -> _Rows:
        rows: _Rows = []
        for place in range(1, PAIRS_A_PERSON + 1):
            about_id = person_id((number + place) % people)
            whom = {"workspace_id": TEAM, "person_id": person_id(number), "about_id": about_id}
            rows += rows_of(whom, place)
        return rows

    return all_rows


def _person(number: int) -> dict[str, Any]:
    return {"workspace_id": TEAM, "id": person_id(number), "name": person_id(number), "zone": "UTC"}


def _enrolment(number: int) -> dict[str, Any]:
    long_ago = NOW - timedelta(days=400)
    due = {"enrolled_at": long_ago, "next_card_at": NOW}
    return {"workspace_id": TEAM, "person_id": person_id(number)} | due


def _pair(whom: dict[str, str], place: int) -> _Rows:
    # Half have a rhythm of their own; for the others it is read from what was noted.
    return [whom | {"rhythm_days": 5 if place % 2 else None, "added_on": _ago(400)}]


def _rhythm(whom: dict[str, str], _place: int) -> _Rows:
    due = {"rhythm": Rhythm.WEEK, "chosen_on": _ago(400), "next_question_on": _TODAY}
    return [whom | due]


def _acts(whom: dict[str, str], place: int) -> _Rows:
    act = whom | {"kind": Kind.TALKED, "was_unanswered": False}
    days = (25 + place + 14 * turn for turn in range(_ACTS_A_PAIR))
    return [act | {"done_on": _ago(count), "key": f"talked:{whom['about_id']}:{count}"} for count in days]


def _questions(whom: dict[str, str], place: int, questions: list[str]) -> _Rows:
    pair = {"workspace_id": TEAM, "asker_id": whom["person_id"], "about_id": whom["about_id"]}
    return [
        pair
        | {
            "question_id": questions[(place + turn) % len(questions)],
            "version": 1,
            "direction": Direction.MANAGER_TO_REPORT,
            "step": turn,
            "shown_at": NOW - timedelta(weeks=QUESTIONS_A_PAIR - turn, hours=place),
            "outcome": Outcome.ASKED,
        }
        for turn in range(QUESTIONS_A_PAIR)
    ]


def _ago(days: int) -> date:
    return _TODAY - timedelta(days=days)

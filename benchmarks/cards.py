"""Does a card cost more when more promises wait? One person's card, and a look when nothing is due."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from benchmarks.measuring import median_ms, timed
from bot.features.cards.jobs import send_one_card
from bot.features.follow_ups.models import FollowUp
from bot.features.people.models import Enrolment, Person
from bot.features.workspace.models import Workspace
from bot.migrate import migrate
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key

_NOW = datetime(2026, 10, 7, 9, 0, tzinfo=UTC)
_TODAY = date(2026, 10, 7)
_PROMISES_A_PERSON = 100
_DUE_EACH = 3
_BATCH = 10_000


def measure(waiting: int, *, cards: int) -> tuple[float, float]:
    """The medians, in milliseconds, of an empty look and of one card, with so many promises waiting."""
    with _filled(waiting, cards=cards) as database:
        clock = ManualClock(_NOW)
        # The first look of a fresh connection pays for the schema being read.
        send_one_card(database, clock)
        one_card = [timed(partial(send_one_card, database, clock)) for _ in range(cards - 1)]
        empty = [timed(partial(send_one_card, database, clock)) for _ in range(200)]
        return median_ms(empty), median_ms(one_card)


@contextmanager
def _filled(waiting: int, *, cards: int) -> Iterator[Database]:
    cipher = Cipher((new_key(),))
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'tend.db'}", cipher)
        migrate(database)
        people = max(waiting // _PROMISES_A_PERSON, cards + 1)
        _fill_people(database, people, cards=cards)
        _fill_promises(database, waiting, people=people, cards=cards, words=cipher.encrypt("call Leo"))
        yield database
        database.dispose()


def _fill_people(database: Database, people: int, *, cards: int) -> None:
    ids = [f"U{number:08}" for number in range(people)]
    with database.transaction() as session:
        session.execute(
            sa.insert(Workspace),
            [{"id": "T1", "name": "Bench", "url": "", "bot_user_id": "UBOT"}],
        )
        session.execute(
            sa.insert(Person),
            [{"workspace_id": "T1", "id": person_id, "name": person_id, "zone": "UTC"} for person_id in ids],
        )
        session.execute(
            sa.insert(Enrolment),
            [
                {
                    "workspace_id": "T1",
                    "person_id": person_id,
                    "enrolled_at": _NOW,
                    "next_card_at": _NOW if number < cards else _NOW + timedelta(days=1),
                }
                for number, person_id in enumerate(ids)
            ],
        )


def _fill_promises(database: Database, waiting: int, *, people: int, cards: int, words: str) -> None:
    # Plain SQL with words encrypted once: a million encryptions would take longer than the measuring.
    columns = [column.name for column in FollowUp.__table__.columns if column.name != "id"]
    insert = sa.text(
        f"INSERT INTO follow_ups ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"  # noqa: S608
    )
    empty: dict[str, object] = dict.fromkeys(columns)
    for start in range(0, waiting, _BATCH):
        rows = []
        for number in range(start, min(start + _BATCH, waiting)):
            owner, turn = number % people, number // people
            due = owner < cards and turn < _DUE_EACH
            day = _TODAY if due else _TODAY + timedelta(days=1 + number % 250)
            rows.append(
                empty
                | {
                    "workspace_id": "T1",
                    "owner_id": f"U{owner:08}",
                    "author_id": f"U{owner:08}",
                    "is_shared": False,
                    "words": words,
                    "origin": "command",
                    "state": "open",
                    "due_on": day.isoformat(),
                    "nudges": 0,
                    "next_nudge_on": day.isoformat(),
                    "created_at": "2026-10-01 00:00:00.000000",
                }
            )
        with database.transaction() as session:
            session.execute(insert, rows)


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    sizes = (300, 3_000) if quick else (1_000, 100_000, 1_000_000)
    cards = 10 if quick else 200
    figures = {waiting: measure(waiting, cards=cards) for waiting in sizes}
    least = figures[sizes[0]]
    rows = [
        f"| {waiting:,} | {empty:.2f} ms | {empty / least[0]:.2f} | {card:.2f} ms | {card / least[1]:.2f} |"
        for waiting, (empty, card) in figures.items()
    ]
    return "\n".join(
        [
            "## Cards",
            "",
            "Does a card cost more when more promises wait? SQLite, medians; the ratio is to the first row.",
            "",
            "| promises waiting | nothing due | ratio | one person's card | ratio |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )

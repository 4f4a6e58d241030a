"""Does one card, one digest, one Home view cost more in a larger company?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import count

import sqlalchemy as sa

from benchmarks.company import CARDS_AT, MEETS_AT, TEAM, company, fill
from benchmarks.digests import measure_one as one_digest
from benchmarks.measuring import median_ms, timed
from benchmarks.servers import postgres
from bot.features.cards.jobs import send_one_card
from bot.features.home import tab
from bot.features.home.pages import Pages
from bot.features.people.models import Enrolment
from bot.features.people.reader import reader_of
from bot.migrate import migrate
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key

_DUE = 100


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    sizes = (30, 120) if quick else (100, 1_000, 10_000, 100_000)
    times = 5 if quick else 80
    measured: dict[str, list[float]] = {}
    for size in sizes:
        measured.setdefault("one digest, SQLite", []).append(
            one_digest(max(size, 60), digests=min(times, size // 12))
        )
        with company(size, due=min(_DUE, size)) as database:
            _measure(measured, database, "SQLite", times=min(times, size - 2))
    with postgres() as server:
        for size in sizes if server is not None else ():
            with _on_postgres(server.create_database(), size) as database:
                _measure(measured, database, "PostgreSQL", times=min(times, size - 2))
    rows = [
        f"| {title} | {' | '.join(f'{each:.1f} ms' for each in costs)} | {costs[-1] / costs[0]:.2f} |"
        for title, costs in sorted(measured.items())
    ]
    return "\n".join(
        [
            "## Growth",
            "",
            "One of each in a company of so many people, each with two weekly one-on-ones (a digest: with "
            "five whom they lead); medians. The last column is the largest to the smallest.",
            "",
            f"| people | {' | '.join(f'{size:,}' for size in sizes)} | |",
            f"|---|{'---|' * len(sizes)}---|",
            *rows,
        ]
    )


def _measure(measured: dict[str, list[float]], database: Database, title: str, *, times: int) -> None:
    turn = count()

    def draw() -> None:
        _draw(database, f"U{next(turn) % times:08}")

    draw()
    measured.setdefault(f"one Home view, {title}", []).append(median_ms(timed(draw) for _ in range(times)))
    send = partial(send_one_card, database, ManualClock(CARDS_AT))
    if not send():
        raise RuntimeError("No card was due.")
    measured.setdefault(f"one card, {title}", []).append(
        median_ms(timed(send) for _ in range(min(times, _DUE - 2)))
    )
    with database.reading() as session:
        due = sa.select(sa.func.count()).where(Enrolment.next_card_at <= CARDS_AT)
        if not session.scalar(due):
            raise RuntimeError("Fewer cards than measured were due.")


def _draw(database: Database, person_id: str) -> None:
    with database.reading() as session:
        reader = reader_of(session, TEAM, person_id, now=MEETS_AT - timedelta(hours=1))
        tab.view(session, reader, Pages())


@contextmanager
def _on_postgres(url: str, size: int) -> Iterator[Database]:
    database = Database(url, Cipher((new_key(),)))
    migrate(database)
    fill(database, size, due=min(_DUE, size))
    yield database
    database.dispose()

"""Everybody's digest on one Monday morning, and whether one costs more in a larger company."""

import resource
from dataclasses import dataclass
from functools import partial
from itertools import count

import sqlalchemy as sa

from benchmarks.leading import NOW, TEAM, lead_id, leading
from benchmarks.measuring import median_ms, timed
from bot.features.digest import card
from bot.features.digest.models import Digest
from bot.features.people.reader import reader_of
from bot.platform.database import Database
from bot.platform.slack.message import Line

_REPORTS = 5
_A_YEAR = 52
_A_FEW_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Morning:
    """What all digests of a company took, in seconds, and the memory of the process at its highest, in MB."""

    seconds: float
    megabytes: float


def measure_all(*, leads: int, weeks: int) -> Morning:
    """Make the digest of each of so many who lead five, one after the other, each in a transaction.

    Raises RuntimeError when one of them was not made.
    """
    with leading(leads, reports=_REPORTS, weeks=weeks) as database:
        seconds = timed(partial(_make_all, database, leads))
        with database.reading() as session:
            made = session.scalar(sa.select(sa.func.count(Digest.id)))
        if made != leads:
            raise RuntimeError(f"Of {leads} digests, {made} were made.")
        return Morning(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measure_one(people: int, *, digests: int) -> float:
    """The median of one digest among so many people, in milliseconds."""
    leads = people // (_REPORTS + 1)
    with leading(leads, reports=_REPORTS, weeks=_A_FEW_WEEKS) as database:
        make_one(database, 0)  # the first on a fresh connection pays for the schema being read
        turn = count(1)
        step = max(1, leads // (digests + 1))
        return median_ms(timed(lambda: make_one(database, next(turn) * step)) for _ in range(digests))


def make_one(database: Database, number: int) -> list[Line]:
    """One person's week as it stands on their card. Raises RuntimeError when there is nothing on it."""
    with database.transaction(remembering=True) as session:
        reader = reader_of(session, TEAM, lead_id(number, reports=_REPORTS), now=NOW)
        lines = card.lines(session, reader)
    if not lines:
        raise RuntimeError(f"Nothing is told to {reader.person_id}.")
    return lines


def _make_all(database: Database, leads: int) -> None:
    for number in range(leads):
        make_one(database, number)


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    leads, weeks = (20, 13) if quick else (10_000, _A_YEAR)
    sizes = (60, 300) if quick else (1_000, 10_000, 100_000)
    one_of = partial(measure_one, digests=8 if quick else 150)
    morning = measure_all(leads=leads, weeks=weeks)
    costs = {size: one_of(size) for size in sizes}
    least = costs[sizes[0]]
    return "\n".join(
        [
            "## Digests",
            "",
            f"{leads:,} people lead {_REPORTS} each and have met them weekly for {weeks} weeks: all their "
            f"digests, with the twelve weeks' chart, in {morning.seconds:.0f} s, one process and one thread, "
            f"at most {morning.megabytes:.0f} MB.",
            "",
            "Does one cost more in a larger company? Weekly for a quarter. SQLite, medians; the ratio is to "
            "the first row.",
            "",
            "| people | one digest | ratio |",
            "|---|---|---|",
            *(f"| {size:,} | {cost:.2f} ms | {cost / least:.2f} |" for size, cost in costs.items()),
        ]
    )

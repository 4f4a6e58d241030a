"""Ten thousand pairs: the next question for one of them, and what comes up on one morning for all of them."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from benchmarks.measuring import median_ms, percentile_ms, timed
from benchmarks.pairs import NOW, PAIRS_A_PERSON, QUESTIONS_A_PAIR, TEAM, person_id, workspace
from bot.features.people.reader import reader_of
from bot.features.questions import service as questions
from bot.features.questions.bank import Direction, State, bank_for
from bot.features.reconnections import card
from bot.features.reconnections.in_touch import card as in_touch
from bot.platform.database import Database


@dataclass(frozen=True, slots=True)
class Cost:
    """What choosing takes in milliseconds, planning in seconds, and at most in memory, in megabytes."""

    choosing: float
    choosing_at_most: float
    planning: float
    memory: float


def measure(pairs: int, *, choices: int) -> Cost:
    """Choose for some pairs, and plan a morning for everybody, once for time and once for memory.

    Raises RuntimeError when something else was measured.
    """
    people = pairs // PAIRS_A_PERSON
    with workspace(pairs) as database:
        chosen = list(islice(_chosen(database, people), choices))
        planning = timed(partial(_plan, database, people))
    with workspace(pairs) as database:
        tracemalloc.start()
        _plan(database, people)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return Cost(median_ms(chosen), percentile_ms(chosen, 99), planning, peak / 1_000_000)


def _chosen(database: Database, people: int) -> Iterator[float]:
    for number in range(people):
        for direction in (Direction.MANAGER_TO_REPORT, Direction.PEER_TO_PEER):
            with database.transaction() as session:
                reader = reader_of(session, TEAM, person_id(number), now=NOW)
                choose = partial(
                    questions.next_question,
                    session,
                    bank_for(reader.language),
                    reader=reader,
                    about_id=person_id((number + 1) % people),
                    direction=direction,
                    state=State.HEALTHY,
                )
                yield timed(choose)
                session.rollback()


def _plan(database: Database, people: int) -> None:
    """Person by person, as their cards are made: which question waits, and with whom it has been a while."""
    for number in range(people):
        with database.transaction(remembering=True) as session:
            reader = reader_of(session, TEAM, person_id(number), now=NOW)
            told = [card.lines(session, reader), in_touch.lines(session, reader)]
        if not all(told):
            raise RuntimeError("Somebody's pairs had nothing to come up, and something else was measured.")


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    sizes = (200, 400) if quick else (1_000, 10_000)
    choices = 10 if quick else 200
    rows = []
    for size in sizes:
        cost = measure(size, choices=choices)
        rows.append(
            f"| {size:,} | {cost.choosing:.2f} ms | {cost.choosing_at_most:.2f} ms "
            f"| {cost.planning:.2f} s | {cost.memory:.1f} MB |"
        )
    return "\n".join(
        [
            "## Reconnections",
            "",
            f"Everybody looks after {PAIRS_A_PERSON} people and has had {QUESTIONS_A_PAIR} questions about "
            "each. How long does the next question take, and how long to see on one morning, for everybody, "
            "which question waits and with whom it has been a while? SQLite; memory is what Python held at "
            "most meanwhile.",
            "",
            "| pairs | one question | of 100, 99 under | everybody planned | memory |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )

"""Ten thousand meetings in one minute: told of beforehand, named on cards, and the next ones planned."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from benchmarks.company import CARDS_AT, LEAD, MEETS_AT, company
from benchmarks.measuring import median_ms, timed
from bot.features.cards.jobs import send_one_card
from bot.features.one_on_ones import early
from bot.features.one_on_ones.jobs import plan_meetings, prompt_people
from bot.features.one_on_ones.models import Meeting
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage


@dataclass(frozen=True, slots=True)
class Cost:
    """What each step takes, in milliseconds a series, or a card."""

    planned: float
    told: float
    card: float


def measure(database: Database, *, due: int, cards: int) -> Cost:
    """Let the ``due`` meetings of a company come near: on cards, in a message early, planned anew.

    ``cards`` of the cards are measured. Raises RuntimeError when something else was measured.
    """
    card_clock = ManualClock(CARDS_AT)
    card = median_ms(timed(partial(send_one_card, database, card_clock)) for _ in range(cards))
    told = timed(partial(_all, partial(prompt_people, database, ManualClock(MEETS_AT - LEAD))))
    planned = timed(partial(_all, partial(plan_meetings, database, ManualClock(MEETS_AT))))
    _check(database, OutboxMessage.purpose, early.PURPOSE, count=due)
    _check(database, Meeting.starts_at, MEETS_AT + timedelta(days=7), count=due)
    return Cost(planned=planned * 1000 / due, told=told * 1000 / due, card=card)


def _all(step: Callable[[], bool]) -> None:
    while step():
        pass


def _check(database: Database, column: InstrumentedAttribute[Any], value: object, *, count: int) -> None:
    with database.reading() as session:
        found = session.scalar(sa.select(sa.func.count()).where(column == value)) or 0
    if found < count:
        raise RuntimeError(f"Of {count} that were due, {found} were seen to.")


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    sizes = (30, 300) if quick else (1_000, 10_000, 100_000)
    most, cards = (30, 10) if quick else (10_000, 500)
    costs: dict[int, Cost] = {}
    for size in sizes:
        with company(size, due=min(most, size)) as database:
            costs[size] = measure(database, due=min(most, size), cards=min(cards, size))
    least = costs[sizes[0]]
    rows = [f"| {size:,} | {' | '.join(_cells(cost, least))} |" for size, cost in costs.items()]
    whole = [
        f"{most:,} due in one minute among {size:,} series: "
        f"planned and prompted in {most * (cost.planned + cost.told) / 1000:.0f} s."
        for size, cost in costs.items()
        if size >= most
    ]
    return "\n".join(
        [
            "## One-on-ones",
            "",
            "Does a meeting cost more when there are more series? Weekly, in twelve zones, three things on "
            f"each agenda; up to {most:,} due in the same minute. SQLite; the ratio is to the first row.",
            "",
            "| series | the next one planned | ratio | told of early | ratio | one person's card | ratio |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
            *whole,
        ]
    )


def _cells(cost: Cost, least: Cost) -> list[str]:
    cells = []
    for step in fields(Cost):
        took = getattr(cost, step.name)
        cells += [f"{took:.2f} ms", f"{took / getattr(least, step.name):.2f}"]
    return cells

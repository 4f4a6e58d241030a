"""The page's section on due work: add, look, take and finish, beside the peers, on both databases."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import NamedTuple, Protocol

import sqlalchemy as sa

from benchmarks.due_work.engine import Engine, Place, engine_named, names
from benchmarks.due_work.working import rate
from benchmarks.measuring import median_ms, timed
from benchmarks.servers import postgres, sqlite_urls, web_api
from bot.platform.encryption import new_key


class Plan(NamedTuple):
    """How much is measured."""

    sizes: tuple[int, ...]
    rounds: int
    looks: int
    pieces: int
    """Taken and finished in one run."""
    slow: int
    """As many for who needs a look over all that waits for each piece, at the largest size."""
    many: tuple[int, ...] = (1, 2, 4)
    """Processes at once."""


FULL = Plan((1_000, 100_000, 1_000_000), rounds=3, looks=100, pieces=300, slow=60)
QUICK = Plan((50, 200), rounds=1, looks=3, pieces=6, slow=6, many=(1, 2))


class Databases(Protocol):
    """Makes databases."""

    def create_database(self) -> str: ...


class Figures:
    """What was measured, by who and what; each the median of its rounds."""

    def __init__(self) -> None:
        self._measured: dict[tuple[str, str, int], list[float]] = defaultdict(list)

    def note(self, name: str, what: str, size: int, value: float) -> None:
        self._measured[name, what, size].append(value)

    def median(self, name: str, what: str, size: int) -> float:
        found = self._measured.get((name, what, size))
        return statistics.median(found) if found else float("nan")

    def spread(self, name: str, what: str, size: int) -> str:
        found = self._measured.get((name, what, size), [])
        return f"{min(found):,.0f} to {max(found):,.0f}" if found else "–"


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    plan = QUICK if quick else FULL
    parts = [_head(plan)]
    with web_api() as (api_url, token):
        with sqlite_urls() as files:
            parts += _on(files, "SQLite", plan, api_url=api_url, token=token)
        with postgres() as server:
            if server is None:
                parts.append("No PostgreSQL was found.")
            else:
                parts += _on(server, "PostgreSQL", plan, api_url=api_url, token=token)
                parts += ["", *_beside_an_open_transaction(server, plan)]
    return "\n".join(parts)


def _head(plan: Plan) -> str:
    peers = ", ".join(f"{name} {version(name)}" for name in ("APScheduler", *_others()))
    missing = (
        ""
        if _others()
        else ("\n\nprocrastinate and pgqueuer are not measured: `pip install -e '.[bench]'` brings them.")
    )
    return (
        "## Due work\n\n"
        f"Tend's outbox beside {peers}, one after the other in each of {plan.rounds} rounds; medians. "
        "*A look*: asked for due work while there is none. *Posted*: take one, one `chat.postMessage` to "
        f"the sandbox's Web API in another process, mark done; {plan.pieces} a round, one at a time, pieces "
        "a second. Everybody posts with the same client. Tend encrypts and decrypts, checks its lease again "
        "before the post and keeps the order of each conversation; Slack's own pace, four a second, is "
        "taken off. "
        "APScheduler runs each job in its own thread and deletes it then; *deleted first*: with its usual "
        "pool of threads it deletes, in one thread, hundreds of jobs before the first is done in another, so "
        "that a kill loses them. Of ten that pgqueuer takes *at a time*, all are marked done by one commit. "
        f"Neither of these two is what a message needs.{missing}"
    )


def _others() -> list[str]:
    return [name for name in names(sqlite=False) if name in ("procrastinate", "pgqueuer")]


def _on(databases: Databases, title: str, plan: Plan, *, api_url: str, token: str) -> list[str]:
    everybody = names(sqlite=title == "SQLite")
    places = {name: Place(databases.create_database(), new_key()) for name in everybody}
    figures, filled = Figures(), 0
    for name in everybody:
        with _engine(name, places) as engine:
            engine.prepare()
    middle = plan.sizes[len(plan.sizes) // 2]
    many = plan.many
    for size in plan.sizes:
        for name in everybody:
            with _engine(name, places) as engine:
                engine.fill(filled, size, at=datetime.now(UTC) + timedelta(days=1, seconds=filled))
        filled = size
        for _ in range(plan.rounds):
            for name in everybody:
                with _engine(name, places) as engine:
                    _add_and_look(engine, name, size, plan, figures)
                count = plan.slow if name == "procrastinate" and size == plan.sizes[-1] else plan.pieces
                run: Callable[..., float] = _runner(name, places[name], count, token)
                figures.note(name, "posted", size, run(processes=1, api_url=api_url))
                if size == middle:
                    for processes in many if not name.startswith("APScheduler") else (1,):
                        figures.note(name, str(processes), size, run(processes=processes, api_url=None))
    return [
        "",
        f"### {title}",
        "",
        *_table(figures, everybody, plan.sizes),
        "",
        f"Taken and marked done without the post, {middle:,} waiting, so many processes at once:",
        "",
        *_processes(figures, everybody, middle, many),
    ]


def _runner(name: str, place: Place, count: int, token: str) -> Callable[..., float]:
    def run(*, processes: int, api_url: str | None) -> float:
        return rate(name, place, count=count, processes=processes, api_url=api_url, token=token)

    return run


@contextmanager
def _engine(name: str, places: dict[str, Place]) -> Iterator[Engine]:
    engine = engine_named(name, places[name])
    try:
        yield engine
    finally:
        engine.close()


def _add_and_look(engine: Engine, name: str, size: int, plan: Plan, figures: Figures) -> None:
    start = time.perf_counter()
    engine.add(plan.looks)
    figures.note(name, "add", size, plan.looks / (time.perf_counter() - start))
    engine.take_back()
    engine.look()  # the first one on a fresh connection
    figures.note(name, "look", size, median_ms(timed(engine.look) for _ in range(plan.looks)))


def _table(figures: Figures, everybody: list[str], sizes: tuple[int, ...]) -> list[str]:
    rows = [
        "| | waiting | add, a second | a look | to the first row | posted | Tend to this |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in everybody:
        for size in sizes:
            look, first = figures.median(name, "look", size), figures.median(name, "look", sizes[0])
            posted = figures.median(name, "posted", size)
            ratio = figures.median("Tend", "posted", size) / posted
            rows.append(
                f"| {name} | {size:,} | {figures.median(name, 'add', size):,.0f} "
                f"| {look:.2f} ms | {look / first:.2f} "
                f"| {posted:,.0f} ({figures.spread(name, 'posted', size)}) | {ratio:.2f} |"
            )
    return rows


def _processes(figures: Figures, everybody: list[str], size: int, many: tuple[int, ...]) -> list[str]:
    rows = [f"| | {' | '.join(map(str, many))} | 2 to 1 |", f"|---|{'---|' * len(many)}---|"]
    for name in everybody:
        each = [figures.median(name, str(processes), size) for processes in many]
        cells = " | ".join("–" if value != value else f"{value:,.0f}" for value in each)
        ratio = "–" if each[1] != each[1] else f"{each[1] / each[0]:.2f}"
        rows.append(f"| {name} | {cells} | {ratio} |")
    return rows


def _beside_an_open_transaction(databases: Databases, plan: Plan) -> list[str]:
    """Tend's look while somebody has left a transaction open and many pieces were finished meanwhile."""
    place = Place(databases.create_database(), new_key())
    rows, filled = [], 0
    with _engine("Tend", {"Tend": place}) as engine:
        engine.prepare()
        for size in (plan.sizes[0], plan.sizes[-1]):
            engine.fill(filled, size, at=datetime.now(UTC) + timedelta(days=1, seconds=filled))
            filled = size
            held = sa.create_engine(place.url)
            with held.connect() as connection:
                engine.look()
                before = median_ms(timed(engine.look) for _ in range(plan.looks))
                connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
                connection.execute(
                    sa.text("SELECT count(*) FROM (SELECT 1 FROM outbox_messages LIMIT 1) AS one")
                )
                engine.make_due(plan.pieces)
                engine.work(lambda: None, count=plan.pieces)
                after = median_ms(timed(engine.look) for _ in range(plan.looks))
                connection.rollback()
            held.dispose()
            rows.append(f"| {size:,} | {before:.2f} ms | {after:.2f} ms | {after / before:.2f} |")
    return [
        f"Tend's look while a transaction is left open and {plan.pieces} pieces were finished meanwhile:",
        "",
        "| waiting | before | then | ratio |",
        "|---|---|---|---|",
        *rows,
    ]

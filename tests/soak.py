"""`make soak`: real processes over one database, killed at random, and what was lost or said twice.

Each process takes a step of every poller, one after the other, against a local Slack. The parent gives them
work, turns their clock, and kills them with SIGKILL wherever they happen to be. It takes minutes, ends by
itself, and prints a table.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.postgres import PostgresMissing, PostgresServer
from tests.sweeps.nursery import PROCESSES
from tests.sweeps.soaking import Count, Soak


def table(counts: dict[str, Count], *, left: int) -> list[str]:
    """The counts as rows of Markdown, and what still waits in the outbox."""
    return [
        "| kind | said | lost | said twice | author asked |",
        "|---|--:|--:|--:|--:|",
        *(
            f"| {kind} | {count.said} | {count.lost} | {count.doubled} | {count.asked or ''} |"
            for kind, count in counts.items()
        ),
        f"| left waiting | | {left} | | |",
    ]


def is_well(counts: dict[str, Count], *, left: int, kills: int) -> bool:
    """Whether nothing was lost or left, nothing doubled in public, and at most one message a kill."""
    doubled = sum(count.doubled for count in counts.values())
    is_lost = any(count.lost for count in counts.values())
    return not (left or is_lost or counts["public post"].doubled or doubled > kills)


def soak(url: str, *, name: str, kills: int, seed: int) -> bool:
    """Run it and print the table; whether it went well."""
    began = time.monotonic()
    run = Soak(url, kills=kills, chance=random.Random(seed))  # noqa: S311  which moment, not a secret
    counts = run.run()
    took = f"{len(run.days)} days in {time.monotonic() - began:.0f} s, seed {seed}"
    print(f"\n{name}: {run.killed} times one of {PROCESSES} processes killed, {took}\n")
    print("\n".join(table(counts, left=run.left)), flush=True)
    return is_well(counts, left=run.left, kills=run.killed)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make soak", description="Kill processes at random; count what is lost."
    )
    parser.add_argument("--kills", type=int, default=100, help="how many on each database (default: 100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("sqlite", "postgres"), help="one database instead of both")
    chosen = parser.parse_args()
    went_well = True
    if chosen.only != "postgres":
        with tempfile.TemporaryDirectory(prefix="tend-soak-") as folder:
            url = f"sqlite:///{Path(folder) / 'tend.db'}"
            went_well &= soak(url, name="SQLite", kills=chosen.kills, seed=chosen.seed)
    if chosen.only != "sqlite":
        try:
            server = PostgresServer.start()
        except PostgresMissing as missing:
            print(missing)
            return 1
        try:
            url = server.create_database()
            went_well &= soak(url, name="PostgreSQL", kills=chosen.kills, seed=chosen.seed)
        finally:
            server.stop()
    return 0 if went_well else 1


if __name__ == "__main__":
    sys.exit(main())

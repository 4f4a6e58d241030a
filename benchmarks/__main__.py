"""`python -m benchmarks`: run every benchmark, or some of them, and print the page or write it down."""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks import (
    acks,
    cards,
    digests,
    directory,
    growth,
    home,
    monday,
    one_on_ones,
    reconnections,
    start,
    two_years,
    working_time,
    workspaces,
)
from benchmarks.due_work import page as due_work
from benchmarks.measuring import machine

SECTIONS: dict[str, Callable[..., str]] = {
    "due_work": due_work.page,
    "acks": acks.page,
    "monday": monday.page,
    "growth": growth.page,
    "start": start.page,
    "workspaces": workspaces.page,
    "directory": directory.page,
    "cards": cards.page,
    "digests": digests.page,
    "home": home.page,
    "one_on_ones": one_on_ones.page,
    "reconnections": reconnections.page,
    "two_years": two_years.page,
    "working_time": working_time.page,
}
_DELIVERY = ("due_work", "acks", "monday", "growth", "start", "workspaces")


def main() -> None:
    """Print the page, or write it to ``--page``."""
    given = _arguments()
    sections = [*SECTIONS] if given.only == ["all"] else given.only
    written = []
    for name in sections:
        began = time.monotonic()
        make = partial(monday.page, people=given.people) if name == "monday" else SECTIONS[name]
        written.append(make(quick=given.quick))
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    # The sets of people and promises come from fixed seeds (company.py, two_years.py): the same each time.
    today = f"{datetime.now(UTC):%d %B %Y}"
    head = f"Measured on {today} by `make bench`, on {machine()}. The same seeds every time."
    page = "\n\n".join(["# Benchmarks", head, *written])
    if given.page is None:
        print(page)
    else:
        given.page.write_text(page + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Tend.")
    parser.add_argument(
        "--quick", action="store_true", help="only see that it runs; the figures mean nothing"
    )
    parser.add_argument("--page", type=Path, help="write the page here instead of printing it")
    parser.add_argument("--people", type=int, help="how many live through the Monday")
    parser.add_argument(
        "--only",
        nargs="+",
        default=["all"],
        choices=["all", *SECTIONS],
        help=f"some of them; those of docs/benchmarks.md are {' '.join(_DELIVERY)}",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

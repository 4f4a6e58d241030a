"""`python -m benchmarks [--quick]`: run every benchmark and print the page."""

import sys

from benchmarks import (
    acks,
    cards,
    digests,
    directory,
    home,
    one_on_ones,
    reconnections,
    start,
    two_years,
    working_time,
)
from benchmarks.measuring import machine


def main() -> None:
    """Print the page. ``--quick`` only shows that everything runs; its figures mean nothing."""
    quick = "--quick" in sys.argv[1:]
    every = (
        start,
        acks,
        directory,
        cards,
        digests,
        home,
        one_on_ones,
        reconnections,
        two_years,
        working_time,
    )
    sections = [section.page(quick=quick) for section in every]
    print("\n\n".join(["# Benchmarks", machine(), *sections]))


if __name__ == "__main__":
    main()

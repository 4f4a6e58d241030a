"""`python -m benchmarks [--quick]`: run every benchmark and print the page."""

import sys

from benchmarks import acks, cards, one_on_ones, reconnections, start, two_years
from benchmarks.measuring import machine


def main() -> None:
    """Print the page. ``--quick`` only shows that everything runs; its figures mean nothing."""
    quick = "--quick" in sys.argv[1:]
    sections = [
        section.page(quick=quick) for section in (start, acks, cards, one_on_ones, reconnections, two_years)
    ]
    print("\n\n".join(["# Benchmarks", machine(), *sections]))


if __name__ == "__main__":
    main()

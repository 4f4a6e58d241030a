"""Stretches of days, both ends included, and which of them belong together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """The days from ``first_on`` to ``last_on``, both included, on one person's own calendar.

    One that ends before it begins has no days.
    """

    first_on: date
    last_on: date

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on

    def __iter__(self) -> Iterator[date]:
        return (self.first_on + timedelta(days=days) for days in range(len(self)))

    def __len__(self) -> int:
        return max(0, (self.last_on - self.first_on).days + 1)


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """As few stretches as hold the same days, in order; those that overlap or touch become one."""
    found: list[Stretch] = []
    for each in sorted(stretches):
        if found and (each.first_on - found[-1].last_on).days <= 1:
            found[-1] = Stretch(found[-1].first_on, max(found[-1].last_on, each.last_on))
        else:
            found.append(each)
    return found

"""Somebody who wants to learn from the published figures what a few people did.

They read every month that was published, keep them all, know the rules, and subtract whatever can be
subtracted. To be on the safe side they are told much that no reader is:

- the exact number behind each rounded one that is shown;
- for any two months that were published, how many people came and how many went in between, exactly;
- whenever those behind one number are all among those behind another, that this is so.

They compare: each part of the acts, and each few of them together, with all acts of that month; those who
came and went between any two months with those who stopped in any month that shows it; and the latter with
each other. They have learned something when what is left is of one to four people, or, of acts and cards,
when more than half of it is one person's.

They hold two months beside each other at a time. With the exact comings and goings of three, which no reader
is told either, they could learn that one person went and came back: docs/figures.md says so, and why that
stays.

What they are not: somebody who knows what everybody else did. Whoever knows all but one can read that one out
of any exact count, and sometimes out of a rounded one; against them no rule about groups helps. Nor do they
subtract one month's acts from another's, since those are different acts of the same people.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from bot.features.figures.suppression import PARTS, Month, Published

FEW = range(1, 5)


@dataclass(frozen=True)
class Issue:
    """One month: what was so, and what everybody could read of it."""

    true: Month
    published: Published | None

    def shows(self, name: str) -> bool:
        return self.published is not None and self.published[name] is not None


def learned(issues: Sequence[Issue]) -> list[str]:
    """All that the attacker learns about fewer than five people, or about one; empty: nothing."""
    shown = [issue for issue in issues if issue.published is not None]
    found = list(chain.from_iterable(_within_one_month(issue) for issue in shown))
    return found + list(_between_months(shown))


def _within_one_month(issue: Issue) -> Iterable[str]:
    if len(issue.true.members) in FEW:
        yield "how few are enrolled"
    if issue.shows("cards_a_week"):
        yield from _told(issue.true.cards, "cards")
    if issue.shows("stopped") and len(issue.true.stopped) in FEW:
        yield "how few stopped"
    total = _sum(issue.true.acts.values())
    if issue.shows("acts"):
        yield from _told(total, "all acts")
    parts = [part for part in PARTS if issue.shows(part)]
    for some in _every_few(parts):
        together = _sum(issue.true.acts[part] for part in some)
        yield from _told(together, f"acts: {some}")
        if issue.shows("acts"):
            yield from _told(total - together, f"acts that were none of {some}")


def _between_months(shown: Sequence[Issue]) -> Iterable[str]:
    moved: list[frozenset[str]] = []
    for earlier, later in combinations(shown, 2):
        moved += [later.true.members - earlier.true.members, earlier.true.members - later.true.members]
    stopped = [issue.true.stopped for issue in shown if issue.shows("stopped")]
    for group in moved:
        if len(group) in FEW:
            yield "how few came or went"
    for one, other in chain(((a, b) for a in moved for b in stopped if a), combinations(stopped, 2)):
        if (one <= other or other <= one) and len(one ^ other) in FEW:
            yield "those who stopped, beside others"


def _told(contributions: Mapping[str, int], what: str) -> Iterable[str]:
    amounts = [amount for amount in contributions.values() if amount > 0]
    if len(amounts) in FEW:
        yield f"{what}: of few people"
    elif amounts and 2 * max(amounts) > sum(amounts):
        yield f"{what}: mostly one person's"


def _sum(parts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return total


def _every_few(parts: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return chain.from_iterable(combinations(parts, count) for count in range(1, len(parts) + 1))


Publisher = Callable[[Month, Sequence[Issue]], Published | None]


def published_by(publisher: Publisher, months: Sequence[Month]) -> list[Issue]:
    """What a publisher makes of these months, one after the other."""
    issues: list[Issue] = []
    for month in months:
        issues.append(Issue(month, publisher(month, issues)))
    return issues

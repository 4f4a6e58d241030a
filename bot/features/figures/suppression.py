"""Which numbers may be published: none from which anything about fewer than five people can be worked out.

Pure. A contribution is how much of a number comes from one person. What is promised, and to whom, stands in
docs/figures.md; a test plays the one who tries to work it out.

1. A number stands when at least five people are behind it, and none of them with more than half of it.
2. Parts of a total stand only if what is left of the total beside them stands too, or is nothing. If it does
   not, the smallest part that is shown goes as well, and so on.
3. A month stands beside every month published before: between the two, nobody or at least five people came,
   and nobody or at least five went. Since the last of them the number of people has not changed by one to
   four either. A month that does not stand is never published, and the next one counts its own days alone.
4. Whoever stopped is shown only if those who came or went between any two months, and those who stopped in
   another month, are nobody or at least five beside them.
5. What is shown is rounded to fives. What is not shown looks the same, whatever the reason.

Months are held beside each other two at a time. Held together by three or more, hardly one would be shown
after a year; what that leaves open, to somebody who knew more than is shown, stands in docs/figures.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Judgement, and what others hold to: five answers, and half of all for one of them.
FEWEST = 5
LARGEST_SHARE = 0.5
ROUNDED_TO = 5

PARTS = ("helped", "same", "harder", "too_soon", "unsaid")
"""How acts went, as those say who did them; ``unsaid``: they did not say."""

Contributions = Mapping[str, int]
Published = dict[str, int | float | None]


@dataclass(frozen=True)
class Month:
    """What was counted in one month, exactly; people are opaque strings.

    ``members`` are enrolled when it is counted, and all but ``stopped`` is theirs alone: ``acts`` by how they
    went (PARTS), ``cards`` that reached them in ``weeks``. ``stopped``: whoever stopped in that month and has
    not come back.
    """

    members: frozenset[str]
    stopped: frozenset[str]
    acts: Mapping[str, Contributions]
    cards: Contributions
    weeks: float


@dataclass(frozen=True)
class Before:
    """Whom a month that was published had counted. ``stopped`` is empty where it was not shown."""

    members: frozenset[str]
    stopped: frozenset[str] = frozenset()


def to_publish(month: Month, before: Sequence[Before]) -> Published | None:
    """The figures as everybody may read them, None for each that is not shown; None: not this month.

    ``before`` are all the months that were published, in their order.
    """
    if len(month.members) < FEWEST or not stands_beside(month.members, before):
        return None
    total = added_up(month.acts.values())
    shown = parts_to_show(month.acts) if stands(total) else frozenset()
    return {
        "enrolled": rounded(len(month.members)),
        "acts": rounded(sum(total.values())) if stands(total) else None,
        **{part: rounded(sum(month.acts[part].values())) if part in shown else None for part in PARTS},
        "stopped": rounded(len(month.stopped)) if may_show_stopped(month, before) else None,
        "cards_a_week": round(sum(month.cards.values()) / len(month.members) / month.weeks, 1)
        if stands(month.cards)
        else None,
    }


def stands(contributions: Contributions) -> bool:
    """Whether a number may be shown by itself: enough people, and none with more than half."""
    amounts = [amount for amount in contributions.values() if amount > 0]
    return len(amounts) >= FEWEST and max(amounts) <= LARGEST_SHARE * sum(amounts)


def parts_to_show(parts: Mapping[str, Contributions]) -> frozenset[str]:
    """Which parts of a total that is shown may be shown beside it."""
    shown = {part for part, contributions in parts.items() if stands(contributions)}
    while shown:
        left = added_up(parts[part] for part in parts.keys() - shown)
        if not left or stands(left):
            break
        shown.remove(min(shown, key=lambda part: (len(parts[part]), sum(parts[part].values()), part)))
    return frozenset(shown)


def stands_beside(members: frozenset[str], before: Sequence[Before]) -> bool:
    """Whether these members may be published after those: no few people came or went between any two."""
    if before and _is_few(abs(len(members) - len(before[-1].members))):
        return False
    moved = _came_and_went(members, before)
    shown = [then.stopped for then in before if then.stopped]
    return not any(_is_few(len(group)) for group in moved) and not any(
        _tell_of_few(group, stopped) for group in moved for stopped in shown
    )


def may_show_stopped(month: Month, before: Sequence[Before]) -> bool:
    """Whether it may be said how many stopped, beside how many there are and were."""
    if len(month.stopped) < FEWEST:
        return False
    # Also between two months of before: whoever stops now may be most of those who came then.
    every = [*before, Before(month.members)]
    moved = [group for at, then in enumerate(every) for group in _came_and_went(then.members, every[:at])]
    beside = [*moved, *(then.stopped for then in before if then.stopped)]
    return not any(_tell_of_few(group, month.stopped) for group in beside)


def added_up(parts: Iterable[Contributions]) -> Counter[str]:
    """What each person contributed to all of these together; whoever gave nothing is left out."""
    total: Counter[str] = Counter()
    for contributions in parts:
        total.update(contributions)
    return +total


def rounded(count: int) -> int:
    """To the nearest five."""
    return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO


def _came_and_went(members: frozenset[str], before: Sequence[Before]) -> list[frozenset[str]]:
    return [group for then in before for group in (members - then.members, then.members - members) if group]


def _tell_of_few(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one less the other is a few people: it can be subtracted when they lie within each other."""
    return (some <= others or others <= some) and _is_few(len(some ^ others))


def _is_few(people: int) -> bool:
    return 0 < people < FEWEST

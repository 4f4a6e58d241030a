"""Which questions a pair may be shown at all: by state, by depth, and without what was refused."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bot.features.questions.bank import Bank, Direction, Question, State, Theme
from bot.features.questions.history import Outcome, Shown

# All of these are judgement, not findings.
FEW = 5
"""With fewer questions than this, a pool borrows."""
FILLED_TO = 8
"""How many a pool has once it has borrowed, if there are so many: what a state has for each direction."""
GOOD_ACTS_A_STEP = 2
"""Acts that helped, or changed nothing, before the next question may go one deeper."""
THEME_RESTS = timedelta(days=60)
"""How long a theme rests for a pair after a second *not for me* on it."""


class Felt(StrEnum):
    """How an act went, as the one who did it says."""

    HELPED = "helped"
    SAME = "same"
    HARDER = "harder"
    TOO_SOON = "too_soon"


def depth_reached(state: State | None, felt: Iterable[Felt]) -> int:
    """How deep questions may go, 1 to 3, by the acts with that person, oldest first.

    Starts at 1, in *tense* at 2, where light questions would dodge the point. One deeper after two acts that
    helped or changed nothing, one back after one that made it harder, never back beyond the start. With no
    state chosen it stays at 1.
    """
    if state is None:
        return 1
    start = depth = 2 if state is State.TENSE else 1
    good = 0
    for act in felt:
        if act is Felt.HARDER:
            depth, good = max(start, depth - 1), 0
        elif act is not Felt.TOO_SOON:
            good += 1
            if good == GOOD_ACTS_A_STEP:
                depth, good = min(3, depth + 1), 0
    return depth


def deepest_unasked(direction: Direction, state: State | None, felt: Iterable[Felt]) -> int:
    """How deep a question may go that nobody chose a depth for: from a manager never 3, however it went.

    A report is not free to leave a manager's question unanswered, so only the manager's own hand goes there.
    """
    depth = depth_reached(state, felt)
    return min(2, depth) if direction is Direction.MANAGER_TO_REPORT else depth


def resting_themes(bank: Bank, of_pair: Sequence[Shown], *, now: datetime) -> set[Theme]:
    """Themes on which a pair had a second or further *not for me* in the last 60 days; rows oldest first."""
    refused: Counter[Theme] = Counter()
    resting = set()
    for row in of_pair:
        theme = bank.theme_of(row.question_id)
        if theme is not None and row.outcome is Outcome.NOT_FOR_ME:
            refused[theme] += 1
            if refused[theme] >= 2 and row.shown_at > now - THEME_RESTS:
                resting.add(theme)
    return resting


def eligible(
    bank: Bank,
    *,
    direction: Direction,
    state: State | None,
    deepest: int,
    unwanted: Collection[str],
    resting: Collection[Theme],
    without_blanks: bool,
) -> list[Question]:
    """What the state offers; where that is few, filled up with light questions of *undernourished*.

    The rarest themes are borrowed first. *Tense* borrows nothing: there, light questions would miss it.
    """

    def is_welcome(question: Question) -> bool:
        if without_blanks and question.has_blank:
            return False
        return question.id not in unwanted and question.theme not in resting

    offered = [question for question in bank.questions_for(state, direction) if question.depth <= deepest]
    pool = [question for question in offered if is_welcome(question)]
    if len(pool) >= FEW or state is State.TENSE:
        return pool
    light = [
        question
        for question in bank.questions_for(State.UNDERNOURISHED, direction)
        if question.depth == 1 and question not in pool and is_welcome(question)
    ]
    themes = Counter(question.theme for question in pool)
    while light and len(pool) < FILLED_TO:
        borrowed = min(light, key=lambda question: themes[question.theme])
        light.remove(borrowed)
        pool.append(borrowed)
        themes[borrowed.theme] += 1
    return pool

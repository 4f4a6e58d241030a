"""Choosing with everything at hand, so that a test names only what it is about."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.features.questions.bank import Bank, Direction, Question, State, Theme, load_bank
from bot.features.questions.choosing import choose
from bot.features.questions.eligibility import Felt
from bot.features.questions.history import Shown
from bot.features.questions.reasons import Choice

BANK = load_bank()
START = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)  # a Wednesday
WEEK = timedelta(days=7)
M2R, R2M, P2P = Direction.MANAGER_TO_REPORT, Direction.REPORT_TO_MANAGER, Direction.PEER_TO_PEER
GOOD = (Felt.HELPED, Felt.SAME)


def pick(shown: Collection[Shown] = (), **changes: Any) -> Choice | None:
    asked: dict[str, Any] = {"direction": M2R, "state": None, "asker": "maya", "about": "ana", "now": START}
    asked |= {"bank": BANK, "key": b"secret"} | changes
    return choose(asked.pop("bank"), shown=shown, **asked)


def picked(shown: Collection[Shown] = (), **changes: Any) -> Question:
    choice = pick(shown, **changes)
    assert choice is not None
    return choice.question


def small_bank(*themes: Theme, state: State = State.HEALTHY, depth: int = 1) -> Bank:
    """A bank of peer questions Q0, Q1, …, one for each theme given."""
    return Bank(
        tuple(
            Question(f"Q{n}", 1, state, P2P, theme, depth, f"What about {n}?")
            for n, theme in enumerate(themes)
        )
    )

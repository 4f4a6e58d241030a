"""Which question comes next: new ones first, themes spread evenly, never deeper than the two have come."""

import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.features.questions.bank import Bank, Direction, FollowUpQuestion, Question, State, Theme
from bot.features.questions.eligibility import Felt, deepest_unasked, eligible, resting_themes
from bot.features.questions.history import Outcome, Shown, still_to_come, workdays_between
from bot.features.questions.reasons import Choice, Fact, Reason

# All of these are judgement, not findings.
EVEN_SPACING = 15
"""Working days after which a theme counts as fully rested."""
A_WHILE = 10
"""Working days after which "why this one?" says that a theme has rested."""
REMEMBERED = timedelta(days=60)
"""How far back a *not now* speaks against its theme."""
AMONG_THE_BEST = 3
"""The pick is one of so many, lest everybody walks through the bank in one order."""


def choose(
    bank: Bank,
    *,
    direction: Direction,
    state: State | None,
    asker: str,
    about: str,
    shown: Collection[Shown],
    now: datetime,
    key: bytes,
    depth: int | None = None,
    felt: Sequence[Felt] = (),
    suited: Collection[Theme] = (),
    focus: Collection[Theme] = (),
    recently_asked_of_others: Collection[str] = (),
    shown_to_the_other: Collection[str] = (),
    without_blanks: bool = False,
) -> Choice | None:
    """The next question for ``asker`` to ask ``about``, or None when nothing is left for now.

    shown   all that this asker was shown, about anybody, in any order but that of one moment's rows
    now     aware, in the asker's own zone: its day is "the same day"
    key     the secret behind the pick. With the same key, history and day the pick is the same, so a retry,
            a restart or a second process shows the same question
    depth   chosen by hand: a question of just that depth while the cycle has one, lighter ones after. Only so
            does a manager get depth 3, with "They may not feel free to answer. Make 'not now' easy."
    felt    how the acts with that person went, oldest first
    suited  themes that suit the act chosen
    focus   themes the pair chose to look at
    recently_asked_of_others    ids; for a manager, those of ``shown_for_others``
    shown_to_the_other          ids the other was shown about this asker within a week
    without_blanks              for a digest or a channel, where nobody can fill them in

    Never relaxed: cycles and their spacing (``still_to_come``), depth, *not for me*, blanks, others' ids.
    Relaxed in this order when nothing else is left: a theme the asker had today for somebody else; the one
    before the pair's last theme; their last theme.
    """
    history = sorted(shown, key=lambda row: row.shown_at)
    of_pair = [row for row in history if row.about == about]
    refused = {row.question_id for row in history if row.outcome is Outcome.NOT_FOR_ME}
    pool = eligible(
        bank,
        direction=direction,
        state=state,
        deepest=depth or deepest_unasked(direction, state, felt),
        unwanted=refused.union(recently_asked_of_others, shown_to_the_other),
        resting=resting_themes(bank, of_pair, now=now),
        without_blanks=without_blanks,
    )
    left = still_to_come(pool, of_pair)
    left = [question for question in left if question.depth == depth] or left
    left = _spread_themes(bank, left, history, about=about, now=now)
    if not left:
        return None

    step = len(of_pair)
    last_days = _last_days(bank, of_pair, now=now)
    put_off = _times_put_off(bank, of_pair, now=now)

    def score(question: Question) -> float:
        theme = question.theme
        rested = workdays_between(last_days[theme], now.date()) / EVEN_SPACING if theme in last_days else 1.0
        return (
            min(1.0, rested) + 0.5 * (theme in suited) + 0.3 * (theme in focus) - 0.3 * min(3, put_off[theme])
        )

    def draw(*words: str) -> int:
        seed = "|".join((asker, about, str(step), *words))
        return int.from_bytes(hmac.digest(key, seed.encode(), "sha256")[:8])

    best = sorted(left, key=lambda question: (-score(question), draw(question.id)))[:AMONG_THE_BEST]
    question = best[draw() % len(best)]
    reasons = _reasons(question, state, depth=depth, suited=suited, focus=focus)
    return Choice(question, (*reasons, *_novelty(question, of_pair, last_days, now=now)), step)


def two_follow_ups(bank: Bank, question: Question, step: int) -> tuple[FollowUpQuestion, FollowUpQuestion]:
    """Two of the follow-up questions that suit ``question``, and the next two at the next ``step``.

    ``step`` is that of the Choice. The bank has at least two for each theme.
    """
    suitable = bank.follow_ups_for(question.theme)
    start = bank.questions.index(question) + 2 * step
    return suitable[start % len(suitable)], suitable[(start + 1) % len(suitable)]


def _spread_themes(
    bank: Bank, left: list[Question], history: Sequence[Shown], *, about: str, now: datetime
) -> list[Question]:
    last_two = [bank.theme_of(row.question_id) for row in history if row.about == about][-2:]
    today = {
        bank.theme_of(row.question_id)
        for row in history
        if row.about != about and row.shown_at.astimezone(now.tzinfo).date() == now.date()
    }
    for avoided in ({*last_two, *today}, {*last_two}, {*last_two[-1:]}):
        if spread := [question for question in left if question.theme not in avoided]:
            return spread
    return left


def _last_days(bank: Bank, of_pair: Sequence[Shown], *, now: datetime) -> dict[Theme, date]:
    return {
        theme: row.shown_at.astimezone(now.tzinfo).date()
        for row in of_pair
        if (theme := bank.theme_of(row.question_id)) is not None
    }


def _times_put_off(bank: Bank, of_pair: Sequence[Shown], *, now: datetime) -> Counter[Theme | None]:
    return Counter(
        bank.theme_of(row.question_id)
        for row in of_pair
        if row.outcome is Outcome.NOT_NOW and row.shown_at > now - REMEMBERED
    )


def _reasons(
    question: Question,
    state: State | None,
    *,
    depth: int | None,
    suited: Collection[Theme],
    focus: Collection[Theme],
) -> Iterable[Fact]:
    if state is not None:
        yield Fact(Reason.STATE, state.value)
        if question.state is not state:
            yield Fact(Reason.BORROWED)
    elif depth is None:
        yield Fact(Reason.NO_STATE)
    if depth is not None:
        yield Fact(Reason.DEPTH_BY_HAND)
    if question.theme in suited:
        yield Fact(Reason.SUITS_THE_STEP)
    if question.theme in focus:
        yield Fact(Reason.IN_FOCUS, question.theme.value)


def _novelty(
    question: Question, of_pair: Sequence[Shown], last_days: dict[Theme, date], *, now: datetime
) -> Iterable[Fact]:
    last_day = last_days.get(question.theme)
    if last_day is None:
        yield Fact(Reason.THEME_IS_NEW, question.theme.value)
        return
    if workdays_between(last_day, now.date()) >= A_WHILE:
        yield Fact(Reason.THEME_HAS_RESTED, question.theme.value)
    earlier = [row for row in of_pair if row.question_id == question.id]
    if earlier:
        yield Fact(Reason.LAST_SHOWN, earlier[-1].shown_at.astimezone(now.tzinfo).date().isoformat())
    else:
        yield Fact(Reason.NEW_TO_PAIR)

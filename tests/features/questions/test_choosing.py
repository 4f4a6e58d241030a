"""The next question is a fresh one, on another theme, no deeper than the two have come, and can say why."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.questions.bank import Direction, State, Theme, load_bank
from bot.features.questions.choosing import two_follow_ups
from bot.features.questions.eligibility import Felt, depth_reached, eligible
from bot.features.questions.history import Outcome, Shown
from bot.features.questions.reasons import explain
from tests.features.questions.asking import BANK, M2R, P2P, R2M, START, WEEK, pick, picked, small_bank

situations = st.tuples(
    st.sampled_from([None, *State]),
    st.sampled_from(Direction),
    st.lists(st.sampled_from(Felt), max_size=5),
)
keys = st.binary(min_size=1, max_size=8)
gaps = st.integers(min_value=0, max_value=20).map(lambda days: timedelta(days=days))
seen = st.sampled_from([Outcome.NONE, Outcome.ASKED])


def go_through(
    draw: Callable[[st.SearchStrategy[Any]], Any],
    steps: int,
    outcomes: st.SearchStrategy[Outcome],
    **changes: Any,
) -> list[Shown]:
    """A history as it comes about: choose, show, let some days pass, choose again."""
    shown: list[Shown] = []
    now = START
    for _ in range(steps):
        question = picked(shown, now=now, **changes)
        shown.append(Shown(question.id, now, "ana", draw(outcomes)))
        now += draw(gaps)
    return shown


def pool_size(state: State | None, direction: Direction, felt: list[Felt]) -> int:
    depth = depth_reached(state, felt)
    deepest = min(2, depth) if direction is M2R else depth
    pool = eligible(
        BANK, direction=direction, state=state, deepest=deepest, unwanted=(), resting=(), without_blanks=False
    )
    return len(pool)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), situation=situations, key=keys)
def test_nothing_comes_twice_until_everything_has_come_once_and_then_not_too_soon(data, situation, key):
    state, direction, felt = situation
    size = pool_size(state, direction, felt)
    shown = go_through(data.draw, 3 * size, seen, state=state, direction=direction, felt=felt, key=key)
    ids = [row.question_id for row in shown]
    for start in range(0, 3 * size, size):
        assert len(set(ids[start : start + size])) == size
    for place, question_id in enumerate(ids):
        assert question_id not in ids[max(0, place - size // 2) : place]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), situation=situations, key=keys)
def test_a_theme_follows_itself_only_when_no_other_is_left(data, situation, key):
    state, direction, felt = situation
    size = pool_size(state, direction, felt)
    ids = [
        row.question_id
        for row in go_through(data.draw, 3 * size, seen, state=state, direction=direction, felt=felt, key=key)
    ]
    pool = set(ids)
    for place in range(1, len(ids)):
        this_cycle = ids[place - place % size : place]
        left = pool - set(this_cycle) - set(ids[max(0, place - size // 2) : place])
        themes = {BANK.theme_of(question_id) for question_id in left}
        theme, *before = (BANK.theme_of(ids[place - back]) for back in range(min(place, 2) + 1))
        if theme == before[0]:
            assert themes == {theme}
        if theme in before:
            assert themes <= set(before)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), situation=situations, key=keys)
def test_whatever_was_answered_there_is_a_next_question_well_apart_from_the_last_time(data, situation, key):
    state, direction, felt = situation
    size = pool_size(state, direction, felt)
    outcomes = st.sampled_from([Outcome.NONE, Outcome.ASKED, Outcome.NOT_NOW, Outcome.NOT_NOW])
    shown = go_through(data.draw, 3 * size, outcomes, state=state, direction=direction, felt=felt, key=key)
    ids = [row.question_id for row in shown]
    assert set(ids[:size]) == set(ids)
    for place, question_id in enumerate(ids):
        assert question_id not in ids[max(0, place - size // 2) : place]


rows = st.builds(
    Shown,
    question_id=st.sampled_from([question.id for question in BANK.questions] + ["gone"]),
    shown_at=st.integers(0, 400).map(lambda days: START - timedelta(days=days, hours=days % 5)),
    about=st.sampled_from(["ana", "ana", "sam", "priya"]),
    outcome=st.sampled_from(Outcome),
)
histories = st.lists(rows, max_size=120)


@settings(max_examples=150, deadline=None)
@given(shown=histories, situation=situations, key=keys, shuffled=st.randoms())
def test_the_same_history_leads_to_the_same_question_in_whatever_order_it_is_read(
    shown, situation, key, shuffled
):
    state, direction, felt = situation
    shown = list({row.shown_at: row for row in shown}.values())
    first = pick(shown, state=state, direction=direction, felt=felt, key=key)
    again = list(shown)
    shuffled.shuffle(again)
    assert pick(again, state=state, direction=direction, felt=felt, key=key) == first


@settings(max_examples=150, deadline=None)
@given(shown=histories, situation=situations, key=keys)
def test_what_is_chosen_was_never_refused_and_is_not_too_deep_to_come_unasked(shown, situation, key):
    state, direction, felt = situation
    choice = pick(shown, state=state, direction=direction, felt=felt, key=key)
    if choice is None:
        return
    refused = {row.question_id for row in shown if row.outcome is Outcome.NOT_FOR_ME}
    assert choice.question.id not in refused
    assert choice.question.direction is direction
    assert choice.question.depth <= depth_reached(state, felt)
    if direction is M2R:
        assert choice.question.depth < 3
    if state is None:
        assert choice.question.depth == 1
        assert choice.question.state in {State.HEALTHY, State.UNDERNOURISHED}
    assert explain(choice, name="Ana").endswith(".")


def test_another_key_or_another_pair_walks_another_way():
    def walk(**changes: Any) -> list[str]:
        shown: list[Shown] = []
        for _ in range(10):
            shown.append(Shown(picked(shown, **changes).id, START, "ana"))
        return [row.question_id for row in shown]

    assert walk() == walk()
    assert walk() != walk(key=b"another")
    assert walk() != walk(asker="leo")


def test_a_process_that_starts_anew_in_mid_cycle_goes_on_as_before():
    shown: list[Shown] = []
    for week in range(30):
        now = START + week * WEEK
        expected = pick(shown, now=now)
        stored = [
            Shown(row.question_id, row.shown_at, row.about, Outcome(row.outcome.value)) for row in shown
        ]
        assert pick(stored, now=now, bank=load_bank()) == expected
        shown.append(Shown(expected.question.id, now, "ana"))


def test_not_now_puts_a_question_at_the_end_of_its_cycle():
    bank = small_bank(Theme.GROW, Theme.LOAD, Theme.WAYS, Theme.VOICE, Theme.PERSON, Theme.RHYTHM)
    shown: list[Shown] = []
    for turn in range(7):
        question = picked(shown, bank=bank, direction=P2P, now=START + turn * WEEK)
        outcome = Outcome.NOT_NOW if turn == 0 else Outcome.ASKED
        shown.append(Shown(question.id, START + turn * WEEK, "ana", outcome))
    ids = [row.question_id for row in shown]
    assert len(set(ids[:6])) == 6
    assert ids[6] == ids[0]


def test_a_theme_shown_today_for_somebody_else_waits_and_the_day_is_the_askers_own():
    bank = small_bank(Theme.GROW, Theme.LOAD)
    berlin = ZoneInfo("Europe/Berlin")
    late = datetime(2026, 10, 7, 22, 30, tzinfo=UTC)  # half past midnight on Thursday in Berlin
    shown = [Shown("Q0", late, "sam")]
    thursday = datetime(2026, 10, 8, 9, 0, tzinfo=berlin)

    def can_come(now: datetime) -> set[str]:
        return {picked(shown, bank=bank, direction=P2P, now=now, key=bytes([n])).id for n in range(30)}

    assert can_come(thursday) == {"Q1"}
    assert can_come(thursday.astimezone(UTC)) == {"Q0", "Q1"}
    assert can_come(thursday + timedelta(days=1)) == {"Q0", "Q1"}


def test_what_is_put_off_again_and_again_does_not_keep_the_others_from_coming_back():
    bank = small_bank(Theme.GROW, Theme.LOAD, Theme.WAYS, Theme.VOICE, Theme.PERSON, Theme.RHYTHM)
    shown: list[Shown] = []
    for turn in range(40):
        question = picked(shown, bank=bank, direction=P2P, now=START + turn * WEEK)
        outcome = Outcome.ASKED if question.id in {"Q4", "Q5"} else Outcome.NOT_NOW
        shown.append(Shown(question.id, START + turn * WEEK, "ana", outcome))
    assert min(sum(row.question_id == name for row in shown) for name in ("Q4", "Q5")) >= 4


def test_the_last_theme_is_avoided_even_when_both_of_the_last_two_cannot_be():
    bank = small_bank(Theme.GROW, Theme.LOAD, Theme.GROW, Theme.LOAD)
    shown = [Shown("Q0", START - 2 * WEEK, "ana"), Shown("Q1", START - WEEK, "ana")]
    assert {picked(shown, bank=bank, direction=P2P, key=bytes([key])).id for key in range(20)} == {"Q2"}


def test_the_theme_of_the_day_gives_way_before_the_last_two_themes_of_the_pair():
    bank = small_bank(Theme.GROW, Theme.LOAD, Theme.WAYS, Theme.GROW)
    shown = [
        Shown("Q0", START - 2 * WEEK, "ana"),
        Shown("Q1", START - WEEK, "ana"),
        Shown("Q2", START, "sam"),
    ]
    assert {picked(shown, bank=bank, direction=P2P, key=bytes([key])).id for key in range(20)} == {"Q2"}


def test_a_theme_that_has_waited_longer_goes_first():
    bank = small_bank(*list(Theme)[:8])
    waited = [Shown(f"Q{n}", START - (8 - n) * timedelta(days=4), "ana") for n in range(8)]
    for key in range(20):
        assert picked(waited, bank=bank, direction=P2P, key=bytes([key])).id in {"Q0", "Q1", "Q2", "Q3"}


def test_themes_that_suit_the_act_come_first_and_those_put_off_come_last():
    suited = {Theme.SUPPORT}
    for key in range(10):
        assert picked(key=bytes([key]), suited=suited).theme is Theme.SUPPORT
        assert picked(key=bytes([key]), focus=suited).theme is Theme.SUPPORT
    bank = small_bank(Theme.GROW, Theme.GROW, Theme.LOAD, Theme.WAYS, Theme.VOICE, Theme.EXPECT, Theme.PERSON)
    put_off = [Shown("Q0", START - timedelta(days=50), "ana", Outcome.NOT_NOW)]
    put_off += [Shown(name, START - timedelta(days=40), "ana") for name in ("Q5", "Q6")]
    for key in range(20):
        assert picked(put_off, bank=bank, direction=P2P, key=bytes([key])).id in {"Q2", "Q3", "Q4"}


def test_a_digest_gets_no_question_with_something_to_fill_in():
    for turn in range(30):
        question = picked(state=State.TENSE, direction=R2M, without_blanks=True, key=bytes([turn]))
        assert not question.has_blank


def test_two_peers_are_not_shown_one_question_in_one_week():
    first = picked(direction=P2P, state=State.HEALTHY)
    for key in range(20):
        second = picked(direction=P2P, state=State.HEALTHY, shown_to_the_other=[first.id], key=bytes([key]))
        assert second != first


def test_follow_up_questions_suit_the_theme_and_take_turns():
    question = BANK.question("H-PP-6")
    pairs = [two_follow_ups(BANK, question, step) for step in range(7)]
    for first, second in pairs:
        assert first != second
        assert question.theme in first.themes & second.themes
    assert all(set(before).isdisjoint(after) for before, after in pairwise(pairs))
    assert {line for pair in pairs for line in pair} == set(BANK.follow_ups_for(question.theme))


def test_a_choice_says_how_many_questions_the_pair_had_before():
    shown = [Shown("D-MR-1", START - WEEK, "ana"), Shown("D-MR-2", START - WEEK, "sam")]
    assert pick(shown).step == 1


def test_choosing_after_a_year_of_history_takes_well_under_five_milliseconds():
    ids = [question.id for question in BANK.questions]
    shown = [Shown(ids[n % len(ids)], START - timedelta(hours=18 * n), f"report {n % 9}") for n in range(480)]
    best = min(_seconds(lambda: pick(shown, about="report 3")) for _ in range(5))
    assert best < 0.005


def _seconds(deed: Callable[[], object]) -> float:
    before = time.perf_counter()
    deed()
    return time.perf_counter() - before

"""What a pair may be shown: nothing refused, nothing too deep, something light where little is left."""

from datetime import datetime, timedelta

import pytest

from bot.features.questions.bank import Bank, State, Theme
from bot.features.questions.eligibility import Felt, depth_reached, eligible
from bot.features.questions.history import Outcome, Shown
from tests.features.questions.asking import BANK, GOOD, M2R, P2P, R2M, START, WEEK, pick, picked, small_bank


def test_not_for_me_holds_for_everybody_the_asker_asks_and_for_nobody_else():
    bank = small_bank(Theme.GROW, Theme.LOAD)
    refused = [Shown("Q0", START - WEEK, "sam", Outcome.NOT_FOR_ME)]
    for key in (b"1", b"2", b"3", b"4"):
        assert picked(refused, bank=bank, direction=P2P, key=key).id == "Q1"
    assert {picked([], bank=bank, direction=P2P, key=bytes([key])).id for key in range(20)} == {"Q0", "Q1"}


def test_when_everything_was_refused_there_is_no_next_question():
    bank = small_bank(Theme.GROW, Theme.LOAD)
    refused = [Shown(name, START - WEEK, "ana", Outcome.NOT_FOR_ME) for name in ("Q0", "Q1")]
    assert pick(refused, bank=bank, direction=P2P) is None
    assert pick([], bank=Bank(())) is None


def test_one_not_for_me_does_not_rest_its_theme():
    bank = small_bank(Theme.VOICE, Theme.VOICE, Theme.GROW, Theme.LOAD)
    shown = [
        Shown("Q0", START - WEEK, "ana", Outcome.NOT_FOR_ME),
        Shown("Q2", START - timedelta(days=2), "ana"),
        Shown("Q3", START - timedelta(days=1), "ana"),
    ]
    assert picked(shown, bank=bank, direction=P2P).id == "Q1"


def test_a_theme_rests_sixty_days_after_a_second_not_for_me_on_it_with_one_person():
    bank = small_bank(Theme.VOICE, Theme.VOICE, Theme.VOICE, Theme.GROW, Theme.GROW, Theme.LOAD)
    refused = [Shown(name, START - WEEK, "ana", Outcome.NOT_FOR_ME) for name in ("Q0", "Q1")]
    refused += [Shown(name, START - timedelta(days=1), "ana") for name in ("Q3", "Q5")]

    def can_come(about: str, now: datetime) -> bool:
        tries = (
            picked(refused, bank=bank, direction=P2P, about=about, now=now, key=bytes([n])) for n in range(40)
        )
        return any(question.id == "Q2" for question in tries)

    assert not can_come("ana", START)
    assert not can_come("ana", START + timedelta(days=52))
    assert can_come("ana", START + timedelta(days=54))
    assert can_come("sam", START)


@pytest.mark.parametrize(
    ("state", "felt", "depth"),
    [
        (State.DISTANT, (), 1),
        (State.DISTANT, (Felt.HELPED,), 1),
        (State.DISTANT, GOOD, 2),
        (State.DISTANT, (*GOOD, Felt.TOO_SOON, Felt.HARDER), 1),
        (State.DISTANT, (*GOOD, *GOOD, *GOOD), 3),
        (State.DISTANT, (Felt.HARDER, *GOOD), 2),
        (State.DISTANT, (Felt.HELPED, Felt.HARDER, Felt.HELPED), 1),
        (State.TENSE, (), 2),
        (State.TENSE, (Felt.HARDER, Felt.HARDER), 2),
        (State.TENSE, GOOD, 3),
        (None, (*GOOD, *GOOD), 1),
    ],
)
def test_questions_go_deeper_after_two_good_acts_and_back_after_a_hard_one(state, felt, depth):
    assert depth_reached(state, felt) == depth


def test_depth_three_comes_from_a_manager_only_by_hand():
    deep = {
        state: [q.id for q in BANK.questions_for(state, M2R) if q.depth == 3]
        for state in (State.DISTANT, State.TENSE, State.HEALTHY)
    }
    for state, [question_id] in deep.items():
        assert picked(state=state, depth=3).id == question_id
        shown: list[Shown] = []
        for turn in range(60):
            question = picked(shown, state=state, felt=GOOD * 3, now=START + turn * WEEK)
            assert question.depth < 3
            shown.append(Shown(question.id, START + turn * WEEK, "ana"))


def test_a_depth_chosen_by_hand_holds_as_long_as_the_cycle_has_such_questions():
    shown: list[Shown] = []
    for turn in range(8):
        question = picked(shown, state=State.HEALTHY, direction=P2P, depth=2, now=START + turn * WEEK)
        shown.append(Shown(question.id, START + turn * WEEK, "ana"))
    depths = [BANK.question(row.question_id).depth for row in shown]
    assert depths == [2, 2, 2, 1, 1, 1, 1, 1]


def test_a_small_pool_borrows_light_questions_of_undernourished_rarest_themes_first():
    pool = eligible(
        BANK,
        direction=M2R,
        state=State.DISTANT,
        deepest=1,
        unwanted=(),
        resting=(),
        without_blanks=False,
    )
    own, borrowed = pool[:3], pool[3:]
    assert [question.id for question in own] == ["D-MR-1", "D-MR-2", "D-MR-5"]
    assert {(question.state, question.depth) for question in borrowed} == {(State.UNDERNOURISHED, 1)}
    assert len({question.theme for question in pool}) == len(pool) == 8


def test_a_pool_of_four_borrows_what_there_is():
    pool = eligible(
        BANK,
        direction=R2M,
        state=State.DISTANT,
        deepest=1,
        unwanted=["U-RM-6"],
        resting=(),
        without_blanks=True,
    )
    own, borrowed = pool[:4], pool[4:]
    assert [question.id for question in own] == ["D-RM-1", "D-RM-2", "D-RM-5", "D-RM-6"]
    assert [question.id for question in borrowed] == ["U-RM-5", "U-RM-3", "U-RM-4"]


def test_a_pool_of_five_borrows_nothing_and_neither_does_tense():
    five = eligible(
        BANK, direction=P2P, state=State.DISTANT, deepest=1, unwanted=(), resting=(), without_blanks=False
    )
    assert {question.state for question in five} == {State.DISTANT}
    assert len(five) == 5
    all_but_two = [question.id for question in BANK.questions_for(State.TENSE, P2P)][2:]
    two = eligible(
        BANK,
        direction=P2P,
        state=State.TENSE,
        deepest=2,
        unwanted=all_but_two,
        resting=(),
        without_blanks=False,
    )
    assert [question.id for question in two] == ["T-PP-1", "T-PP-2"]


def test_a_refused_question_is_not_borrowed_back():
    refused = [Shown(name, START - WEEK, "leo", Outcome.NOT_FOR_ME) for name in ("D-RM-1", "U-RM-6")]
    shown = list(refused)
    for turn in range(20):
        question = picked(shown, state=State.DISTANT, direction=R2M, now=START + turn * WEEK)
        shown.append(Shown(question.id, START + turn * WEEK, "ana"))
    assert not {"D-RM-1", "U-RM-6"} & {row.question_id for row in shown[2:]}

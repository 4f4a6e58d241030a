"""Asked, another, not for me, not now: what becomes of a question, and what comes next."""

import pytest
from sqlalchemy.orm import Session

from bot.features.questions import service as questions
from bot.features.questions.bank import Direction, State, load_bank
from bot.features.questions.models import QuestionShown
from bot.sandbox.sandbox import Sandbox
from tests.features.reconnections.reaching import (
    TASKS,
    TENSE,
    front,
    question_on,
    reader,
    reconnect,
    shows,
)


def shown(tend: Sandbox) -> list[QuestionShown]:
    with tend.database.reading() as session:
        return list(session.query(QuestionShown).order_by(QuestionShown.id))


@pytest.mark.parametrize(
    ("label", "outcome", "said"),
    [
        ("I asked it", "asked", "Noted, for you alone."),
        ("Not now", "not_now", "That one comes again later, after the others."),
    ],
)
def test_an_answer_closes_the_question(
    tend_on_each_database: Sandbox, label: str, outcome: str, said: str
) -> None:
    tend = tend_on_each_database
    screen = reconnect(tend, "maya", "ana")
    question = question_on(screen)
    tend.hands("maya").press(screen, label)
    assert shows(front(tend, "maya"), said)
    assert [row.outcome for row in shown(tend)] == [outcome]
    assert question_on(reconnect(tend, "maya", "ana")) != question


def test_another_shows_another(tend: Sandbox) -> None:
    screen = reconnect(tend, "maya", "ana")
    seen = [question_on(screen)]
    for _ in range(4):
        tend.hands("maya").press(screen, "Another")
        seen.append(question_on(screen))
    assert len(set(seen)) == 5
    assert [row.outcome for row in shown(tend)] == ["none"] * 5


def test_a_second_press_of_another_brings_no_third_question(tend: Sandbox) -> None:
    screen = reconnect(tend, "maya", "ana")
    before = [dict(block) for block in screen.blocks]
    tend.hands("maya").press(screen, "Another")
    second = question_on(screen)
    screen.blocks[:] = before  # the second finger came before the first one's answer
    tend.hands("maya").press(screen, "Another")
    assert question_on(screen) == second
    assert len(shown(tend)) == 2


def test_a_second_press_leaves_the_first_answer(tend: Sandbox) -> None:
    screen = reconnect(tend, "maya", "ana")
    before = [dict(block) for block in screen.blocks]
    tend.hands("maya").press(screen, "I asked it")
    screen.blocks[:] = before
    tend.hands("maya").press(screen, "Not for me")
    assert shown(tend)[0].outcome == "asked"


def test_not_for_me_never_comes_again_for_anybody(tend: Sandbox) -> None:
    screen = reconnect(tend, "sam", "ana", TASKS, relation="We work side by side")
    unwanted = question_on(screen)
    tend.hands("sam").press(screen, "Not for me")
    assert question_on(screen) != unwanted
    seen = set()
    for other in ("ana", "priya", "jonas"):
        screen = reconnect(tend, "sam", other, TASKS, relation="We work side by side")
        for _ in range(12):
            seen.add(question_on(screen))
            tend.hands("sam").press(screen, "Another")
    assert unwanted not in seen


def test_when_nothing_is_left_it_says_so_and_the_ways_on_stay(tend: Sandbox) -> None:
    screen = reconnect(tend, "maya", "ana", TENSE)
    for _ in range(8):
        if shows(screen, "You've seen all of these for now."):
            break
        tend.hands("maya").press(screen, "Not for me")
    assert shows(screen, "You've seen all of these for now. Write your own, or take a rest from questions.")
    tend.hands("maya").press(screen, "Promise a small act")
    assert front(tend, "maya").callback_id == "reconnections.act"


def test_no_question_goes_to_two_reports_within_four_weeks(tend: Sandbox) -> None:
    asked: dict[str, set[str]] = {}
    for report in ("ana", "sam"):
        screen = reconnect(tend, "maya", report, TASKS)
        for _ in range(4):
            asked.setdefault(report, set()).add(question_on(screen))
            tend.hands("maya").press(screen, "Another")
    assert not asked["ana"] & asked["sam"]


def test_nobody_can_answer_a_question_of_somebody_elses(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")
    screen = reconnect(tend, "leo", "noor")
    for block in screen.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == "reconnections.asked":
                element["value"] = str(shown(tend)[0].id)
    tend.hands("leo").press(screen, "I asked it")
    assert shows(front(tend, "leo"), "That question is not on your list any more.")
    assert {row.outcome for row in shown(tend)} == {"none"}


def test_the_same_history_gives_the_same_question_in_any_process(tend: Sandbox) -> None:
    """Nothing secret and nothing random is in the pick: a retry or a restart shows the same."""

    def pick(session: Session) -> str:
        row = questions.next_question(
            session,
            load_bank(),
            reader=reader(tend, "maya"),
            about_id="U0ANA00001",
            direction=Direction.MANAGER_TO_REPORT,
            state=State.HEALTHY,
        )
        assert row is not None
        session.rollback()
        return row.question_id

    with tend.database.transaction() as session:
        first = pick(session)
    with tend.database.transaction() as session:
        assert pick(session) == first

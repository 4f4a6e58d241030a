"""How it was is forgotten after sixty days, and old questions after a year, but for what choosing needs."""

from datetime import datetime, timedelta

from bot.features.questions.models import QuestionShown
from bot.features.reconnections.jobs import forget_what_is_old
from bot.features.reconnections.models import OwnSide
from bot.platform.clock import ManualClock
from bot.sandbox.sandbox import Sandbox
from tests.features.reconnections.reaching import question_on, reader, reconnect


def forget(tend: Sandbox, *, days: int) -> None:
    assert not forget_what_is_old(tend.database, ManualClock(tend.now() + timedelta(days=days)))


def shown(tend: Sandbox) -> list[QuestionShown]:
    with tend.database.reading() as session:
        return list(session.query(QuestionShown).order_by(QuestionShown.id))


def test_how_it_was_is_gone_after_sixty_days(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    reconnect(tend, "maya", "ana")
    forget(tend, days=59)
    with tend.database.reading() as session:
        assert session.query(OwnSide).count() == 1
    assert shown(tend)[0].state == "distant"
    forget(tend, days=60)
    with tend.database.reading() as session:
        assert session.query(OwnSide).count() == 0
    [row] = shown(tend)
    assert (row.state, row.why) == (None, None)


def test_after_a_year_stays_what_choosing_needs(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    maya = reader(tend, "maya")

    def show(about_id: str, question_id: str, at: datetime, outcome: str) -> None:
        with tend.database.transaction() as session:
            session.add(
                QuestionShown(
                    workspace_id=maya.workspace_id,
                    asker_id=maya.person_id,
                    about_id=about_id,
                    question_id=question_id,
                    version=1,
                    direction="m2r",
                    step=0,
                    shown_at=at,
                    outcome=outcome,
                )
            )

    for number, (about_id, outcome) in enumerate(
        [
            ("U0ANA00001", "asked"),
            ("U0ANA00001", "not_for_me"),
            ("U0ANA00001", "none"),
            ("U0SAM00001", "asked"),
        ]
    ):
        show(about_id, "D-MR-1", maya.now + timedelta(minutes=number), outcome)
    forget(tend, days=364)
    assert len(shown(tend)) == 4
    forget(tend, days=366)
    assert [(row.about_id, row.outcome) for row in shown(tend)] == [
        ("U0ANA00001", "not_for_me"),
        ("U0ANA00001", "none"),
        ("U0SAM00001", "asked"),
    ]


def test_once_the_state_is_forgotten_a_question_still_comes(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")
    tend.let_days_pass(61)
    forget(tend, days=0)
    assert question_on(reconnect(tend, "maya", "ana"))

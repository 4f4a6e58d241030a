"""The verbs of a question: show the next one, say why it was this one, note what became of it."""

import json
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.questions.bank import Bank, Direction, State
from bot.features.questions.choosing import choose
from bot.features.questions.eligibility import Felt
from bot.features.questions.history import (
    NOT_TO_TWO_REPORTS_WITHIN,
    Outcome,
    Shown,
    shown_for_others,
)
from bot.features.questions.models import QuestionShown
from bot.features.questions.reasons import Choice, Fact, Reason, explain
from bot.platform.working_time import zone_named

# Judgement: shorter than a week, so that a question asked for weekly is always another one.
_STAYS = timedelta(days=5)


def next_question(
    session: Session,
    bank: Bank,
    *,
    reader: Reader,
    about_id: str,
    direction: Direction,
    state: State | None,
    felt: Sequence[Felt] = (),
) -> QuestionShown | None:
    """Choose the next question for ``reader`` to ask ``about_id`` and note it as shown.

    None when nothing is left for now. ``state`` is what the reader said, None if they have not; ``felt`` how
    their acts with the other went, oldest first. Nothing that the other one said, was shown or chose is
    read: the pick would give it away.
    """
    shown = _history(session, reader, about_id)
    choice = choose(
        bank,
        direction=direction,
        state=state,
        asker=reader.person_id,
        about=about_id,
        shown=shown,
        now=reader.now.astimezone(zone_named(reader.zone)),
        # No secret is needed: the pick rests on the asker's own rows alone, so that whoever can foretell
        # it learns nothing about anybody. The key only keeps two workspaces from walking in step.
        key=reader.workspace_id.encode(),
        felt=felt,
        recently_asked_of_others=shown_for_others(shown, about=about_id, now=reader.now)
        if direction is Direction.MANAGER_TO_REPORT
        else (),
    )
    if choice is None:
        return None
    row = QuestionShown(
        workspace_id=reader.workspace_id,
        asker_id=reader.person_id,
        about_id=about_id,
        question_id=choice.question.id,
        version=choice.question.version,
        direction=direction,
        state=state,
        why=json.dumps([[fact.reason, fact.value] for fact in choice.why]),
        step=choice.step,
        shown_at=reader.now,
        outcome=Outcome.NONE,
    )
    session.add(row)
    session.flush()
    return row


def present_question(
    session: Session,
    bank: Bank,
    *,
    reader: Reader,
    about_id: str,
    direction: Direction,
    state: State | None,
    felt: Sequence[Felt] = (),
) -> QuestionShown | None:
    """The question that still waits for the reader's answer, or else the next one.

    So looking again, or losing a screen, uses up no question. It stays for five days, unless the reader
    has said since that things are different. None when nothing is left for now.
    """
    row = latest(session, reader=reader, about_id=about_id)
    if (
        row is not None
        and row.outcome == Outcome.NONE
        and reader.now - row.shown_at < _STAYS
        and (row.direction, row.state) == (direction, state)
        and bank.question(row.question_id) is not None
    ):
        return row
    return next_question(
        session, bank, reader=reader, about_id=about_id, direction=direction, state=state, felt=felt
    )


def choice_of(bank: Bank, row: QuestionShown) -> Choice | None:
    """The question and its reasons as they were chosen; None when the bank has lost the question."""
    question = bank.question(row.question_id)
    if question is None:
        return None
    facts = (Fact(Reason(reason), value) for reason, value in json.loads(row.why or "[]"))
    return Choice(question, tuple(facts), row.step)


def why(choice: Choice, *, name: str) -> str:
    """Why it was this question, in one plain sentence for the asker's eyes; ``name`` is the other's."""
    return explain(choice, name=name)


def answer(row: QuestionShown, *, outcome: Outcome) -> None:
    """Note what became of a question. What has been answered stays as it was."""
    if row.outcome == Outcome.NONE:
        row.outcome = outcome


def found(session: Session, *, reader: Reader, shown_id: int) -> QuestionShown | None:
    """The question with that id, if it was shown to this reader."""
    row = session.get(QuestionShown, shown_id)
    if row is None or (row.workspace_id, row.asker_id) != (reader.workspace_id, reader.person_id):
        return None
    return row


def latest(session: Session, *, reader: Reader, about_id: str) -> QuestionShown | None:
    """What the reader was shown last for the other person."""
    return session.scalars(
        sa.select(QuestionShown)
        .where(
            QuestionShown.workspace_id == reader.workspace_id,
            QuestionShown.asker_id == reader.person_id,
            QuestionShown.about_id == about_id,
        )
        .order_by(QuestionShown.id.desc())
        .limit(1)
    ).first()


def was_ever_shown_one(session: Session, *, reader: Reader) -> bool:
    """Whether the reader has been shown a question before, about anybody."""
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    QuestionShown.workspace_id == reader.workspace_id,
                    QuestionShown.asker_id == reader.person_id,
                )
            )
        )
    )


def _history(session: Session, reader: Reader, about_id: str) -> list[Shown]:
    """All that the choice can rest on: of other people what was refused, and the last four weeks."""
    rows = session.execute(
        sa.select(
            QuestionShown.question_id, QuestionShown.shown_at, QuestionShown.about_id, QuestionShown.outcome
        )
        .where(
            QuestionShown.workspace_id == reader.workspace_id,
            QuestionShown.asker_id == reader.person_id,
            sa.or_(
                QuestionShown.about_id == about_id,
                QuestionShown.outcome == Outcome.NOT_FOR_ME,
                QuestionShown.shown_at > reader.now - NOT_TO_TWO_REPORTS_WITHIN,
            ),
        )
        .order_by(QuestionShown.id)
    )
    return [Shown(question_id, at, about, Outcome(outcome)) for question_id, at, about, outcome in rows]

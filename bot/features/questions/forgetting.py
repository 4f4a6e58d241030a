"""How long it is remembered what somebody was shown, and how they had said it was between the two."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bot.features.questions.history import Outcome
from bot.features.questions.models import QuestionShown
from bot.platform.database import rows_changed

STATES_ARE_KEPT = timedelta(days=60)
"""At most; admins may choose less. Judgement: how it is between two people has changed by then."""
HISTORY_IS_KEPT = timedelta(days=365)
"""Judgement: a year. Beyond it stays what choosing needs: the last showing of each, and *not for me*."""


def forget_states(session: Session, workspace_id: str, *, before: datetime) -> int:
    """Forget how it had been said to be, where a question was shown until then; how many rows that were."""
    states = (
        sa.update(QuestionShown)
        .where(
            QuestionShown.workspace_id == workspace_id,
            QuestionShown.shown_at <= before,
            sa.or_(QuestionShown.state.is_not(None), QuestionShown.why.is_not(None)),
        )
        .values(state=None, why=None)
    )
    return rows_changed(session.execute(states.execution_options(synchronize_session=False)))


def forget_old(session: Session, *, now: datetime) -> int:
    """Forget which questions were shown too long ago; how many rows that took away."""
    later = aliased(QuestionShown)
    history = session.execute(
        sa.delete(QuestionShown)
        .where(
            QuestionShown.shown_at <= now - HISTORY_IS_KEPT,
            QuestionShown.outcome != Outcome.NOT_FOR_ME,
            sa.exists().where(
                later.workspace_id == QuestionShown.workspace_id,
                later.asker_id == QuestionShown.asker_id,
                later.about_id == QuestionShown.about_id,
                later.question_id == QuestionShown.question_id,
                later.id > QuestionShown.id,
            ),
        )
        .execution_options(synchronize_session=False)
    )
    return rows_changed(history)

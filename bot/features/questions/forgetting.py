"""How long it is remembered what somebody was shown, and how they had said it was between the two."""

from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.questions.history import Outcome
from bot.features.questions.models import QuestionShown
from bot.features.workspace import retention
from bot.platform.database import UtcDateTime, rows_changed

STATES_ARE_KEPT = timedelta(days=60)
"""At most; admins may choose less. Judgement: how it is between two people has changed by then."""
HISTORY_IS_KEPT = timedelta(days=365)
"""Judgement: a year. Beyond it stays what choosing needs: the last showing of each, and *not for me*."""


_SHOWN = cast(sa.Table, QuestionShown.__table__)
_BEFORE = sa.bindparam("before", type_=UtcDateTime)
_FORGET_STATES = (
    sa.update(_SHOWN)
    .where(
        _SHOWN.c.shown_at <= _BEFORE,
        sa.or_(_SHOWN.c.state.is_not(None), _SHOWN.c.why.is_not(None)),
        retention.is_chosen_by(_SHOWN.c.workspace_id, retention.Kept.STATES),
    )
    .values(state=None, why=None)
)
_later = _SHOWN.alias("later")
_SAME_QUESTION = ("workspace_id", "asker_id", "about_id", "question_id")
_FORGET_HISTORY = sa.delete(_SHOWN).where(
    _SHOWN.c.shown_at <= _BEFORE,
    _SHOWN.c.outcome != Outcome.NOT_FOR_ME,
    sa.exists().where(
        *(_later.c[name] == _SHOWN.c[name] for name in _SAME_QUESTION),
        _later.c.id > _SHOWN.c.id,
    ),
)


def forget_states(session: Session, *, kept: timedelta, now: datetime) -> int:
    """Forget how it had been said to be longer ago than that, where it is kept for so long; how many rows."""
    given = {retention.CHOSEN: kept.days, "before": now - kept}
    return rows_changed(session.execute(_FORGET_STATES, given))


def forget_old(session: Session, *, now: datetime) -> int:
    """Forget which questions were shown too long ago; how many rows that took away."""
    return rows_changed(session.execute(_FORGET_HISTORY, {"before": now - HISTORY_IS_KEPT}))

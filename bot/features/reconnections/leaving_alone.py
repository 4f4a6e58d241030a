"""What was begun towards somebody, once its author leaves them in peace: it waits, or it is let go of."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups import pairs
from bot.features.follow_ups import service as follow_ups
from bot.features.one_on_ones.agenda import wishes
from bot.features.people.reader import Reader
from bot.features.reconnections.acts import drafts, handing
from bot.features.reconnections.acts.models import ActReminder, HandedWords
from bot.features.relationships import service as relationships


def let_rest(session: Session, reader: Reader, *, about_id: str) -> date | None:
    """*Let this rest*: what the reader had planned towards ``about_id`` waits until it is over.

    The first day without the rest, on the reader's calendar; None: for good, since they asked for it. What
    is planned for later stays where it is. Saving enrols. Raises NobodyToTurnTo.
    """
    until = relationships.let_rest(session, reader, about_id=about_id)
    if until is None:
        return None
    for step in pairs.own_steps_towards(
        session, reader.workspace_id, owner_id=reader.person_id, other_id=about_id
    ):
        if step.due_on < until:
            _tell_no_time(session, step.id)
        if step.next_nudge_on is not None and step.next_nudge_on < until:
            follow_ups.snooze(session, step, until=until, now=reader.now)
    session.flush()
    return until


def they_asked_me_not_to(session: Session, reader: Reader, *, about_id: str) -> None:
    """*They asked me not to*: nothing that the reader had begun towards ``about_id`` is left to come.

    Small steps are let go, and the draft, the words that were sent for it and the wish for their next
    one-on-one are gone. Saving enrols. Raises NobodyToTurnTo.
    """
    relationships.they_asked_me_not_to(session, reader, about_id=about_id)
    for step in pairs.own_steps_towards(
        session, reader.workspace_id, owner_id=reader.person_id, other_id=about_id
    ):
        _tell_no_time(session, step.id)
        follow_ups.let_go(session, step, now=reader.now)
    _take_words_back(session, reader, about_id)
    draft = drafts.saved(session, reader)
    if draft is not None and draft.about_id == about_id:
        drafts.drop(session, reader)
    wishes.take_back(session, reader, about_id=about_id)
    session.flush()


def _tell_no_time(session: Session, follow_up_id: int) -> None:
    reminder = session.get(ActReminder, follow_up_id)
    if reminder is not None:
        reminder.remind_at = None


def _take_words_back(session: Session, reader: Reader, about_id: str) -> None:
    handed = session.execute(
        sa.select(HandedWords.follow_up_id, HandedWords.draft_token).where(
            HandedWords.workspace_id == reader.workspace_id,
            HandedWords.person_id == reader.person_id,
            HandedWords.about_id == about_id,
        )
    )
    for follow_up_id, draft_token in handed.all():
        handing.take_back(session, reader, follow_up_id=follow_up_id, draft_token=draft_token)

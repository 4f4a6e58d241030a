"""Delete everything of a person's, in one transaction, and leave them alone from then on."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Session

from bot.features.one_on_ones import invitations
from bot.features.people.erased import marks
from bot.features.privacy import exporting, shared_ends
from bot.features.privacy.holders import HOLDERS, Holder
from bot.features.privacy.models import Export
from bot.features.reconnections.acts import handing
from bot.features.reconnections.acts.models import HandedWords
from bot.features.shoutouts.giving import posting
from bot.features.shoutouts.models import Shoutout
from bot.platform.database import EncryptedText, rows_changed
from bot.platform.delivery.models import SENDING, Kind, OutboxMessage, SlackPace, State
from bot.platform.delivery.outbox import enqueue_change_of, enqueue_removal
from bot.platform.encryption import WrongKey

log = logging.getLogger(__name__)

# What becomes of these is decided row by row, in shared_ends.
_SHARED = frozenset({"follow_ups", "series", "shoutouts", "shoutout_receivers", "exports"})
# Not the person's to delete: the company's list, Slack's profiles, and the record of who changed what. They
# go when the person leaves, or after a year.
_OF_THE_COMPANY = frozenset({"told_lines", "line_changes", "setting_changes"})
# Others depend on these, which therefore go last.
_LAST = ("days_off", "enrolments")
_WORDS_TO_ONESELF = "privacy.words_taken_away"
_UNREAD = (orm.defer(OutboxMessage.content),)


@dataclass(frozen=True, slots=True)
class Erased:
    """How much there was: ``rows`` that went, ``messages`` that are not sent, ``unreachable`` posts."""

    rows: int
    messages: int
    unreachable: int


def erase(
    session: Session,
    workspace_id: str,
    person_id: str,
    *,
    now: datetime,
    posts_too: bool = False,
    is_marked: bool = True,
) -> Erased:
    """Delete what is theirs. Doing it again finds nothing, and is no error.

    ``posts_too``: what they posted in the channel, and their name in posts, go as well. ``is_marked``:
    others' deeds make Tend write to them no more, until they begin again. Nothing is said to anybody.
    """
    _take_words_away(session, workspace_id, person_id, now=now)
    _take_exports_away(session, workspace_id, person_id, now=now)
    shared_ends.end_series(session, workspace_id, person_id, now=now)
    rows = shared_ends.let_promises_go(session, workspace_id, person_id)
    thanks, unreachable = shared_ends.leave_thanks(
        session, workspace_id, person_id, posts_too=posts_too, now=now
    )
    session.flush()
    rows += thanks + sum(
        rows_changed(
            session.execute(
                sa.delete(holder.table)
                .where(_workspace(holder) == workspace_id, holder.whose(person_id))
                .execution_options(synchronize_session=False)
            )
        )
        for holder in _in_order()
    )
    # What was read of it in this transaction is not to be believed any more.
    session.expire_all()
    messages = _stop_messages(session, workspace_id, person_id, now=now)
    if is_marked:
        marks.put_on(session, workspace_id, person_id, now=now)
    log.info("everything of one person's was deleted: %d rows, %d messages", rows, messages)
    return Erased(rows, messages, unreachable)


def _in_order() -> Sequence[Holder]:
    here = [holder for holder in HOLDERS if _name(holder) not in _SHARED | _OF_THE_COMPANY]
    return sorted(here, key=lambda holder: _name(holder) in _LAST and 1 + _LAST.index(_name(holder)))


def _take_words_away(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """Their own words, sent to themselves, do not stay in Slack for the rest of the day."""
    handed = sa.select(HandedWords.message_id).where(
        HandedWords.workspace_id == workspace_id,
        HandedWords.person_id == person_id,
        HandedWords.message_id.is_not(None),
    )
    messages = sa.select(OutboxMessage.channel_id, OutboxMessage.ts).where(OutboxMessage.id.in_(handed))
    for channel_id, ts in session.execute(messages).all():
        if channel_id and ts:  # otherwise it has not reached Slack
            enqueue_removal(
                session,
                workspace_id=workspace_id,
                channel_id=channel_id,
                ts=ts,
                purpose=_WORDS_TO_ONESELF,
                now=now,
            )


def _unname_what_takes_away(session: Session, theirs: sa.ColumnElement[bool]) -> None:
    """What is to take something of theirs out of Slack outlives their own rows, without their name."""
    for row in session.scalars(sa.select(OutboxMessage).where(theirs, _waits()).options(*_UNREAD)).all():
        if row.kind in (Kind.DELETE, Kind.DELETE_FILE):
            earlier = session.get(OutboxMessage, row.follows_id, options=_UNREAD) if row.follows_id else None
            if earlier is not None and earlier.ts:
                row.channel_id, row.ts, row.follows_id = earlier.channel_id, earlier.ts, None
            if row.ts is not None:
                row.person_id, row.lane = None, f"erased:{row.id}"
    session.flush()


def _follow_words_in_hand(session: Session, theirs: sa.ColumnElement[bool], *, now: datetime) -> None:
    """Words to oneself that a courier carries at this moment are taken away as soon as they stand there."""
    in_hand = sa.and_(
        theirs, _waits(), OutboxMessage.purpose == handing.PURPOSE, OutboxMessage.reason == SENDING
    )
    for row in session.scalars(sa.select(OutboxMessage).where(in_hand).options(*_UNREAD)).all():
        row.person_id, row.lane = None, f"erased:{row.id}"
        row.content = None  # should that courier die, the next one has nothing to send
        session.flush()
        enqueue_change_of(session, row, None, purpose=_WORDS_TO_ONESELF, now=now)


def _take_exports_away(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    own = sa.select(Export).where(Export.workspace_id == workspace_id, Export.person_id == person_id)
    for export in session.scalars(own.with_for_update()).all():
        exporting.take_away(session, export, now=now)
    session.flush()
    # One that was in the courier's hands is looked for a little later, and names nobody meanwhile.
    for export in session.scalars(own).all():
        export.person_id = None
        message = session.get(OutboxMessage, export.message_id, options=[orm.defer(OutboxMessage.content)])
        if message is not None:
            message.person_id, message.lane = None, f"file:{export.message_id}"
    session.flush()


def _stop_messages(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> int:
    theirs = sa.and_(
        OutboxMessage.workspace_id == workspace_id,
        sa.or_(OutboxMessage.person_id == person_id, OutboxMessage.lane == f"person:{person_id}"),
    )
    _unname_what_takes_away(session, theirs)
    _follow_words_in_hand(session, theirs, now=now)
    waiting = session.scalar(sa.select(sa.func.count()).select_from(OutboxMessage).where(theirs, _waits()))
    session.execute(sa.delete(OutboxMessage).where(theirs).execution_options(synchronize_session=False))
    session.execute(
        sa.delete(SlackPace).where(
            SlackPace.workspace_id == workspace_id, SlackPace.lane == f"person:{person_id}"
        )
    )
    own_posts = sa.select(Shoutout.id).where(
        Shoutout.workspace_id == workspace_id, Shoutout.author_id == person_id
    )
    of_deeds = sa.select(
        OutboxMessage.id, sa.type_coerce(OutboxMessage.content, sa.Text()).label("stored")
    ).where(
        OutboxMessage.workspace_id == workspace_id,
        OutboxMessage.kind == Kind.POST,
        # What waits, and what is parked with its words.
        OutboxMessage.content.is_not(None),
        # One that a courier carries at this moment cannot be stopped: what takes it away waits behind it.
        OutboxMessage.reason.is_distinct_from(SENDING),
        sa.or_(
            # In a channel, their own posts alone: another's thanks may be for others, too.
            sa.and_(OutboxMessage.purpose == posting.POST, OutboxMessage.subject_id.in_(own_posts)),
            sa.and_(
                OutboxMessage.person_id.is_not(None),
                sa.or_(
                    OutboxMessage.purpose.startswith("shoutouts."),
                    OutboxMessage.purpose == invitations.PURPOSE,
                ),
            ),
        ),
    )
    naming = [
        message_id for message_id, stored in session.execute(of_deeds) if _names(session, stored, person_id)
    ]
    if naming:
        session.execute(
            sa.update(OutboxMessage)
            .where(OutboxMessage.id.in_(naming), OutboxMessage.ended_at.is_not(None))
            .values(content=None)
            .execution_options(synchronize_session=False)
        )
        session.execute(
            sa.update(OutboxMessage)
            .where(OutboxMessage.id.in_(naming), _waits())
            .values(
                state=State.DROPPED,
                reason="no_longer_wanted",
                content=None,
                next_attempt_at=None,
                ended_at=now,
            )
            .execution_options(synchronize_session=False)
        )
    return (waiting or 0) + len(naming)


def _waits() -> sa.ColumnElement[bool]:
    return OutboxMessage.state == State.WAITING


def _names(session: Session, stored: str | None, person_id: str) -> bool:
    try:
        content = EncryptedText().process_result_value(stored, session.get_bind().dialect)
    except WrongKey:
        return False
    return re.search(rf"\b{re.escape(person_id)}\b", content or "") is not None


def _name(holder: Holder) -> str:
    return str(_table(holder).name)


def _workspace(holder: Holder) -> Any:
    return _table(holder).c.workspace_id


def _table(holder: Holder) -> Any:
    return sa.inspect(holder.table).local_table

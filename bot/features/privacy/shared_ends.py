"""What becomes of what two people share when one of them has everything deleted; docs/privacy.md says why."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp
from bot.features.follow_ups.models import State as Promise
from bot.features.one_on_ones import moving
from bot.features.one_on_ones import series as one_on_ones
from bot.features.one_on_ones.agenda.models import AgendaItem
from bot.features.one_on_ones.models import Answer, Meeting, Series
from bot.features.reconnections.acts.models import ActReminder, HandedWords
from bot.features.shoutouts.channel import round_ups
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State, Way
from bot.features.shoutouts.receiving import taking_down
from bot.platform.database import rows_changed
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.outbox import enqueue_change_of

POST_DELETED = "privacy.post_deleted"


def end_series(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """What both were in ends for both; what the person alone had set up goes; another's own stays theirs."""
    own = sa.select(Series).where(
        Series.workspace_id == workspace_id,
        sa.or_(Series.organizer_id == person_id, Series.other_id == person_id),
    )
    for series in session.scalars(own.order_by(Series.id)).all():
        if series.is_shared:
            one_on_ones.end(session, series, by=person_id, now=now)
            moving.tell_of_what_is_off(session, series, by=person_id, now=now)
        elif series.organizer_id == person_id:
            one_on_ones.end(session, series, by=person_id, now=now)
            session.flush()
            session.delete(series)
        else:
            # It reads as if they had never answered, as it does for its organizer.
            series.answer, series.answered_at, series.invite_next_at = Answer.NOT_YET, None, None
    session.flush()
    for table in (Meeting, AgendaItem):
        untie(session, table, "closed_by_id", workspace_id, person_id)


def let_promises_go(session: Session, workspace_id: str, person_id: str) -> int:
    """Theirs go; those that others took on stay with them, without the person's name. How many went."""
    here = FollowUp.workspace_id == workspace_id
    not_taken_on = FollowUp.state.in_((Promise.OFFERED, Promise.DECLINED))
    of_others = FollowUp.owner_id != person_id
    written_by_others = sa.and_(here, FollowUp.owner_id == person_id, FollowUp.author_id != person_id)
    # What another wrote down for them stays that one's, and reads as it did: nobody has answered.
    unanswered = sa.update(FollowUp).where(written_by_others, not_taken_on)
    session.execute(_quietly(unanswered.values(state=Promise.OFFERED)))
    going = sa.and_(
        here,
        sa.or_(
            sa.and_(FollowUp.owner_id == person_id, sa.or_(FollowUp.author_id == person_id, ~not_taken_on)),
            sa.and_(FollowUp.author_id == person_id, not_taken_on),
        ),
    )
    ids = sa.select(FollowUp.id).where(going).scalar_subquery()
    session.execute(_quietly(sa.delete(ActReminder).where(ActReminder.follow_up_id.in_(ids))))
    session.execute(
        _quietly(sa.update(HandedWords).where(HandedWords.follow_up_id.in_(ids)).values(follow_up_id=None))
    )
    gone = rows_changed(session.execute(_quietly(sa.delete(FollowUp).where(going))))
    written = sa.and_(here, FollowUp.author_id == person_id, of_others)
    session.execute(_quietly(sa.update(FollowUp).where(written).values(author_id=FollowUp.owner_id)))
    named = sa.and_(here, FollowUp.with_id == person_id)
    session.execute(_quietly(sa.update(FollowUp).where(named).values(with_id=None, is_shared=False)))
    return gone


def leave_thanks(
    session: Session, workspace_id: str, person_id: str, *, posts_too: bool, now: datetime
) -> tuple[int, int]:
    """Forget the words they gave, and that they were thanked.

    ``posts_too``: what stands in the channel goes as well. Returns how many rows went, and how many posts
    nobody knows the place of.
    """
    unreachable = _take_posts_away(session, workspace_id, person_id, now=now) if posts_too else 0
    given = sa.and_(Shoutout.workspace_id == workspace_id, Shoutout.author_id == person_id)
    drafts = sa.delete(Shoutout).where(given, Shoutout.state == State.DRAFT)
    gone = rows_changed(session.execute(_quietly(drafts)))
    forgotten: dict[str, Any] = dict(
        did="", occasion="", effect="", team=None, value=None, occasion_link=None, forgotten_at=now
    )
    session.execute(_quietly(sa.update(Shoutout).where(given).values(forgotten)))
    # A draft of another's is that one's alone, and so is whom it is for.
    received = sa.and_(
        ShoutoutReceiver.workspace_id == workspace_id,
        ShoutoutReceiver.person_id == person_id,
        ShoutoutReceiver.way.is_not(None),
    )
    thanked = session.scalars(sa.select(ShoutoutReceiver.shoutout_id).where(received)).all()
    gone += rows_changed(session.execute(_quietly(sa.delete(ShoutoutReceiver).where(received))))
    untie(session, ShoutoutReceiver, "thanks_wait_for_id", workspace_id, person_id)
    # A round-up names those whom it links to: nobody is left of one that thanked them alone.
    others = sa.exists().where(ShoutoutReceiver.shoutout_id == Shoutout.id, ShoutoutReceiver.way.is_not(None))
    for shoutout in session.scalars(
        sa.select(Shoutout).where(Shoutout.id.in_(thanked), Shoutout.round_up_id.is_not(None), ~others)
    ).all():
        round_ups.take_out(session, shoutout, now=now)
    return gone, unreachable


def untie(session: Session, table: Any, column: str, workspace_id: str, person_id: str) -> None:
    """Let no row of ``table`` say in ``column`` that it was them."""
    theirs = sa.and_(table.workspace_id == workspace_id, getattr(table, column) == person_id)
    session.execute(_quietly(sa.update(table).where(theirs).values({column: None})))


def _take_posts_away(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> int:
    unreachable = 0
    own = sa.select(Shoutout).where(
        Shoutout.workspace_id == workspace_id,
        Shoutout.author_id == person_id,
        Shoutout.message_id.is_not(None),
    )
    for shoutout in session.scalars(own).all():
        posted = session.get(OutboxMessage, shoutout.message_id)
        if posted is None or (posted.ts is None and posted.state != Delivery.WAITING):
            unreachable += 1
            continue
        enqueue_change_of(session, posted, None, purpose=POST_DELETED, now=now)
        round_ups.take_out(session, shoutout, now=now)
    thanks = sa.select(ShoutoutReceiver).where(
        ShoutoutReceiver.workspace_id == workspace_id,
        ShoutoutReceiver.person_id == person_id,
        ShoutoutReceiver.way == Way.IN_CHANNEL,
        ShoutoutReceiver.taken_down_at.is_(None),
    )
    for receiver in session.scalars(thanks).all():
        try:
            taking_down.take_down(session, receiver, now=now)
        except taking_down.OutOfReach:
            unreachable += 1
    session.flush()
    return unreachable


def _quietly(statement: Any) -> Any:
    return statement.execution_options(synchronize_session=False)

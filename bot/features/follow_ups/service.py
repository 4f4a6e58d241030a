"""The verbs of a promise: note, take on, nudge, do, make smaller, put off, let go."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups import cadence, held_back
from bot.features.follow_ups.models import FollowUp, Origin, State
from bot.features.people import enrolments, standing
from bot.features.people.models import Persistence
from bot.platform.database import insert_now
from bot.platform.errors import UserError
from bot.platform.templating import words as words_of
from bot.platform.working_time import WorkingTime, local_day

# Judgement: a promise is a sentence. Escaped, as many characters still fit one block of Slack's.
LONGEST_WORDS = 500
# Judgement: a promise for a later year is a plan, and belongs in a calendar.
_FURTHEST = timedelta(days=366)


class NotAPromise(UserError):
    """The words are empty or too long, or the day is past or too far away."""


class NotYours(UserError):
    """The promise is not this person's, or is no longer there."""


def open_follow_up(
    session: Session,
    workspace_id: str,
    *,
    owner_id: str,
    author_id: str,
    words: str,
    due_on: date,
    origin: Origin,
    now: datetime,
    with_id: str | None = None,
    is_shared: bool = False,
    link: str | None = None,
    persistence: Persistence | None = None,
) -> FollowUp:
    """Note that ``owner_id`` promised ``words`` for ``due_on`` (a day on the owner's calendar).

    What somebody else wrote down for the owner is only offered: it is nudged once the owner has taken
    it on. Raises NotAPromise.
    """
    working_time = standing.enrolled(session, workspace_id, author_id, now=now)
    if owner_id != author_id:
        working_time = enrolments.working_time_of(session, workspace_id, owner_id)
    follow_up = FollowUp(
        workspace_id=workspace_id,
        owner_id=owner_id,
        author_id=author_id,
        with_id=with_id,
        is_shared=is_shared,
        words=check_words(words),
        link=link,
        origin=origin,
        state=State.OPEN if owner_id == author_id else State.OFFERED,
        persistence=persistence,
        due_on=_checked_day(due_on, working_time, now=now),
        created_at=now,
    )
    if follow_up.state == State.OPEN:
        _plan_first_nudge(follow_up, working_time)
    return insert_now(session, follow_up)


def owned(session: Session, workspace_id: str, *, owner_id: str, follow_up_id: int) -> FollowUp:
    """The promise of that id, if it is this person's. Raises NotYours."""
    follow_up = session.get(FollowUp, follow_up_id)
    if follow_up is None or (follow_up.workspace_id, follow_up.owner_id) != (workspace_id, owner_id):
        raise NotYours(words_of("follow_ups/refusals").plain("not_yours"))
    return follow_up


def take_on(session: Session, follow_up: FollowUp, *, now: datetime) -> None:
    """*Mine*: the owner takes on what somebody else wrote down for them."""
    if follow_up.state in (State.OFFERED, State.DECLINED):
        enrolments.enrol(session, follow_up.workspace_id, follow_up.owner_id, now=now)
        follow_up.state = State.OPEN
        follow_up.ended_at = None
        _plan_first_nudge(follow_up, _owners_time(session, follow_up))


def decline(_session: Session, follow_up: FollowUp, *, now: datetime) -> None:
    """*Not mine*. Whoever wrote it down sees no difference from *not answered*."""
    if follow_up.state == State.OFFERED:
        follow_up.state = State.DECLINED
        follow_up.next_nudge_on = None
        follow_up.ended_at = now


def resolve(_session: Session, follow_up: FollowUp, *, now: datetime) -> None:
    """*Done*: the nudges end."""
    _end(follow_up, State.DONE, now=now)


def let_go(_session: Session, follow_up: FollowUp, *, now: datetime) -> None:
    """*Let it go*: the nudges end, and nothing is asked."""
    _end(follow_up, State.LET_GO, now=now)


def snooze(session: Session, follow_up: FollowUp, *, until: date, now: datetime) -> None:
    """Put the next nudge off until ``until``. The day it is due stays, and others never see this."""
    if follow_up.state == State.OPEN:
        working_time = _owners_time(session, follow_up)
        follow_up.next_nudge_on = working_time.on_or_after(_checked_day(until, working_time, now=now))


def shrink(session: Session, follow_up: FollowUp, *, words: str, due_on: date, now: datetime) -> None:
    """Make it smaller: other words and another day; the nudges start afresh."""
    if follow_up.state == State.OPEN:
        working_time = _owners_time(session, follow_up)
        follow_up.words = check_words(words)
        follow_up.due_on = _checked_day(due_on, working_time, now=now)
        _plan_first_nudge(follow_up, working_time)


def due(session: Session, workspace_id: str, owner_id: str, *, today: date, most: int) -> list[FollowUp]:
    """What the owner's card of ``today`` names, longest due first; ``most`` at most."""
    return list(
        session.scalars(
            sa.select(FollowUp)
            .where(
                FollowUp.workspace_id == workspace_id,
                FollowUp.owner_id == owner_id,
                FollowUp.next_nudge_on.is_not(None),
                FollowUp.next_nudge_on <= today,
                held_back.may_be_shown(),
            )
            .order_by(FollowUp.next_nudge_on, FollowUp.id)
            .limit(most)
            # Whoever presses *Done* at this moment comes before this card, or waits for it.
            .with_for_update()
        )
    )


def nudge(session: Session, follow_up: FollowUp, *, today: date) -> None:
    """Count a nudge sent ``today`` and plan the next one."""
    follow_up.nudges += 1
    follow_up.next_nudge_on = _day_after_nudge(session, follow_up, today=today)


def _day_after_nudge(session: Session, follow_up: FollowUp, *, today: date) -> date | None:
    if follow_up.state != State.OPEN:
        return None  # what is offered is named on one card, once
    return cadence.next_nudge(
        nudges=follow_up.nudges,
        today=today,
        due_on=follow_up.due_on,
        persistence=_persistence(session, follow_up),
        working_time=_owners_time(session, follow_up),
    )


def nudge_only_once(follow_up: FollowUp) -> None:
    """Let it come up on one card; after that it stands on its owner's list alone."""
    follow_up.persistence = Persistence.GENTLE
    follow_up.nudges = cadence.GENTLE_NUDGES - 1


def nudge_again(session: Session, workspace_id: str, follow_up_ids: Collection[int], *, today: date) -> None:
    """Let promises come up on the next card, since that of ``today``, which named them, never arrived.

    One that was put off, made smaller or taken on since then keeps the day that it has got.
    """
    named = sa.select(FollowUp).where(
        FollowUp.workspace_id == workspace_id,
        FollowUp.id.in_(follow_up_ids),
        FollowUp.state.in_((State.OPEN, State.OFFERED)),
        FollowUp.nudges > 0,
    )
    for follow_up in session.scalars(named.with_for_update()):
        if follow_up.next_nudge_on == _day_after_nudge(session, follow_up, today=today):
            follow_up.nudges -= 1
            follow_up.next_nudge_on = today
    session.flush()


def offer_on_next_card(session: Session, follow_up: FollowUp, *, now: datetime) -> None:
    """Let the owner's next card ask about an offered promise, once."""
    follow_up.next_nudge_on = local_day(now, _owners_time(session, follow_up).zone)


def plan_again(session: Session, workspace_id: str, owner_id: str, *, now: datetime) -> None:
    """Let what was nudged for the last time come up again: its owner asked for more persistence."""
    working_time = enrolments.working_time_of(session, workspace_id, owner_id)
    today = local_day(now, working_time.zone)
    session.execute(
        sa.update(FollowUp)
        .where(
            FollowUp.workspace_id == workspace_id,
            FollowUp.owner_id == owner_id,
            FollowUp.state == State.OPEN,
            FollowUp.next_nudge_on.is_(None),
            FollowUp.persistence.is_(None),
        )
        .values(next_nudge_on=working_time.working_day_after(today))
    )


def open_with(session: Session, workspace_id: str, owner_id: str) -> list[FollowUp]:
    """What the person has promised and not done yet, and what waits for their *Mine*; soonest first.

    What somebody wrote down for them without sharing it is not among it: nobody's words reach another
    person unless both have agreed to share them.
    """
    theirs_to_see = sa.or_(FollowUp.state == State.OPEN, FollowUp.is_shared.is_(True))
    mine = sa.and_(FollowUp.owner_id == owner_id, theirs_to_see, held_back.may_be_shown())
    return _listed(session, workspace_id, mine, State.OPEN, State.OFFERED)


def promised_to(session: Session, workspace_id: str, person_id: str) -> list[FollowUp]:
    """What others promised this person on an agenda they share, still open; soonest first.

    What they declined is among it, since that must look like *not answered*.
    """
    theirs = sa.and_(
        FollowUp.is_shared.is_(True), FollowUp.with_id == person_id, FollowUp.owner_id != person_id
    )
    return _listed(session, workspace_id, theirs, State.OPEN, State.OFFERED, State.DECLINED)


def stop_sharing(session: Session, workspace_id: str, *, one_id: str, other_id: str, now: datetime) -> None:
    """Two people share nothing any more: each keeps their own promises, unseen by the other.

    What one wrote down for the other and nobody took on goes.
    """
    for follow_up in session.scalars(
        sa.select(FollowUp).where(
            FollowUp.workspace_id == workspace_id,
            FollowUp.is_shared.is_(True),
            FollowUp.owner_id.in_((one_id, other_id)),
            FollowUp.with_id.in_((one_id, other_id)),
        )
    ):
        follow_up.is_shared = False
        if follow_up.state == State.OFFERED:
            _end(follow_up, State.LET_GO, now=now)


def _listed(
    session: Session, workspace_id: str, whose: sa.ColumnElement[bool], *states: State
) -> list[FollowUp]:
    return list(
        session.scalars(
            sa.select(FollowUp)
            .where(FollowUp.workspace_id == workspace_id, whose, FollowUp.state.in_(states))
            .order_by(FollowUp.due_on, FollowUp.id)
        )
    )


def _end(follow_up: FollowUp, state: State, *, now: datetime) -> None:
    if follow_up.state in (State.OPEN, State.OFFERED):
        follow_up.state = state
        follow_up.next_nudge_on = None
        follow_up.ended_at = now


def _owners_time(session: Session, follow_up: FollowUp) -> WorkingTime:
    return enrolments.working_time_of(session, follow_up.workspace_id, follow_up.owner_id)


def _plan_first_nudge(follow_up: FollowUp, working_time: WorkingTime) -> None:
    follow_up.nudges = 0
    follow_up.next_nudge_on = cadence.first_nudge(follow_up.due_on, working_time=working_time)


def _persistence(session: Session, follow_up: FollowUp) -> Persistence:
    if follow_up.persistence:
        return Persistence(follow_up.persistence)
    return enrolments.persistence_of(session, follow_up.workspace_id, follow_up.owner_id)


def check_words(words: str) -> str:
    kept = words.strip()
    if not kept:
        raise NotAPromise(words_of("follow_ups/refusals").plain("no_words"), field="words")
    if len(kept) > LONGEST_WORDS:
        refusal = words_of("follow_ups/refusals", length=len(kept), most=LONGEST_WORDS)
        raise NotAPromise(refusal.plain("too_long"), field="words")
    return kept


def _checked_day(day: date, working_time: WorkingTime, *, now: datetime) -> date:
    today = local_day(now, working_time.zone)
    if day < today:
        raise NotAPromise(words_of("follow_ups/refusals").plain("past"), field="due_on")
    if day > today + _FURTHEST:
        raise NotAPromise(words_of("follow_ups/refusals").plain("too_far"), field="due_on")
    return day

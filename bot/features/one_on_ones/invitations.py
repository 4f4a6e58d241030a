"""The one neutral message to the other person of a series, and what they may answer.

At most one in 90 days reaches anybody, whoever sets something up with them. Whatever keeps it from them, and
whatever they answer except *Looks good* and *Another time*, looks like *not answered* to everybody else.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones.meetings import NotOnYourList
from bot.features.one_on_ones.models import Answer, Invitee, Series
from bot.features.people import blocking, directory, enrolments
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.database import insert_once
from bot.platform.delivery.models import OutboxMessage
from bot.platform.templating import words

PURPOSE = "one_on_ones.invitation"
# Judgement: often enough to learn of it, seldom enough to be left alone.
_BETWEEN_INVITATIONS = timedelta(days=90)
_WHILE_SWITCHED_OFF = timedelta(days=1)

_UNDECIDED = (Answer.NOT_YET, Answer.ANOTHER_TIME)


def next_opening(session: Session, series: Series, *, now: datetime) -> datetime:
    """When the other person works next, in UTC; while one-on-ones are switched off, it is looked at daily."""
    if not switches.is_on(session, series.workspace_id, Feature.ONE_ON_ONES):
        return now + _WHILE_SWITCHED_OFF
    return enrolments.next_opening(session, series.workspace_id, series.other_id, now=now)


def take_turn(session: Session, series: Series, *, now: datetime) -> bool:
    """Whether the other person is told of the series now; it counts as their invitation then."""
    if not is_wanted(session, series, now=now):
        return False
    insert_once(session, Invitee, workspace_id=series.workspace_id, person_id=series.other_id)
    invitee = session.get_one(
        Invitee, (series.workspace_id, series.other_id), populate_existing=True, with_for_update=True
    )
    if invitee.invited_at is not None and now < invitee.invited_at + _BETWEEN_INVITATIONS:
        return False
    invitee.invited_at = now
    return True


def is_wanted(session: Session, series: Series, *, now: datetime) -> bool:
    """Whether a message about the series may reach the other person at all."""
    if series.ended_at is not None or series.answer != Answer.NOT_YET:
        return False
    organizer = directory.person(session, series.workspace_id, series.organizer_id)
    return (
        not organizer.is_gone
        and not _wants_none(session, series.workspace_id, series.other_id)
        and switches.is_on(session, series.workspace_id, Feature.ONE_ON_ONES)
        and blocking.may_be_reached(
            session, series.workspace_id, series.other_id, by_id=series.organizer_id, now=now
        )
    )


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether the person has not left, paused, stopped or answered since it was written."""
    series = session.get(Series, message.subject_id)
    return series is not None and is_wanted(session, series, now=now)


def waiting_for(session: Session, workspace_id: str, person_id: str) -> list[Series]:
    """What others have set up with this person and they have not settled, newest first.

    Nothing for somebody who wants none of it through Tend, and nothing of those they have blocked.
    """
    if _wants_none(session, workspace_id, person_id):
        return []
    found = session.scalars(
        sa.select(Series)
        .where(
            Series.workspace_id == workspace_id,
            Series.other_id == person_id,
            Series.ended_at.is_(None),
            Series.answer.in_(_UNDECIDED),
        )
        .order_by(Series.created_at.desc(), Series.id.desc())
    ).all()
    people = directory.people(session, workspace_id, [series.organizer_id for series in found])
    blocked = set(blocking.blocked_by(session, workspace_id, person_id))
    return [
        series
        for series in found
        if not people[series.organizer_id].is_gone and series.organizer_id not in blocked
    ]


def invitation_of(session: Session, workspace_id: str, *, person_id: str, series_id: int) -> Series:
    """The series of that id, if it was set up with this person and runs. Raises NotOnYourList."""
    series = session.get(Series, series_id)
    if (
        series is None
        or (series.workspace_id, series.other_id) != (workspace_id, person_id)
        or series.ended_at is not None
    ):
        raise NotOnYourList(words("one_on_ones/refusals").plain("not_yours"))
    return series


def answer(session: Session, series: Series, *, given: Answer, now: datetime) -> None:
    """Keep what the other person said. Whoever has joined leaves by ending the series.

    Only joining enrols them.
    """
    if series.is_shared:
        return
    series.answer = given
    series.said_another_time = series.said_another_time or given == Answer.ANOTHER_TIME
    series.answered_at = now
    series.invite_next_at = None
    if given == Answer.YES:
        enrolments.enrol(session, series.workspace_id, series.other_id, now=now)
    elif given == Answer.NOT_THROUGH_TEND:
        insert_once(session, Invitee, workspace_id=series.workspace_id, person_id=series.other_id)
        invitee = session.get_one(Invitee, (series.workspace_id, series.other_id))
        invitee.not_through_tend_at = now
    session.flush()


def _wants_none(session: Session, workspace_id: str, person_id: str) -> bool:
    invitee = session.get(Invitee, (workspace_id, person_id))
    return invitee is not None and invitee.not_through_tend_at is not None

"""The verbs of a series: set it up, find it, end it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups import service as follow_ups
from bot.features.one_on_ones import invitations, meetings
from bot.features.one_on_ones.meetings import NotOnYourList
from bot.features.one_on_ones.models import Answer, Series
from bot.features.one_on_ones.recurrence import Schedule, beginning_with
from bot.features.people import directory, enrolments
from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement: long enough to notice that somebody else ended it.
_ENDED_IS_NEWS_FOR = timedelta(days=14)


class ThereAlready(UserError):
    """The two have a series."""


def set_up(
    session: Session,
    workspace_id: str,
    *,
    organizer_id: str,
    other_id: str,
    schedule: Schedule,
    now: datetime,
) -> Series:
    """Set up a series on the organizer's wall clock, and plan its first meeting.

    It does the same whoever the other person is: whether a message reaches them is decided elsewhere,
    later. Raises NobodyToTurnTo, ThereAlready.
    """
    other = directory.colleague(session, workspace_id, asker_id=organizer_id, person_id=other_id)
    if between(session, workspace_id, organizer_id, other_id) is not None:
        refusal = words("one_on_ones/refusals", word=other.name).plain("there_already")
        raise ThereAlready(refusal, field="other_id")
    enrolments.enrol(session, workspace_id, organizer_id, now=now)
    zone = directory.person(session, workspace_id, organizer_id).zone
    recurrence = beginning_with(schedule, zone=zone, now=now)
    series = Series(
        workspace_id=workspace_id,
        organizer_id=organizer_id,
        other_id=other_id,
        pair_id=_pair(organizer_id, other_id),
        rhythm=recurrence.rhythm,
        ordinal=recurrence.ordinal,
        starts_on=recurrence.starts_on,
        at=recurrence.at,
        zone=zone,
        minutes=schedule.minutes,
        answer=Answer.NOT_YET,
        created_at=now,
    )
    session.add(series)
    session.flush()
    meetings.plan_next(session, series, now=now)
    series.invite_next_at = invitations.next_opening(session, series, now=now)
    session.flush()
    return series


def between(session: Session, workspace_id: str, person_id: str, other_id: str) -> Series | None:
    """The running series of those two, whoever set it up and whatever was answered."""
    return session.scalars(
        sa.select(Series).where(
            Series.workspace_id == workspace_id,
            Series.pair_id == _pair(person_id, other_id),
            Series.ended_at.is_(None),
        )
    ).one_or_none()


def running(session: Session, workspace_id: str, person_id: str) -> list[Series]:
    """The series that this person set up or joined."""
    return list(
        session.scalars(
            sa.select(Series)
            .where(Series.workspace_id == workspace_id, Series.ended_at.is_(None), of(person_id))
            .order_by(Series.id)
        )
    )


def series_of(session: Session, workspace_id: str, *, person_id: str, series_id: int) -> Series:
    """The series of that id, if it is this person's. Raises NotOnYourList."""
    series = session.get(Series, series_id)
    if series is None or series.workspace_id != workspace_id or not series.is_in(person_id):
        raise NotOnYourList(words("one_on_ones/refusals").plain("not_yours"))
    return series


def end(session: Session, series: Series, *, by: str, now: datetime) -> None:
    """End it, for both. What has been is kept, what was planned is left out, and nothing is shared any more.

    Each keeps their own promises. What was written down for somebody who had not said *Mine* goes.
    """
    if series.ended_at is None:
        series.ended_at = now
        series.ended_by_id = by
        series.plan_next_at = None
        series.invite_next_at = None
        meetings.leave_out_future(session, series, by=by, now=now)
        follow_ups.stop_sharing(
            session, series.workspace_id, one_id=series.organizer_id, other_id=series.other_id, now=now
        )
        session.flush()


def ended_by_others(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> list[Series]:
    """The person's series that the other one ended lately."""
    return list(
        session.scalars(
            sa.select(Series)
            .where(
                Series.workspace_id == workspace_id,
                of(person_id),
                Series.ended_by_id != person_id,
                Series.ended_at > now - _ENDED_IS_NEWS_FOR,
            )
            .order_by(Series.ended_at.desc(), Series.id)
        )
    )


def of(person_id: str) -> sa.ColumnElement[bool]:
    """Those that are this person's: set up, or joined."""
    return sa.or_(
        Series.organizer_id == person_id,
        sa.and_(Series.other_id == person_id, Series.answer == Answer.YES),
    )


def _pair(one_id: str, other_id: str) -> str:
    return ":".join(sorted((one_id, other_id)))

"""The verbs of a series: set it up, find it, end it."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.features.follow_ups import service as follow_ups
from bot.features.one_on_ones import meetings, sides
from bot.features.one_on_ones.meetings import NotOnYourList, NotThen
from bot.features.one_on_ones.models import Answer, Kind, Role, Series
from bot.features.one_on_ones.recurrence import Schedule, beginning_with
from bot.features.one_on_ones.sides import News
from bot.features.people import directory, enrolments, reporting_lines
from bot.features.people.models import Relation
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import is_zone, local_day

# Judgement: long enough to notice that somebody else ended it.
_ENDED_IS_NEWS_FOR = timedelta(days=14)


_LONGEST_PAUSE = timedelta(days=366)

ROLE_FOR = {Relation.MANAGER: Role.LEAD, Relation.REPORT: Role.REPORT, Relation.PEER: Role.PEER}
_KINDS = {
    Role.LEAD: Kind.LED,
    Role.REPORT: Kind.LED,
    Role.SKIP_LEAD: Kind.SKIP_LEVEL,
    Role.SKIP_REPORT: Kind.SKIP_LEVEL,
    Role.PEER: Kind.PEER,
}

_Id = str | sa.BindParameter[str]

# Asked for every meeting that comes near: putting it together takes longer than the asking.
_BETWEEN = sa.select(Series).where(
    Series.workspace_id == sa.bindparam("workspace_id"),
    Series.pair_id == sa.bindparam("pair_id"),
    Series.ended_at.is_(None),
)


class ThereAlready(UserError):
    """The two have a series."""


class NoSuchZone(UserError):
    """No time zone has that name."""


def set_up(
    session: Session,
    workspace_id: str,
    *,
    organizer_id: str,
    other_id: str,
    schedule: Schedule,
    now: datetime,
    other_is: Role | None = None,
) -> Series:
    """Set up a series on the clock of the schedule's zone, and plan its first meeting.

    ``other_is`` is what the other is to the organizer; None: as the organizer has said before, else a peer.
    It does the same whoever the other person is: whether a message reaches them is decided elsewhere,
    later. Raises NobodyToTurnTo, ThereAlready, NoSuchZone.
    """
    other = directory.colleague(session, workspace_id, asker_id=organizer_id, person_id=other_id)
    if between(session, workspace_id, organizer_id, other_id) is not None:
        refusal = words("one_on_ones/refusals", word=other.name).plain("there_already")
        raise ThereAlready(refusal, field="other_id")
    enrolments.enrol(session, workspace_id, organizer_id, now=now)
    role = other_is or _role_by_word(session, workspace_id, organizer_id, other_id)
    series = Series(
        workspace_id=workspace_id,
        organizer_id=organizer_id,
        other_id=other_id,
        pair_id=pair_of(organizer_id, other_id),
        answer=Answer.NOT_YET,
        calendar_id=str(uuid4()),
        created_at=now,
        changed_at=now,
    )
    _take_role(series, role)
    _take_schedule(session, series, schedule, asker_id=organizer_id, now=now)
    try:
        with session.begin_nested():
            session.add(series)
    except IntegrityError as clash:  # the other one has set one up in this very moment
        refusal = words("one_on_ones/refusals", word=other.name).plain("there_already")
        raise ThereAlready(refusal, field="other_id") from clash
    meetings.plan_next(session, series, now=now)
    # When the other one works is looked up as they are told: nothing about them is asked for here.
    series.invite_next_at = now
    session.flush()
    return series


def change(session: Session, series: Series, *, schedule: Schedule, by: str, now: datetime) -> None:
    """Another rhythm or slot, from the next meeting on; what was planned for the old one is left out.

    A pause stays. The other one's next card tells of it. Raises HasEnded, NoSuchZone.
    """
    meetings.lock(session, series)
    meetings.check_runs(series)
    meetings.leave_out_future(session, series, by=by, now=now)
    # What the pause took away belonged to the old slot.
    series.paused_at = None
    _take_schedule(session, series, schedule, asker_id=by, now=now)
    _note_change(series, now=now)
    session.flush()
    meetings.plan_next(session, series, now=now)
    sides.tell_the_other(session, series, News.CHANGED, by=by)


def pause(session: Session, series: Series, *, until: date, by: str, now: datetime) -> None:
    """No meeting before ``until``, a day on the series' calendar. Raises HasEnded, NotThen."""
    meetings.lock(session, series)
    meetings.check_runs(series)
    today = local_day(now, series.zone)
    if not today < until <= today + _LONGEST_PAUSE:
        why = "pause_past" if until <= today else "pause_too_long"
        raise NotThen(words("one_on_ones/refusals").plain(why), field="until")
    if not is_paused(series, now=now):
        series.paused_at = now
    series.paused_until = until
    meetings.leave_out_future(session, series, by=by, now=now, before=meetings.pause_ends(series))
    _note_change(series, now=now)
    session.flush()
    meetings.plan_next(session, series, now=now)
    sides.tell_the_other(session, series, News.PAUSED, by=by)


def resume(session: Session, series: Series, *, by: str, now: datetime) -> None:
    """The end of a pause: the next regular meeting takes place. Nothing happens without a pause."""
    meetings.lock(session, series)
    if not is_paused(series, now=now) or series.ended_at is not None:
        return
    meetings.leave_out_future(session, series, by=by, now=now, only_regular=True)
    if series.paused_at is not None:
        meetings.stand_again(session, series, paused_at=series.paused_at, now=now)
    series.paused_until = series.paused_at = None
    _note_change(series, now=now)
    session.flush()
    meetings.plan_next(session, series, now=now)
    sides.tell_the_other(session, series, News.RESUMED, by=by)


def is_paused(series: Series, *, now: datetime) -> bool:
    """Whether no meeting takes place at this moment because of a pause."""
    return series.paused_until is not None and local_day(now, series.zone) < series.paused_until


def keep_on(session: Session, series: Series, *, now: datetime) -> None:
    """It goes on, though nobody has said what became of the last few: those are not asked about any more.

    Raises HasEnded.
    """
    meetings.lock(session, series)
    meetings.check_runs(series)
    series.kept_on_at = now
    session.flush()


def become(session: Session, series: Series, *, other_is: Role, by: str, now: datetime) -> None:
    """Let the other be something else to ``by`` from now on; the agenda is kept. Also settles who leads."""
    _take_role(series, other_is, organizer_id=by, other_id=series.other_end(by))
    series.hands_settled_at = now
    session.flush()


def between(session: Session, workspace_id: str, person_id: str, other_id: str) -> Series | None:
    """The running series of those two, whoever set it up and whatever was answered."""
    asked = {"workspace_id": workspace_id, "pair_id": pair_of(person_id, other_id)}
    return session.scalars(_BETWEEN, asked).one_or_none()


def running(session: Session, workspace_id: str, person_id: str) -> list[Series]:
    """The series that this person set up or joined."""
    return list(
        session.scalars(
            sa.select(Series)
            .where(Series.ended_at.is_(None), of(workspace_id, person_id))
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
    meetings.lock(session, series)
    if series.ended_at is None:
        series.ended_at = now
        series.ended_by_id = by
        series.plan_next_at = None
        series.invite_next_at = None
        _note_change(series, now=now)
        meetings.leave_out_future(session, series, by=by, now=now)
        follow_ups.stop_sharing(
            session, series.workspace_id, one_id=series.organizer_id, other_id=series.other_id, now=now
        )
        sides.plan_prompts(session, series, now=now)


def ended_by_others(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> list[Series]:
    """The person's series that the other one ended lately."""
    return list(
        session.scalars(
            sa.select(Series)
            .where(
                of(workspace_id, person_id),
                Series.ended_by_id != person_id,
                Series.ended_at > now - _ENDED_IS_NEWS_FOR,
            )
            .order_by(Series.ended_at.desc(), Series.id)
        )
    )


def of(workspace_id: _Id, *person_ids: _Id) -> sa.ColumnElement[bool]:
    """Those that are this person's: set up, or joined. Of several people: those of any of them."""
    # By way of either end's few series: the cost does not grow with the workspace.
    own = sa.select(Series.id).where(Series.workspace_id == workspace_id)
    set_up = own.where(Series.organizer_id.in_(person_ids))
    joined = own.where(Series.other_id.in_(person_ids), Series.answer == Answer.YES)
    return Series.id.in_(sa.union_all(set_up, joined))


def pair_of(one_id: str, other_id: str) -> str:
    """The name of those two together, whichever is named first."""
    return ":".join(sorted((one_id, other_id)))


def _take_schedule(
    session: Session, series: Series, schedule: Schedule, *, asker_id: str, now: datetime
) -> None:
    zone = schedule.zone or directory.person(session, series.workspace_id, asker_id).zone
    if schedule.zone is not None and not is_zone(schedule.zone):
        raise NoSuchZone(
            words("one_on_ones/refusals", word=schedule.zone).plain("no_such_zone"), field="zone"
        )
    recurrence = beginning_with(schedule, zone=zone, now=now)
    series.rhythm, series.ordinal = recurrence.rhythm, recurrence.ordinal
    series.starts_on, series.at, series.zone = recurrence.starts_on, recurrence.at, zone
    series.minutes = schedule.minutes


def _role_by_word(session: Session, workspace_id: str, person_id: str, other_id: str) -> Role:
    said = reporting_lines.relation_to(session, workspace_id, person_id=person_id, other_id=other_id)
    return ROLE_FOR[said] if said else Role.PEER


def _take_role(
    series: Series, other_is: Role, *, organizer_id: str | None = None, other_id: str | None = None
) -> None:
    own, other = organizer_id or series.organizer_id, other_id or series.other_id
    series.kind = _KINDS[other_is]
    series.lead_id = {
        Role.LEAD: other,
        Role.SKIP_LEAD: other,
        Role.REPORT: own,
        Role.SKIP_REPORT: own,
        Role.PEER: None,
    }[other_is]


def _note_change(series: Series, *, now: datetime) -> None:
    series.sequence += 1
    series.changed_at = now

"""The verbs of a meeting: plan the next one, say that it was held, move it, leave it out."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import sides
from bot.features.one_on_ones.models import Meeting, MeetingNote, MeetingState, Series
from bot.features.one_on_ones.recurrence import recurrence_of
from bot.features.people import directory
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Kind
from bot.platform.database import insert_once, rows_changed
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock, local_day

# Judgement: a meeting moved further away than this is another plan.
_FURTHEST = timedelta(days=366)
_LOOK_BACK = 12


class NotOnYourList(UserError):
    """The meeting or series is not this person's, or is no longer there."""


class HasEnded(UserError):
    """The series has ended, so nothing about it can be changed."""


class NotThen(UserError):
    """A meeting cannot be moved to that time, or not be held yet; the words say why."""


def lock(session: Session, series: Series) -> None:
    """Read it anew and keep others from changing it until this transaction ends.

    So whoever ends it and whoever changes it at the same moment come one after the other.
    """
    session.flush()
    session.refresh(series, with_for_update=True)


def check_runs(series: Series) -> None:
    """Raises HasEnded for a series that does not run any more."""
    if series.ended_at is not None:
        raise HasEnded(words("one_on_ones/refusals").plain("ended"))


def plan_next(session: Session, series: Series, *, now: datetime) -> None:
    """Plan the meeting that comes next after ``now``, and none of those that were missed.

    The one after it is planned as this one begins. One that a pause or another slot had taken away stands
    again when its time is right again.
    """
    starts_at = next_beginning(series, now=now)
    if not insert_once(
        session,
        Meeting,
        workspace_id=series.workspace_id,
        series_id=series.id,
        starts_at=starts_at,
        state=MeetingState.PLANNED,
    ):
        session.execute(
            sa.update(Meeting)
            .where(
                Meeting.series_id == series.id,
                Meeting.starts_at == starts_at,
                Meeting.state == MeetingState.LEFT_OUT,
            )
            .values(state=MeetingState.PLANNED, closed_by_id=None, closed_at=None)
        )
    series.plan_next_at = starts_at
    session.flush()
    sides.plan_prompts(session, series, now=now)


def next_beginning(series: Series, *, now: datetime) -> datetime:
    """When the series meets next by its rhythm, later than ``now`` and not before its pause is over. UTC."""
    if series.paused_until is None:
        return recurrence_of(series).next_after(now)
    return recurrence_of(series).next_after(max(now, pause_ends(series) - timedelta(microseconds=1)))


def pause_ends(series: Series) -> datetime:
    """When its pause is over, in UTC; only of a series that has one."""
    return at_wall_clock(series.paused_until or date.max, time(), series.zone)


def meeting_of(session: Session, workspace_id: str, *, person_id: str, meeting_id: int) -> Meeting:
    """The meeting of that id, if its series is this person's. Raises NotOnYourList."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None or meeting.workspace_id != workspace_id or not meeting.series.is_in(person_id):
        raise NotOnYourList(words("one_on_ones/refusals").plain("not_yours"))
    return meeting


def hold(session: Session, meeting: Meeting, *, by: str, now: datetime) -> bool:
    """*Held*. Whether it is held now; False when it had been moved or left out before.

    Everybody's own press is kept, also when the other one was first. Raises NotThen.
    """
    if meeting.starts_at > now:
        raise NotThen(words("one_on_ones/refusals").plain("not_begun"))
    _close(session, meeting, MeetingState.HELD, by=by, now=now)
    if meeting.state != MeetingState.HELD:
        return False
    insert_once(
        session,
        MeetingNote,
        meeting_id=meeting.id,
        person_id=by,
        workspace_id=meeting.workspace_id,
        noted_at=now,
    )
    zone = directory.person(session, meeting.workspace_id, by).zone
    relationships.log_act(
        session,
        meeting.workspace_id,
        person_id=by,
        about_id=meeting.series.other_end(by),
        kind=Kind.ONE_ON_ONE,
        key=f"meeting:{meeting.id}",
        done_on=local_day(meeting.starts_at, zone),
    )
    return True


def skip(session: Session, meeting: Meeting, *, by: str, now: datetime) -> bool:
    """*Not this time*: it is closed without a question. False when it was closed before."""
    return _close(session, meeting, MeetingState.SKIPPED, by=by, now=now)


def move(session: Session, meeting: Meeting, *, to: datetime, by: str, now: datetime) -> bool:
    """*Moved*: it takes place at ``to`` instead, as a meeting of its own.

    False when it was closed before, and nothing is changed. Raises NotThen, HasEnded.
    """
    lock(session, meeting.series)
    session.refresh(meeting)
    if meeting.state != MeetingState.PLANNED:
        return False
    check_runs(meeting.series)
    _check_new_time(meeting, to, now=now)
    there = session.scalars(
        sa.select(Meeting).where(Meeting.series_id == meeting.series_id, Meeting.starts_at == to)
    ).one_or_none()
    if there is not None and there.state in (MeetingState.PLANNED, MeetingState.HELD):
        raise NotThen(words("one_on_ones/refusals").plain("taken"), field="at")
    if not _close(session, meeting, MeetingState.MOVED, by=by, now=now):
        return False
    meeting.moved_to = to
    if there is None:
        session.add(
            Meeting(
                workspace_id=meeting.workspace_id,
                series=meeting.series,
                starts_at=to,
                agenda_kind=meeting.agenda_kind,
            )
        )
    else:
        # Moved away and back again: the one that was there before stands again.
        there.state, there.closed_at, there.closed_by_id = MeetingState.PLANNED, None, None
        there.moved_to = None
    session.flush()
    sides.plan_prompts(session, meeting.series, now=now)
    return True


def leave_out_future(
    session: Session,
    series: Series,
    *,
    by: str,
    now: datetime,
    before: datetime | None = None,
    only_regular: bool = False,
) -> None:
    """Leave out what is planned and has not begun, for a series that pauses, goes on, changes or ends.

    ``before``: only what would begin earlier than that. ``only_regular``: not what somebody moved there.
    """
    ahead = sa.update(Meeting).where(
        Meeting.series_id == series.id, Meeting.state == MeetingState.PLANNED, Meeting.starts_at > now
    )
    if before is not None:
        ahead = ahead.where(Meeting.starts_at < before)
    if only_regular:
        ahead = ahead.where(Meeting.starts_at.not_in(_moved_to(series)))
    session.execute(ahead.values(state=MeetingState.LEFT_OUT, closed_by_id=by, closed_at=now))


def stand_again(session: Session, series: Series, *, paused_at: datetime, now: datetime) -> None:
    """Let meetings stand again that somebody had moved to a time still to come, and a pause had taken away.

    The regular ones come back by themselves, as they are planned.
    """
    session.execute(
        sa.update(Meeting)
        .where(
            Meeting.series_id == series.id,
            Meeting.state == MeetingState.LEFT_OUT,
            Meeting.closed_at >= paused_at,
            Meeting.starts_at > now,
            Meeting.starts_at.in_(_moved_to(series)),
        )
        .values(state=MeetingState.PLANNED, closed_by_id=None, closed_at=None)
        .execution_options(synchronize_session=False)
    )


def leave_out(session: Session, meeting: Meeting, *, now: datetime) -> bool:
    """Leave out one on whose day one of the two is away. False when it was closed before."""
    return _close(session, meeting, MeetingState.LEFT_OUT, by=None, now=now)


def choose_agenda(session: Session, meeting: Meeting, agenda_kind: str | None) -> None:
    """Let this one follow another skeleton than the usual one; None goes back to that."""
    meeting.agenda_kind = agenda_kind
    session.flush()


def came_by_a_move(session: Session, meeting: Meeting) -> bool:
    """Whether it takes the place of one that was moved; a regular one does not."""
    moved_here = sa.exists().where(
        Meeting.series_id == meeting.series_id, Meeting.moved_to == meeting.starts_at
    )
    return session.scalar(sa.select(moved_here)) is True


def moves_in_a_row(session: Session, series: Series) -> int:
    """How many of the latest regular meetings, one after another, were moved.

    A meeting that came about by a move is not regular; what became of it counts for neither side.
    """
    latest = session.scalars(
        sa.select(Meeting)
        .where(Meeting.series_id == series.id, Meeting.state != MeetingState.LEFT_OUT)
        .order_by(Meeting.starts_at.desc())
        .limit(_LOOK_BACK)
    ).all()
    targets = {meeting.moved_to for meeting in latest}
    regular = (meeting for meeting in latest if meeting.starts_at not in targets)
    decided = (meeting.state for meeting in regular if meeting.closed_at is not None)
    return sum(1 for _ in takewhile(lambda state: state == MeetingState.MOVED, decided))


def _close(session: Session, meeting: Meeting, state: MeetingState, *, by: str | None, now: datetime) -> bool:
    """Close it unless somebody did before: two people may press in the same second."""
    closed = session.execute(
        sa.update(Meeting)
        .where(Meeting.id == meeting.id, Meeting.state == MeetingState.PLANNED)
        .values(state=state, closed_by_id=by, closed_at=now)
        .execution_options(synchronize_session=False)
    )
    session.refresh(meeting)
    if rows_changed(closed) != 1:
        return False
    if state != MeetingState.HELD:
        _note_change(meeting.series, now=now)
        sides.plan_prompts(session, meeting.series, now=now)
    return True


def _moved_to(series: Series) -> sa.Select[datetime | None]:
    return sa.select(Meeting.moved_to).where(
        Meeting.series_id == series.id, Meeting.state == MeetingState.MOVED, Meeting.moved_to.is_not(None)
    )


def _note_change(series: Series, *, now: datetime) -> None:
    series.sequence += 1
    series.changed_at = now


def _check_new_time(meeting: Meeting, to: datetime, *, now: datetime) -> None:
    if to == meeting.starts_at:
        why = "same_time"
    elif to <= now:
        why = "past"
    elif to > now + _FURTHEST:
        why = "too_far"
    else:
        return
    raise NotThen(words("one_on_ones/refusals").plain(why), field="on" if why == "too_far" else "at")

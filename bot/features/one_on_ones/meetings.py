"""The verbs of a meeting: plan the next one, say that it was held, move it, leave it out."""

from datetime import datetime, time, timedelta
from itertools import takewhile

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import sides
from bot.features.one_on_ones.models import Meeting, MeetingNote, MeetingState, Series
from bot.features.one_on_ones.recurrence import recurrence_of
from bot.platform.database import insert_once, rows_changed
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock

# Judgement: a meeting moved further away than this is another plan.
_FURTHEST = timedelta(days=366)
_LOOK_BACK = 12


class NotOnYourList(UserError):
    """The meeting or series is not this person's, or is no longer there."""


class NotThen(UserError):
    """A meeting cannot be moved to that time, or not be held yet; the words say why."""


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
    pause_ends = at_wall_clock(series.paused_until, time(), series.zone)
    return recurrence_of(series).next_after(max(now, pause_ends - timedelta(microseconds=1)))


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
    return True


def skip(session: Session, meeting: Meeting, *, by: str, now: datetime) -> bool:
    """*Not this time*: it is closed without a question. False when it was closed before."""
    return _close(session, meeting, MeetingState.SKIPPED, by=by, now=now)


def move(session: Session, meeting: Meeting, *, to: datetime, by: str, now: datetime) -> bool:
    """*Moved*: it takes place at ``to`` instead, as a meeting of its own.

    False when it was closed before, and nothing is changed. Raises NotThen.
    """
    _check_new_time(meeting, to, now=now)
    if meeting.state != MeetingState.PLANNED:
        return False
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


def leave_out_future(session: Session, series: Series, *, by: str, now: datetime) -> None:
    """Leave out what is planned and has not begun, for a series that pauses, changes or ends."""
    session.execute(
        sa.update(Meeting)
        .where(
            Meeting.series_id == series.id,
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at > now,
        )
        .values(state=MeetingState.LEFT_OUT, closed_by_id=by, closed_at=now)
    )


def stand_again(session: Session, series: Series, *, left_out_at: datetime, now: datetime) -> None:
    """Let meetings stand again that somebody had moved to a time still to come, and a pause had taken away.

    The regular ones come back by themselves, as they are planned.
    """
    moved_to = sa.select(Meeting.moved_to).where(
        Meeting.series_id == series.id, Meeting.state == MeetingState.MOVED
    )
    session.execute(
        sa.update(Meeting)
        .where(
            Meeting.series_id == series.id,
            Meeting.state == MeetingState.LEFT_OUT,
            Meeting.closed_at == left_out_at,
            Meeting.starts_at > now,
            Meeting.starts_at.in_(moved_to),
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

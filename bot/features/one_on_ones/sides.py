"""What a series is for one of the two alone: how long before a meeting they are told, and what is new."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones.models import Meeting, MeetingPrompt, MeetingState, Phase, Series, SeriesSide
from bot.features.people import enrolments
from bot.platform.database import insert_once
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock, local_day, zone_named

# Minutes; judgement: a quarter of an hour to read the agenda, an hour to prepare, a day to think.
LEADS = (15, 60, 24 * 60)

# What is asked for every series that is due is put together once: that takes longer than the asking.
_WITH_A_LEAD = sa.select(SeriesSide).where(
    SeriesSide.series_id == sa.bindparam("series_id"), SeriesSide.lead_minutes.is_not(None)
)
_TOLD = sa.select(MeetingPrompt.meeting_id).where(
    MeetingPrompt.meeting_id == Meeting.id,
    MeetingPrompt.person_id == sa.bindparam("person_id"),
    MeetingPrompt.phase == Phase.BEFORE,
)
_UNTOLD = (
    sa.select(Meeting)
    .where(
        Meeting.series_id == sa.bindparam("series_id"),
        Meeting.state == MeetingState.PLANNED,
        Meeting.starts_at > sa.bindparam("now"),
        ~_TOLD.exists(),
    )
    .order_by(Meeting.starts_at)
    .limit(1)
)


_LONGEST_ABSENCE = 60


class News(StrEnum):
    """What the other one has done to a series."""

    CHANGED = "changed"
    PAUSED = "paused"
    RESUMED = "resumed"


class NoSuchLead(UserError):
    """It cannot be told that long before."""


def side_of(session: Session, series: Series, person_id: str) -> SeriesSide:
    """That person's side, written down now if it never was."""
    insert_once(
        session, SeriesSide, series_id=series.id, person_id=person_id, workspace_id=series.workspace_id
    )
    return session.get_one(SeriesSide, (series.id, person_id))


def choose_lead(
    session: Session, series: Series, *, person_id: str, minutes: int | None, now: datetime
) -> None:
    """Be told of each meeting ``minutes`` before it, or with None on the day's card. Raises NoSuchLead."""
    if minutes is not None and minutes not in LEADS:
        raise NoSuchLead(words("one_on_ones/refusals").plain("which_lead"))
    side_of(session, series, person_id).lead_minutes = minutes
    session.flush()
    plan_prompts(session, series, now=now)


def lead_of(session: Session, series: Series, person_id: str) -> int | None:
    """How many minutes before a meeting the person is told; None: on the day's card."""
    side = session.get(SeriesSide, (series.id, person_id))
    return side.lead_minutes if side else None


def plan_prompts(session: Session, series: Series, *, now: datetime) -> None:
    """Plan when each side that wants it is told of the next meeting that they have not been told of."""
    for side in session.scalars(_WITH_A_LEAD, {"series_id": series.id}):
        plan_prompt(session, series, side, now=now)
    session.flush()


def plan_prompt(session: Session, series: Series, side: SeriesSide, *, now: datetime) -> None:
    """The same for one of the two sides; one that does not want it is told of none."""
    meeting = None
    if side.lead_minutes is not None and series.ended_at is None and series.is_in(side.person_id):
        meeting = next_untold(session, side, now=now)
    side.prompt_next_at = _next_telling(session, side, meeting, now=now) if meeting is not None else None


def wants_to_hear_from(session: Session, side: SeriesSide, meeting: Meeting) -> datetime:
    """From when on that side may hear of the meeting, in UTC: so long before it as they chose.

    What would fall on a day off comes on the last working day before, at the same time of day.
    """
    chosen = meeting.starts_at - timedelta(minutes=side.lead_minutes or 0)
    working_time = enrolments.working_time_of(session, side.workspace_id, side.person_id)
    day = local_day(chosen, working_time.zone)
    for days in range(_LONGEST_ABSENCE):
        earlier = day - timedelta(days=days)
        if working_time.is_working_day(earlier):
            at = chosen.astimezone(zone_named(working_time.zone)).time()
            return chosen if days == 0 else at_wall_clock(earlier, at, working_time.zone)
    return chosen


def _next_telling(session: Session, side: SeriesSide, meeting: Meeting, *, now: datetime) -> datetime:
    """When that side is told; where the time for it has passed, as their work opens, if soon enough."""
    wanted = wants_to_hear_from(session, side, meeting)
    if wanted > now:
        return wanted
    opens = enrolments.next_opening(session, side.workspace_id, side.person_id, now=now)
    return opens if opens < meeting.starts_at else now


def next_untold(session: Session, side: SeriesSide, *, now: datetime) -> Meeting | None:
    """The next planned meeting which that side has not been told of."""
    asked = {"series_id": side.series_id, "person_id": side.person_id, "now": now}
    return session.scalars(_UNTOLD, asked).first()


def tell_the_other(session: Session, series: Series, news: News, *, by: str) -> None:
    """Let the other one's next card tell what ``by`` did; nobody who has not joined is told anything."""
    other_id = series.other_end(by)
    if series.is_in(other_id):
        side_of(session, series, other_id).news_kind = news
        session.flush()

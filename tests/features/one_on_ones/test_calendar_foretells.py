"""Whatever two people do to a series: what their calendar shows is what Tend then plans."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.features.one_on_ones import invitations, meetings, series
from bot.features.one_on_ones.calendar import files
from bot.features.one_on_ones.jobs import plan_meetings
from bot.features.one_on_ones.models import Answer, Meeting, MeetingState, Rhythm, Series
from bot.features.one_on_ones.recurrence import Schedule
from bot.features.people.reader import reader_of
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key
from bot.platform.errors import UserError
from bot.platform.working_time import local_day
from bot.schema import METADATA
from tests.features.one_on_ones.arranging import ANA, MAYA, WORKSPACE, fill_with_people
from tests.features.one_on_ones.reading import beginnings

KEY = new_key()
START = datetime(2026, 10, 7, 8, tzinfo=UTC)
AHEAD = timedelta(weeks=15)

Deed = Callable[[Session, Series, datetime], object]


def moving(which: int, days: int, hours: int) -> Deed:
    def move(session: Session, one: Series, now: datetime) -> None:
        meeting = latest(session, one, which)
        there = meeting.starts_at + timedelta(days=days, hours=hours)
        meetings.move(session, meeting, to=there, by=MAYA, now=now)

    return move


def closing(which: int, verb: Callable[..., bool]) -> Deed:
    return lambda session, one, now: verb(session, latest(session, one, which), by=MAYA, now=now)


def pausing(days: int) -> Deed:
    return lambda session, one, now: series.pause(
        session, one, until=local_day(now, one.zone) + timedelta(days=days), by=MAYA, now=now
    )


def going_on(session: Session, one: Series, now: datetime) -> None:
    series.resume(session, one, by=MAYA, now=now)


def joining(session: Session, one: Series, now: datetime) -> None:
    invitations.answer(session, one, given=Answer.YES, now=now)


def changing(schedule: Schedule) -> Deed:
    return lambda session, one, now: series.change(session, one, schedule=schedule, by=MAYA, now=now)


def latest(session: Session, one: Series, which: int) -> Meeting:
    there = session.scalars(
        sa.select(Meeting).where(Meeting.series_id == one.id).order_by(Meeting.id.desc()).limit(4)
    ).all()
    return there[which % len(there)]


schedules = st.builds(
    Schedule,
    rhythm=st.sampled_from((Rhythm.WEEKLY, Rhythm.WEEKLY, *Rhythm)),
    weekday=st.sampled_from((1, 2, 6)),
    at=st.sampled_from((time(10), time(10), time(2, 30))),
)
whole_weeks = st.integers(-2, 6).map(lambda weeks: 7 * weeks)
deeds = st.one_of(
    st.builds(moving, st.integers(0, 3), whole_weeks | st.integers(-3, 9), st.sampled_from((0, 0, 3))),
    st.builds(closing, st.integers(0, 3), st.sampled_from((meetings.skip, meetings.hold))),
    st.builds(pausing, st.integers(1, 40)),
    st.just(going_on),
    st.builds(changing, schedules),
)
# So much time passes before each of them.
histories = st.lists(
    st.tuples(st.integers(0, 300).map(lambda hours: timedelta(hours=hours)), deeds), max_size=9
)


@settings(max_examples=60, deadline=None)
@given(schedules, histories, st.integers(0, 9))
def test_what_the_calendar_shows_is_what_tend_then_plans_and_whoever_joined_late_sees_it_from_then_on(
    schedule: Schedule, history: list[tuple[timedelta, Deed]], joins_after: int
) -> None:
    database = Database("sqlite://", Cipher((KEY,)))
    METADATA.create_all(database.engine)
    clock = ManualClock(START)
    fill_with_people(database, zones={MAYA: "Europe/Berlin", ANA: "Europe/Lisbon"}, now=START)
    with database.transaction() as session:
        series.set_up(session, WORKSPACE, organizer_id=MAYA, other_id=ANA, schedule=schedule, now=START)
    for waited, deed in history[:joins_after]:
        let_pass(database, clock, waited)
        do(database, deed, now=clock.now())
    do(database, joining, now=clock.now())
    joined_at = clock.now()
    for waited, deed in history[joins_after:]:
        let_pass(database, clock, waited)
        do(database, deed, now=clock.now())

    now, until = clock.now(), clock.now() + AHEAD
    shown = calendar_of(database, MAYA, now=now, until=until)
    seen = calendar_of(database, ANA, now=now, until=until)
    let_pass(database, clock, AHEAD)
    assert [begins for begins in shown if begins > now] == standing(database, after=now, until=until)
    assert seen == [begins for begins in shown if begins >= joined_at]
    database.dispose()


def calendar_of(database: Database, person_id: str, *, now: datetime, until: datetime) -> list[datetime]:
    with database.reading() as session:
        reader = reader_of(session, WORKSPACE, person_id, now=now)
        return beginnings(files.content_of_all(session, reader), until=until)


def do(database: Database, deed: Deed, *, now: datetime) -> None:
    """What is refused changes nothing."""
    try:
        with database.transaction() as session:
            [one] = series.running(session, WORKSPACE, MAYA)
            deed(session, one, now)
    except UserError as refused:
        assert refused.words  # noqa: PT017


def let_pass(database: Database, clock: ManualClock, how_long: timedelta) -> None:
    """Let each meeting be planned at its own moment, as it is while nothing fails."""
    end = clock.now() + how_long
    while True:
        with database.reading() as session:
            [one] = series.running(session, WORKSPACE, MAYA)
        if one.plan_next_at is None or one.plan_next_at > end:
            break
        clock.turn_to(max(one.plan_next_at, clock.now()))
        assert plan_meetings(database, clock)
    clock.turn_to(end)


def standing(database: Database, *, after: datetime, until: datetime) -> list[datetime]:
    with database.reading() as session:
        return list(
            session.scalars(
                sa.select(Meeting.starts_at)
                .where(
                    Meeting.state.in_((MeetingState.PLANNED, MeetingState.HELD)),
                    Meeting.starts_at > after,
                    Meeting.starts_at <= until,
                )
                .order_by(Meeting.starts_at)
            )
        )

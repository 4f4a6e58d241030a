"""A manager with nine weekly one-on-ones and nine promises a week hears little, and of each in time."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from bot.features.follow_ups import service
from bot.features.follow_ups.models import FollowUp, Origin
from bot.features.one_on_ones.models import Answer, Series
from bot.platform.working_time import WorkingTime
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.people import Person as Member
from tests.features.home.looking import start
from tests.features.one_on_ones.arranging import MAYA, WORKSPACE, invitations_of, join, set_up

WEEKS = 2
OFFICE = WorkingTime(zone="Europe/Berlin")


def lead_nine(tend: Sandbox) -> None:
    """Nine weekly one-on-ones, spread over the week, which the nine have joined."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    for number in range(9):
        tend.workspace.add_person(
            Member(f"U9{number:06}", f"report{number}", f"Report {number}", tz="Europe/Berlin")
        )
    tend.let_days_pass(1)  # they are read in the night
    for number in range(9):
        set_up(tend, f"@report{number} weekly {days[number % 5]} {10 + number % 5}:00")
    tend.let_days_pass(1)  # each is invited at an hour of their own
    for number in range(9):
        assert len(invitations_of(tend, f"report{number}")) == 1
        join(tend, f"report{number}")
    with tend.database.reading() as session:
        assert session.query(Series).filter(Series.answer == Answer.YES).count() == 9


def promise_nine(tend: Sandbox, monday: date) -> None:
    """Nine promises, due on the five days that begin with ``monday``."""
    with tend.database.transaction() as session:
        for number in range(9):
            service.open_follow_up(
                session,
                workspace_id=WORKSPACE,
                owner_id=MAYA,
                author_id=MAYA,
                words=f"promise {monday} {number}",
                due_on=monday + timedelta(days=number % 5),
                origin=Origin.COMMAND,
                now=tend.now(),
            )


def keep_half_of_what_was_named(tend: Sandbox) -> None:
    """The others are left to come up again."""
    with tend.database.transaction() as session:
        named = sa.select(FollowUp).where(FollowUp.nudges > 0, FollowUp.ended_at.is_(None))
        for promise in session.scalars(named).all():
            if promise.id % 2:
                service.resolve(session, promise, now=tend.now())


def test_at_most_five_messages_a_week_and_no_promise_first_named_a_working_day_late(tend: Sandbox) -> None:
    start(tend, "maya")
    lead_nine(tend)
    tend.turn_to(datetime(2026, 10, 11, 12, tzinfo=UTC))
    first_named: dict[int, date] = {}
    for week in range(WEEKS):
        monday = date(2026, 10, 12) + timedelta(weeks=week)
        promise_nine(tend, monday)
        for day in range(7):
            tend.turn_to(datetime.combine(monday + timedelta(days=day), time(20), UTC))
            with tend.database.reading() as session:
                for promise in session.scalars(sa.select(FollowUp).where(FollowUp.nudges > 0)):
                    first_named.setdefault(promise.id, monday + timedelta(days=day))
            tend.hands("maya").opens_home()
            keep_half_of_what_was_named(tend)
    weeks = Counter(
        datetime.fromtimestamp(float(message.ts), UTC).isocalendar()[:2]
        for message in tend.workspace.in_dm("maya")
    )
    assert max(weeks.values()) <= 5
    with tend.database.reading() as session:
        promises = session.scalars(sa.select(FollowUp)).all()
    assert len(promises) == 9 * WEEKS
    for promise in promises:
        assert first_named[promise.id] <= OFFICE.working_day_after(promise.due_on)

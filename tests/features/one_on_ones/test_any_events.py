"""Whatever two people do, in whatever order, no card names a meeting twice, or one that is closed."""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.features.one_on_ones import card, invitations, meetings, prompts, series
from bot.features.one_on_ones.jobs import plan_one_meeting
from bot.features.one_on_ones.models import (
    Answer,
    Meeting,
    MeetingPrompt,
    MeetingState,
    Phase,
    Rhythm,
    Series,
)
from bot.features.one_on_ones.recurrence import Schedule
from bot.features.people import directory, enrolments
from bot.features.people.reader import Reader, reader_of
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key
from bot.platform.errors import UserError
from bot.platform.slack.check import check_message
from bot.schema import METADATA
from tests.features.one_on_ones.arranging import ANA, MAYA, WORKSPACE, fill_with_people

KEY = new_key()
PEOPLE = st.sampled_from((MAYA, ANA))
START = datetime(2026, 10, 7, 8, tzinfo=UTC)


class OneOnOnes(RuleBasedStateMachine):
    """Two people, their series, and a clock that anybody may push."""

    def __init__(self) -> None:
        super().__init__()
        self.database = Database("sqlite://", Cipher((KEY,)))
        METADATA.create_all(self.database.engine)
        self.clock = ManualClock(START)
        self.named: list[tuple[int, str, str]] = []

    def teardown(self) -> None:
        self.database.dispose()

    @initialize(
        zones=st.sampled_from((("Europe/Berlin", "America/New_York"), ("Australia/Sydney", "Europe/Lisbon"))),
        weekday=st.integers(0, 6),
        joins=st.booleans(),
    )
    def two_people_with_a_series(self, zones: tuple[str, str], weekday: int, joins: bool) -> None:
        fill_with_people(self.database, zones=dict(zip((MAYA, ANA), zones, strict=True)), now=START)
        with self.database.transaction() as session:
            enrolments.enrol(session, WORKSPACE, ANA, now=START)
        self.set_up(organizer=MAYA, rhythm=Rhythm.WEEKLY, weekday=weekday, at=time(10), minutes=25)
        if joins:
            self.answer(given=Answer.YES)

    @rule(
        organizer=PEOPLE,
        rhythm=st.sampled_from(Rhythm),
        weekday=st.integers(0, 6),
        at=st.sampled_from((time(2, 30), time(8), time(9, 30), time(10), time(16, 45), time(23, 30))),
        minutes=st.sampled_from((15, 25, 50)),
    )
    def set_up(self, organizer: str, rhythm: Rhythm, weekday: int, at: time, minutes: int) -> None:
        other = ANA if organizer == MAYA else MAYA
        with self.database.transaction() as session:
            is_gone = directory.person(session, WORKSPACE, other).is_gone
            if not is_gone and series.between(session, WORKSPACE, MAYA, ANA) is None:
                series.set_up(
                    session,
                    WORKSPACE,
                    organizer_id=organizer,
                    other_id=other,
                    schedule=Schedule(rhythm, weekday, at, minutes),
                    now=self.clock.now(),
                )

    @rule(given=st.sampled_from([answer for answer in Answer if answer is not Answer.NOT_YET]))
    def answer(self, given: Answer) -> None:
        with self.database.transaction() as session:
            found = series.between(session, WORKSPACE, MAYA, ANA)
            if found is not None:
                invitations.answer(session, found, given=given, now=self.clock.now())

    @rule(by=PEOPLE, how=st.sampled_from((meetings.hold, meetings.skip)), which=st.integers(0, 3))
    def close(self, by: str, how: object, which: int) -> None:
        self.act_on(which, by, lambda session, meeting, now: how(session, meeting, by=by, now=now))  # type: ignore[operator]

    @rule(by=PEOPLE, which=st.integers(0, 3), days=st.integers(-2, 20), hours=st.integers(0, 23))
    def move(self, by: str, which: int, days: int, hours: int) -> None:
        self.act_on(
            which,
            by,
            lambda session, meeting, now: meetings.move(
                session,
                meeting,
                to=meeting.starts_at + timedelta(days=days, hours=hours),
                by=by,
                now=now,
            ),
        )

    def act_on(self, which: int, by: str, deed: object) -> None:
        """Do it to one of the latest meetings; what is refused changes nothing."""
        with self.database.reading() as session:
            ids = session.scalars(sa.select(Meeting.id).order_by(Meeting.id.desc()).limit(4)).all()
        if not ids:
            return
        try:
            with self.database.transaction() as session:
                meeting = meetings.meeting_of(
                    session, WORKSPACE, person_id=by, meeting_id=ids[which % len(ids)]
                )
                deed(session, meeting, self.clock.now())  # type: ignore[operator]
        except UserError as refused:
            assert refused.words  # noqa: PT017

    @rule(by=PEOPLE)
    def end(self, by: str) -> None:
        with self.database.transaction() as session:
            found = series.between(session, WORKSPACE, MAYA, ANA)
            if found is not None and found.is_in(by):
                series.end(session, found, by=by, now=self.clock.now())

    @rule(who=PEOPLE, gone=st.booleans())
    def leave_or_come_back(self, who: str, gone: bool) -> None:
        with self.database.transaction() as session:
            directory.person(session, WORKSPACE, who).is_gone = gone

    def send_a_card(self, who: str) -> None:
        now = self.clock.now()
        with self.database.transaction() as session:
            reader = reader_of(session, WORKSPACE, who, now=now)
            chosen = enrolments.enrolment(session, WORKSPACE, who)
            if chosen is None:
                return
            lines = card.lines(session, reader)
            if lines:
                check_message("x", [block for line in lines for block in line.blocks])
            told = session.scalars(
                sa.select(MeetingPrompt).where(MeetingPrompt.person_id == who, MeetingPrompt.told_at == now)
            ).all()
            fresh = [one for one in told if (one.meeting_id, who, one.phase) not in self.named]
            assert sorted(line.subject_id for line in lines) == sorted(one.meeting_id for one in fresh)
            for prompt in fresh:
                self.check(reader, session.get_one(Meeting, prompt.meeting_id), Phase(prompt.phase))
                self.named.append((prompt.meeting_id, who, prompt.phase))

    def check(self, reader: Reader, meeting: Meeting, phase: Phase) -> None:
        assert meeting.state == MeetingState.PLANNED
        assert meeting.series.ended_at is None
        assert meeting.series.is_in(reader.person_id)
        if phase is Phase.BEFORE:
            assert meeting.starts_at > reader.now
        else:
            assert prompts.ends_at(meeting) <= reader.now

    @rule(times=st.integers(1, 30))
    def time_passes(self, times: int) -> None:
        for _ in range(times):
            self.clock.advance(timedelta(hours=7))  # comes round to every hour of the day
            self.plan()
            for who in (MAYA, ANA):
                self.send_a_card(who)

    @rule(weeks=st.integers(1, 9))
    def an_outage(self, weeks: int) -> None:
        self.clock.advance(timedelta(weeks=weeks))
        before = self.how_many()
        self.plan()
        assert self.how_many() <= before + 1

    def plan(self) -> None:
        steps = 0
        while plan_one_meeting(self.database, self.clock):
            steps += 1
            assert steps < 5

    def how_many(self) -> int:
        with self.database.reading() as session:
            return session.query(Meeting).count()

    @invariant()
    def no_meeting_is_named_twice_to_one_person_in_one_phase(self) -> None:
        assert len(self.named) == len(set(self.named))

    @precondition(lambda self: self.how_many() > 0)
    @invariant()
    def there_is_one_running_series_and_it_has_something_planned_or_to_plan(self) -> None:
        with self.database.reading() as session:
            running = session.scalars(sa.select(Series).where(Series.ended_at.is_(None))).all()
            assert len(running) <= 1
            for one in running:
                assert one.plan_next_at is not None
                assert one.starts_on >= date(2026, 10, 7) - timedelta(days=1)


OneOnOnes.TestCase.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
TestOneOnOnes = OneOnOnes.TestCase

"""Whatever two people do, in whatever order: no meeting is told twice, no item lost, nothing private seen."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy.orm import Session

from bot.features.one_on_ones import card, early, moving, news_card, on_home, overview, series, service
from bot.features.one_on_ones.agenda import card as agenda_card
from bot.features.one_on_ones.agenda import items
from bot.features.one_on_ones.agenda.page import agenda_page
from bot.features.one_on_ones.history.page import history_page
from bot.features.one_on_ones.jobs import plan_meetings, prompt_people
from bot.features.one_on_ones.models import Meeting, MeetingState, Phase, Series, SeriesSide
from bot.features.one_on_ones.place import Place
from bot.features.one_on_ones.preparation import notes as own_notes
from bot.features.one_on_ones.preparation.page import preparation_page
from bot.features.people import enrolments
from bot.features.people.reader import Reader, reader_of
from bot.platform.delivery.models import OutboxMessage
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.check import check_message, check_view
from bot.platform.slack.message import Line
from bot.platform.working_time import local_day
from tests.features.one_on_ones.arranging import LEO, WORKSPACE
from tests.features.one_on_ones.deeds import Deeds
from tests.features.one_on_ones.model import is_on_the_wall, local, phase_of, words_on
from tests.features.one_on_ones.stage import TWO, other_of

_ITEMS_ON_A_PAGE = 15


Page = Callable[[Session, Reader, str], Block]


def _home(session: Session, reader: Reader, _other_id: str) -> Block:
    waiting = on_home.waiting_lines(reader, on_home.waiting(session, reader))
    ahead = on_home.lines(session, reader, on_home.ahead(session, reader))
    return block_kit.home([block_kit.divider(), *waiting, *ahead])


def _list(session: Session, reader: Reader, _other_id: str) -> Block:
    listed = overview.overview(session, reader)
    if listed is not None:
        check_message(listed.text, listed.blocks)
    return block_kit.home([block_kit.divider(), *(listed.blocks if listed else [])])


def _agenda(session: Session, reader: Reader, other_id: str) -> Block:
    return agenda_page(session, reader, Place(other_id))


def _past(session: Session, reader: Reader, other_id: str) -> Block:
    return history_page(session, reader, Place(other_id))


PAGES: tuple[Page, ...] = (_agenda, preparation_page, _past, _home, _list)


class OneOnOnes(Deeds):
    """Two people, everything they can do about their one-on-ones, and a clock that anybody may push."""

    # Time

    @invariant()
    def some_hours_pass(self) -> None:
        self.read_what_was_sent()
        self.go_on(hours=self.pace)

    @rule(hours=st.sampled_from((1, 23)), times=st.integers(1, 15))
    def time_passes(self, hours: int, times: int) -> None:
        for _ in range(times):
            self.go_on(hours=hours)

    def go_on(self, *, hours: int) -> None:
        """Let hours pass, with a stop wherever something falls due, and then send both a card."""
        until = self.now + timedelta(hours=hours)
        while (due_at := self.next_due_at()) is not None and due_at <= until:
            self.clock.turn_to(max(due_at, self.now))
            self.do_what_is_due()
        self.clock.turn_to(until)
        for who in TWO:
            self.send_a_card(who)

    def next_due_at(self) -> datetime | None:
        with self.database.reading() as session:
            due = [
                session.scalar(sa.select(sa.func.min(column)))
                for column in (Series.plan_next_at, SeriesSide.prompt_next_at)
            ]
        return min((moment for moment in due if moment is not None), default=None)

    @rule(weeks=st.integers(1, 9))
    def an_outage(self, weeks: int) -> None:
        self.clock.advance(timedelta(weeks=weeks))
        before = self.how_many_meetings()
        self.do_what_is_due()
        assert self.how_many_meetings() <= before + 1

    def do_what_is_due(self) -> None:
        steps = 0
        while plan_meetings(self.database, self.clock) or prompt_people(self.database, self.clock):
            steps += 1
            assert steps < 9, "the pollers never come to rest"
        self.read_what_was_sent()

    def how_many_meetings(self) -> int:
        with self.database.reading() as session:
            return session.query(Meeting).count()

    # What reaches people by itself

    def send_a_card(self, who: str) -> None:
        if who in self.model.gone:
            return
        with self.database.transaction() as session:
            reader = reader_of(session, WORKSPACE, who, now=self.now)
            named = card.lines(session, reader)
            lines = [*named, *news_card.lines(session, reader), *agenda_card.lines(session, reader)]
            self.check_a_message(who, _blocks_of(lines))
            for line in named:
                self.tell(session, who, line.subject_id, phase_of(line.blocks))

    def read_what_was_sent(self) -> None:
        """What the outbox holds since the last look: prompts ahead of a meeting, and word of a move."""
        with self.database.reading() as session:
            for row in session.scalars(
                sa.select(OutboxMessage).where(OutboxMessage.id > self.read_to).order_by(OutboxMessage.id)
            ):
                self.read_to = row.id
                content = json.loads(row.content or "")
                assert row.person_id in TWO
                self.check_a_message(row.person_id, content["blocks"], text=content["text"])
                assert row.person_id not in self.model.gone
                if row.purpose == early.PURPOSE:
                    meeting = self.tell(session, row.person_id, row.subject_id, phase_of(content["blocks"]))
                    lead = timedelta(minutes=self.model.leads[row.person_id, meeting.series_id])
                    times = enrolments.working_time_of(session, WORKSPACE, row.person_id)
                    # What would fall on a day off comes before it.
                    on_a_day_off = not times.is_working_day(local_day(meeting.starts_at - lead, times.zone))
                    assert on_a_day_off or meeting.starts_at - self.now <= lead
                else:
                    assert row.purpose in (moving.TOLD, moving.OFF)

    def tell(self, session: Session, who: str, meeting_id: int | None, phase: Phase) -> Meeting:
        meeting = session.get_one(Meeting, meeting_id)
        regular = not _is_where_one_was_moved_to(session, meeting)
        self.model.tell(who, meeting, phase, now=self.now, regular=regular)
        return meeting

    def check_a_message(self, who: str, blocks: list[dict[str, Any]], *, text: str = "x") -> None:
        check_message(text, blocks)
        found = words_on(blocks)
        assert found <= self.model.may_read(who)
        assert not found & self.model.covered_on_cards()
        assert not words_on(text)

    # What they find when they look

    @invariant()
    def each_finds_their_own_items_and_the_shared_ones_just_once(self) -> None:
        with self.database.reading() as session:
            for who in TWO:
                reader = reader_of(session, WORKSPACE, who, now=self.now)
                found = items.open_items(session, reader, other_of(who))
                expected = self.model.on_agenda(who)
                assert sorted(one.item.id for one in found) == sorted(expected)
                over = [one.starts_at for one in _those_over(session, reader) if self.model.was_in(who, one)]
                for one in found:
                    kept = expected[one.item.id]
                    assert one.is_shared is self.model.is_shared(kept)
                    assert one.carried == sum(starts_at >= kept.added_at for starts_at in over)

    @invariant()
    def one_page_after_the_other_shows_what_its_reader_may_see(self) -> None:
        self.pages_turned += 1
        page = PAGES[self.pages_turned % len(PAGES)]
        with self.database.reading() as session:
            for who in TWO:
                view = page(session, reader_of(session, WORKSPACE, who, now=self.now), other_of(who))
                check_view(view)
                assert words_on(view) <= self.model.may_read(who)
                if page is _agenda:
                    on_it = {item.word for item in self.model.on_agenda(who).values()}
                    assert words_on(view) == on_it or len(on_it) > _ITEMS_ON_A_PAGE
                if page is preparation_page:
                    self.check_what_was_noted_last(session, who)
            leo = reader_of(session, WORKSPACE, LEO, now=self.now)
            assert not words_on(page(session, leo, TWO[self.pages_turned % 2]))

    def check_what_was_noted_last(self, session: Session, who: str) -> None:
        """Before a meeting or for one that was held: its author still has it, word for word."""
        reader = reader_of(session, WORKSPACE, who, now=self.now)
        current = own_notes.current(session, reader, other_of(who))
        past = own_notes.of_meetings(session, reader, other_of(who)).values()
        there = {note.words for note in [current, *past] if note is not None}
        noted = self.model.prepared.get(who, [""])
        assert there <= set(noted)
        assert noted[-1] in there or (noted[-1] == "" and current is None)

    @invariant()
    def the_series_goes_on_at_its_own_time(self) -> None:
        with self.database.reading() as session:
            running = series.between(session, WORKSPACE, *TWO)
            assert (running is None) is (self.model.running is None)
            if running is None:
                return
            assert running.plan_next_at is not None
            assert service.next_meeting(session, running, now=self.now).starts_at > self.now
            ahead = session.scalars(
                sa.select(Meeting).where(
                    Meeting.series_id == running.id,
                    Meeting.state == MeetingState.PLANNED,
                    Meeting.starts_at > self.now,
                )
            ).all()
            regular = [one for one in ahead if not _is_where_one_was_moved_to(session, one)]
            assert len(regular) <= 1
            for meeting in regular:
                assert is_on_the_wall(meeting)
                if running.paused_until is not None:
                    assert local(meeting.starts_at, running.zone).date() >= running.paused_until


def _blocks_of(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [block for line in lines for block in line.blocks]


def _is_where_one_was_moved_to(session: Session, meeting: Meeting) -> bool:
    found = session.scalar(
        sa.select(sa.func.count()).where(
            Meeting.series_id == meeting.series_id, Meeting.moved_to == meeting.starts_at
        )
    )
    return bool(found)


def _those_over(session: Session, reader: Reader) -> list[Meeting]:
    """Each meeting that is over and, for all anybody has said, took place."""
    return [
        meeting
        for meeting in session.scalars(sa.select(Meeting))
        if meeting.state in (MeetingState.HELD, MeetingState.PLANNED)
        and meeting.starts_at + timedelta(minutes=meeting.series.minutes) <= reader.now
    ]


OneOnOnes.TestCase.settings = settings(max_examples=10, stateful_step_count=40, deadline=None)
TestOneOnOnes = OneOnOnes.TestCase

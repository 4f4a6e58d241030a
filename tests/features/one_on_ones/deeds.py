"""Everything two people can do about their one-on-ones, as rules of a machine that does it in any order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy.orm import Session

from bot.features.one_on_ones import invitations, meetings, moving, series, sides
from bot.features.one_on_ones.agenda import items
from bot.features.one_on_ones.agenda.actions import ItemAction
from bot.features.one_on_ones.agenda.skeleton import fitting
from bot.features.one_on_ones.agenda.verbs import VERBS
from bot.features.one_on_ones.history import notes as notes_for_both
from bot.features.one_on_ones.models import Answer, Meeting, MeetingState, Role, Series
from bot.features.one_on_ones.preparation import notes as own_notes
from bot.features.one_on_ones.recurrence import Schedule
from bot.features.people import days_off, directory, enrolments
from bot.features.people.reader import reader_of
from bot.platform.clock import ManualClock
from tests.features.one_on_ones import stage
from tests.features.one_on_ones.arranging import ANA, LEO, MAYA, WORKSPACE, fill_with_people
from tests.features.one_on_ones.model import Away, Item, Model, Running, local
from tests.features.one_on_ones.stage import TWO, Stage, other_of


class Deeds(Stage):
    """Two people with a series, and what they do about it; ``model`` keeps what should have come of it."""

    @initialize(
        start=st.sampled_from(stage.STARTS),
        zones=st.tuples(stage.ZONES, stage.ZONES),
        pace=st.sampled_from((7, 17, 31)),
        schedule=stage.SCHEDULES,
        joins=stage.MOSTLY,
        lead=stage.LEADS,
    )
    def two_people_with_a_series(
        self,
        start: datetime,
        zones: tuple[str, str],
        pace: int,
        schedule: Schedule,
        joins: bool,
        lead: int | None,
    ) -> None:
        """``pace``: so many hours pass after each thing that is done."""
        self.clock, self.pace = ManualClock(start), pace
        self.model = Model(dict(zip(TWO, zones, strict=True)))
        self.read_to = self.pages_turned = 0
        fill_with_people(self.database, zones={**self.model.zones, LEO: "Europe/Lisbon"}, now=start)
        with self.database.transaction() as session:
            for who in (*TWO, LEO):
                enrolments.enrol(session, WORKSPACE, who, now=start)
        self.set_up(organizer=MAYA, schedule=schedule, other_is=None, joins=joins)
        for who, is_private in product(TWO, (False, True)):
            self.add_item(by=who, is_private=is_private)
        self.choose_lead(by=ANA, minutes=lead)

    # What people do

    @precondition(lambda self: self.model.running is None)
    @rule(
        organizer=stage.PEOPLE,
        schedule=stage.SCHEDULES,
        other_is=st.none() | st.sampled_from(Role),
        joins=stage.MOSTLY,
    )
    def set_up(self, organizer: str, schedule: Schedule, other_is: Role | None, joins: bool) -> None:
        other = other_of(organizer)

        def deed(session: Session) -> None:
            made = series.set_up(
                session,
                WORKSPACE,
                organizer_id=organizer,
                other_id=other,
                schedule=schedule,
                other_is=other_is,
                now=self.now,
            )
            self.model.begin(Running(made.id, organizer, other))

        self.does(deed)
        if joins:
            self.answer(given=Answer.YES)

    @rule(given=st.sampled_from((Answer.YES, Answer.YES, Answer.ANOTHER_TIME, Answer.NOT_THIS_ONE)))
    def answer(self, given: Answer) -> None:
        def deed(session: Session, one: Series) -> None:
            invitations.answer(session, one, given=given, now=self.now)
            running = self.model.running
            if given is Answer.YES and running is not None and running.joined_at is None:
                running.joined_at = self.now

        self.does_to_series(deed)

    @rule(by=stage.PEOPLE, how=stage.CLOSING, which=stage.WHICH)
    def close(self, by: str, how: Callable[..., bool], which: int) -> None:
        def deed(session: Session, meeting: Meeting) -> None:
            was_open = meeting.state == MeetingState.PLANNED
            if how(session, meeting, by=by, now=self.now) and was_open:
                self.model.said_of_series[meeting.series_id] = self.now

        self.does_to_meeting(deed, by=by, which=which)

    @rule(by=stage.PEOPLE, which=stage.WHICH, days=st.integers(-2, 20), hours=stage.HOURS)
    def move(self, by: str, which: int, days: int, hours: int) -> None:
        def deed(session: Session, meeting: Meeting) -> None:
            to = meeting.starts_at + timedelta(days=days, hours=hours)
            if meetings.move(session, meeting, to=to, by=by, now=self.now):
                moving.tell_the_other(session, meeting, by=by, now=self.now)
                self.model.said_of_series[meeting.series_id] = self.now

        self.does_to_meeting(deed, by=by, which=which)

    @rule(by=stage.PEOPLE, days=st.integers(0, 30))
    def pause_or_resume(self, by: str, days: int) -> None:
        def deed(session: Session, one: Series) -> None:
            if series.is_paused(one, now=self.now):
                series.resume(session, one, by=by, now=self.now)
            else:
                until = local(self.now, one.zone).date() + timedelta(days=days)
                series.pause(session, one, until=until, by=by, now=self.now)

        self.does_to_series(deed, by=by)

    @rule(by=stage.PEOPLE, schedule=stage.SCHEDULES, lets_it_be=stage.SELDOM)
    def change_the_slot_or_keep_on(self, by: str, schedule: Schedule, lets_it_be: bool) -> None:
        def deed(session: Session, one: Series) -> None:
            if lets_it_be:
                series.keep_on(session, one, now=self.now)
                self.model.said_of_series[one.id] = self.now
            else:
                series.change(session, one, schedule=schedule, by=by, now=self.now)

        self.does_to_series(deed, by=by)

    @rule(by=stage.PEOPLE, is_sure=stage.SELDOM)
    def end(self, by: str, is_sure: bool) -> None:
        def deed(session: Session, one: Series) -> None:
            series.end(session, one, by=by, now=self.now)
            self.model.running = None

        if is_sure:
            self.does_to_series(deed, by=by)

    @rule(by=stage.PEOPLE, minutes=stage.LEADS)
    def choose_lead(self, by: str, minutes: int | None) -> None:
        def deed(session: Session, one: Series) -> None:
            sides.choose_lead(session, one, person_id=by, minutes=minutes, now=self.now)
            self.model.leads[by, one.id] = minutes or 0

        self.does_to_series(deed, by=by)

    @rule(who=stage.PEOPLE, ahead=st.none() | st.integers(0, 10), days=st.integers(0, 6))
    def take_days_off(self, who: str, ahead: int | None, days: int) -> None:
        """From so many days ahead; None: from the day of the next meeting."""

        def deed(session: Session) -> None:
            later = self.now + timedelta(days=ahead or 0)
            if ahead is None:
                coming = sa.select(sa.func.min(Meeting.starts_at)).where(Meeting.starts_at > self.now)
                later = session.scalar(coming) or later
            first_on = local(later, self.model.zones[who]).date()
            last_on = first_on + timedelta(days=days)
            days_off.take_days_off(session, WORKSPACE, who, first_on=first_on, last_on=last_on, now=self.now)
            self.model.away.setdefault(who, []).append(Away(first_on, last_on, self.now))

        self.does(deed)

    @rule(who=stage.PEOPLE, leaves=stage.SELDOM)
    def leave_or_come_back(self, who: str, leaves: bool) -> None:
        is_gone = leaves and not self.model.gone
        who = next(iter(self.model.gone), who)
        with self.database.transaction() as session:
            directory.person(session, WORKSPACE, who).is_gone = is_gone
        (self.model.gone.add if is_gone else self.model.gone.discard)(who)
        self.model.was_anybody_gone |= is_gone

    # What they write down

    @rule(by=stage.PEOPLE, is_private=st.booleans())
    def add_item(self, by: str, is_private: bool) -> None:
        word, running = self.model.new_word(), self.model.running

        def deed(session: Session) -> None:
            item = items.add(
                session,
                WORKSPACE,
                author_id=by,
                other_id=other_of(by),
                words=f"{word} to talk about",
                is_private=is_private,
                now=self.now,
            )
            series_id = running.series_id if running is not None and running.has(by) else None
            self.model.items[item.id] = Item(word, by, is_private, series_id, self.now)

        self.does(deed)

    @precondition(lambda self: any(item.is_open for item in self.model.items.values()))
    @rule(by=stage.PEOPLE, verb=st.sampled_from(ItemAction), which=stage.WHICH)
    def press_on_an_item(self, by: str, verb: ItemAction, which: int) -> None:
        known = [(item_id, item) for item_id, item in self.model.items.items() if item.is_open][-4:]
        item_id, kept = known[which % len(known)]

        def deed(session: Session) -> None:
            reader = reader_of(session, WORKSPACE, by, now=self.now)
            VERBS[verb](session, reader, items.item_of(session, reader, item_id))
            assert by == kept.author_id or self.model.is_shared(kept), "pressed on what they do not see"
            running = self.model.running
            if verb in (ItemAction.DONE, ItemAction.LET_GO):
                kept.is_open = False
            elif verb is ItemAction.PRIVATE:
                kept.is_private = True
            elif verb is ItemAction.SHARE:
                assert running is not None
                kept.is_private, kept.series_id = False, running.series_id

        self.does(deed)

    @rule(by=stage.PEOPLE, is_emptied=stage.SELDOM)
    def prepare(self, by: str, is_emptied: bool) -> None:
        word = "" if is_emptied else self.model.new_word()

        def deed(session: Session) -> None:
            reader = reader_of(session, WORKSPACE, by, now=self.now)
            own_notes.keep(session, reader, other_of(by), words=word, now=self.now)
            self.model.prepared.setdefault(by, []).append(word)

        self.does(deed)

    @rule(by=stage.PEOPLE, which=stage.WHICH)
    def write_for_both(self, by: str, which: int) -> None:
        word = self.model.new_word()

        def deed(session: Session, meeting: Meeting) -> None:
            note = notes_for_both.write(session, meeting, author_id=by, words=word, now=self.now)
            self.model.notes[note.id] = (word, by, meeting.series_id)

        self.does_to_meeting(deed, by=by, which=which, has_begun=True)

    @rule(by=stage.PEOPLE, which=stage.WHICH, kind=st.integers(0, 9))
    def choose_an_agenda(self, by: str, which: int, kind: int) -> None:
        def deed(session: Session, meeting: Meeting) -> None:
            kinds = (None, *fitting(meeting.series))
            meetings.choose_agenda(session, meeting, kinds[kind % len(kinds)])

        self.does_to_meeting(deed, by=by, which=which)

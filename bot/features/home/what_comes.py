"""What comes next: everything that is planned for one person in the next seven days, for them alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.digest.week import is_digest_day
from bot.features.follow_ups import cadence, held_back
from bot.features.follow_ups.models import FollowUp, State
from bot.features.one_on_ones import prompts
from bot.features.one_on_ones.models import Meeting, SeriesSide
from bot.features.one_on_ones.week_ahead import at_a_glance
from bot.features.people import enrolments
from bot.features.people.models import Enrolment, Persistence
from bot.features.people.reader import Reader
from bot.features.reconnections.acts.models import ActReminder
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import marked, words
from bot.platform.working_time import zone_named

WHAT_COMES = "home.what_comes"
_AHEAD = timedelta(days=7)
# Judgement, as on cards: a meeting so soon after the hour of a card is named on the one before.
_TOO_SOON_AFTER_THE_HOUR = timedelta(minutes=30)
# Judgement: nobody reads more lines than that about one week.
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is planned: ``at`` in UTC, and what it is, as mrkdwn."""

    at: datetime
    what: str


def page(session: Session, reader: Reader) -> Block:
    """The next seven days as a modal. It only reads."""
    said = words("home/what_comes")
    coming = _coming(session, reader)
    lines = [
        words("home/what_comes", at=one.at.astimezone(zone_named(reader.zone)), what=marked(one.what))["line"]
        for one in coming[:_MOST_LINES]
    ]
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            *(block_kit.section("\n".join(some)) for some in _pieces(lines)),
            *([] if lines else [block_kit.section(said["nothing"])]),
            block_kit.context(said["foot"]),
        ],
        callback_id="home.what_comes_page",
        close=said.plain("close"),
    )


def _coming(session: Session, reader: Reader) -> list[Coming]:
    chosen = enrolments.enrolment(session, reader.workspace_id, reader.person_id)
    if chosen is None or not enrolments.may_be_written_to(
        session, reader.workspace_id, reader.person_id, now=reader.now
    ):
        return []
    hours = list(_card_hours(chosen, reader))
    off = switches.features_off(session, reader.workspace_id)
    found = list(_promises(session, chosen, reader, hours))
    if Feature.DIGEST not in off:
        found += _digests(chosen, reader, hours)
    if Feature.ONE_ON_ONES not in off:
        found += _one_on_ones(session, reader, hours)
    if Feature.RECONNECTIONS not in off:
        found += _reminders(session, reader)
    until = reader.now + _AHEAD
    return sorted((one for one in found if one.at <= until), key=lambda one: one.at)


def _card_hours(chosen: Enrolment, reader: Reader) -> Iterator[datetime]:
    """The hours at which a card may come, and the first one after the seven days."""
    at = enrolments.next_card_after(chosen, zone=reader.zone, now=reader.now)
    while at is not None:
        yield at
        if at > reader.now + _AHEAD:
            return
        at = enrolments.next_card_after(chosen, zone=reader.zone, now=at)


def _digests(chosen: Enrolment, reader: Reader, hours: Sequence[datetime]) -> Iterator[Coming]:
    for at in hours:
        day = replace(reader, now=at).today
        if is_digest_day(day, working_time=reader.working_time, weekday=chosen.digest_day):
            yield Coming(at, words("home/what_comes")["digest"])


def _promises(
    session: Session, chosen: Enrolment, reader: Reader, hours: Sequence[datetime]
) -> Iterator[Coming]:
    due = session.scalars(
        sa.select(FollowUp).where(
            FollowUp.workspace_id == reader.workspace_id,
            FollowUp.owner_id == reader.person_id,
            FollowUp.next_nudge_on.is_not(None),
            FollowUp.next_nudge_on <= reader.today + _AHEAD,
            held_back.may_be_shown(),
        )
    )
    for follow_up in due:
        day, nudges = follow_up.next_nudge_on, follow_up.nudges
        for at in hours:
            today = replace(reader, now=at).today
            if day is None or today < day:
                continue
            yield Coming(at, words("home/what_comes", promised=follow_up.words)["promise"])
            nudges += 1
            day = cadence.next_nudge(
                nudges=nudges,
                today=today,
                due_on=follow_up.due_on,
                persistence=Persistence(follow_up.persistence or chosen.persistence),
                working_time=reader.working_time,
            )
            if follow_up.state != State.OPEN:
                break


def _one_on_ones(session: Session, reader: Reader, hours: Sequence[datetime]) -> Iterator[Coming]:
    early = {
        side.series_id: side.prompt_next_at
        for side in session.scalars(
            sa.select(SeriesSide).where(
                SeriesSide.workspace_id == reader.workspace_id,
                SeriesSide.person_id == reader.person_id,
                SeriesSide.prompt_next_at.is_not(None),
            )
        )
    }
    for one in at_a_glance(session, reader):
        other_id = one.series.other_end(reader.person_id)
        for meeting in one.planned:
            local = meeting.starts_at.astimezone(zone_named(reader.zone))
            said = words("home/what_comes", other_id=other_id, starts=local)["one_on_one"]
            told_at = early.get(one.series.id)
            on_card = _card_before(meeting.starts_at, hours) if told_at is None else None
            at = told_at or on_card
            if at is not None and at <= meeting.starts_at:
                yield Coming(at, said)
            yield from _asked_about(meeting, reader, hours)
    for meeting in prompts.to_ask(session, reader):
        yield from _asked_about(meeting, reader, hours)


def _asked_about(meeting: Meeting, reader: Reader, hours: Sequence[datetime]) -> Iterator[Coming]:
    other_id = meeting.series.other_end(reader.person_id)
    for at in hours:
        if at >= prompts.ends_at(meeting):
            yield Coming(at, words("home/what_comes", other_id=other_id)["afterwards"])
            return


def _card_before(starts_at: datetime, hours: Sequence[datetime]) -> datetime | None:
    """The first card that names a meeting: the last one before its hour, with half an hour to spare."""
    before = [at for at in hours if at <= starts_at - _TOO_SOON_AFTER_THE_HOUR]
    return before[-1] if before else None


def _reminders(session: Session, reader: Reader) -> Iterator[Coming]:
    for at in session.scalars(
        sa.select(ActReminder.remind_at).where(
            ActReminder.workspace_id == reader.workspace_id,
            ActReminder.person_id == reader.person_id,
            ActReminder.remind_at.is_not(None),
        )
    ):
        if at is not None:
            yield Coming(at, words("home/what_comes")["reminder"])


def _pieces(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    return (lines[first : first + 8] for first in range(0, len(lines), 8))

"""Another time for one meeting: the form, who is told in time, and why a card names a meeting at all."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks, phrases, prompts
from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.one_on_ones.page import page
from bot.features.people import enrolments, foot
from bot.features.people.reader import Reader, reader_of
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words
from bot.platform.working_time import local_day, zone_named

MOVE = "one_on_ones.move_form"
TOLD = "one_on_ones.moved_told"
OFF = "one_on_ones.off"
# Judgement: once is chance, three times is a slot that does not suit.
SUGGESTS_AFTER = 3
# Judgement: more than three of one series before somebody's next card belong to nobody's week.
_BEFORE_A_CARD = 3


def move_form(meeting: Meeting, reader: Reader) -> Block:
    """Another day and time for a meeting, on the clock of its series."""
    series = meeting.series
    said = words("one_on_ones/form", zone=series.zone)
    day = max(local_day(meeting.starts_at, series.zone), local_day(reader.now, series.zone))
    hint = said.plain("move_zone") if series.zone != reader.zone else None
    fields = [
        block_kit.input_(said.plain("on"), element=elements.datepicker("on", initial=day), block_id="on"),
        block_kit.input_(
            said.plain("new_time"),
            element=elements.timepicker(
                "at",
                initial=meeting.starts_at.astimezone(zone_named(series.zone)).time(),
                timezone=series.zone,
            ),
            block_id="at",
            hint=hint,
        ),
    ]
    return block_kit.modal(
        said.plain("move_title"),
        blocks=fields,
        callback_id=MOVE,
        submit=said.plain("move_submit"),
        close=said.plain("close"),
        private_metadata=str(meeting.id),
    )


def why(meeting: Meeting, reader: Reader) -> Block:
    """Why a card names this meeting."""
    series = meeting.series
    said = words(
        "one_on_ones/why",
        organizer_id=series.organizer_id,
        other_id=series.other_end(reader.person_id),
        is_own=reader.person_id == series.organizer_id,
        schedule=phrases.schedule(series, reader_zone=reader.zone),
        created_on=local_day(series.created_at, reader.zone),
    )
    return page(said.plain("title"), f"{said['from']}\n{said['rule']}")


def tell_the_other(session: Session, meeting: Meeting, *, by: str, now: datetime) -> None:
    """Tell the other one at once of a meeting that was moved, where their next card would come too late.

    Only somebody who has joined. Whether they may be written to is asked as it leaves, not here: what is done
    while the mover waits is the same whatever the other one has chosen. Else their card names the new time.
    """
    reader = _who_joined(session, meeting.series, by=by, now=now)
    if reader is None or meeting.moved_to is None:
        return
    there = session.scalars(
        sa.select(Meeting).where(
            Meeting.series_id == meeting.series_id, Meeting.starts_at == meeting.moved_to
        )
    ).one()
    message = Message(words("one_on_ones/meeting")["moved_notification"], blocks.moved_line(there, reader))
    _tell(session, message, reader, purpose=TOLD, meeting=there)


def tell_of_what_is_off(session: Session, series: Series, *, by: str, now: datetime) -> None:
    """Tell the other one at once of meetings that ``by`` has just called off, on the same terms."""
    reader = _who_joined(session, series, by=by, now=now)
    if reader is None:
        return
    for meeting in session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.series_id == series.id,
            Meeting.state.in_((MeetingState.SKIPPED, MeetingState.LEFT_OUT)),
            Meeting.closed_by_id == by,
            Meeting.closed_at == now,
            Meeting.starts_at > now,
        )
        .order_by(Meeting.starts_at)
        .limit(_BEFORE_A_CARD)
    ):
        said = words("one_on_ones/meeting", other_id=by, at=phrases.moment(meeting.starts_at, reader))
        message = Message(said["off_notification"], [block_kit.section(said["is_off"])])
        _tell(session, message, reader, purpose=OFF, meeting=meeting)


def _who_joined(session: Session, series: Series, *, by: str, now: datetime) -> Reader | None:
    other_id = series.other_end(by)
    is_on = switches.is_on(session, series.workspace_id, Feature.ONE_ON_ONES)
    if not is_on or not series.is_in(other_id):
        return None
    return reader_of(session, series.workspace_id, other_id, now=now)


def _is_to_be_told_at_once(session: Session, message: OutboxMessage, *, of: datetime, now: datetime) -> bool:
    """Whether its reader works at this moment, wants to hear, and has no card before ``of``."""
    workspace_id, person_id = message.workspace_id, message.person_id or ""
    if not enrolments.may_be_written_to(session, workspace_id, person_id, now=now):
        return False
    reader = reader_of(session, workspace_id, person_id, now=now)
    return reader.working_time.is_open(now) and of <= prompts.next_card_at(session, reader)


def _tell(session: Session, message: Message, reader: Reader, *, purpose: str, meeting: Meeting) -> None:
    enqueue_to_person(
        session,
        foot.with_foot(message, purpose),
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        purpose=purpose,
        subject_id=meeting.id,
        now=reader.now,
    )


def is_still_off(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether it still does not take place, and its reader may be written to."""
    meeting = session.get(Meeting, message.subject_id)
    return (
        meeting is not None
        and meeting.state != MeetingState.PLANNED
        and _is_to_be_told_at_once(session, message, of=meeting.starts_at, now=now)
    )


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether it still takes place then, and its reader may be written to."""
    meeting = session.get(Meeting, message.subject_id)
    person_id = message.person_id or ""
    return (
        meeting is not None
        and meeting.state == MeetingState.PLANNED
        and prompts.is_on(session, meeting.series, person_id)
        and _is_to_be_told_at_once(session, message, of=_earlier_time(session, meeting), now=now)
    )


def _earlier_time(session: Session, there: Meeting) -> datetime:
    """Of a meeting that stands at its new time: that, or the one it was moved from, if that comes first."""
    before = session.scalar(
        sa.select(sa.func.min(Meeting.starts_at)).where(
            Meeting.series_id == there.series_id, Meeting.moved_to == there.starts_at
        )
    )
    return min(there.starts_at, before) if before else there.starts_at

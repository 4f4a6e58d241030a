"""A meeting named in a message of its own, as long before it as somebody chose."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.one_on_ones import absences, prompts, sides
from bot.features.one_on_ones.agenda import lines
from bot.features.one_on_ones.models import Meeting, MeetingState, Phase, Series, SeriesSide
from bot.features.people import enrolments
from bot.features.people.reader import reader_of
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person
from bot.platform.slack.message import Message
from bot.platform.templating import words

PURPOSE = "one_on_ones.early"


def prompt(session: Session, side: SeriesSide, *, now: datetime) -> None:
    """Tell that side of its next meeting, if it still wants to be told, and plan the telling after it."""
    series = session.get_one(Series, side.series_id)
    meeting = sides.next_untold(session, side, now=now)
    reader = reader_of(session, side.workspace_id, side.person_id, now=now)
    if meeting is not None and _is_due(meeting, side, now=now):
        prompts.tell(session, reader, meeting, Phase.BEFORE)
        if is_wanted(session, meeting, side.person_id, now=now):
            message = Message(
                words("one_on_ones/meeting")["early_notification"],
                lines.coming(session, meeting, reader),
            )
            enqueue_to_person(
                session,
                message,
                workspace_id=side.workspace_id,
                person_id=side.person_id,
                purpose=PURPOSE,
                subject_id=meeting.id,
                now=now,
            )
    sides.plan_prompt(session, series, side, now=now)
    session.flush()


def is_wanted(session: Session, meeting: Meeting, person_id: str, *, now: datetime) -> bool:
    """Whether it still takes place as planned, is still to come, and the person may be written to."""
    return (
        meeting.state == MeetingState.PLANNED
        and meeting.starts_at > now
        and prompts.is_on(session, meeting.series, person_id)
        and not absences.is_somebody_away(session, meeting)
        and enrolments.may_be_written_to(session, meeting.workspace_id, person_id, now=now)
    )


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """The same, asked again just before it is sent."""
    meeting = session.get(Meeting, message.subject_id)
    return meeting is not None and is_wanted(session, meeting, message.person_id or "", now=now)


def _is_due(meeting: Meeting, side: SeriesSide, *, now: datetime) -> bool:
    return (meeting.starts_at - now).total_seconds() <= 60 * (side.lead_minutes or 0)

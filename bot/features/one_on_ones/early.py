"""A meeting named in a message of its own, as long before it as somebody chose."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.features.one_on_ones import absences, prompts, sides
from bot.features.one_on_ones.agenda import lines
from bot.features.one_on_ones.models import Meeting, MeetingState, Phase, Series, SeriesSide
from bot.features.people import enrolments, foot
from bot.features.people.reader import Reader, reader_of
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person
from bot.platform.slack.message import Message
from bot.platform.templating import words

PURPOSE = "one_on_ones.early"
# Judgement: soon enough for whoever takes a day off back on the morning of the meeting.
_LOOKED_AT_AGAIN_AFTER = timedelta(hours=1)


def prompt(session: Session, side: SeriesSide, *, now: datetime) -> None:
    """Tell that side of its next meeting, if it still wants to be told, and plan the telling after it.

    While that is not wanted, since one of the two is away that day or Tend is paused, it is looked at again
    from hour to hour of their work until the meeting begins: a day off may be taken back.
    """
    series = session.get_one(Series, side.series_id)
    meeting = sides.next_untold(session, side, now=now)
    reader = reader_of(session, side.workspace_id, side.person_id, now=now)
    is_due = meeting is not None and sides.wants_to_hear_from(session, side, meeting) <= now
    if meeting is None or not is_due:
        sides.plan_prompt(session, series, side, now=now)
    elif is_wanted(session, meeting, side.person_id, now=now):
        _tell(session, reader, meeting)
        sides.plan_prompt(session, series, side, now=now)
    else:
        side.prompt_next_at = _next_look(session, side, meeting, now=now)
    session.flush()


def _next_look(session: Session, side: SeriesSide, meeting: Meeting, *, now: datetime) -> datetime:
    later = now + _LOOKED_AT_AGAIN_AFTER
    opens = enrolments.next_opening(session, side.workspace_id, side.person_id, now=later)
    # As it begins, the turn comes of the one after it.
    return min(opens if opens < meeting.starts_at else later, meeting.starts_at)


def _tell(session: Session, reader: Reader, meeting: Meeting) -> None:
    prompts.tell(session, reader, meeting, Phase.BEFORE)
    message = Message(
        words("one_on_ones/meeting")["early_notification"], lines.coming(session, meeting, reader)
    )
    enqueue_to_person(
        session,
        foot.with_foot(message, PURPOSE),
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        purpose=PURPOSE,
        subject_id=meeting.id,
        now=reader.now,
    )


def is_wanted(session: Session, meeting: Meeting, person_id: str, *, now: datetime) -> bool:
    """Whether it still takes place as planned, is still to come, and the person may be written to."""
    return (
        meeting.state == MeetingState.PLANNED
        and meeting.starts_at > now
        and prompts.is_on(session, meeting.series, person_id)
        and not absences.is_somebody_away(session, meeting)
        and switches.is_on(session, meeting.workspace_id, Feature.ONE_ON_ONES)
        and enrolments.may_be_written_to(session, meeting.workspace_id, person_id, now=now)
    )


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """The same, asked again just before it is sent."""
    meeting = session.get(Meeting, message.subject_id)
    return meeting is not None and is_wanted(session, meeting, message.person_id or "", now=now)

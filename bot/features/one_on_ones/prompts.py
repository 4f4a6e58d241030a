"""Which meetings a person's card names, before and after, and each of them once."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bot.features.one_on_ones.models import Meeting, MeetingPrompt, MeetingState, Phase, Series
from bot.features.one_on_ones.series import of
from bot.features.people import enrolments
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.database import insert_once
from bot.platform.working_time import at_wall_clock

# Judgement: a meeting so soon after the hour of a card would be read about too late on that card.
_TOO_SOON_AFTER_THE_HOUR = timedelta(minutes=30)
# Judgement: nobody knows any more whether a meeting took place that was over longer ago.
_ASKED_FOR = timedelta(days=14)


def coming(session: Session, reader: Reader) -> list[Meeting]:
    """What the reader's card of this moment names as coming, soonest first.

    From now until half an hour past the hour of their next card: a meeting before or right after an hour
    stands on the card of the working day before.
    """
    return list(
        session.scalars(
            _planned(reader)
            .where(
                Meeting.starts_at > reader.now,
                Meeting.starts_at <= _next_card_at(session, reader) + _TOO_SOON_AFTER_THE_HOUR,
                ~_told(reader, Phase.BEFORE),
            )
            .order_by(Meeting.starts_at, Meeting.id)
        )
    )


def to_ask(session: Session, reader: Reader) -> list[Meeting]:
    """What the reader's card asks about: over, open, and not asked yet, oldest first.

    Of each series only the latest: after a holiday one question, not all of them.
    """
    latest: dict[int, Meeting] = {meeting.series_id: meeting for meeting in over(session, reader)}
    asked = set(
        session.scalars(
            sa.select(MeetingPrompt.meeting_id).where(
                MeetingPrompt.workspace_id == reader.workspace_id,
                MeetingPrompt.person_id == reader.person_id,
                MeetingPrompt.phase == Phase.AFTER,
                MeetingPrompt.meeting_id.in_(meeting.id for meeting in latest.values()),
            )
        )
    )
    return sorted(
        (meeting for meeting in latest.values() if meeting.id not in asked),
        key=lambda meeting: (meeting.starts_at, meeting.id),
    )


def over(session: Session, reader: Reader) -> list[Meeting]:
    """The reader's meetings that are over and still open, oldest first; not those long ago."""
    begun = session.scalars(
        _planned(reader)
        .where(Meeting.starts_at <= reader.now, Meeting.starts_at > reader.now - _ASKED_FOR)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [meeting for meeting in begun if ends_at(meeting) <= reader.now]


def tell(session: Session, reader: Reader, meeting: Meeting, phase: Phase) -> None:
    """Count the meeting as named on the reader's card."""
    insert_once(
        session,
        MeetingPrompt,
        meeting_id=meeting.id,
        person_id=reader.person_id,
        phase=phase,
        workspace_id=reader.workspace_id,
        told_at=reader.now,
    )


def ends_at(meeting: Meeting) -> datetime:
    """When it is over, in UTC."""
    return meeting.starts_at + timedelta(minutes=meeting.series.minutes)


def _planned(reader: Reader) -> sa.Select[Meeting]:
    """The planned meetings of the reader's running series, with somebody who is still here.

    Whoever joined later is told nothing of what was before.
    """
    organizer, other = aliased(Person), aliased(Person)
    ends = (Series.organizer_id, Series.other_id)
    # By way of either end's few series: the cost of a card does not grow with the workspace.
    own = sa.union(
        *(
            sa.select(Series.id).where(Series.workspace_id == reader.workspace_id, end == reader.person_id)
            for end in ends
        )
    )
    return (
        sa.select(Meeting)
        .join(Series, Meeting.series_id == Series.id)
        .join(organizer, _is(organizer, Series.organizer_id))
        .join(other, _is(other, Series.other_id))
        .where(
            Series.id.in_(own),
            Meeting.state == MeetingState.PLANNED,
            Series.ended_at.is_(None),
            of(reader.person_id),
            sa.or_(Series.organizer_id == reader.person_id, Meeting.starts_at >= Series.answered_at),
            organizer.is_gone.is_(False),
            other.is_gone.is_(False),
        )
    )


def _is(person: type[Person], person_id: sa.SQLColumnExpression[str]) -> sa.ColumnElement[bool]:
    return sa.and_(person.workspace_id == Series.workspace_id, person.id == person_id)


def _told(reader: Reader, phase: Phase) -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(
            MeetingPrompt.meeting_id == Meeting.id,
            MeetingPrompt.person_id == reader.person_id,
            MeetingPrompt.phase == phase,
        )
        .correlate(Meeting)
    )


def _next_card_at(session: Session, reader: Reader) -> datetime:
    chosen = enrolments.enrolment(session, reader.workspace_id, reader.person_id)
    next_card_at = enrolments.next_card_after(chosen, zone=reader.zone, now=reader.now) if chosen else None
    if next_card_at is not None:
        return next_card_at
    tomorrow = reader.today + timedelta(days=1)
    return at_wall_clock(tomorrow, reader.working_time.opens, reader.zone)

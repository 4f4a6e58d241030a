"""Which meetings a person's card names, before and after, and each of them once."""

from datetime import datetime, timedelta
from itertools import takewhile

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bot.features.one_on_ones import absences
from bot.features.one_on_ones.models import Meeting, MeetingPrompt, MeetingState, Phase, Series, SeriesSide
from bot.features.one_on_ones.series import of
from bot.features.people import enrolments
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.database import UtcDateTime, insert_once
from bot.platform.working_time import at_wall_clock

# Judgement: a meeting so soon after the hour of a card would be read about too late on that card.
_TOO_SOON_AFTER_THE_HOUR = timedelta(minutes=30)
# Judgement: nobody knows any more whether a meeting took place that was over longer ago.
_ASKED_FOR = timedelta(days=14)
# Judgement: after so many questions in vain, one about the whole.
_ASKED_IN_A_ROW = 3
_LOOK_BACK = 12
# Judgement: soon enough to find another slot in the same week.
_OFFERED_AHEAD = timedelta(days=7)


def coming(session: Session, reader: Reader) -> list[Meeting]:
    """What the reader's card of this moment names as coming, soonest first.

    From now until half an hour past the hour of their next card: a meeting before or right after an hour
    stands on the card of the working day before. Not those on a day when one of the two is away, and not
    those of which the reader wants to be told at a time of their own.
    """
    until = next_card_at(session, reader) + _TOO_SOON_AFTER_THE_HOUR
    found = session.scalars(_COMING, _asked(reader, until=until))
    return [meeting for meeting in found if not absences.is_somebody_away(session, meeting)]


def to_offer(session: Session, reader: Reader) -> list[Meeting]:
    """Meetings of the next days on which one of the two is away, and that were not offered another slot."""
    # Whoever goes away for long gets no card meanwhile: theirs is the last one before.
    until = next_card_at(session, reader) + _OFFERED_AHEAD
    found = session.scalars(_NOT_OFFERED, _asked(reader, until=until))
    return [meeting for meeting in found if absences.is_somebody_away(session, meeting)]


def to_ask(session: Session, reader: Reader) -> list[Meeting]:
    """What the reader's card asks about: over, open, and not asked yet, oldest first.

    Of each series only the latest: after a holiday one question, not all of them. Of a series of which
    nobody has said anything for a while, not even that: see ``to_go_on``.
    """
    return [
        meeting
        for meeting in _latest_open(session, reader)
        if asked_in_vain(session, reader, meeting) < _ASKED_IN_A_ROW
    ]


def to_go_on(session: Session, reader: Reader) -> list[Meeting]:
    """The latest meeting of each series that the reader is asked about as a whole: does it go on?

    Once, when the last three before it were asked about in vain.
    """
    return [
        meeting
        for meeting in _latest_open(session, reader)
        if asked_in_vain(session, reader, meeting) >= _ASKED_IN_A_ROW
        and not _was_asked_whether_it_goes_on(session, reader, meeting)
    ]


def asked_in_vain(session: Session, reader: Reader, latest: Meeting) -> int:
    """About how many meetings before ``latest`` the reader was asked, and nobody has said a word since."""
    before = session.execute(
        sa.select(Meeting, MeetingPrompt.told_at)
        .outerjoin(
            MeetingPrompt,
            sa.and_(
                MeetingPrompt.meeting_id == Meeting.id,
                MeetingPrompt.person_id == reader.person_id,
                MeetingPrompt.phase == Phase.AFTER,
            ),
        )
        .where(
            Meeting.series_id == latest.series_id,
            Meeting.starts_at < latest.starts_at,
            Meeting.state != MeetingState.LEFT_OUT,
        )
        .order_by(Meeting.starts_at.desc())
        .limit(_LOOK_BACK)
    ).all()
    kept_on_at = latest.series.kept_on_at
    silent = takewhile(
        lambda row: (
            row[0].state == MeetingState.PLANNED and (kept_on_at is None or row[0].starts_at > kept_on_at)
        ),
        before,
    )
    return sum(told_at is not None for _, told_at in silent)


def _was_asked_whether_it_goes_on(session: Session, reader: Reader, meeting: Meeting) -> bool:
    """Asked once about this silence: since then nobody has said anything."""
    latest_word = session.scalar(
        sa.select(sa.func.max(Meeting.closed_at)).where(
            Meeting.series_id == meeting.series_id, Meeting.state != MeetingState.LEFT_OUT
        )
    )
    words_since = [moment for moment in (latest_word, meeting.series.kept_on_at) if moment is not None]
    asked = sa.select(MeetingPrompt.meeting_id).join(Meeting, Meeting.id == MeetingPrompt.meeting_id)
    asked = asked.where(
        Meeting.series_id == meeting.series_id,
        MeetingPrompt.person_id == reader.person_id,
        MeetingPrompt.phase == Phase.GO_ON,
    )
    if words_since:
        asked = asked.where(MeetingPrompt.told_at > max(words_since))
    return session.scalar(sa.select(asked.exists())) is True


def _latest_open(session: Session, reader: Reader) -> list[Meeting]:
    """Of each series the latest meeting that is over and open, and about which nothing was asked yet."""
    latest: dict[int, Meeting] = {meeting.series_id: meeting for meeting in over(session, reader)}
    if not latest:
        return []
    asked = set(
        session.scalars(
            sa.select(MeetingPrompt.meeting_id).where(
                MeetingPrompt.workspace_id == reader.workspace_id,
                MeetingPrompt.person_id == reader.person_id,
                MeetingPrompt.phase.in_((Phase.AFTER, Phase.GO_ON)),
                MeetingPrompt.meeting_id.in_(meeting.id for meeting in latest.values()),
            )
        )
    )
    return sorted(
        (meeting for meeting in latest.values() if meeting.id not in asked),
        key=lambda meeting: (meeting.starts_at, meeting.id),
    )


def is_on(session: Session, series: Series, person_id: str) -> bool:
    """Whether the series runs, is this person's, and both are still here."""
    return (
        series.ended_at is None
        and series.is_in(person_id)
        and not absences.has_somebody_left(session, series)
    )


def over(session: Session, reader: Reader) -> list[Meeting]:
    """The reader's meetings that are over and still open, oldest first; not those long ago."""
    begun = session.scalars(_BEGUN, _asked(reader, since=reader.now - _ASKED_FOR))
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


def _asked(reader: Reader, **moments: datetime) -> dict[str, object]:
    who = {"workspace_id": reader.workspace_id, "person_id": reader.person_id}
    return {**who, "now": reader.now, **moments}


def next_card_at(session: Session, reader: Reader) -> datetime:
    """When the reader's next card comes, in UTC; for somebody who gets none, as work opens tomorrow."""
    chosen = enrolments.enrolment(session, reader.workspace_id, reader.person_id)
    planned = enrolments.next_card_after(chosen, zone=reader.zone, now=reader.now) if chosen else None
    if planned is not None:
        return planned
    tomorrow = reader.today + timedelta(days=1)
    return at_wall_clock(tomorrow, reader.working_time.opens, reader.zone)


def _planned() -> sa.Select[Meeting]:
    """The planned meetings of the reader's running series, with somebody who is still here.

    Whoever joined later is told nothing of what was before.
    """
    organizer, other = aliased(Person), aliased(Person)
    return (
        sa.select(Meeting)
        .join(Series, Meeting.series_id == Series.id)
        .join(organizer, _is(organizer, Series.organizer_id))
        .join(other, _is(other, Series.other_id))
        .where(
            of(_WORKSPACE, _READER),
            Meeting.state == MeetingState.PLANNED,
            Series.ended_at.is_(None),
            sa.or_(Series.organizer_id == _READER, Meeting.starts_at >= Series.answered_at),
            organizer.is_gone.is_(False),
            other.is_gone.is_(False),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _is(person: type[Person], person_id: sa.SQLColumnExpression[str]) -> sa.ColumnElement[bool]:
    return sa.and_(person.workspace_id == Series.workspace_id, person.id == person_id)


def _has_a_time_of_their_own() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(
            SeriesSide.series_id == Meeting.series_id,
            SeriesSide.person_id == _READER,
            SeriesSide.lead_minutes.is_not(None),
        )
        .correlate(Meeting)
    )


def _told(phase: Phase) -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(
            MeetingPrompt.meeting_id == Meeting.id,
            MeetingPrompt.person_id == _READER,
            MeetingPrompt.phase == phase,
        )
        .correlate(Meeting)
    )


# What every card asks is put together once: that takes longer than the asking. ``_asked`` has the values.
_WORKSPACE = sa.bindparam("workspace_id", type_=sa.String)
_READER = sa.bindparam("person_id", type_=sa.String)
_NOW = sa.bindparam("now", type_=UtcDateTime)
_SINCE = sa.bindparam("since", type_=UtcDateTime)
_UNTIL = sa.bindparam("until", type_=UtcDateTime)
_COMING = _planned().where(
    Meeting.starts_at > _NOW, Meeting.starts_at <= _UNTIL, ~_told(Phase.BEFORE), ~_has_a_time_of_their_own()
)
_NOT_OFFERED = _planned().where(
    Meeting.starts_at > _NOW, Meeting.starts_at <= _UNTIL, ~_told(Phase.ANOTHER_SLOT)
)
_BEGUN = _planned().where(
    Meeting.starts_at <= _NOW,
    Meeting.starts_at > _SINCE,
    # Somebody has said that it goes on: what was before is not asked about any more.
    sa.or_(Series.kept_on_at.is_(None), Meeting.starts_at > Series.kept_on_at),
)

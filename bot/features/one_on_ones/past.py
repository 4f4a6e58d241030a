"""The meetings of two people that have begun, as far as one of the two was in them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones.agenda.skeleton import skeleton_of
from bot.features.one_on_ones.content import FALLBACK
from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.one_on_ones.series import of, pair_of
from bot.features.people.reader import Reader


def begun(session: Session, reader: Reader, other_id: str) -> list[Meeting]:
    """Every meeting of the reader with that other that has begun, of ended series too, newest first.

    Whatever was left out is not among them, and whoever joined later is told nothing of what was before.
    """
    return list(
        session.scalars(
            sa.select(Meeting)
            .join(Series, Series.id == Meeting.series_id)
            .where(
                of(reader.workspace_id, reader.person_id),
                Series.pair_id == pair_of(reader.person_id, other_id),
                sa.or_(Series.organizer_id == reader.person_id, Meeting.starts_at >= Series.answered_at),
                Meeting.starts_at <= reader.now,
                Meeting.state != MeetingState.LEFT_OUT,
            )
            .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        )
    )


def is_an_occasion(meeting: Meeting) -> bool:
    """Whether the two may well have met, for all that anybody has said: neither moved nor skipped."""
    return meeting.state in (MeetingState.HELD, MeetingState.PLANNED)


def keeps_notes(series: Series, meeting: Meeting | None) -> bool:
    """Whether anything may be kept of it; None is the next one of the series, not planned yet."""
    return skeleton_of(series, meeting, language=FALLBACK).keeps_notes

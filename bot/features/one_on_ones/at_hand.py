"""What is asked about every series that is due, read for many of them at once."""

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from bot.features.one_on_ones.models import Series, SeriesSide
from bot.features.people.models import Enrolment, Person


def read_people_of(session: Session, found: Iterable[Series]) -> None:
    """Read both people of each series, and when they work.

    Made for a session that remembers: whoever asks it for one of them afterwards costs nothing.
    """
    ends: dict[str, set[str]] = defaultdict(set)
    for series in found:
        ends[series.workspace_id] |= {series.organizer_id, series.other_id}
    for workspace_id, ids in ends.items():
        people = sa.select(Person).where(Person.workspace_id == workspace_id, Person.id.in_(ids))
        session.scalars(people).all()
        enrolled = sa.select(Enrolment).where(
            Enrolment.workspace_id == workspace_id, Enrolment.person_id.in_(ids)
        )
        session.scalars(enrolled.options(selectinload(Enrolment.days_off))).all()


def read_series_of(session: Session, sides: Iterable[SeriesSide]) -> None:
    """Read the series of those sides, and both people of each."""
    ids = {side.series_id for side in sides}
    read_people_of(session, session.scalars(sa.select(Series).where(Series.id.in_(ids))).all())

"""All of somebody's one-on-ones at a glance: what is planned, what is to be closed, read in one go."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager

from bot.features.one_on_ones.agenda.models import AgendaItem, ItemState
from bot.features.one_on_ones.models import Answer, Meeting, MeetingState, Series
from bot.features.one_on_ones.prompts import ends_at
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.database import UtcDateTime

# Judgement, as for cards: nobody knows any more whether a meeting took place that was over longer ago.
_ASKED_FOR = timedelta(days=14)


@dataclass(slots=True)
class AtAGlance:
    """One running series of the reader's.

    ``is_quiet``: one of the two has left. ``planned`` are its meetings still to come and ``to_close`` those
    that are over and of which nobody has said what became, both oldest first; neither holds any of a quiet
    one. ``kept_private`` counts what the reader has put on the agenda and the other does not see.
    """

    series: Series
    is_quiet: bool
    kept_private: int
    planned: list[Meeting] = field(default_factory=list)
    to_close: list[Meeting] = field(default_factory=list)


def at_a_glance(session: Session, reader: Reader) -> list[AtAGlance]:
    """Every running series that the reader set up or joined, in the order in which they began.

    One query, and no meeting of more than two weeks ago is read.
    """
    asked = {
        "workspace_id": reader.workspace_id,
        "person_id": reader.person_id,
        "since": reader.now - _ASKED_FOR,
    }
    found: dict[int, AtAGlance] = {}
    for series, meeting, is_quiet, kept_private in session.execute(_AT_A_GLANCE, asked):
        one = found.setdefault(series.id, AtAGlance(series, is_quiet, kept_private))
        if meeting is None or is_quiet:
            continue
        if meeting.starts_at > reader.now:
            one.planned.append(meeting)
        elif ends_at(meeting) <= reader.now and _may_be_asked_about(meeting, reader):
            one.to_close.append(meeting)
    return list(found.values())


def _may_be_asked_about(meeting: Meeting, reader: Reader) -> bool:
    """Whoever joined later is told nothing of what was before; nor anybody of what *it goes on* settled."""
    series = meeting.series
    was_in_it = series.organizer_id == reader.person_id or _is_later(meeting.starts_at, series.answered_at)
    return was_in_it and (series.kept_on_at is None or meeting.starts_at > series.kept_on_at)


def _is_later(moment: datetime, than: datetime | None) -> bool:
    return than is not None and moment >= than


def _statement() -> sa.Select[Series, Meeting, bool, int]:
    workspace, reader = (
        sa.bindparam("workspace_id", type_=sa.String),
        sa.bindparam("person_id", type_=sa.String),
    )
    organizer, other = aliased(Person), aliased(Person)
    kept_private = (
        sa.select(sa.func.count(AgendaItem.id))
        .where(
            AgendaItem.workspace_id == Series.workspace_id,
            AgendaItem.pair_id == Series.pair_id,
            AgendaItem.state == ItemState.OPEN,
            AgendaItem.author_id == reader,
            sa.or_(
                AgendaItem.is_private.is_(True),
                AgendaItem.series_id.is_(None),
                AgendaItem.series_id != Series.id,
                Series.answer != Answer.YES,
            ),
        )
        .correlate(Series)
        .scalar_subquery()
    )
    of_series = sa.and_(
        Meeting.series_id == Series.id,
        Meeting.state == MeetingState.PLANNED,
        Meeting.starts_at > sa.bindparam("since", type_=UtcDateTime),
    )
    # By way of either end's few series: the cost does not grow with the workspace.
    own = sa.select(Series.id).where(Series.workspace_id == workspace)
    set_up = own.where(Series.organizer_id == reader)
    joined = own.where(Series.other_id == reader, Series.answer == Answer.YES)
    return (
        sa.select(Series, Meeting, sa.or_(organizer.is_gone, other.is_gone), kept_private)
        .join(organizer, _is(organizer, Series.organizer_id))
        .join(other, _is(other, Series.other_id))
        .outerjoin(Meeting, of_series)
        # Its series stands in the same row.
        .options(contains_eager(Meeting.series))
        .where(Series.ended_at.is_(None), Series.id.in_(sa.union_all(set_up, joined)))
        .order_by(Series.id, Meeting.starts_at, Meeting.id)
    )


def _is(person: type[Person], person_id: sa.SQLColumnExpression[str]) -> sa.ColumnElement[bool]:
    return sa.and_(person.workspace_id == Series.workspace_id, person.id == person_id)


# Asked for every digest: putting it together takes longer than the asking.
_AT_A_GLANCE = _statement()

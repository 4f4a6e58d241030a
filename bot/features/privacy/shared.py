"""What others have written that a person sees too: on an agenda they share, about a promise, as thanks."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from bot.features.follow_ups.models import FollowUp
from bot.features.one_on_ones.agenda.models import AgendaItem
from bot.features.one_on_ones.history.models import SharedNote
from bot.features.one_on_ones.models import Answer, Meeting, Series
from bot.features.privacy.holders import Holder
from bot.features.reconnections.expectations.models import Expectation
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State, Way

KIND = "shared"


def _series(person_id: str) -> sa.ColumnElement[bool]:
    joined = sa.and_(Series.other_id == person_id, Series.answer == Answer.YES)
    return sa.or_(Series.organizer_id == person_id, joined)


def _running(person_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(_series(person_id), Series.answer == Answer.YES, Series.ended_at.is_(None))


def _promised(person_id: str) -> sa.ColumnElement[bool]:
    # What they wrote down themselves is on their own list.
    return sa.and_(
        FollowUp.is_shared.is_(True),
        FollowUp.with_id == person_id,
        FollowUp.owner_id != person_id,
        FollowUp.author_id != person_id,
    )


def _items(person_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        AgendaItem.other_id == person_id,
        AgendaItem.is_private.is_(False),
        AgendaItem.series_id.in_(sa.select(Series.id).where(_running(person_id))),
    )


def _notes(person_id: str) -> sa.ColumnElement[bool]:
    both_were_in = (
        sa.select(Meeting.id)
        .join(Series, Series.id == Meeting.series_id)
        .where(_running(person_id), Meeting.starts_at >= Series.answered_at)
    )
    return sa.and_(SharedNote.author_id != person_id, SharedNote.meeting_id.in_(both_were_in))


def _meetings(person_id: str) -> sa.ColumnElement[bool]:
    own = sa.select(Series.id).where(Series.organizer_id == person_id)
    # Whoever joined later was in none of those before.
    joined = (
        sa.select(Series.id)
        .where(
            Series.other_id == person_id,
            Series.answer == Answer.YES,
            Meeting.starts_at >= Series.answered_at,
        )
        .correlate(Meeting)
    )
    return sa.or_(Meeting.series_id.in_(own), Meeting.series_id.in_(joined))


def _thanks(person_id: str) -> sa.ColumnElement[bool]:
    reached = sa.select(ShoutoutReceiver.shoutout_id).where(
        ShoutoutReceiver.person_id == person_id,
        ShoutoutReceiver.way.in_((Way.IN_CHANNEL, Way.TO_ME)),
    )
    return sa.and_(Shoutout.state != State.DRAFT, Shoutout.id.in_(reached))


def _expectations(person_id: str) -> sa.ColumnElement[bool]:
    own = aliased(Expectation)
    shown = sa.exists().where(
        own.workspace_id == Expectation.workspace_id,
        own.person_id == person_id,
        own.about_id == Expectation.person_id,
        own.would_share.is_(True),
    )
    return sa.and_(Expectation.about_id == person_id, Expectation.would_share.is_(True), shown)


SHARED: tuple[Holder, ...] = (
    Holder(
        KIND,
        FollowUp,
        _promised,
        shown=("id", "owner_id", "with_id", "words", "due_on", "state", "created_at"),
    ),
    Holder(KIND, AgendaItem, _items, shown=("id", "author_id", "words", "link", "state", "added_at")),
    Holder(KIND, SharedNote, _notes, shown=("id", "meeting_id", "author_id", "words", "written_at")),
    Holder(KIND, Meeting, _meetings, shown=("id", "series_id", "starts_at", "state", "moved_to")),
    Holder(
        KIND,
        Shoutout,
        _thanks,
        shown=("id", "author_id", "did", "occasion", "effect", "team", "value", "given_at"),
    ),
    Holder(KIND, Expectation, _expectations, shown=("person_id", "about_id", "words", "written_at")),
)
"""Of each, those columns alone that the other side sees in Slack too."""

"""The agenda for reconnecting that one of two people would like for next time: theirs alone until shown."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import meetings, service
from bot.features.one_on_ones.agenda.models import ReconnectWish
from bot.features.one_on_ones.content import AgendaKind
from bot.features.one_on_ones.models import Meeting, MeetingState, Role, Series
from bot.features.people import directory, enrolments
from bot.features.people.reader import Reader
from bot.platform.database import insert_once, rows_changed
from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement: a quarterly one-on-one comes within that, and what was meant for longer ago means little.
WISHES_ARE_KEPT = timedelta(days=120)

_KINDS = {
    Role.REPORT: AgendaKind.RECONNECT_BY_REPORT,
    Role.SKIP_REPORT: AgendaKind.RECONNECT_BY_REPORT,
    Role.LEAD: AgendaKind.RECONNECT_BY_LEAD,
    Role.SKIP_LEAD: AgendaKind.RECONNECT_BY_LEAD,
    Role.PEER: AgendaKind.RECONNECT_BETWEEN_PEERS,
}


class NothingToShow(UserError):
    """The wish is gone, or the meeting it is for has not been planned yet."""


def wish(session: Session, reader: Reader, *, about_id: str) -> None:
    """Keep that the reader would like to reconnect with ``about_id`` the next time they meet. It enrols.

    Raises NobodyToTurnTo.
    """
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    key = {"workspace_id": reader.workspace_id, "person_id": reader.person_id, "about_id": about_id}
    if not insert_once(session, ReconnectWish, **key, wished_at=reader.now):
        row = session.get_one(ReconnectWish, tuple(key.values()))
        row.wished_at = reader.now
        session.flush()


def wished(session: Session, reader: Reader, series: Series) -> AgendaKind | None:
    """The agenda that the reader alone has in mind for the next meeting of that series; None for none.

    It goes along when a meeting is moved or left out, and is over once one has begun.
    """
    row = _own(session, reader, series.other_end(reader.person_id))
    if row is None or _is_over(session, row, series, now=reader.now):
        return None
    return _KINDS[series.role_of(reader.person_id)]


def show(session: Session, reader: Reader, series: Series) -> None:
    """Let the next meeting of that series follow it, for both to see. Raises NothingToShow."""
    kind = wished(session, reader, series)
    meeting = service.next_meeting(session, series, now=reader.now).meeting
    if kind is None or meeting is None:
        raise NothingToShow(words("one_on_ones/agenda").plain("nothing_to_show"))
    meetings.choose_agenda(session, meeting, kind)
    take_back(session, reader, about_id=series.other_end(reader.person_id))


def take_back(session: Session, reader: Reader, *, about_id: str) -> None:
    """Forget the reader's own wish. Nothing happens without one."""
    row = _own(session, reader, about_id)
    if row is not None:
        session.delete(row)
        session.flush()


def has_one(session: Session, reader: Reader) -> bool:
    """Whether the reader has wished to reconnect with anybody lately."""
    own = sa.exists().where(
        ReconnectWish.workspace_id == reader.workspace_id, ReconnectWish.person_id == reader.person_id
    )
    return bool(session.scalar(sa.select(own)))


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete what was wished long ago; how many rows that were."""
    old = sa.delete(ReconnectWish).where(ReconnectWish.wished_at <= now - WISHES_ARE_KEPT)
    return rows_changed(session.execute(old.execution_options(synchronize_session=False)))


def _own(session: Session, reader: Reader, about_id: str) -> ReconnectWish | None:
    return session.get(ReconnectWish, (reader.workspace_id, reader.person_id, about_id))


def _is_over(session: Session, row: ReconnectWish, series: Series, *, now: datetime) -> bool:
    begun = sa.exists().where(
        Meeting.series_id == series.id,
        Meeting.state.in_((MeetingState.PLANNED, MeetingState.HELD)),
        Meeting.starts_at > row.wished_at,
        Meeting.starts_at <= now,
    )
    return bool(session.scalar(sa.select(begun)))

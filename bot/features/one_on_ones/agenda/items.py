"""The verbs of an item: add it, see it, done, not today, private to me, does it still matter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import series, service
from bot.features.one_on_ones.agenda.models import AgendaItem, ItemState
from bot.features.one_on_ones.meetings import NotOnYourList
from bot.features.one_on_ones.models import Answer, Meeting, MeetingState, Role, Series
from bot.features.people import directory, enrolments
from bot.features.people.reader import Reader
from bot.platform.database import rows_changed
from bot.platform.errors import UserError
from bot.platform.templating import words as words_of

# Judgement: an item is a sentence or two. Escaped, as many characters still fit one block of Slack's.
LONGEST_WORDS = 500
# Judgement: so often a thing is put off, and then it is worth asking whether it still matters.
ASKED_AFTER = 3

_REPORTS = (Role.REPORT, Role.SKIP_REPORT)

# Asked for every meeting that comes near: putting them together takes longer than the asking.
_OPEN = (
    sa.select(AgendaItem)
    .where(
        AgendaItem.workspace_id == sa.bindparam("workspace_id"),
        AgendaItem.pair_id == sa.bindparam("pair_id"),
        AgendaItem.state == ItemState.OPEN,
    )
    .order_by(AgendaItem.added_at, AgendaItem.id)
)
_BOTH = (sa.bindparam("one_id", type_=sa.String), sa.bindparam("two_id", type_=sa.String))
_MEETINGS_THAT_WERE = (
    sa.select(Meeting.starts_at, Series.minutes)
    .join(Series, Series.id == Meeting.series_id)
    .where(
        Series.workspace_id == sa.bindparam("workspace_id"),
        # Of ended series too, and those have no index by pair.
        Series.organizer_id.in_(_BOTH),
        Series.other_id.in_(_BOTH),
        # Whoever joined later was in none of those before.
        sa.or_(
            Series.organizer_id == sa.bindparam("one_id", type_=sa.String),
            sa.and_(Series.answer == Answer.YES, Meeting.starts_at >= Series.answered_at),
        ),
        Meeting.state.in_((MeetingState.HELD, MeetingState.PLANNED)),
        Meeting.starts_at.between(sa.bindparam("since"), sa.bindparam("now")),
    )
)


class NotAnItem(UserError):
    """The words are empty or too long."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One open item as one of the two sees it."""

    item: AgendaItem
    carried: int
    """Over how many meetings it has been carried."""
    is_shared: bool
    """Whether the other one sees it too."""
    is_for_next: bool
    """Whether it is for the next meeting, rather than set aside until the one after."""

    def asks(self, viewer_id: str) -> bool:
        """Whether its author is to be asked if it still matters."""
        item = self.item
        return self.carried >= ASKED_AFTER and item.matters_at is None and item.author_id == viewer_id


def add(
    session: Session,
    workspace_id: str,
    *,
    author_id: str,
    other_id: str,
    words: str,
    now: datetime,
    is_private: bool = False,
    link: str | None = None,
) -> AgendaItem:
    """Put something on the agenda with that other person.

    Whoever has no series with them, or has not joined it, keeps the item to themselves until they share
    it. Raises NobodyToTurnTo, NotAnItem.
    """
    other = directory.colleague(session, workspace_id, asker_id=author_id, person_id=other_id)
    found = series.between(session, workspace_id, author_id, other.id)
    enrolments.enrol(session, workspace_id, author_id, now=now)
    item = AgendaItem(
        workspace_id=workspace_id,
        pair_id=series.pair_of(author_id, other.id),
        author_id=author_id,
        other_id=other.id,
        series_id=found.id if found is not None and found.is_in(author_id) else None,
        words=check_words(words),
        link=link,
        is_private=is_private,
        state=ItemState.OPEN,
        added_at=now,
    )
    session.add(item)
    session.flush()
    return item


def check_words(words: str) -> str:
    """The words without what surrounds them. Raises NotAnItem."""
    kept = words.strip()
    said = words_of("one_on_ones/agenda", length=len(kept), most=LONGEST_WORDS)
    if not kept:
        raise NotAnItem(said.plain("no_words"), field="words")
    if len(kept) > LONGEST_WORDS:
        raise NotAnItem(said.plain("too_long"), field="words")
    return kept


def item_of(session: Session, reader: Reader, item_id: int) -> AgendaItem:
    """The item of that id, if the reader may see it. Raises NotOnYourList."""
    item = session.get(AgendaItem, item_id)
    if item is not None and item.workspace_id == reader.workspace_id:
        if item.author_id == reader.person_id:
            return item
        if item.other_id == reader.person_id and _is_shared(item, _joint(session, reader, item.author_id)):
            return item
    raise NotOnYourList(words_of("one_on_ones/agenda").plain("item_gone"))


def close(session: Session, item: AgendaItem, state: ItemState, *, by: str, now: datetime) -> bool:
    """*Done*, or let go. False when somebody was first."""
    closed = session.execute(
        sa.update(AgendaItem)
        .where(AgendaItem.id == item.id, AgendaItem.state == ItemState.OPEN)
        .values(state=state, closed_by_id=by, closed_at=now)
        .execution_options(synchronize_session=False)
    )
    session.refresh(item)
    return rows_changed(closed) == 1


def not_today(session: Session, reader: Reader, item: AgendaItem) -> None:
    """Set it aside until the meeting after the next one. Nothing happens where the reader is in none."""
    found = series.between(session, reader.workspace_id, item.author_id, item.other_id)
    if found is not None and found.is_in(reader.person_id):
        item.set_aside_until = service.next_meeting(session, found, now=reader.now).starts_at
        session.flush()


def for_today_after_all(session: Session, item: AgendaItem) -> None:
    """It is for the next meeting again."""
    item.set_aside_until = None
    session.flush()


def keep_private(session: Session, item: AgendaItem) -> None:
    """Its author alone sees it from now on."""
    item.is_private = True
    session.flush()


def share(session: Session, item: AgendaItem) -> None:
    """It stands on the agenda that both see, as soon as they share one.

    Raises NotOnYourList for an author who is in no series with the other.
    """
    found = series.between(session, item.workspace_id, item.author_id, item.other_id)
    if found is None or not found.is_in(item.author_id):
        raise NotOnYourList(words_of("one_on_ones/agenda").plain("nothing_to_share_on"))
    item.is_private = False
    item.series_id = found.id
    session.flush()


def still_matters(session: Session, item: AgendaItem, *, now: datetime) -> None:
    """Its author says that it does; they are not asked again."""
    item.matters_at = now
    session.flush()


def asked(session: Session, item: AgendaItem, *, now: datetime) -> None:
    """Its author's card has asked."""
    item.asked_at = now
    session.flush()


def open_items(session: Session, reader: Reader, other_id: str) -> list[Standing]:
    """What the reader may see on the agenda with that other person.

    The report's items first, between peers in the order they were added; what is set aside comes last.
    """
    pair_id = series.pair_of(reader.person_id, other_id)
    found = session.scalars(_OPEN, {"workspace_id": reader.workspace_id, "pair_id": pair_id}).all()
    running = _own_series(session, reader, other_id) if found else None
    joint = running if running is not None and running.is_shared else None
    visible = [item for item in found if item.author_id == reader.person_id or _is_shared(item, joint)]
    if not visible:
        return []
    held = _meetings_that_were(session, reader, other_id, since=visible[0].added_at)
    is_one_set_aside = any(item.set_aside_until for item in visible)
    next_at = (
        service.next_meeting(session, running, now=reader.now).starts_at
        if running and is_one_set_aside
        else None
    )
    standings = [
        Standing(
            item,
            carried=sum(item.added_at <= starts_at for starts_at in held),
            is_shared=_is_shared(item, joint),
            is_for_next=not (item.set_aside_until and next_at and next_at <= item.set_aside_until),
        )
        for item in visible
    ]
    return sorted(standings, key=lambda one: (not one.is_for_next, _side(running, one.item.author_id)))


def _side(running: Series | None, author_id: str) -> int:
    return 0 if running is not None and running.role_of(author_id) in _REPORTS else 1


def _own_series(session: Session, reader: Reader, other_id: str) -> Series | None:
    """The series with that other person that the reader is in, and that runs."""
    found = series.between(session, reader.workspace_id, reader.person_id, other_id)
    return found if found is not None and found.is_in(reader.person_id) else None


def _joint(session: Session, reader: Reader, other_id: str) -> Series | None:
    """The series that both are in, and that runs."""
    found = series.between(session, reader.workspace_id, reader.person_id, other_id)
    return found if found is not None and found.is_shared else None


def _is_shared(item: AgendaItem, joint: Series | None) -> bool:
    return joint is not None and item.series_id == joint.id and not item.is_private


def _meetings_that_were(
    session: Session, reader: Reader, other_id: str, *, since: datetime
) -> list[datetime]:
    """When the two have met, as far as anybody knows, and the reader was in it.

    What was moved, skipped or left out does not count.
    """
    both = {"one_id": reader.person_id, "two_id": other_id}
    asked = {"workspace_id": reader.workspace_id, "since": since, "now": reader.now}
    rows = session.execute(_MEETINGS_THAT_WERE, both | asked)
    return [starts_at for starts_at, minutes in rows if starts_at + timedelta(minutes=minutes) <= reader.now]

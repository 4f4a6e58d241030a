"""Watch over a person's list: with whom it has been a while, and who usually starts. For their eyes alone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import times_away
from bot.features.people.reader import Reader
from bot.features.relationships import drift, own_list, service, starting
from bot.features.relationships.drift import Days, Standing
from bot.features.relationships.models import Act, Pair
from bot.features.relationships.resting import COUNTED_FOR
from bot.features.relationships.starting import Starts
from bot.features.workspace import retention
from bot.platform.database import rows_changed

# Judgement: of everybody on the list together, no more than one is brought up within so long.
BETWEEN_ANY_TWO = timedelta(days=7)
# Judgement: an act of longer ago says nothing about a rhythm, however long admins let acts be kept.
ACTS_ARE_KEPT = timedelta(days=730)
_A_DAY = timedelta(days=1)

_ACTS = cast(sa.Table, Act.__table__)
_FORGET = sa.delete(_ACTS).where(
    _ACTS.c.done_on < sa.bindparam("before"),
    sa.or_(_ACTS.c.was_unanswered.is_(False), _ACTS.c.done_on < sa.bindparam("counts_from")),
    retention.is_chosen_by(_ACTS.c.workspace_id, retention.Kept.ACTS),
)


@dataclass(frozen=True, slots=True)
class While:
    """How long it has been with somebody, as the reader noted.

    ``last_on`` is the day of what was noted last, None if nothing was; ``gap`` is in working days of the
    reader, counted from it or else from the day they were put on the list; ``rhythm`` in working days, None
    when nobody chose one and too little was noted.
    """

    last_on: date | None
    gap: int
    rhythm: float | None

    @property
    def stands(self) -> Standing:
        return Standing.QUIET if self.rhythm is None else drift.standing(self.gap, self.rhythm)


def may_be_told_of(session: Session, reader: Reader) -> list[Pair]:
    """Everybody on the list whom a card may bring up today, as far as the card before goes."""
    pairs = own_list.pairs_of(session, reader)
    told = [pair.drift_told_on for pair in pairs if pair.drift_told_on is not None]
    return [] if told and reader.today - max(told) < BETWEEN_ANY_TWO else pairs


def longest_drifting(session: Session, reader: Reader, pairs: Collection[Pair]) -> Pair | None:
    """Of ``pairs`` the one for whom it has been a while, the longest by their rhythm; counted as told."""
    found = whiles(session, reader, pairs)
    drifting = [pair for pair in pairs if _may_be_said(pair, found[pair.about_id], reader)]
    left_alone = service.at_rest(session, reader) if drifting else frozenset()
    drifting = [pair for pair in drifting if pair.about_id not in left_alone]
    if not drifting:
        return None
    longest = max(drifting, key=lambda pair: _times_over(found[pair.about_id]))
    longest.drift_told_on = reader.today
    longest.drift_in_a_row += 1
    if found[longest.about_id].stands is Standing.STOP:
        longest.stop_asked_on = reader.today
    return longest


def tell_again(session: Session, reader: Reader, pair_ids: Collection[int]) -> None:
    """Take back that a card said so, since it never arrived."""
    for pair in own_list.pairs_of(session, reader):
        if pair.id in pair_ids:
            pair.drift_told_on = pair.stop_asked_on = None
            pair.drift_in_a_row = max(0, pair.drift_in_a_row - 1)


def while_with(session: Session, reader: Reader, pair: Pair) -> While:
    """How long it has been with one on the list."""
    return whiles(session, reader, [pair])[pair.about_id]


def whiles(session: Session, reader: Reader, pairs: Collection[Pair]) -> dict[str, While]:
    """How long it has been with each, by the other's id: three looks into the database for all of them."""
    done_on: dict[str, list[date]] = defaultdict(list)
    for about_id, day in session.execute(
        sa.select(Act.about_id, Act.done_on)
        .where(
            Act.workspace_id == reader.workspace_id,
            Act.person_id == reader.person_id,
            Act.about_id.in_([pair.about_id for pair in pairs]),
            Act.done_on > reader.today - ACTS_ARE_KEPT,
            Act.done_on <= reader.today,
        )
        .distinct()
    ):
        done_on[about_id].append(day)
    away = times_away.times_away_of(session, reader.workspace_id, reader.person_id)
    days = Days(reader.working_time, away, today=reader.today)
    return {pair.about_id: _while(pair, done_on[pair.about_id], days) for pair in pairs}


def who_starts(session: Session, reader: Reader, pair: Pair) -> Starts | None:
    """Who usually starts, when that is plain and may be said today."""
    if not starting.may_be_said(told_on=pair.starts_told_on, is_fine=pair.starts_is_fine, today=reader.today):
        return None
    own = theirs = 0
    is_other_known = False
    for started_by_id, done_on in session.execute(
        sa.select(Act.started_by_id, Act.done_on).where(
            Act.workspace_id == reader.workspace_id,
            Act.person_id == reader.person_id,
            Act.about_id == pair.about_id,
            Act.started_by_id.is_not(None),
        )
    ):
        is_recent = done_on > reader.today - starting.LOOKED_BACK
        own += is_recent and started_by_id == reader.person_id
        theirs += is_recent and started_by_id == pair.about_id
        # Whether the other has enrolled is nobody's to know: what they were seen to start is.
        is_other_known |= started_by_id == pair.about_id
    return starting.who_starts(own=own, theirs=theirs, is_other_known=is_other_known)


def forget_old(session: Session, *, kept: timedelta, today: date) -> int:
    """Forget acts of longer ago than ``kept``, where they are kept for so long; how many that were.

    One that stayed without an answer is kept for as long as it makes a rest last.
    """
    given = {
        retention.CHOSEN: kept.days,
        "before": today - kept,
        # It is still the day before for some of those whose rest it is.
        "counts_from": today - COUNTED_FOR - _A_DAY,
    }
    return rows_changed(session.execute(_FORGET, given))


def forget_times_away(session: Session, *, today: date) -> int:
    """Forget times away that no act can matter to any more; how many that were."""
    return times_away.forget(session, before=today - ACTS_ARE_KEPT)


def _while(pair: Pair, done_on: list[date], days: Days) -> While:
    last_on = max(done_on, default=None)
    latest = drift.latest_days(done_on)
    # Somebody put on the list anew has a fresh start, whatever was noted long ago.
    since = max(last_on, pair.added_on) if last_on else pair.added_on
    return While(last_on, days.since(since), drift.rhythm_of(pair.rhythm_days, latest, days))


def _may_be_said(pair: Pair, found: While, reader: Reader) -> bool:
    return drift.may_be_said(
        found.stands,
        told_on=pair.drift_told_on,
        in_a_row=pair.drift_in_a_row,
        stop_asked_on=pair.stop_asked_on,
        today=reader.today,
    )


def _times_over(found: While) -> float:
    return found.gap / found.rhythm if found.rhythm else 0.0

"""What one person says of another: how it is between them, and who leads whom. Their own word only."""

from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments, reporting_lines
from bot.features.people.models import Relation
from bot.features.people.reader import Reader
from bot.features.questions.bank import Direction, State
from bot.features.questions.forgetting import STATES_ARE_KEPT
from bot.features.reconnections.models import OwnSide, Side
from bot.features.workspace import retention
from bot.platform.database import insert_once, rows_changed

_DIRECTIONS = {
    Relation.MANAGER: Direction.REPORT_TO_MANAGER,
    Relation.REPORT: Direction.MANAGER_TO_REPORT,
    Relation.PEER: Direction.PEER_TO_PEER,
}

_OWN_SIDES = cast(sa.Table, OwnSide.__table__)
_FORGET = sa.delete(_OWN_SIDES).where(
    _OWN_SIDES.c.said_at <= sa.bindparam("before"),
    retention.is_chosen_by(_OWN_SIDES.c.workspace_id, retention.Kept.STATES),
)


def say(session: Session, reader: Reader, *, about_id: str, side: Side) -> None:
    """Keep how it is with ``about_id``, from the reader's side, for sixty days. Saving enrols.

    Raises NobodyToTurnTo when it is nobody one can turn to.
    """
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    key = {"workspace_id": reader.workspace_id, "person_id": reader.person_id, "about_id": about_id}
    if not insert_once(session, OwnSide, **key, side=side, said_at=reader.now):
        row = session.get_one(OwnSide, tuple(key.values()))
        row.side = side
        row.said_at = reader.now
        session.flush()


def side_of(session: Session, reader: Reader, *, about_id: str) -> Side | None:
    """How the reader said it is with ``about_id``; None if they have not, or more than sixty days ago."""
    row = session.get(OwnSide, (reader.workspace_id, reader.person_id, about_id))
    if row is None or row.said_at <= reader.now - STATES_ARE_KEPT:
        return None
    return Side(row.side)


def state_of(side: Side | None) -> State | None:
    """The state whose questions suit; None when the person is not sure."""
    return None if side in (None, Side.NOT_SURE) else State(side)


def direction_to(session: Session, reader: Reader, *, about_id: str) -> Direction | None:
    """Which way a question to ``about_id`` goes, by the reader's own word or the company's; None if neither.

    What the other said is not looked at: not having to say it oneself would tell that they did.
    """
    relation = reporting_lines.relation_to(
        session, reader.workspace_id, person_id=reader.person_id, other_id=about_id
    )
    return _DIRECTIONS[relation] if relation else None


def direction_of(relation: Relation) -> Direction:
    """Which way words go to somebody who is the ``relation`` of the one who writes."""
    return _DIRECTIONS[relation]


def has_ever_said_one(session: Session, reader: Reader) -> bool:
    """Whether the reader has told how it is with somebody, and it is not forgotten."""
    said = sa.exists().where(
        OwnSide.workspace_id == reader.workspace_id, OwnSide.person_id == reader.person_id
    )
    return bool(session.scalar(sa.select(said)))


def forget_old(session: Session, *, kept: timedelta, now: datetime) -> int:
    """Delete what was said longer ago than that, where it is kept for so long; how many rows that were."""
    return rows_changed(session.execute(_FORGET, {retention.CHOSEN: kept.days, "before": now - kept}))

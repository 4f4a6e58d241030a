"""The thanks that reached a person: what they may read again, and take down."""

from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State, Way
from bot.platform.database import UtcDateTime
from bot.platform.errors import UserError
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock, local_day

# Judgement: nobody is thanked more often in one week, and whoever is finds the rest in the list.
_LATELY = 50


class NotForYou(UserError):
    """That shout-out did not reach this person, or they took it down."""


@dataclass(frozen=True, slots=True)
class Received:
    """One thank-you that reached the reader.

    ``id`` is that of the receiver's row; ``text`` is plain; ``given_on`` is a day on the reader's
    calendar; ``channel_id`` is empty when it was for them alone; ``is_thanked_back``: they said so.
    """

    id: int
    author_id: str
    text: str
    given_on: date
    channel_id: str | None
    is_thanked_back: bool = False
    is_forgotten: bool = False
    """The post stands in the channel still; its words are forgotten here."""


def received(
    session: Session, reader: Reader, most: int, *, skip: int = 0, with_forgotten: bool = False
) -> list[Received]:
    """What reached the reader and was not taken down, newest first: ``most`` of them after ``skip``.

    ``with_forgotten``: also posts that stand in a channel, and of which the words are forgotten here.
    """
    rows = session.execute(
        sa.select(ShoutoutReceiver, Shoutout)
        .join(Shoutout, Shoutout.id == ShoutoutReceiver.shoutout_id)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.person_id == reader.person_id,
            _reached(with_forgotten=with_forgotten),
        )
        .order_by(Shoutout.given_at.desc(), ShoutoutReceiver.id.desc())
        .offset(skip)
        .limit(most)
    )
    return [_as_read(receiver, shoutout, zone=reader.zone) for receiver, shoutout in rows]


def thanked_by(session: Session, reader: Reader, *, since: date) -> list[tuple[int, str, date]]:
    """Who thanked the reader on or after a day, as it reached them: the row's id, the author, the day."""
    rows = session.execute(
        sa.select(ShoutoutReceiver.id, Shoutout.author_id, Shoutout.given_at)
        .join(Shoutout, Shoutout.id == ShoutoutReceiver.shoutout_id)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.person_id == reader.person_id,
            Shoutout.given_at >= at_wall_clock(since, time(), reader.zone),
            _reached(),
        )
    )
    return [
        (row_id, author_id, local_day(given_at, reader.zone))
        for row_id, author_id, given_at in rows
        if given_at is not None
    ]


def lately_thanked_by(session: Session, reader: Reader, *, since: date) -> list[tuple[int, str, date]]:
    """As ``thanked_by``, of the reader's newest thanks alone, newest first: years of them are not read."""
    rows = session.execute(
        _LATELY_THANKED_BY,
        {
            "workspace_id": reader.workspace_id,
            "person_id": reader.person_id,
            "since": at_wall_clock(since, time(), reader.zone),
        },
    )
    return [
        (row_id, author_id, local_day(given_at, reader.zone))
        for row_id, author_id, given_at in rows
        if given_at is not None
    ]


def one_received(session: Session, reader: Reader, receiver_row_id: int) -> Received:
    """That one thank-you. Raises NotForYou."""
    row = session.execute(
        sa.select(ShoutoutReceiver, Shoutout)
        .join(Shoutout, Shoutout.id == ShoutoutReceiver.shoutout_id)
        .where(
            ShoutoutReceiver.id == receiver_row_id,
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.person_id == reader.person_id,
            _reached(),
        )
    ).first()
    if row is None:
        raise NotForYou(words("shoutouts/refusals").plain("not_for_you"))
    return _as_read(row[0], row[1], zone=reader.zone)


def _reached(*, with_forgotten: bool = False) -> sa.ColumnElement[bool]:
    is_known = Shoutout.forgotten_at.is_(None)
    posted = sa.and_(ShoutoutReceiver.way == Way.IN_CHANNEL, Shoutout.state == State.GIVEN)
    privately = sa.and_(ShoutoutReceiver.way == Way.TO_ME, is_known)
    return sa.and_(
        ShoutoutReceiver.taken_down_at.is_(None),
        sa.or_(privately, posted if with_forgotten else sa.and_(posted, is_known)),
    )


def _as_read(receiver: ShoutoutReceiver, shoutout: Shoutout, *, zone: str) -> Received:
    return Received(
        id=receiver.id,
        author_id=shoutout.author_id,
        text=shoutout.wording.text,
        given_on=local_day(shoutout.given_at or shoutout.changed_at, zone),
        channel_id=shoutout.channel_id if receiver.way == Way.IN_CHANNEL else None,
        is_thanked_back=receiver.thanked_back_at is not None,
        is_forgotten=shoutout.forgotten_at is not None,
    )


def _lately_thanked_by() -> sa.Select[int, str, datetime | None]:
    newest = (
        sa.select(ShoutoutReceiver.id)
        .where(
            ShoutoutReceiver.workspace_id == sa.bindparam("workspace_id", type_=sa.String),
            ShoutoutReceiver.person_id == sa.bindparam("person_id", type_=sa.String),
        )
        .order_by(ShoutoutReceiver.shoutout_id.desc())
        .limit(_LATELY)
    )
    return (
        sa.select(ShoutoutReceiver.id, Shoutout.author_id, Shoutout.given_at)
        .join(Shoutout, Shoutout.id == ShoutoutReceiver.shoutout_id)
        .where(
            ShoutoutReceiver.id.in_(newest),
            Shoutout.given_at >= sa.bindparam("since", type_=UtcDateTime),
            _reached(),
        )
        .order_by(Shoutout.given_at.desc(), ShoutoutReceiver.id.desc())
    )


# Asked for every digest: putting it together takes longer than the asking.
_LATELY_THANKED_BY = _lately_thanked_by()

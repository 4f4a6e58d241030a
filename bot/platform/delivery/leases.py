"""What a courier writes about the messages it has in hand: taken, begun, sent, given back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.platform.database import UtcDateTime
from bot.platform.delivery.models import SENDING, Kind, OutboxMessage, SlackPace, State
from bot.platform.delivery.pace import METHODS

MESSAGES = cast(sa.Table, OutboxMessage.__table__)
SLACK_PACES = cast(sa.Table, SlackPace.__table__)
_NOW = sa.bindparam("now", type_=UtcDateTime)


class Slip(NamedTuple):
    """What stands on the outside of a message: everything but its words, as it was when it was taken."""

    id: int
    workspace_id: str
    kind: str
    lane: str
    person_id: str | None
    channel_id: str | None
    ts: str | None
    follows_id: int | None
    purpose: str
    request_id: str | None
    attempts: int
    lease_token: int
    reason: str | None
    state: str


SLIP = tuple(MESSAGES.c[name] for name in Slip._fields)

_TAKE = (
    sa.update(MESSAGES)
    .where(MESSAGES.c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(lease_token=MESSAGES.c.lease_token + 1, next_attempt_at=sa.bindparam("until", type_=UtcDateTime))
)
_IS_OURS = (
    MESSAGES.c.id == sa.bindparam("message"),
    MESSAGES.c.lease_token == sa.bindparam("token"),
    MESSAGES.c.state == State.WAITING,
)
_GIVE_BACK = sa.update(MESSAGES).where(*_IS_OURS).values(next_attempt_at=_NOW, reason=None)
_SENT = (
    sa.update(MESSAGES)
    .where(MESSAGES.c.id == sa.bindparam("before"), MESSAGES.c.state != State.SENT)
    .values(state=State.SENT, reason=None, content=None, next_attempt_at=None, ended_at=_NOW)
)
_SENT_THERE = _SENT.values(channel_id=sa.bindparam("there"), ts=sa.bindparam("its_ts"))
_USED = {"workspace_id": sa.bindparam("workspace"), "lane": sa.bindparam("in_lane"), "used_until": _NOW}
_USE_UP = {
    "sqlite": sqlite.insert(SLACK_PACES)
    .values(_USED)
    .on_conflict_do_update(index_elements=["workspace_id", "lane"], set_={"used_until": _NOW}),
    "postgresql": postgresql.insert(SLACK_PACES)
    .values(_USED)
    .on_conflict_do_update(index_elements=["workspace_id", "lane"], set_={"used_until": _NOW}),
}


def take(connection: Connection, slips: Sequence[Slip], *, until: datetime) -> None:
    """Give each of them, locked as they are, its next lease."""
    connection.execute(_TAKE, {"ids": [slip.id for slip in slips], "until": until})


class Gone(NamedTuple):
    """A message that Slack has, and where it stands there; without a channel, that is not said."""

    id: int
    channel_id: str | None
    ts: str | None


def begin(
    connection: Connection,
    slip: Slip,
    *,
    token: int,
    is_first_try: bool,
    now: datetime,
    before: Gone | None = None,
) -> tuple[str | None] | None:
    """Write down that it is about to be sent; its words as they are stored.

    None: somebody else has it by now, nobody wants it any more, or Slack lets nothing of its kind through.
    ``before``, for PostgreSQL alone, is written down as sent by the same statement, whatever comes of it.
    """
    given: dict[str, object] = {
        "message": slip.id,
        "token": token,
        "tries": int(is_first_try),
        "now": now,
        "workspace": slip.workspace_id,
    }
    asked = _begin(Kind(slip.kind))
    if before is not None:
        asked = _sent_and_begin(Kind(slip.kind), before.channel_id is not None)
        given |= _told_of(before)
    found = connection.execute(asked, given).first()
    return None if found is None else (found[0],)


def sent(connection: Connection, gone: Gone, *, now: datetime) -> None:
    """It is in Slack; its words are forgotten. Written by whoever sent it, whose lease may be over."""
    connection.execute(_SENT if gone.channel_id is None else _SENT_THERE, _told_of(gone) | {"now": now})


def give_back(connection: Connection, leases: Iterable[tuple[int, int]], *, now: datetime) -> None:
    """Let messages (their ids and lease tokens) that are still ours be due at once, for anybody.

    Slack has none of them: what was said of one before, it being sent, is over.
    """
    for message_id, token in leases:
        connection.execute(_GIVE_BACK, {"message": message_id, "token": token, "now": now})


def use_up_conversation(connection: Connection, slip: Slip, *, until: datetime) -> None:
    """Count one more for its conversation. Whoever has the lease of its first message has it alone."""
    given = {"workspace": slip.workspace_id, "in_lane": slip.lane, "now": until}
    connection.execute(_USE_UP[connection.dialect.name], given)


def _told_of(gone: Gone) -> dict[str, object]:
    told: dict[str, object] = {"before": gone.id}
    if gone.channel_id is not None:
        told |= {"there": gone.channel_id, "its_ts": gone.ts}
    return told


@cache
def _sent_and_begin(kind: Kind, is_somewhere: bool) -> sa.UpdateBase:
    written = _SENT_THERE if is_somewhere else _SENT
    return _begin(kind).add_cte(written.returning(MESSAGES.c.id).cte("written"))


@cache
def _begin(kind: Kind) -> sa.UpdateBase:
    held = [
        sa.exists().where(
            SLACK_PACES.c.workspace_id == sa.bindparam("workspace"),
            SLACK_PACES.c.lane == method,
            SLACK_PACES.c.held_until > _NOW,
        )
        for method in METHODS[kind]
    ]
    return (
        sa.update(MESSAGES)
        .where(*_IS_OURS, *(~one for one in held))
        .values(
            attempts=MESSAGES.c.attempts + sa.bindparam("tries", type_=sa.Integer),
            reason=SENDING,
        )
        # As it is stored: it is read only once this is committed, so that a row that no key opens keeps
        # nothing else from being written.
        .returning(sa.type_coerce(MESSAGES.c.content, sa.Text).label("words"))
    )

"""The monthly round-up: a few of the thanks that everybody could read, in no order, without counting.

It leads to the posts and tells nothing that does not stand there. Whoever prefers another way by now, has
blocked the author, or has taken theirs down, does not come up in it.
"""

import hashlib
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.shoutouts.channel import blocks, calendar
from bot.features.shoutouts.channel.models import RoundUp
from bot.features.shoutouts.models import Shoutout, State, Way
from bot.features.shoutouts.writing import drafts
from bot.features.workspace import service as workspaces
from bot.features.workspace.models import Workspace
from bot.platform.database import insert_once
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.models import State as Delivery
from bot.platform.delivery.outbox import enqueue_change_of, enqueue_to_channel
from bot.platform.slack.addresses import permalink

PURPOSE = "shoutouts.round_up"
CHANGED = "shoutouts.round_up_changed"
# Judgement: read in a minute, and nobody asks why they are not on it.
MOST = 5


class WayFrom(Protocol):
    """Tells how the thanks of that author reach a person of that workspace at this moment."""

    def __call__(self, session: Session, workspace_id: str, person_id: str, *, author_id: str) -> Way: ...


def make(session: Session, workspace: Workspace, now: datetime, *, way_from: WayFrom) -> None:
    """Say in the channel where last month's thanks stand, once a month; nothing when there are none."""
    month = calendar.month_told(now=now, zone=workspace.zone)
    channel_id = workspace.shoutouts_channel_id
    if not workspace.has_round_up or month is None or channel_id is None:
        return
    if not insert_once(
        session, RoundUp, workspace_id=workspace.id, channel_id=channel_id, month=month, made_at=now
    ):
        return
    round_up = session.scalars(
        sa.select(RoundUp).where(RoundUp.workspace_id == workspace.id, RoundUp.month == month)
    ).one()
    chosen = _chosen(session, workspace, round_up, way_from)
    if not chosen:
        return
    for shoutout in chosen:
        shoutout.round_up_id = round_up.id
    round_up.message_id = enqueue_to_channel(
        session,
        blocks.round_up(_lines(session, workspace, chosen), month=month),
        workspace_id=workspace.id,
        channel_id=channel_id,
        purpose=PURPOSE,
        subject_id=round_up.id,
        now=now,
    ).id


def next_at(workspace: Workspace, now: datetime) -> datetime | None:
    """When its next round-up is due; None when it does not want one."""
    return calendar.next_round_up_at(after=now, zone=workspace.zone) if workspace.has_round_up else None


def take_out(session: Session, shoutout: Shoutout, *, now: datetime) -> None:
    """Let the round-up that leads to a shout-out no longer do so; without a line left it goes away."""
    round_up = (
        session.get(RoundUp, shoutout.round_up_id, with_for_update=True) if shoutout.round_up_id else None
    )
    if round_up is None:
        return
    shoutout.round_up_id = None
    session.flush()
    posted = session.get(OutboxMessage, round_up.message_id) if round_up.message_id else None
    if posted is None:
        return
    left = session.scalars(
        sa.select(Shoutout).where(
            Shoutout.workspace_id == round_up.workspace_id, Shoutout.round_up_id == round_up.id
        )
    ).all()
    workspace = workspaces.workspace_of(session, round_up.workspace_id)
    lines = _lines(session, workspace, sorted(left, key=lambda one: _lot(round_up, one.id)))
    told = blocks.round_up(lines, month=round_up.month) if lines else None
    enqueue_change_of(session, posted, told, purpose=CHANGED, now=now)


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether an admin has not switched it off or chosen another channel before it left."""
    workspace = workspaces.workspace_of(session, message.workspace_id)
    return workspace.has_round_up and workspace.shoutouts_channel_id == message.channel_id


def _chosen(session: Session, workspace: Workspace, round_up: RoundUp, way_from: WayFrom) -> list[Shoutout]:
    """Up to ``MOST`` of that month, drawn by lot."""
    begins, ends = calendar.bounds(round_up.month, workspace.zone)
    found = session.scalars(
        sa.select(Shoutout.id)
        .join(OutboxMessage, OutboxMessage.id == Shoutout.message_id)
        .where(
            Shoutout.workspace_id == workspace.id,
            Shoutout.state == State.GIVEN,
            Shoutout.channel_id == round_up.channel_id,
            Shoutout.given_at >= begins,
            Shoutout.given_at < ends,
            OutboxMessage.state == Delivery.SENT,
            OutboxMessage.ts.is_not(None),
        )
    ).all()
    chosen: list[Shoutout] = []
    for shoutout_id in sorted(found, key=lambda one: _lot(round_up, one)):
        if not _is_public(session, session.get_one(Shoutout, shoutout_id), way_from):
            continue
        # Somebody may be taking theirs down at this very moment: it is looked at again once nobody can.
        shoutout = session.get_one(Shoutout, shoutout_id, with_for_update=True, populate_existing=True)
        if shoutout.state == State.GIVEN and _is_public(session, shoutout, way_from):
            chosen.append(shoutout)
        if len(chosen) == MOST:
            break
    return chosen


def _is_public(session: Session, shoutout: Shoutout, way_from: WayFrom) -> bool:
    """Whether everybody it thanks was thanked in the channel, left it there, and still likes that."""
    receivers = drafts.receivers_of(session, shoutout)
    return bool(receivers or shoutout.team) and all(
        receiver.way == Way.IN_CHANNEL
        and receiver.taken_down_at is None
        and way_from(session, receiver.workspace_id, receiver.person_id, author_id=shoutout.author_id)
        == Way.IN_CHANNEL
        for receiver in receivers
    )


def _lines(session: Session, workspace: Workspace, chosen: list[Shoutout]) -> list[tuple[str, str]]:
    """The address of each, and whom it thanks, as plain text that rings for nobody."""
    lines = []
    for shoutout in chosen:
        posted = session.get(OutboxMessage, shoutout.message_id) if shoutout.message_id else None
        address = permalink(workspace.url, posted.channel_id or "", posted.ts or "") if posted else None
        names = [
            directory.person(session, workspace.id, receiver.person_id).name
            for receiver in drafts.receivers_of(session, shoutout)
        ]
        if shoutout.team:
            names.append(shoutout.team)
        if address and names:  # a team's name may be forgotten: then nothing is left that could be read
            lines.append((address, ", ".join(names)))
    return lines


def _lot(round_up: RoundUp, shoutout_id: int) -> bytes:
    """Its place in a shuffled row: the same when asked again, another one for each workspace and month."""
    return hashlib.sha256(f"{round_up.workspace_id}:{round_up.month}:{shoutout_id}".encode()).digest()

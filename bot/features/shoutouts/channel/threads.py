"""The Friday thread: one invitation a week, below which thanks are said."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.shoutouts.channel import blocks, calendar
from bot.features.shoutouts.channel.models import FridayThread
from bot.features.shoutouts.models import Shoutout
from bot.features.workspace import service as workspaces
from bot.features.workspace.models import Workspace
from bot.platform.database import insert_once
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_channel

PURPOSE = "shoutouts.friday_thread"


def invite(session: Session, workspace: Workspace, now: datetime) -> None:
    """Invite a thank-you in the channel, once a week. One that is too late for its Friday is left out."""
    week_of = calendar.thread_week(now=now, zone=workspace.zone)
    channel_id = workspace.shoutouts_channel_id
    if not workspace.has_friday_thread or week_of is None or channel_id is None:
        return
    if not insert_once(
        session,
        FridayThread,
        workspace_id=workspace.id,
        channel_id=channel_id,
        week_of=week_of,
        made_at=now,
    ):
        return
    thread = session.scalars(
        sa.select(FridayThread).where(
            FridayThread.workspace_id == workspace.id, FridayThread.week_of == week_of
        )
    ).one()
    thread.message_id = enqueue_to_channel(
        session,
        blocks.invitation(thread),
        workspace_id=workspace.id,
        channel_id=channel_id,
        purpose=PURPOSE,
        subject_id=thread.id,
        now=now,
    ).id


def next_at(workspace: Workspace, now: datetime) -> datetime | None:
    """When its next thread is due; None when it does not want one."""
    return calendar.next_thread_at(after=now, zone=workspace.zone) if workspace.has_friday_thread else None


def invitation(session: Session, shoutout: Shoutout, *, channel_id: str) -> OutboxMessage | None:
    """The outbox row of the invitation that a shout-out answers, if it stands in that channel."""
    thread = session.get(FridayThread, shoutout.thread_id) if shoutout.thread_id else None
    if thread is None or thread.workspace_id != shoutout.workspace_id or thread.channel_id != channel_id:
        return None
    return session.get(OutboxMessage, thread.message_id) if thread.message_id else None


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether it is still that Friday, and an admin has not switched it off or chosen another channel."""
    thread = session.get(FridayThread, message.subject_id) if message.subject_id else None
    workspace = workspaces.workspace_of(session, message.workspace_id)
    return (
        thread is not None
        and workspace.has_friday_thread
        and workspace.shoutouts_channel_id == thread.channel_id
        and calendar.thread_week(now=now, zone=workspace.zone) == thread.week_of
    )

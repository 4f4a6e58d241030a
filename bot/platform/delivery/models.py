"""The outbox: one row for each thing that is to be said in Slack."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class Kind(StrEnum):
    """How a message reaches Slack."""

    POST = "post"
    """A new message in a channel, or in the bot's conversation with a person."""
    UPDATE = "update"
    """New words for a message that the bot posted earlier."""
    DELETE = "delete"
    """Take away a message that the bot posted earlier."""
    ANSWER = "answer"
    """An answer to a command or a press, by the address that came with it; good for 30 minutes."""
    FILE = "file"
    """A small file in the bot's conversation with a person. Slack does not say which message it became, so
    it cannot be changed afterwards, only taken away."""
    DELETE_FILE = "delete file"
    """Take away a file that the bot handed somebody earlier."""


class State(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    """No longer wanted when its turn came."""
    FAILED = "failed"
    """Slack refused it for good; ``reason`` says why."""
    IN_DOUBT = "in doubt"
    """A public message that may or may not have been posted: never sent a second time by itself."""


SENDING = "sending"
"""Stands as the reason of a message while a courier has it in hand. If its lease has run out, too, that
courier never came back, and nobody knows whether Slack has the message."""


OF_ONE_PERSON = "(person_id IS NOT NULL OR kind <> 'post')"
"""What tells of one person and what they did: all but what was posted in a channel. Answers, changes and
removals name nobody in ``person_id``, but the conversation they are for."""


class OutboxMessage(Base):
    """One thing to be said, written in the same transaction as the deed it speaks of."""

    __tablename__ = "outbox_messages"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    kind: Mapped[str] = mapped_column(sa.String(16))
    lane: Mapped[str] = mapped_column(sa.String(96))
    """Messages in one lane (a conversation) keep their order, only that what stands new does not wait for
    new words of what is older; lanes do not wait for each other."""
    person_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Whose conversation with the bot it goes to; empty for a channel."""
    channel_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Where it goes; for a person, filled in once Slack has opened the conversation."""
    ts: Mapped[str | None] = mapped_column(sa.String(32))
    """Slack's name of the message within its channel: of the one changed, or of the one posted.
    For a file, Slack's id of it."""
    follows_id: Mapped[int | None] = mapped_column(RowId)
    """The earlier row whose message this one changes, where its ts was not known yet; of a new message:
    the one in whose thread it is said."""
    purpose: Mapped[str] = mapped_column(sa.String(48))
    """Which message of which feature; answers *still wanted?* and *who is told if it fails?*"""
    subject_id: Mapped[int | None] = mapped_column(RowId)
    """The row of that feature that it speaks of."""
    request_id: Mapped[str | None] = mapped_column(sa.String(16))
    """What the log calls the request of Slack's that it came of; empty for what happens by itself."""
    content: Mapped[str | None] = mapped_column(EncryptedText)
    """Text and blocks, or a file, as JSON; emptied as soon as the message has gone, and some days after it
    was parked."""
    state: Mapped[str] = mapped_column(sa.String(16), default=State.WAITING)
    reason: Mapped[str | None] = mapped_column(sa.String(128))
    """Slack's code, or why it was dropped; while it waits, why it was put off, or SENDING."""
    attempts: Mapped[int] = mapped_column(default=0)
    lease_token: Mapped[int] = mapped_column(default=0)
    """Which lease it is in: it grows by one whenever a courier takes it and never goes back. A courier that
    was frozen past its lease finds another number there, and sends nothing."""
    next_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it is due; while it is being sent, when that lease ends. Empty at the end."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.Index(
            "ix_outbox_messages_due",
            "next_attempt_at",
            sqlite_where=sa.text("next_attempt_at IS NOT NULL"),
            postgresql_where=sa.text("next_attempt_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_outbox_messages_turn",
            "workspace_id",
            "next_attempt_at",
            "id",
            sqlite_where=sa.text("next_attempt_at IS NOT NULL"),
            postgresql_where=sa.text("next_attempt_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_outbox_messages_parked",
            "ended_at",
            sqlite_where=sa.text("content IS NOT NULL AND ended_at IS NOT NULL"),
            postgresql_where=sa.text("content IS NOT NULL AND ended_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_outbox_messages_lane",
            "workspace_id",
            "lane",
            "id",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        ),
        sa.Index(
            "ix_outbox_messages_ended",
            "ended_at",
            sqlite_where=sa.text(f"ended_at IS NOT NULL AND {OF_ONE_PERSON}"),
            postgresql_where=sa.text(f"ended_at IS NOT NULL AND {OF_ONE_PERSON}"),
        ),
    )


class SlackPace(Base):
    """How far one of Slack's limits has been used up in one workspace, by all processes together."""

    __tablename__ = "slack_paces"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    lane: Mapped[str] = mapped_column(sa.String(96), primary_key=True)
    """What is limited: a conversation (the lane of its messages), one of Slack's methods by its name, or with
    nothing in it, the whole workspace."""
    used_until: Mapped[datetime] = mapped_column(UtcDateTime)
    """Until when the limit would be used up if everything had been sent at exactly its pace."""
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Slack said *too fast*, and not before when to come back."""

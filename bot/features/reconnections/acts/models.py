"""What is kept of an act: a draft for a week, when to be reminded, words handed over for a day."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class ActDraft(Base):
    """How far ``person_id`` has come with an act; one at most. Nobody else ever sees it."""

    __tablename__ = "act_drafts"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    about_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Towards whom; empty when they would rather not say."""
    content: Mapped[str] = mapped_column(EncryptedText)
    """All the rest, as JSON: see ``Draft``."""
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    forget_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
    )


class ActReminder(Base):
    """An act its author asked to be reminded of, beside the promise that it is. Nobody else ever sees it."""

    __tablename__ = "act_reminders"

    follow_up_id: Mapped[int] = mapped_column(RowId, sa.ForeignKey("follow_ups.id"), primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    act: Mapped[str] = mapped_column(EncryptedText)
    """What kind of act it is: an ``Act``."""
    words: Mapped[str] = mapped_column(EncryptedText)
    """What the person wrote, whole; the promise itself may hold less of it."""
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its author wants to be told; empty once they have been, or when a day was enough."""
    nudged_from: Mapped[date | None]
    """The day from which cards nudge, as it was planned: another one shows that its owner changed it."""
    felt: Mapped[str | None] = mapped_column(EncryptedText)
    """How it went with somebody unnamed: a ``Felt``. With others it stands in their log."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index(
            "ix_act_reminders_due",
            "remind_at",
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        ),
    )


class HandedWords(Base):
    """Words that their author had sent to themselves; the message is taken away after use, or after a day."""

    __tablename__ = "handed_words"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    about_id: Mapped[str | None] = mapped_column(sa.String(32))
    act: Mapped[str] = mapped_column(EncryptedText)
    follow_up_id: Mapped[int | None] = mapped_column(RowId, sa.ForeignKey("follow_ups.id"))
    draft_token: Mapped[int | None] = mapped_column(RowId)
    """The draft they are of, while there is no promise."""
    message_id: Mapped[int | None] = mapped_column(RowId)
    """The row of the outbox that carried them."""
    delete_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
    )

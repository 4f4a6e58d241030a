"""Promises: whose, to whom, in which words, and the day of the next nudge."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class State(StrEnum):
    """How a promise stands."""

    OFFERED = "offered"
    """Somebody else wrote it down for its owner, who has not said *Mine* yet: it is never nudged."""
    OPEN = "open"
    DONE = "done"
    LET_GO = "let go"
    DECLINED = "declined"
    """Its owner said it is not theirs. To everybody else this looks like *offered*."""


class Origin(StrEnum):
    """Where a promise was made; kept to answer *why did I get this?*"""

    COMMAND = "command"
    MESSAGE = "message"
    ONE_ON_ONE = "one-on-one"
    RECONNECTION = "reconnection"
    OWN_PART = "own-part"
    """To be asked once whether what an apology promised was done."""


class FollowUp(Base):
    """One promise, nudged until its owner has done it or lets it go."""

    __tablename__ = "follow_ups"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    owner_id: Mapped[str] = mapped_column(sa.String(32))
    """Who promised."""
    author_id: Mapped[str] = mapped_column(sa.String(32))
    """Who wrote it down; usually the owner."""
    with_id: Mapped[str | None] = mapped_column(sa.String(32))
    """To whom it was promised, or whom it is about."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    """Both see its words, its day, and open, done or let go. Otherwise only its author ever does."""
    words: Mapped[str] = mapped_column(EncryptedText)
    link: Mapped[str | None] = mapped_column(EncryptedText)
    """The address of the Slack message it was noted from."""
    origin: Mapped[str] = mapped_column(sa.String(16))
    state: Mapped[str] = mapped_column(sa.String(16))
    persistence: Mapped[str | None] = mapped_column(sa.String(16))
    """How long to nudge about this one; empty: as the owner chose for all."""
    due_on: Mapped[date]
    """A day on the owner's own calendar, wherever they travel."""
    nudges: Mapped[int] = mapped_column(default=0)
    """How often it has been nudged since it was last put to a new day."""
    next_nudge_on: Mapped[date | None]
    """The day whose card names it next; empty: only the list, the digest and the Home tab do."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "owner_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "author_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "with_id"], ["people.workspace_id", "people.id"]),
        sa.Index(
            "ix_follow_ups_due",
            "workspace_id",
            "owner_id",
            "next_nudge_on",
            sqlite_where=sa.text("next_nudge_on IS NOT NULL"),
            postgresql_where=sa.text("next_nudge_on IS NOT NULL"),
        ),
        sa.Index("ix_follow_ups_owner", "workspace_id", "owner_id", "state", "due_on"),
        sa.Index("ix_follow_ups_with", "workspace_id", "with_id", "state", "due_on"),
    )

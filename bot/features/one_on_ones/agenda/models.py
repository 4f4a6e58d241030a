"""The items on the agenda of two people, and the agenda that one of them would like for next time."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class ItemState(StrEnum):
    """How an item stands."""

    OPEN = "open"
    DONE = "done"
    LET_GO = "let go"


class AgendaItem(Base):
    """Something one of two people wants to talk about with the other."""

    __tablename__ = "agenda_items"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    pair_id: Mapped[str] = mapped_column(sa.String(80))
    """Both ids in alphabetical order: an item outlives the series it was written for."""
    author_id: Mapped[str] = mapped_column(sa.String(32))
    other_id: Mapped[str] = mapped_column(sa.String(32))
    series_id: Mapped[int | None] = mapped_column(sa.ForeignKey("series.id", ondelete="SET NULL"))
    """The series on whose agenda it stands. Without one that runs and is shared, only its author sees it."""
    words: Mapped[str] = mapped_column(EncryptedText)
    link: Mapped[str | None] = mapped_column(EncryptedText)
    """The address of the Slack message it came from."""
    is_private: Mapped[bool] = mapped_column(default=False)
    """Its author alone sees it, whatever they share."""
    state: Mapped[str] = mapped_column(sa.String(16), default=ItemState.OPEN)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_aside_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """*Not today*: the beginning of the meeting it is not for; it is for those after that one."""
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its author's card asked whether it still matters."""
    matters_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its author said that it does."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[str | None] = mapped_column(sa.String(32))

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "author_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "other_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "closed_by_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_agenda_items_pair", "workspace_id", "pair_id", "state", "added_at"),
    )


class ReconnectWish(Base):
    """``person_id`` would like to reconnect when they next meet ``about_id``. Theirs alone until shown."""

    __tablename__ = "reconnect_wishes"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    about_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    wished_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
    )

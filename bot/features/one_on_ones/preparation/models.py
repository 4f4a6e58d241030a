"""What somebody noted privately before a meeting."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class Preparation(Base):
    """One person's own notes for the next meeting with one other. Nobody else ever sees them."""

    __tablename__ = "preparations"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    other_id: Mapped[str] = mapped_column(sa.String(32))
    meeting_id: Mapped[int | None] = mapped_column(sa.ForeignKey("meetings.id", ondelete="SET NULL"))
    """The meeting they were written for, where it was planned by then. Once it was held, they are past."""
    words: Mapped[str] = mapped_column(EncryptedText)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "other_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_preparations_person", "workspace_id", "person_id", "other_id", "written_at"),
    )

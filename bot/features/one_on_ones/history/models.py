"""Notes that the two people of a meeting share."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class SharedNote(Base):
    """What one of the two wrote down for both. Either may delete it."""

    __tablename__ = "shared_notes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meetings.id", ondelete="CASCADE"))
    author_id: Mapped[str] = mapped_column(sa.String(32))
    words: Mapped[str] = mapped_column(EncryptedText)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "author_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_shared_notes_meeting", "meeting_id", "written_at"),
    )

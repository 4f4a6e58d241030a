"""Lines about people that came and went by the word of others: the company's list, or Slack's profiles."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, RowId, UtcDateTime


class LineChange(Base):
    """That a source began, or ceased, to say that ``manager_id`` leads ``report_id``; only they see it."""

    __tablename__ = "line_changes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(sa.String(16))
    """A ``Source``, but for HAND."""
    report_id: Mapped[str] = mapped_column(sa.String(32))
    manager_id: Mapped[str] = mapped_column(sa.String(32))
    is_begun: Mapped[bool]
    """False: it ended."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "report_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "manager_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_line_changes_workspace", "workspace_id", "changed_at"),
        sa.Index("ix_line_changes_report", "workspace_id", "report_id"),
        sa.Index("ix_line_changes_manager", "workspace_id", "manager_id"),
        sa.Index("ix_line_changes_changed_at", "changed_at"),
    )

"""The figures that were published, a calendar month each."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, UtcDateTime


class FigureReport(Base):
    """One month's figures as they were published, never counted again: two versions would tell more."""

    __tablename__ = "figure_reports"

    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    """The first day of that month."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counted: Mapped[str | None] = mapped_column(EncryptedText)
    """Whom it counted, each as a short hash, so that the months after it can be held beside it; empty for a
    month that was not published."""
    published: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    """The rounded figures by name, as everybody reads them; empty for a month that was not published."""

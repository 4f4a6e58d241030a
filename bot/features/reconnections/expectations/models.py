"""What one person expects of another, and whether they would show it if the other does the same."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, UtcDateTime


class Expectation(Base):
    """What ``person_id`` expects of ``about_id``. The other sees it only while both choose to share."""

    __tablename__ = "expectations"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    about_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    words: Mapped[str] = mapped_column(EncryptedText)
    """One to five lines."""
    would_share: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
    )

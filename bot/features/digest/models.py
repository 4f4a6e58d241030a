"""The weeks for which a digest was sent."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, RowId, UtcDateTime


class Digest(Base):
    """One person's digest of one week. What it said is read anew whenever it is opened."""

    __tablename__ = "digests"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    week_of: Mapped[date]
    """The Monday of that week, on the person's own calendar."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.UniqueConstraint("workspace_id", "person_id", "week_of"),
    )

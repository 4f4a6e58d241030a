"""The threads and round-ups a channel has had."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, RowId, UtcDateTime


class FridayThread(Base):
    """One week's invitation in the channel, below which thanks are said."""

    __tablename__ = "friday_threads"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(sa.String(32))
    week_of: Mapped[date]
    """The Monday of that week, on the channel's calendar."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message_id: Mapped[int | None] = mapped_column(RowId)
    """The outbox row of the invitation."""

    __table_args__ = (sa.UniqueConstraint("workspace_id", "week_of"),)


class RoundUp(Base):
    """One month's round-up of what was said in the channel."""

    __tablename__ = "round_ups"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(sa.String(32))
    month: Mapped[date]
    """The first day of the month it tells about, on the channel's calendar."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message_id: Mapped[int | None] = mapped_column(RowId)

    __table_args__ = (sa.UniqueConstraint("workspace_id", "month"),)

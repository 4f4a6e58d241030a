"""The files with somebody's own data that stand in their conversation with the bot, until they go."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, RowId, UtcDateTime


class Export(Base):
    """One file of an export, until it is taken out of Slack again."""

    __tablename__ = "exports"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Whose it is; empty: they had everything deleted, and only the file is still to go."""
    message_id: Mapped[int] = mapped_column(RowId)
    """The outbox row of the file, which knows Slack's name of it once it is there."""
    delete_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
    )

"""The cards that were made, and what each of them named."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, RowId, UtcDateTime


class Card(Base):
    """One person's card of one day. The database itself refuses a second one."""

    __tablename__ = "cards"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    made_on: Mapped[date]
    """The day on the person's own calendar."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    only_suggestions: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[int | None] = mapped_column(RowId)
    """Its row in the outbox."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.UniqueConstraint("workspace_id", "person_id", "made_on"),
    )


class CardLine(Base):
    """One thing that a card named."""

    __tablename__ = "card_lines"

    card_id: Mapped[int] = mapped_column(sa.ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    subject_id: Mapped[int] = mapped_column(RowId, primary_key=True)

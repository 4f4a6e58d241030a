"""When a person was last asked whom they might thank, and whether they want to be."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, RowId


class AppreciationPrompt(Base):
    """One person's weekly question. There is a row once they were asked or have chosen."""

    __tablename__ = "appreciation_prompts"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    asked_on: Mapped[date | None]
    """The day, on their calendar, of the card that asked last."""
    named_last_id: Mapped[str | None] = mapped_column(sa.String(32))
    """The last of those who were named then: the next time it goes on behind them."""
    is_off: Mapped[bool] = mapped_column(default=False)
    """They do not want to be asked."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.UniqueConstraint("workspace_id", "person_id"),
    )

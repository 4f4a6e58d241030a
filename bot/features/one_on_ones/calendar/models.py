"""The addresses under which people's calendars can be subscribed to."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, UtcDateTime


class CalendarFeed(Base):
    """One person's private address. A new one takes the place of the old one, which is gone from then on."""

    __tablename__ = "calendar_feeds"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    secret: Mapped[str] = mapped_column(EncryptedText)
    """The part of the address that nobody can guess, kept to be shown again."""
    secret_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """SHA-256 of it in hexadecimal digits: whoever reads the database cannot read the calendar."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
    )

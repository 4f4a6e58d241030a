"""Who has the Home tab open, and whether it still shows what is."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, UtcDateTime


class HomeOpening(Base):
    """When one person last opened their Home tab."""

    __tablename__ = "home_openings"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    show_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it is to be shown anew, since something it shows has changed; empty: it is as things are."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often Slack has not taken it since then."""
    pages: Mapped[dict[str, int]] = mapped_column(sa.JSON, default=dict)
    """Which page of each long list they look at, so that it is shown anew where they are."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index(
            "ix_home_openings_show_at",
            "show_at",
            sqlite_where=sa.text("show_at IS NOT NULL"),
            postgresql_where=sa.text("show_at IS NOT NULL"),
        ),
    )

"""One row for each workspace, or whole organisation, into which Tend was installed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, UtcDateTime


class Installation(Base):
    """Tend in one workspace. Without a token of its own it has another's, that of the settings, or none."""

    __tablename__ = "installations"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    """Slack's id of the workspace (T…), or of the organisation (E…) that installed it for all of its own."""
    enterprise_id: Mapped[str | None] = mapped_column(sa.String(32))
    """The organisation to which the workspace belongs, if any."""
    through_id: Mapped[str | None] = mapped_column(sa.String(32), index=True)
    """The organisation whose installation reaches this workspace, too, and whose token is used."""
    is_from_settings: Mapped[bool] = mapped_column(default=False)
    """Whether its token is SLACK_BOT_TOKEN, which stands in no table."""
    bot_token: Mapped[str | None] = mapped_column(EncryptedText)
    refresh_token: Mapped[str | None] = mapped_column(EncryptedText)
    bot_user_id: Mapped[str] = mapped_column(sa.String(32), default="")
    token_ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When Slack stops taking the token; empty for one that does not rotate."""
    renew_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the token is renewed the next time. Whoever renews it moves this on first, so nobody else does."""
    installed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    purge_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When all data of a workspace is deleted that has taken Tend out; a new installation ends it."""

    __table_args__ = tuple(
        sa.Index(
            f"ix_installations_{column}",
            column,
            sqlite_where=sa.text(f"{column} IS NOT NULL"),
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
        for column in ("renew_at", "purge_at")
    )

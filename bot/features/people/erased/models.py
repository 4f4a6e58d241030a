"""Who had everything deleted, as hashes that say nothing without their key."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, UtcDateTime


class ErasureKey(Base):
    """The key of a workspace's marks: random, made once, and kept when TEND_ENCRYPTION_KEYS change."""

    __tablename__ = "erasure_keys"

    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    key: Mapped[str] = mapped_column(EncryptedText)


class ErasedMark(Base):
    """Somebody who had everything deleted and is left alone since, until they begin again themselves."""

    __tablename__ = "erased_marks"

    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    mark: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    """HMAC-SHA256 of their id with the workspace's key, in hexadecimal digits."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

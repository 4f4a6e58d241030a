"""Which requests have had their effect, so that a second delivery of one has none."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, UtcDateTime


class HandledRequest(Base):
    """One request of Slack's that was carried out. Slack repeats events, and people press twice."""

    __tablename__ = "handled_requests"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(160), primary_key=True)
    handled_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

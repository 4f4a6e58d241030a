"""Which question was shown to whom about whom, and what became of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class QuestionShown(Base):
    """One question on the screen of one person, to be asked of another. Only the asker ever sees it."""

    __tablename__ = "questions_shown"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    asker_id: Mapped[str] = mapped_column(sa.String(32))
    about_id: Mapped[str] = mapped_column(sa.String(32))
    """Whom it is to be asked of."""
    question_id: Mapped[str] = mapped_column(sa.String(64))
    """Its name in the bank, which may have lost it since."""
    version: Mapped[int]
    """Which words of it were shown."""
    direction: Mapped[str] = mapped_column(sa.String(16))
    state: Mapped[str | None] = mapped_column(EncryptedText)
    """How the asker said it is between them; empty if they had not, and once that is forgotten."""
    why: Mapped[str | None] = mapped_column(EncryptedText)
    """The facts that spoke for it, as JSON. They hold the state, and are forgotten with it."""
    step: Mapped[int]
    """How many the pair had before it."""
    shown_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(sa.String(16))

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "asker_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_questions_shown_asker", "workspace_id", "asker_id", "about_id", "id"),
        sa.Index("ix_questions_shown_shown_at", "shown_at"),
        sa.Index(
            "ix_questions_shown_states",
            "shown_at",
            sqlite_where=sa.text("state IS NOT NULL OR why IS NOT NULL"),
            postgresql_where=sa.text("state IS NOT NULL OR why IS NOT NULL"),
        ),
    )

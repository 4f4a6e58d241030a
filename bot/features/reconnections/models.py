"""How it is between two people as one of them says, and how often that one wants a question."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class Side(StrEnum):
    """How it is, from one person's side."""

    DISTANT = "distant"
    TENSE = "tense"
    UNDERNOURISHED = "undernourished"
    HEALTHY = "healthy"
    NOT_SURE = "not_sure"


class Rhythm(StrEnum):
    """How often a person wants a question about another."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class OwnSide(Base):
    """How it is between ``person_id`` and ``about_id``, as the former said. Nobody else ever sees it."""

    __tablename__ = "own_sides"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    about_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    side: Mapped[str] = mapped_column(EncryptedText)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
    )


class QuestionRhythm(Base):
    """``person_id`` wants a question about ``about_id`` now and then. Nobody else ever sees it."""

    __tablename__ = "question_rhythms"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    about_id: Mapped[str] = mapped_column(sa.String(32))
    rhythm: Mapped[str] = mapped_column(sa.String(16))
    chosen_on: Mapped[date]
    """This and the days below are days on the person's own calendar."""
    seen_on: Mapped[date | None]
    """When they last had a question about the other in front of them."""
    told_on: Mapped[date | None]
    """When a card last said that one is waiting."""
    next_question_on: Mapped[date]
    """From this day on, one is waiting. It moves on when a card says so, or when a question is seen."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
        sa.UniqueConstraint("workspace_id", "person_id", "about_id"),
        sa.Index("ix_question_rhythms_due", "workspace_id", "person_id", "next_question_on"),
    )

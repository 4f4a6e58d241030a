"""One small act a week: who wants one, the acts that they wrote down themselves, and which ones they had."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId


class Outcome(StrEnum):
    """What became of an act. One that nobody answered has none."""

    DID_IT = "did it"
    ANOTHER = "another"
    NOT_THIS_WEEK = "not this week"


class PresenceChoice(Base):
    """``person_id`` wants one small act a week. Nobody else ever sees it."""

    __tablename__ = "presence_choices"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    next_on: Mapped[date]
    """From this day of the person's own calendar on, a card brings the next one."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
    )


class OwnPresenceAct(Base):
    """A small act that a person wrote down for themselves."""

    __tablename__ = "own_presence_acts"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    words: Mapped[str] = mapped_column(EncryptedText)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_own_presence_acts_person", "workspace_id", "person_id"),
    )


class PresenceShown(Base):
    """An act that was put to a person, and what they said to it."""

    __tablename__ = "presence_acts_shown"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    act_id: Mapped[str] = mapped_column(sa.String(64))
    """The id of the content file, or ``own:`` and that of one's own."""
    round: Mapped[int]
    """No act comes twice in one round."""
    shown_on: Mapped[date]
    """A day on the person's own calendar."""
    outcome: Mapped[str | None] = mapped_column(sa.String(16))

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_presence_acts_shown_person", "workspace_id", "person_id", "id"),
    )

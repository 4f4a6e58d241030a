"""What somebody did towards another, whom they want to keep in touch with, and whom they leave in peace."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId


class Kind(StrEnum):
    """What somebody did."""

    NAME = "name"
    ASK = "ask"
    THANK = "thank"
    OWN = "own"
    QUESTION = "question"
    TALKED = "talked"
    ONE_ON_ONE = "one_on_one"
    SHOUTOUT = "shoutout"
    PRESENCE = "presence"


class Felt(StrEnum):
    """How an act went, as the one who did it says."""

    HELPED = "helped"
    SAME = "same"
    HARDER = "harder"
    TOO_SOON = "too_soon"


class Act(Base):
    """One thing between ``person_id`` and ``about_id``, in the log of the former, who alone ever sees it.

    Each has a log of their own: what one of the two notes never shows in the other's.
    """

    __tablename__ = "acts"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    about_id: Mapped[str] = mapped_column(sa.String(32))
    kind: Mapped[str] = mapped_column(sa.String(16))
    done_on: Mapped[date]
    """On the calendar of ``person_id``."""
    started_by_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Which of the two began it; empty for neither, as with a meeting that comes by itself."""
    felt: Mapped[str | None] = mapped_column(EncryptedText)
    """How it went, if they said: a Felt."""
    was_unanswered: Mapped[bool] = mapped_column(default=False)
    key: Mapped[str] = mapped_column(sa.String(96))
    """What it came from, such as ``meeting:17``: nothing is logged twice."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
        sa.UniqueConstraint("workspace_id", "person_id", "key"),
        sa.Index("ix_acts_about", "workspace_id", "person_id", "about_id", "done_on"),
        sa.Index("ix_acts_done_on", "done_on"),
    )


class Pair(Base):
    """``about_id`` is on the list of people with whom ``person_id`` wants to keep in touch."""

    __tablename__ = "pairs"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    about_id: Mapped[str] = mapped_column(sa.String(32))
    rhythm_days: Mapped[int | None]
    """How often, in working days; empty for *as it has been so far*."""
    added_on: Mapped[date]
    """When they were put on the list, or last kept on it: this and the days below are days on the calendar
    of ``person_id``."""
    drift_told_on: Mapped[date | None]
    """When a card last said that it has been a while."""
    drift_in_a_row: Mapped[int] = mapped_column(default=0)
    """How often cards have said so since the last act."""
    stop_asked_on: Mapped[date | None]
    """When the last card of all asked whether to keep them on the list."""
    starts_told_on: Mapped[date | None]
    """When it was last said who usually starts."""
    starts_is_fine: Mapped[bool] = mapped_column(default=False)
    """*That's fine with me*: it is never said again."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
        sa.UniqueConstraint("workspace_id", "person_id", "about_id"),
    )


class RestKind(StrEnum):
    """Why somebody is left in peace."""

    REST = "rest"
    ASKED_NOT_TO = "asked_not_to"


class Rest(Base):
    """``person_id`` lets it rest with ``about_id``, for a while or for good. Only they ever see it."""

    __tablename__ = "rests"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    about_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    until: Mapped[date | None]
    """The first day without it, on the calendar of ``person_id``; empty for good."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
    )

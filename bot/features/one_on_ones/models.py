"""One-on-ones: the series, its meetings, who was told of each, and what the other person answered."""

from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.platform.database import Base, RowId, UtcDateTime


class Rhythm(StrEnum):
    """How often two people mean to meet."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Kind(StrEnum):
    """What the two are to each other."""

    LED = "led"
    """One of them leads the other."""
    SKIP_LEVEL = "skip level"
    """One of them leads somebody who leads the other."""
    PEER = "peer"


class Role(StrEnum):
    """What one of the two is in it."""

    REPORT = "report"
    LEAD = "lead"
    PEER = "peer"
    SKIP_LEAD = "skip_lead"
    SKIP_REPORT = "skip_report"


class Answer(StrEnum):
    """What the other person said to a series. Only *yes* and *another time* ever show to its organizer."""

    NOT_YET = "not yet"
    YES = "yes"
    ANOTHER_TIME = "another time"
    NOT_THIS_ONE = "not this one"
    NOT_THROUGH_TEND = "not through tend"


class MeetingState(StrEnum):
    """How one meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    MOVED = "moved"
    """It took, or takes, place at another time, which is a meeting of its own."""
    SKIPPED = "skipped"
    LEFT_OUT = "left out"
    """Nobody was asked: a pause, another slot, a day off or the end of the series took it away."""


class Phase(StrEnum):
    """Why a card names a meeting."""

    BEFORE = "before"
    AFTER = "after"
    ANOTHER_SLOT = "another slot"
    """One of the two is away on that day."""
    GO_ON = "go on"
    """Of the last few nobody has said what became."""


class Series(Base):
    """A recurring one-on-one. It works for its organizer alone; the other's yes makes it shared."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    organizer_id: Mapped[str] = mapped_column(sa.String(32))
    """Who set it up."""
    other_id: Mapped[str] = mapped_column(sa.String(32))
    pair_id: Mapped[str] = mapped_column(sa.String(80))
    """Both ids in alphabetical order: two people have one series at a time, whoever set it up."""
    kind: Mapped[str] = mapped_column(sa.String(16), default=Kind.PEER)
    lead_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Which of the two leads, by the organizer's word; empty between peers."""
    rhythm: Mapped[str] = mapped_column(sa.String(16))
    ordinal: Mapped[int | None]
    """For a monthly or quarterly one: which of the month's weekdays, 1 to 4, or -1 for the last."""
    starts_on: Mapped[date]
    """The day of the first meeting, on the calendar of ``zone``. The others are counted from it."""
    at: Mapped[time]
    """On the wall clock of ``zone``, summer and winter."""
    zone: Mapped[str] = mapped_column(sa.String(64))
    """IANA name: the zone whose clock the two go by."""
    minutes: Mapped[int]
    paused_until: Mapped[date | None]
    """No meeting before that day, on the calendar of ``zone``."""
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the pause began: what had been moved and it took away comes back when it is ended early."""
    answer: Mapped[str] = mapped_column(sa.String(24), default=Answer.NOT_YET)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    said_another_time: Mapped[bool] = mapped_column(default=False)
    """What the organizer was shown once stays, whatever is answered later, short of joining."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[str | None] = mapped_column(sa.String(32))
    calendar_id: Mapped[str] = mapped_column(sa.String(36))
    """Names it in everybody's calendar, for good."""
    sequence: Mapped[int] = mapped_column(default=0)
    """How often something that a calendar shows has changed."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When that last happened."""
    kept_on_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody last said that it goes on, though nobody had said what became of the last few."""
    hands_settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody last said what becomes of it now that another one leads."""
    plan_next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the next meeting is planned: as the one before it begins."""
    invite_next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the other person is told of it, if they are; empty once that is settled."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "organizer_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "other_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "ended_by_id"], ["people.workspace_id", "people.id"]),
        sa.Index(
            "ix_series_pair",
            "workspace_id",
            "pair_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.Index(
            "ix_series_plan_next_at",
            "plan_next_at",
            sqlite_where=sa.text("plan_next_at IS NOT NULL"),
            postgresql_where=sa.text("plan_next_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_series_invite_next_at",
            "invite_next_at",
            sqlite_where=sa.text("invite_next_at IS NOT NULL"),
            postgresql_where=sa.text("invite_next_at IS NOT NULL"),
        ),
        sa.Index("ix_series_organizer", "workspace_id", "organizer_id"),
        sa.Index("ix_series_other", "workspace_id", "other_id"),
    )

    @property
    def is_shared(self) -> bool:
        """Whether the other person has joined."""
        return self.answer == Answer.YES

    def is_in(self, person_id: str) -> bool:
        """Whether the series is this person's: they set it up, or joined."""
        return person_id == self.organizer_id or (person_id == self.other_id and self.is_shared)

    def other_end(self, person_id: str) -> str:
        """The id of the one whom ``person_id`` meets."""
        return self.other_id if person_id == self.organizer_id else self.organizer_id

    def role_of(self, person_id: str) -> Role:
        """What ``person_id`` is in it, by the organizer's word."""
        if self.kind == Kind.PEER:
            return Role.PEER
        leads = person_id == self.lead_id
        if self.kind == Kind.SKIP_LEVEL:
            return Role.SKIP_LEAD if leads else Role.SKIP_REPORT
        return Role.LEAD if leads else Role.REPORT


class SeriesSide(Base):
    """What a series is for one of the two alone: when they want to hear of a meeting, and what is new."""

    __tablename__ = "series_sides"

    series_id: Mapped[int] = mapped_column(sa.ForeignKey("series.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    lead_minutes: Mapped[int | None]
    """So long before a meeting it is named in a message of its own; empty: on the day's card."""
    prompt_next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When that message comes next."""
    news_kind: Mapped[str | None] = mapped_column(sa.String(16))
    """What the other one has changed and this person's next card tells."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_series_sides_person", "workspace_id", "person_id"),
        sa.Index(
            "ix_series_sides_prompt_next_at",
            "prompt_next_at",
            sqlite_where=sa.text("prompt_next_at IS NOT NULL"),
            postgresql_where=sa.text("prompt_next_at IS NOT NULL"),
        ),
    )


class Meeting(Base):
    """One occasion of a series. There is never a second one at the same moment."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    series_id: Mapped[int] = mapped_column(sa.ForeignKey("series.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(sa.String(16), default=MeetingState.PLANNED)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Who said first what became of it. Nobody else is told who that was."""
    moved_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it takes place instead."""
    agenda_kind: Mapped[str | None] = mapped_column(sa.String(32))
    """The skeleton that was chosen for this one; empty: the usual one of its rhythm."""

    series: Mapped[Series] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "closed_by_id"], ["people.workspace_id", "people.id"]),
        sa.UniqueConstraint("series_id", "starts_at"),
        sa.Index("ix_meetings_of_series", "series_id", "state", "starts_at"),
    )


class MeetingPrompt(Base):
    """That a person's card has named a meeting, once before it and once after."""

    __tablename__ = "meeting_prompts"

    meeting_id: Mapped[int] = mapped_column(
        sa.ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    phase: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
    )


class MeetingNote(Base):
    """That a person pressed *Held* themselves. Their own digest goes by their own presses alone."""

    __tablename__ = "meeting_notes"

    meeting_id: Mapped[int] = mapped_column(
        sa.ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_meeting_notes_person", "workspace_id", "person_id"),
    )


class Invitee(Base):
    """When a person was last invited, by whomever, and whether they want to be."""

    __tablename__ = "invitees"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    not_through_tend_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they asked for no such messages, from anybody, ever."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
    )

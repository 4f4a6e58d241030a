"""The directory: people as Slack describes them, and what each chose for themselves."""

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from bot.features.people.free_days import FreeDays
from bot.features.people.stretches import Stretch
from bot.platform.database import Base, RowId, UtcDateTime
from bot.platform.working_time import WorkingTime


class Person(Base):
    """Somebody in the workspace, as Slack's member list describes them."""

    __tablename__ = "people"

    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(255))
    """What the person is called in Slack: their own text, escaped wherever it is shown."""
    zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    """IANA name; UTC where Slack gave none."""
    locale: Mapped[str | None] = mapped_column(sa.String(16))
    """The language they use Slack in, as Slack writes it: "en-US", "pt-BR"."""
    is_bot: Mapped[bool] = mapped_column(default=False)
    is_guest: Mapped[bool] = mapped_column(default=False)
    is_foreign: Mapped[bool] = mapped_column(default=False)
    """From another company, through Slack Connect."""
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_gone: Mapped[bool] = mapped_column(default=False)
    """Deactivated in Slack."""
    profile_next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When their Slack profile is asked who leads them; empty until the next night, or for good."""
    forget_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When Tend forgets them, a month after they left; empty while they are here, and once that is done."""
    forgotten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.Index(
            "ix_people_forget_at",
            "forget_at",
            sqlite_where=sa.text("forget_at IS NOT NULL"),
            postgresql_where=sa.text("forget_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_people_profile_next_at",
            "profile_next_at",
            sqlite_where=sa.text("profile_next_at IS NOT NULL"),
            postgresql_where=sa.text("profile_next_at IS NOT NULL"),
        ),
    )


class Persistence(StrEnum):
    """How long a person wants to be nudged about one promise."""

    STANDARD = "standard"
    STEADY = "steady"
    GENTLE = "gentle"


class Enrolment(Base):
    """What one person chose for themselves: from the first thing they save on, or since they said *stop*."""

    __tablename__ = "enrolments"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    enrolled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they first saved something; empty for somebody who has only said *stop*."""
    card_at: Mapped[time] = mapped_column(default=time(9))
    """The hour of the day's card, on the person's own wall clock."""
    weekdays: Mapped[str] = mapped_column(sa.String(7), default="01234")
    """The days they work: 0 is Monday."""
    opens: Mapped[time] = mapped_column(default=time(9))
    """When they begin to work, on their own wall clock; ``closes``: when they stop."""
    closes: Mapped[time] = mapped_column(default=time(17))
    digest_day: Mapped[int] = mapped_column(default=0)
    """The weekday of their digest: 0 is Monday. It comes with that day's card."""
    language: Mapped[str | None] = mapped_column(sa.String(8))
    """In which they want questions and openers, "de"; empty: the language they use Slack in."""
    names_in_digest: Mapped[bool] = mapped_column(default=False)
    """Their digest names one person a week whom they last thanked long ago."""
    country: Mapped[str | None] = mapped_column(sa.String(32))
    """Whose public holidays are days off: ISO 3166, "DE" or "DE-BE". Empty: none are."""
    persistence: Mapped[str] = mapped_column(sa.String(16), default=Persistence.STANDARD)
    paused_until: Mapped[date | None]
    """The first day on which they may be written to again; date.max for *until I say so*."""
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    heeds_status: Mapped[bool] = mapped_column(default=False)
    """Their status in Slack says when they are away; until they choose so, it is not even looked at."""
    away_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until when their status says that they are away; the end of all time where it has no end."""
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they last pressed, typed or opened something, to the day; nobody else ever sees it."""
    next_card_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When their next card is looked at; empty when nothing unprompted may reach them."""
    days_off: Mapped[list["DaysOff"]] = relationship(
        primaryjoin=lambda: sa.and_(
            Enrolment.workspace_id == foreign(DaysOff.workspace_id),
            Enrolment.person_id == foreign(DaysOff.person_id),
        ),
        order_by=lambda: DaysOff.first_on,
        cascade="all, delete-orphan",
    )

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index(
            "ix_enrolments_next_card_at",
            "next_card_at",
            sqlite_where=sa.text("next_card_at IS NOT NULL"),
            postgresql_where=sa.text("next_card_at IS NOT NULL"),
        ),
    )

    def working_time(self, zone: str) -> WorkingTime:
        """When they work, in ``zone`` (their own, from the directory): not on days off or public holidays."""
        return working_time(
            zone,
            weekdays=self.weekdays,
            opens=self.opens,
            closes=self.closes,
            days_off=[Stretch(row.first_on, row.last_on) for row in self.days_off],
            country=self.country,
        )


def working_time(
    zone: str, *, weekdays: str, opens: time, closes: time, days_off: Iterable[Stretch], country: str | None
) -> WorkingTime:
    """When somebody works who chose this: not on ``days_off``, nor on the public holidays of ``country``."""
    return WorkingTime(
        zone=zone,
        days=frozenset(map(int, weekdays)),
        opens=opens,
        closes=closes,
        days_off=FreeDays(tuple(days_off), country),
    )


class DaysOff(Base):
    """Days on which a person who has enrolled does not work, from the first to the last, both included."""

    __tablename__ = "days_off"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    first_on: Mapped[date]
    """On the person's own calendar, as ``last_on``."""
    last_on: Mapped[date]

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_days_off_person", "workspace_id", "person_id"),
    )


class BlockedPerson(Base):
    """That nothing ``about_id`` does reaches ``person_id``, who alone ever sees it."""

    __tablename__ = "blocked_people"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    about_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    blocked_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "about_id"], ["people.workspace_id", "people.id"]),
    )


class TimeAway(Base):
    """A pause of somebody's, or days off that are over: days that count for nothing between two people.

    It is kept so that nobody hears "it has been a while" about a time in which they were away.
    """

    __tablename__ = "times_away"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    first_on: Mapped[date]
    """On the person's own calendar, as ``last_on``."""
    last_on: Mapped[date]
    """date.max while nobody knows when it ends."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_times_away_person", "workspace_id", "person_id"),
        sa.Index("ix_times_away_last_on", "last_on"),
    )


class Relation(StrEnum):
    """What somebody is to a person, as that person says."""

    MANAGER = "manager"
    REPORT = "report"
    PEER = "peer"


class ReportingLine(Base):
    """What ``other_id`` is to ``person_id``, said by ``person_id`` by hand.

    One side's word grants nothing about the other: the line is confirmed when both say the same.
    """

    __tablename__ = "reporting_lines"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    other_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    relation: Mapped[str] = mapped_column(sa.String(16))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "other_id"], ["people.workspace_id", "people.id"]),
    )


class Source(StrEnum):
    """Where it is known from who leads whom; where they disagree, the one named first holds."""

    HAND = "hand"
    PROFILE = "profile"
    LIST = "list"


class ToldLine(Base):
    """That ``manager_id`` leads ``report_id``, as the company's list or a Slack profile says.

    It stands beneath what a person says themselves, and is read for each of the two alone.
    """

    __tablename__ = "told_lines"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    report_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    manager_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    source: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    """A ``Source``, but for HAND."""
    is_second: Mapped[bool] = mapped_column(default=False)
    """A second manager, beside the one in the line."""
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Since when the source says so."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "report_id"], ["people.workspace_id", "people.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "manager_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_told_lines_manager", "workspace_id", "manager_id"),
    )

"""One Slack workspace: who the bot is in it, and what its admins decided for everybody."""

from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class Workspace(Base):
    """One Slack workspace and what its admins chose."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(255))
    url: Mapped[str] = mapped_column(sa.String(255))
    bot_user_id: Mapped[str] = mapped_column(sa.String(32))
    people_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the whole member list was last read from Slack."""
    people_cursor: Mapped[str | None] = mapped_column(sa.String(255))
    """Slack's name of the page from which the reading of that list goes on; empty: from the first."""
    people_ask_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Slack would not say when last asked: not before then again, so that others do not wait behind it."""
    shoutouts_channel_id: Mapped[str | None] = mapped_column(sa.String(32))
    thanks_way: Mapped[str] = mapped_column(sa.String(16), default="in_channel")
    """How thanks reach whoever has not chosen: a ``Way`` of the shout-outs."""
    card_at: Mapped[time] = mapped_column(default=time(9))
    """The hour of the day's card for whoever begins, until they choose another."""
    serious_contacts: Mapped[str | None] = mapped_column(EncryptedText)
    """Whom to turn to with something serious, in the admins' own words."""
    confidential_words: Mapped[str | None] = mapped_column(EncryptedText)
    """Names that are not public yet, one a line; a shout-out with one of them gets a hint."""
    zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    """The clock on the channel's wall: the IANA zone of the admin who last chose what the channel gets."""
    has_friday_thread: Mapped[bool] = mapped_column(default=False)
    has_round_up: Mapped[bool] = mapped_column(default=False)
    thread_next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the next Friday thread is due; empty when the channel does not want one."""
    round_up_next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    switched_off: Mapped[str] = mapped_column(sa.String(255), default="")
    """The features that are not used here, by name, with a blank between them."""
    is_pilot: Mapped[bool] = mapped_column(default=False)
    """Only those on the pilot list can use Tend."""
    keep_thanks_days: Mapped[int] = mapped_column(default=90)
    """After how many days Tend forgets the words of a shout-out; Slack keeps the post as it keeps any."""
    keep_acts_days: Mapped[int] = mapped_column(default=365)
    keep_states_days: Mapped[int] = mapped_column(default=60)

    __table_args__ = tuple(
        sa.Index(
            f"ix_workspaces_{column}",
            column,
            sqlite_where=sa.text(f"{column} IS NOT NULL"),
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
        for column in ("thread_next_at", "round_up_next_at")
    )


class CompanyValue(Base):
    """One of the company's values, which a shout-out may name."""

    __tablename__ = "company_values"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"))
    name: Mapped[str] = mapped_column(sa.String(75))
    """Plain text, as an admin wrote it; escaped wherever it is shown."""
    position: Mapped[int]

    __table_args__ = (sa.UniqueConstraint("workspace_id", "name"),)


class PilotChannel(Base):
    """A channel whose members are on the pilot list."""

    __tablename__ = "pilot_channels"

    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    channel_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    read_next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When its members are read from Slack the next time."""


class PilotPerson(Base):
    """Somebody on the pilot list, by their own name or as a member of a channel on it.

    It names no row of the directory: a channel's members are read before everybody in them is known.
    """

    __tablename__ = "pilot_people"

    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    channel_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default="")
    """The channel through which they are on it; empty: by name."""


class SettingChange(Base):
    """That an admin changed one group of the workspace's settings. What stood there is kept nowhere."""

    __tablename__ = "setting_changes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.ForeignKey("workspaces.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[str] = mapped_column(sa.String(32))
    section: Mapped[str] = mapped_column(sa.String(32))
    """The group of settings, by the name of its form: "switches"."""

    __table_args__ = (
        sa.Index("ix_setting_changes_workspace", "workspace_id", "changed_at"),
        sa.Index("ix_setting_changes_changed_at", "changed_at"),
    )

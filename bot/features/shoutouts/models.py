"""Shout-outs: who thanks whom in which words, and how thanks may reach each person."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.features.shoutouts.wording import Wording
from bot.platform.database import Base, EncryptedText, RowId, UtcDateTime


class State(StrEnum):
    """How a shout-out stands."""

    DRAFT = "draft"
    """Only its author sees it."""
    GIVEN = "given"
    """Given: what was to be told privately is told, and the post stands in the channel or is on its way."""
    HELD = "held"
    """Given, but Slack did not take the post; its author can post it again."""
    IN_DOUBT = "in doubt"
    """Given, and nobody knows whether the post stands in the channel; its author is asked."""
    THROWN_AWAY = "thrown away"
    """A draft that had been given and taken back before: its words are gone, that it rang still counts."""


class Way(StrEnum):
    """How thanks reach a person."""

    IN_CHANNEL = "in_channel"
    TO_ME = "to_me"
    NOT_THIS_WAY = "not_this_way"


class Shoutout(Base):
    """One thank-you, from its first draft on."""

    __tablename__ = "shoutouts"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    author_id: Mapped[str] = mapped_column(sa.String(32))
    state: Mapped[str] = mapped_column(sa.String(16), default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    """Grows with each change, so that a preview of older words posts nothing."""
    did: Mapped[str] = mapped_column(EncryptedText)
    """What they did, in the author's words."""
    occasion: Mapped[str] = mapped_column(EncryptedText)
    """When it was; may be empty."""
    effect: Mapped[str] = mapped_column(EncryptedText)
    """What it changed; may be empty."""
    team: Mapped[str | None] = mapped_column(EncryptedText)
    """A team that is thanked as a team, by name; it rings for nobody."""
    value: Mapped[str | None] = mapped_column(EncryptedText)
    """The company's value it shows, as it was called then."""
    occasion_link: Mapped[str | None] = mapped_column(EncryptedText)
    """The address of the public message that was the occasion."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    forget_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the draft is deleted, or what is left of it; empty once it is given."""
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    channel_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Where it was posted, if anybody wanted that."""
    message_id: Mapped[int | None] = mapped_column(RowId)
    """The outbox row of the post."""
    thread_id: Mapped[int | None] = mapped_column(RowId)
    """The Friday thread it is said in, if it began there."""
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its author took it back; empty again once it is given after that."""
    times_given: Mapped[int] = mapped_column(default=0)
    """How often it was given on the day of its last giving: each time it may have rung somebody."""
    forgotten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When Tend forgot its words, as long after it as the admins chose; a post in Slack stays."""
    round_up_id: Mapped[int | None] = mapped_column(RowId)
    """The monthly round-up that leads to it."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "author_id"], ["people.workspace_id", "people.id"]),
        sa.Index("ix_shoutouts_author", "workspace_id", "author_id", "given_at"),
        sa.Index(
            "ix_shoutouts_words_old",
            "given_at",
            sqlite_where=sa.text("forgotten_at IS NULL"),
            postgresql_where=sa.text("forgotten_at IS NULL"),
        ),
        sa.Index(
            "ix_shoutouts_round_up_id",
            "round_up_id",
            sqlite_where=sa.text("round_up_id IS NOT NULL"),
            postgresql_where=sa.text("round_up_id IS NOT NULL"),
        ),
        sa.Index(
            "ix_shoutouts_forget_at",
            "forget_at",
            sqlite_where=sa.text("forget_at IS NOT NULL"),
            postgresql_where=sa.text("forget_at IS NOT NULL"),
        ),
    )

    @property
    def wording(self) -> Wording:
        """Its words, as they were written."""
        return Wording(did=self.did, occasion=self.occasion, effect=self.effect)


class ShoutoutReceiver(Base):
    """One person a shout-out thanks, and how it reached them."""

    __tablename__ = "shoutout_receivers"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(sa.String(32))
    shoutout_id: Mapped[int] = mapped_column(sa.ForeignKey("shoutouts.id", ondelete="CASCADE"))
    person_id: Mapped[str] = mapped_column(sa.String(32))
    position: Mapped[int]
    """Their place in the row of names, from 0."""
    way: Mapped[str | None] = mapped_column(sa.String(16))
    """How it reached them; decided when it was posted, empty before. Nobody else ever sees it."""
    ask_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """From when on they are told privately, or asked how thanks should reach them, as soon as the post stands
    in the channel; empty: that is seen to. It is set for everybody, so that giving writes the same."""
    waits_for_card: Mapped[bool] = mapped_column(default=False)
    """They had paused or stopped Tend: their next card tells them instead of a message."""
    taken_down_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they took it down. From then on this shout-out neither names nor tells them, also when its author
    takes it back and gives it anew."""
    message_id: Mapped[int | None] = mapped_column(RowId)
    """The outbox row of what told them privately, or asked them how thanks should reach them."""
    thanked_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they said thank you back."""
    tell_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the author is told of that, in their way; empty: that is seen to."""
    thanks_wait_for_id: Mapped[str | None] = mapped_column(sa.String(32))
    """Whose next card tells of that: the author's, who had paused or stopped Tend."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
        sa.UniqueConstraint("shoutout_id", "person_id"),
        sa.Index("ix_shoutout_receivers_person", "workspace_id", "person_id", "shoutout_id"),
        sa.Index(
            "ix_shoutout_receivers_ask_at",
            "ask_at",
            sqlite_where=sa.text("ask_at IS NOT NULL"),
            postgresql_where=sa.text("ask_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_shoutout_receivers_message_id",
            "message_id",
            sqlite_where=sa.text("message_id IS NOT NULL"),
            postgresql_where=sa.text("message_id IS NOT NULL"),
        ),
        sa.Index(
            "ix_shoutout_receivers_tell_back_at",
            "tell_back_at",
            sqlite_where=sa.text("tell_back_at IS NOT NULL"),
            postgresql_where=sa.text("tell_back_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_shoutout_receivers_thanks_wait_for_id",
            "thanks_wait_for_id",
            sqlite_where=sa.text("thanks_wait_for_id IS NOT NULL"),
            postgresql_where=sa.text("thanks_wait_for_id IS NOT NULL"),
        ),
    )


class ThanksPreference(Base):
    """How thanks may reach one person. There is a row once they were asked or have chosen."""

    __tablename__ = "thanks_preferences"

    workspace_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    way: Mapped[str | None] = mapped_column(sa.String(16))
    """Empty: they were asked and have not answered, so the workspace's way holds."""
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    chosen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["people.workspace_id", "people.id"]),
    )

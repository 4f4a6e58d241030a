"""A post office for tests: puts messages into the outbox and carries them with couriers of its own."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform.delivery import outbox
from bot.platform.delivery.courier import Courier, Purposes
from bot.platform.delivery.models import OutboxMessage
from bot.platform.slack import block_kit
from bot.platform.slack.gateway import SlackGateway, WebGateway
from bot.platform.slack.message import Message
from bot.sandbox.sandbox import Sandbox

PURPOSE = "test.note"


class Office:
    """``unwanted`` holds the subjects that are no longer wanted; ``told`` what was not delivered, and why."""

    def __init__(self, tend: Sandbox) -> None:
        self.tend = tend
        self.unwanted: set[int] = set()
        self.told: list[tuple[int, str | None]] = []
        self.gateway: SlackGateway = WebGateway(token=tend.workspace.bot_token, api_url=f"{tend.url}/api/")
        self.courier = self.another_courier()

    def another_courier(self, gateway_of: Callable[[str], SlackGateway] | None = None) -> Courier:
        return Courier(
            self.tend.database,
            gateway_of=gateway_of or (lambda _: self.gateway),
            clock=self.tend.clock,
            purposes=Purposes(
                still_wanted={PURPOSE: lambda _session, row, _now: row.subject_id not in self.unwanted},
                not_delivered={PURPOSE: self._not_delivered},
            ),
        )

    def to(self, handle: str, words: str, *, subject_id: int | None = None) -> int:
        """Put words for a person into the outbox; the row's id."""
        with self.tend.database.transaction() as session:
            return outbox.enqueue_to_person(
                session,
                said(words),
                workspace_id=self.tend.workspace.team_id,
                person_id=self.tend.workspace.person(handle).id,
                purpose=PURPOSE,
                subject_id=subject_id,
                now=self.tend.clock.now(),
            ).id

    def file_to(
        self, handle: str, content: bytes, *, name: str = "one-on-ones.ics", words: str = "Your calendar"
    ) -> int:
        """Put a file for a person into the outbox; the row's id."""
        with self.tend.database.transaction() as session:
            return outbox.enqueue_file(
                session,
                name=name,
                content=content,
                title="One-on-ones",
                words=words,
                workspace_id=self.tend.workspace.team_id,
                person_id=self.tend.workspace.person(handle).id,
                purpose=PURPOSE,
                now=self.tend.clock.now(),
            ).id

    def in_channel(self, channel_id: str, words: str) -> int:
        with self.tend.database.transaction() as session:
            return outbox.enqueue_to_channel(
                session,
                said(words),
                workspace_id=self.tend.workspace.team_id,
                channel_id=channel_id,
                purpose=PURPOSE,
                now=self.tend.clock.now(),
            ).id

    def change(self, row_id: int, words: str | None) -> int:
        """Other words for what an earlier row says; None takes it away."""
        with self.tend.database.transaction() as session:
            earlier = session.get_one(OutboxMessage, row_id)
            message = None if words is None else said(words)
            return outbox.enqueue_change_of(
                session, earlier, message, purpose=PURPOSE, now=self.tend.clock.now()
            ).id

    def carry(self) -> int:
        """Carry everything that is due now; how many steps that took."""
        steps = 0
        while self.courier.deliver_one():
            steps += 1
        return steps

    def later(self, **step: float) -> int:
        """Let time pass, then carry what is due."""
        self.tend.clock.advance(timedelta(**step))
        return self.carry()

    def row(self, row_id: int) -> OutboxMessage:
        with self.tend.database.reading() as session:
            return session.get_one(OutboxMessage, row_id)

    def waiting(self) -> int:
        with self.tend.database.reading() as session:
            return (
                session.scalar(sa.select(sa.func.count()).where(OutboxMessage.next_attempt_at.is_not(None)))
                or 0
            )

    def read_by(self, handle: str) -> list[str]:
        """What stands in a person's conversation with the bot."""
        return [message.text for message in self.tend.workspace.in_dm(handle)]

    def files_of(self, handle: str) -> list[tuple[str, bytes]]:
        """Name and bytes of every file in a person's conversation with the bot."""
        messages = self.tend.workspace.in_dm(handle)
        return [(file.name, file.content) for message in messages for file in message.files]

    def read_in(self, channel: str) -> list[str]:
        return [message.text for message in self.tend.workspace.in_channel(channel)]

    def _not_delivered(self, _session: Session, row: OutboxMessage, _now: datetime) -> None:
        self.told.append((row.id, row.reason))


def said(words: str) -> Message:
    return Message(words, [block_kit.section(words)])

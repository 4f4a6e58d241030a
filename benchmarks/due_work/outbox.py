"""Tend's own: rows of the outbox, carried by the courier."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from benchmarks.due_work.engine import Place
from benchmarks.due_work.filling import fill
from bot.migrate import migrate
from bot.platform.clock import SystemClock
from bot.platform.database import Database
from bot.platform.delivery.courier import Courier, Purposes
from bot.platform.delivery.meters import NONE
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_to_person
from bot.platform.encryption import Cipher
from bot.platform.slack.gateway import Posted
from bot.platform.slack.message import Message

_TEAM = "T1"
_TRIES = 5


class Outbox:
    """Keeps due work as Tend does: encrypted, each piece in a conversation of its own."""

    def __init__(self, place: Place) -> None:
        self._cipher = Cipher((place.key,))
        self.database = Database(place.url, self._cipher)
        self._post: Callable[[], None] = lambda: None
        self._courier = Courier(
            self.database,
            gateway_of=lambda _: self,  # type: ignore[arg-type,return-value]
            clock=SystemClock(),
            purposes=Purposes(),
            limits=NONE,  # Slack's pace, four a second, would be all that is measured
        )

    def prepare(self) -> None:
        migrate(self.database)

    def fill(self, first: int, last: int, *, at: datetime) -> None:
        fill(
            self.database.engine.execution_options(writes=True),
            "outbox_messages",
            {
                "workspace_id": f"'{_TEAM}'",
                "kind": "'post'",
                "lane": "'person:U' || i",
                "person_id": "'U' || i",
                "channel_id": "'C0GENERAL1'",  # where the conversation is, is known: one post each
                "purpose": "'bench'",
                "content": ":content",
                "state": "'waiting'",
                "attempts": "0",
                "lease_token": "0",
                "next_attempt_at": "moment",
                "created_at": "moment",
            },
            first=first,
            last=last,
            at=at,
            content=self._cipher.encrypt('{"text": "Due today: call Leo.", "blocks": []}'),
        )

    def add(self, count: int) -> None:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        message = Message("Due today: call Leo.", [])
        for number in range(count):
            with self.database.transaction() as session:
                enqueue_to_person(
                    session, message, workspace_id=_TEAM, person_id=f"A{number}", purpose="add", now=tomorrow
                )

    def take_back(self) -> None:
        with self.database.transaction() as session:
            session.execute(sa.delete(OutboxMessage).where(OutboxMessage.purpose == "add"))

    def make_due(self, count: int) -> None:
        long_ago = datetime.now(UTC) - timedelta(seconds=count)
        with self.database.reading() as session:
            first = (session.scalar(sa.select(sa.func.max(OutboxMessage.id))) or 0) + 1
        self.fill(first, first + count, at=long_ago)

    def look(self) -> None:
        if self._courier.deliver_some():
            raise RuntimeError("Something was due.")

    def work(self, post: Callable[[], None], *, count: int) -> None:
        self._post = post
        for _ in range(_TRIES):
            with suppress(
                sa.exc.OperationalError
            ):  # SQLite's other writer had no end: as a poller, once more
                while self._courier.deliver_some():
                    pass
                return

    def post(self, channel_id: str, _message: Message) -> Posted:
        """The courier's way out, in place of the gateway."""
        self._post()
        return Posted(channel_id, "1.0")

    def close(self) -> None:
        self.database.dispose()

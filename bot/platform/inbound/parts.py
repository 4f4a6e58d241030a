"""What a listener is given to work with, and the transaction in which it does its deed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform.clock import Clock
from bot.platform.database import Database, insert_once, rows_changed
from bot.platform.errors import BotError
from bot.platform.inbound.asker import Asker
from bot.platform.inbound.models import HandledRequest
from bot.platform.slack.gateway import SlackGateway


class Repeated(BotError):
    """This request was carried out before; it is answered with a plain yes and changes nothing."""


@dataclass(frozen=True)
class Parts:
    """The database, the clock, the way out to Slack, a nudge for the courier, and the Home tab.

    ``show_home`` publishes the asker's Home tab anew, after a press on it has changed something.
    ``public_url`` is where the bot can be reached from outside, without a slash at its end; None: nowhere.
    """

    database: Database
    clock: Clock
    gateway_of: Callable[[str], SlackGateway]
    wake_courier: Callable[[], None]
    show_home: Callable[[Asker], None]
    public_url: str | None = None

    @contextmanager
    def deed(self, asker: Asker) -> Iterator[tuple[Session, datetime]]:
        """One transaction for what ``asker`` wants, and the time it counts from.

        It is committed when the block ends; what was enqueued in it is carried at once. Raises
        Repeated, before anything is done, when this very request was carried out already.
        """
        now = self.clock.now()
        with self.database.transaction() as session:
            if not insert_once(
                session, HandledRequest, workspace_id=asker.workspace_id, key=asker.key, handled_at=now
            ):
                raise Repeated(asker.key)
            yield session, now
        self.wake_courier()
        if asker.is_on_home:
            self.show_home(asker)

    @contextmanager
    def look(self) -> Iterator[tuple[Session, datetime]]:
        """A session that only reads, and the time."""
        with self.database.reading() as session:
            yield session, self.clock.now()


def forget_requests(session: Session, *, before: datetime) -> int:
    """Delete the requests handled earlier than ``before``; Slack repeats none for that long."""
    return rows_changed(session.execute(sa.delete(HandledRequest).where(HandledRequest.handled_at < before)))

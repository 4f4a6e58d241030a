"""A bag of post of every kind, carried by couriers that may not come back, and what is true at the end."""

import mmap
import struct
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.app import Tend
from bot.config import Settings
from bot.platform.database import Database
from bot.platform.delivery import outbox
from bot.platform.delivery.courier import Courier, Purposes
from bot.platform.delivery.models import OutboxMessage, State
from bot.platform.encryption import Cipher
from bot.platform.slack import block_kit
from bot.platform.slack.gateway import WebGateway
from bot.platform.slack.message import Message
from tests.conftest import KEY
from tests.sweeps.victims import Life, Victim

TEAM, _MAYA, _ANA, _CHANNEL = "T0SWEPT001", "U0MAYA0001", "U0ANA00001", "C0SHOUTS01"
_ASKED = "Does it stand there?"
_PURPOSE = "test.note"
_A_LEASE = timedelta(seconds=61)
AT_ONCE: tuple[timedelta, ...] = (timedelta(0),)
AFTERWARDS = (_A_LEASE, _A_LEASE)
"""By then every lease of a process that did not come back is over, and what it set off is carried, too."""

PUBLIC = ((_CHANNEL, "thanks"), (_CHANNEL, "another"))
PRIVATE = ((f"D{_MAYA}", "one"), (f"D{_MAYA}", "dates.ics"))


class SharedClock:
    """A clock that stands still in every process at once, and is turned for all of them."""

    def __init__(self, start: datetime) -> None:
        self._memory = mmap.mmap(-1, 8)
        self._set(start)

    def now(self) -> datetime:
        return datetime.fromtimestamp(struct.unpack("d", self._memory[:8])[0], UTC)

    def advance(self, step: timedelta) -> None:
        self._set(self.now() + step)

    def _set(self, moment: datetime) -> None:
        self._memory[:8] = struct.pack("d", moment.timestamp())


class PostOffice:
    """The bag, the processes that carry it, and the books."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.clock = SharedClock(datetime(2026, 10, 7, 9, tzinfo=UTC))
        self._url, self._cipher = database_url, Cipher((KEY,))
        settings = Settings(
            slack_bot_token="xoxb-0",
            slack_signing_secret="s",
            database_url=database_url,
            encryption_keys=(KEY,),
        )
        self.victim = Victim(settings, clock=self.clock, folder=folder, cipher=self._cipher)

    def fill(self) -> None:
        """The same bag as always, and nothing said."""
        self.victim.ledger.clear()
        database = Database(self._url, self._cipher)
        with database.transaction() as session:
            session.execute(sa.delete(OutboxMessage))
            first = self._to(session, _MAYA, "one")
            outbox.enqueue_change_of(session, first, _said("one, done"), purpose=_PURPOSE, now=self._now)
            post = self._in_channel(session, "thanks")
            self._in_channel(session, "another", below=post)
            outbox.enqueue_file(
                session,
                name="dates.ics",
                content=b"BEGIN",
                title="Dates",
                words="Your dates",
                workspace_id=TEAM,
                person_id=_MAYA,
                purpose=_PURPOSE,
                now=self._now,
            )
        database.dispose()

    def carries(self, tend: Tend, *, turns: tuple[timedelta, ...]) -> None:
        """What one process does: carry all there is, then again after each turn of the clock."""
        gateway = WebGateway(token="xoxb-0", api_url="http://127.0.0.1:9/")
        courier = Courier(
            tend.parts.database,
            gateway_of=lambda _: gateway,
            clock=self.clock,
            purposes=Purposes(not_delivered={_PURPOSE: self._ask_author}),
        )
        for turn in turns:
            self.clock.advance(turn)
            steps = 0
            while courier.deliver_some():
                steps += 1
                assert steps < 60, "the courier never comes to rest"

    def check(self, where: str, *, may_double: bool) -> None:
        """Nothing lost, nothing doubled in public, at most one direct message that came twice."""
        posted = self.victim.ledger.posted()
        extra = Counter({key: posted[key] - 1 for key in PRIVATE if posted[key] > 1})
        assert all(posted[key] for key in PRIVATE), f"{where}: lost {posted}"
        assert sum(extra.values()) <= (1 if may_double else 0), f"{where}: doubled {extra}"
        asked = posted[f"D{_ANA}", _ASKED]
        for key in PUBLIC:
            assert posted[key] <= 1, f"{where}: {key} stands there twice"
            assert posted[key] or asked, f"{where}: {key} is lost, and nobody was asked"
        said = [call["text"] for call in self.victim.ledger.calls()]
        assert said.index("one") < said.index("one, done"), f"{where}: changed before it was said"
        assert not (left := self._unsettled()), f"{where}: {left}"

    def _unsettled(self) -> list[str]:
        database = Database(self._url, self._cipher)
        with database.reading() as session:
            found = session.execute(sa.select(OutboxMessage.lane, OutboxMessage.state, OutboxMessage.reason))
            ended = {State.SENT, State.IN_DOUBT}
            left = [f"{lane} {state} {reason}" for lane, state, reason in found if state not in ended]
        database.dispose()
        return left

    @property
    def _now(self) -> datetime:
        return self.clock.now()

    def _to(self, session: Session, person_id: str, text: str) -> OutboxMessage:
        return outbox.enqueue_to_person(
            session, _said(text), workspace_id=TEAM, person_id=person_id, purpose="note", now=self._now
        )

    def _in_channel(
        self, session: Session, text: str, *, below: OutboxMessage | None = None
    ) -> OutboxMessage:
        return outbox.enqueue_to_channel(
            session,
            _said(text),
            workspace_id=TEAM,
            channel_id=_CHANNEL,
            purpose=_PURPOSE,
            in_thread_of=below,
            now=self._now,
        )

    def _ask_author(self, session: Session, row: OutboxMessage, _now: datetime) -> None:
        assert row.state == State.IN_DOUBT
        self._to(session, _ANA, _ASKED)


def is_in_the_window(life: Life) -> bool:
    """Whether it ended after Slack's yes and before that was written down."""
    for point in reversed(life.points):
        if point.startswith("after "):
            return point in ("after post", "after send_file")
        if point == "committed":
            return False
    return False


def _said(words: str) -> Message:
    return Message(words, [block_kit.section(words)])

"""What is kept by a statement of its own on PostgreSQL is kept as in a transaction, and so on SQLite."""

from collections.abc import Callable
from contextlib import suppress

import sqlalchemy as sa

from bot.platform.delivery.courier import Courier, Purposes
from bot.platform.delivery.models import SENDING, State
from bot.platform.slack.gateway import Posted
from bot.platform.slack.message import Message
from tests.platform.delivery.office import Office

CHANNELS = [f"C{number:09}" for number in range(3)]


class Listening:
    """A Slack that takes everything; ``then`` is called with the words of each message as they come."""

    def __init__(self, then: Callable[[str], None] = lambda _: None) -> None:
        self.then = then
        self.heard: list[str] = []

    def post(self, channel_id: str, message: Message) -> Posted:
        self.heard.append(message.text)
        self.then(message.text)
        return Posted(channel_id, "1.0")


def plain_courier(office: Office, slack: Listening) -> Courier:
    """One to whom no feature has anything to say."""
    return Courier(
        office.tend.database,
        gateway_of=lambda _: slack,  # type: ignore[arg-type,return-value]
        clock=office.tend.clock,
        purposes=Purposes(),
    )


def test_that_one_is_sent_and_the_next_one_begun_is_kept_before_it_goes(office: Office) -> None:
    ids = [office.in_channel(channel, channel) for channel in CHANNELS]
    seen: list[list[tuple[str, str | None]]] = []

    def look(_words: str) -> None:
        seen.append([(office.row(id_).state, office.row(id_).reason) for id_ in ids])

    plain_courier(office, Listening(look)).deliver_some()
    gone, going, to_go = (State.SENT, None), (State.WAITING, SENDING), (State.WAITING, None)
    assert seen == [[going, to_go, to_go], [gone, going, to_go], [gone, gone, going]]
    assert [(office.row(id_).state, office.row(id_).ts) for id_ in ids] == [(State.SENT, "1.0")] * 3
    assert {office.row(id_).attempts for id_ in ids} == {1}


def test_connections_cut_off_between_two_of_a_handful_lose_and_double_nothing(office: Office) -> None:
    ids = [office.in_channel(channel, channel) for channel in CHANNELS]
    slack = Listening(lambda words: _cut_off(office) if words == CHANNELS[0] else None)
    assert plain_courier(office, slack).deliver_some()
    assert slack.heard == CHANNELS
    assert [office.row(id_).state for id_ in ids] == [State.SENT] * 3


def test_one_that_was_taken_by_somebody_else_is_left_to_them_and_the_one_before_it_is_sent(
    office: Office,
) -> None:
    ids = [office.in_channel(channel, channel) for channel in CHANNELS]

    def take_the_next(words: str) -> None:
        if words == CHANNELS[0]:
            with office.tend.database.transaction() as session:
                session.execute(
                    sa.text("UPDATE outbox_messages SET lease_token = 7 WHERE id = :id"), {"id": ids[1]}
                )

    slack = Listening(take_the_next)
    assert plain_courier(office, slack).deliver_some()
    assert slack.heard == [CHANNELS[0], CHANNELS[2]]
    assert [office.row(id_).state for id_ in ids] == [State.SENT, State.WAITING, State.SENT]


def test_no_connection_is_held_once_a_handful_is_carried(office: Office) -> None:
    def fail(_words: str) -> None:
        raise ValueError("a mistake")

    for then in (lambda _: None, fail):
        for channel in CHANNELS:
            office.in_channel(channel, channel)
        courier, pool = plain_courier(office, Listening(then)), office.tend.database.engine.pool
        assert isinstance(pool, sa.QueuePool)
        before = pool.checkedout()
        with suppress(ValueError):
            courier.deliver_some()
        assert pool.checkedout() == before


def _cut_off(office: Office) -> None:
    if office.tend.database.is_sqlite:
        office.tend.database.dispose()
        return
    with office.tend.database.engine.connect() as connection:
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )

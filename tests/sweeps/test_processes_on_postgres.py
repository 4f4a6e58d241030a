"""A process on PostgreSQL loses its connection at any point, or another brings the database up to date."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bot.app import Tend
from bot.migrate import migrate
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from tests.conftest import KEY
from tests.postgres_process import connect
from tests.sweeps.post import AFTERWARDS, AT_ONCE, TEAM, PostOffice, is_in_the_window
from tests.sweeps.victims import Life

pytestmark = pytest.mark.postgres
_EVERY = 3


@pytest.fixture
def office(postgres_url: str, tmp_path: Path) -> PostOffice:
    office = PostOffice(postgres_url, tmp_path)
    office.fill()
    office.victim.rehearse(partial(office.carries, turns=AT_ONCE))
    office.fill()
    return office


def test_a_lost_connection_is_survived_at_any_point(office: PostOffice, postgres_url: str) -> None:
    def lose_connections(_tend: Tend) -> None:
        with connect(sa.make_url(postgres_url)) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def carries_on(tend: Tend) -> None:
        for _ in range(2):  # as the clockwork does: a poller that stumbled has its next turn
            with suppress(DBAPIError, psycopg.Error):
                office.carries(tend, turns=AT_ONCE)

    for where, life in _at_some_points(office, carries_on, lose_connections):
        office.victim.lives(partial(office.carries, turns=AFTERWARDS))
        office.check(where, may_double=is_in_the_window(life))


def test_a_database_that_is_up_to_date_is_looked_at_while_others_work(
    office: PostOffice, postgres_url: str
) -> None:
    def start_another(_tend: Tend) -> None:
        database = Database(postgres_url, Cipher((KEY,)))
        migrate(database)
        database.dispose()

    for where, _life in _at_some_points(office, partial(office.carries, turns=AT_ONCE), start_another):
        office.check(where, may_double=False)


def test_an_older_process_goes_on_while_a_newer_one_adds_a_column(
    office: PostOffice, postgres_url: str
) -> None:
    """At a moment with no transaction open; in one, whoever migrates waits for its end."""

    def change(words: str) -> None:
        with connect(sa.make_url(postgres_url)) as connection:
            connection.execute(f"ALTER TABLE outbox_messages {words}".encode())

    for where, _life in _at_some_points(
        office,
        partial(office.carries, turns=AT_ONCE),
        lambda _tend: change("ADD COLUMN added_later TEXT DEFAULT 'new'"),
        among=("before post", "after post", "committed"),
    ):
        office.check(where, may_double=False)
        change("DROP COLUMN added_later")  # fails where it was not added


def test_what_a_process_that_is_told_to_stop_leaves_is_carried_at_once(office: PostOffice) -> None:
    """No lease has to end first: the clock stands still."""

    def carries_until_told(tend: Tend) -> None:
        tend._gateways.own_workspace_id = TEAM
        tend._scheduler._take_turn("deliver")

    whole = office.victim.lives(carries_until_told)
    first = 1 + whole.points.index("before post")
    office.fill()
    office.victim.lives(carries_until_told, until=first, instead=lambda tend: tend.take_nothing_new())
    assert office.victim.ledger.calls(), "it finishes what it has in hand"
    office.victim.lives(partial(office.carries, turns=AT_ONCE))
    office.check("told to stop", may_double=False)


def _at_some_points(
    office: PostOffice,
    do: Callable[[Tend], None],
    strikes: Callable[[Tend], None],
    *,
    among: tuple[str, ...] = (),
) -> Iterator[tuple[str, Life]]:
    """Let it strike at every third point, of these names; what was left of the process up to there."""
    whole = office.victim.lives(partial(office.carries, turns=AT_ONCE))
    numbers = [number for number, point in enumerate(whole.points, 1) if not among or point in among]
    for number in numbers[::_EVERY]:
        office.fill()
        life = office.victim.lives(do, until=number, instead=strikes)
        yield f"at {number}, {whole.points[number - 1]}", Life(life.pid, whole.points[:number])

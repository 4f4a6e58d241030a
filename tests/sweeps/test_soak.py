"""The soak's own table: what is thrown away stands in it as lost, whatever else is in doubt."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.people.models import Enrolment
from bot.features.shoutouts.models import Shoutout
from bot.platform.delivery.models import OutboxMessage, State
from tests.soak import is_well, table
from tests.sweeps.soaking import TEAM, Soak

_SAID = {"direct message": 10, "public post": 8, "card of the day": len(TEAM)}


@pytest.fixture
def soak(sqlite_url: str) -> Iterator[Soak]:
    soak = Soak(sqlite_url, kills=0, chance=random.Random(1), notes_a_day=10)  # noqa: S311  not a secret
    soak.open()
    soak.begin_day()
    yield soak
    soak.sandbox.stop()


def test_where_nothing_is_disturbed_nothing_is_lost(soak: Soak) -> None:
    _live_through_the_day(soak)
    soak.end_day()
    counts = soak.counts()
    assert {kind: (count.said, count.lost, count.doubled) for kind, count in counts.items()} == {
        kind: (said, 0, 0) for kind, said in _SAID.items()
    }
    assert is_well(counts, left=soak.left, kills=0)


def test_what_is_thrown_away_is_printed_as_lost_also_beside_one_in_doubt(soak: Soak) -> None:
    with soak.sandbox.database.transaction() as session:
        note = session.scalars(sa.select(OutboxMessage).where(OutboxMessage.purpose == "soak")).first()
        thrown_away, in_doubt = session.scalars(sa.select(Shoutout.message_id)).all()[:2]
        session.delete(note)
        session.execute(sa.delete(OutboxMessage).where(OutboxMessage.id == thrown_away))
        somebody = session.scalars(sa.select(Enrolment)).first()
        assert somebody is not None
        somebody.next_card_at = soak.clock.now() + timedelta(days=1)  # as if theirs had been made
    _live_through_the_day(soak)
    with soak.sandbox.database.transaction() as session:
        session.get_one(OutboxMessage, in_doubt).state = State.IN_DOUBT  # and yet it stands there
    soak.end_day()
    counts = soak.counts()
    assert table(counts, left=soak.left)[2:] == [
        "| direct message | 10 | 1 | 0 |  |",
        "| public post | 8 | 1 | 0 | 1 |",
        f"| card of the day | {len(TEAM)} | 1 | 0 |  |",
        "| left waiting | | 0 | | |",
    ]
    assert not is_well(counts, left=soak.left, kills=0)


def test_one_that_came_twice_is_counted(soak: Soak) -> None:
    _live_through_the_day(soak)
    workspace = soak.sandbox.workspace
    post = workspace.in_channel("#shout-outs")[0]
    workspace.post("#shout-outs", author=workspace.bot, text=post.text, blocks=post.blocks)
    counts = soak.counts()
    assert counts["public post"].doubled == 1
    assert not is_well(counts, left=0, kills=100)


def _live_through_the_day(soak: Soak) -> None:
    """With one process, which nobody kills."""
    for _ in range(20):
        soak.clock.advance(timedelta(minutes=1))
        soak.sandbox.clock.turn_to(soak.clock.now())
        soak.sandbox.settle()

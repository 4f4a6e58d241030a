"""Four processes with four threads each plan the cards of the same people: nobody gets two on one day."""

import multiprocessing
import threading
from datetime import timedelta

import sqlalchemy as sa

from bot.features.cards.jobs import send_one_card
from bot.features.cards.models import Card
from bot.features.cards.service import PURPOSE
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
from bot.platform.encryption import Cipher
from bot.sandbox.sandbox import Sandbox, utc
from tests.conftest import KEY, address_of
from tests.features.follow_ups.noting import note

EVERYBODY = ("maya", "ana", "sam", "leo", "priya", "jonas")
DAYS = 2
# In Berlin, Lisbon and New York, by UTC.
NINE_O_CLOCK = (7, 8, 13)


def plan(url: str, key: str) -> None:
    """One process: four threads that look again and again, on each of the days."""
    database = Database(url, Cipher((key,)))
    threads = [threading.Thread(target=_poll, args=(database,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.dispose()


def _poll(database: Database) -> None:
    for day in range(DAYS):
        for hour in NINE_O_CLOCK:
            clock = ManualClock(utc(2026, 10, 8 + day, hour) + timedelta(minutes=1))
            idle = 0
            while idle < 2:
                idle = 0 if send_one_card(database, clock) else idle + 1


def test_nobody_gets_two_cards_a_day_from_four_processes(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    for handle in EVERYBODY:
        for number in range(2):
            note(tend, handle, f"call Leo {number}", due_on=tend.now().date() + timedelta(days=1))
    processes = multiprocessing.get_context("spawn")
    running = [processes.Process(target=plan, args=(address_of(tend.database), KEY)) for _ in range(4)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * 4
    with tend.database.reading() as session:
        made = session.execute(sa.select(Card.person_id, Card.made_on)).all()
        posted = session.scalars(
            sa.select(OutboxMessage.subject_id).where(
                OutboxMessage.purpose == PURPOSE, OutboxMessage.kind == "post"
            )
        ).all()
    assert len(made) == len(set(made)) >= len(EVERYBODY)
    assert len(posted) == len(set(posted)) == len(made)
